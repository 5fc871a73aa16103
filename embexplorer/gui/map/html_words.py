"""The words of an interactive figure for its script: labels with their ranges of zoom, names of groups, arrows."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from embexplorer.core.coloring import NONE
from embexplorer.core.figure import NO_ROWS
from embexplorer.core.figure_caption import plain_text
from embexplorer.core.label_placement import Rank
from embexplorer.core.label_words import one_line
from embexplorer.core.typing import BoolArray, FloatArray, IntArray
from embexplorer.gui.map.group_names import COMING, FADING, SUDDEN, GroupName, tone_of
from embexplorer.gui.map.html_layout import packed
from embexplorer.gui.map.label import Label, tone
from embexplorer.gui.map.label_candidates import LED, marked
from embexplorer.gui.map.label_index import AWAY, LabelIndex, extent_of, tightness
from embexplorer.gui.map.label_layout import SPARE, LabelLayout
from embexplorer.gui.map.label_text import Style, font_of
from embexplorer.gui.map.label_widths import advances, widest
from embexplorer.gui.map.label_words import Words
from embexplorer.gui.map.moving_labels import greedy
from embexplorer.gui.map.scene import Scene
from embexplorer.gui.style import font

FINE = 8  # widths are told in this part of a pixel
LARGEST = 1e300  # scale: no browser comes there


def words_of(scene: Scene, pixel: float, written: IntArray) -> dict[str, Any]:
    """What the script writes above the map, and `scale` to know from the browser's pixels to a map unit what is shown.

    Lengths are pixels of the scene, of which the browser has `pixel`. `written` are the rows that the file has, in its
    order; labels name theirs by their places there.
    """
    tokens = scene.tokens
    told: dict[str, Any] = {"pixel": pixel, "arrows": list(_arrows(scene)), "accent": tokens.accent}
    told["measured"] = _measured(scene)
    told |= {
        "leader": tokens.tertiary,
        "ground": tokens.map,
        "ink": tokens.text,
        "fading": FADING,
        "coming": COMING,
        "sudden": SUDDEN,
    }
    if "labels" not in scene.figure.layers:
        return {**told, "scale": 0, "marked": [], "names": [], "blocks": []}
    layout = LabelLayout()
    layout.placed(scene)
    first = [_marked(scene, label) for label in _first(scene)]
    blocks = [_block(scene, index, written, density) for index, density in layout.indices(scene)]
    names = [_name(scene, name) for name in layout.group_names()]
    return {**told, "scale": extent_of(scene.figure).side / pixel, "marked": first, "names": names, "blocks": blocks}


def _arrows(scene: Scene) -> Iterator[dict[str, Any]]:
    figure = scene.figure
    for arrow in figure.arrows if "arrows" in figure.layers else ():
        ends = figure.coordinates[[arrow.start, arrow.end]].astype(float)
        if figure.is_shown(arrow.start) and figure.is_shown(arrow.end) and np.isfinite(ends).all():
            yield {"from": ends[0].tolist(), "to": ends[1].tolist(), "dashed": arrow.dashed}


def _measured(scene: Scene) -> dict[str, Any] | None:
    """What is said between two places, and how it is written."""
    shown, tokens = scene.figure.measured, scene.tokens
    if shown is None:
        return None
    letters = [font("table", 600), *(font("caption") for _ in shown.lines)]
    lines = [
        {"text": plain_text(text), "size": kind.pixelSize(), "weight": int(kind.weight()), "color": color}
        for text, kind, color in zip(
            (shown.title, *shown.lines), letters, (tokens.text, *[tokens.secondary] * len(shown.lines)), strict=True
        )
    ]
    return {"from": shown.start, "to": shown.end, "lines": lines, "ground": tokens.base, "edge": tokens.control_line}


def _first(scene: Scene) -> list[Label]:
    """Pinned, selected and near words where the first view has them."""
    return greedy(scene, *marked(scene), Words(scene.figure.keys))


def _marked(scene: Scene, label: Label) -> dict[str, Any]:
    x, y = scene.figure.coordinates[label.row].tolist()
    box = {"across": label.across, "down": label.down, "width": label.width, "height": label.height}
    text = {"text": plain_text(label.text), **_letters(label.rank), "color": tone(scene, label)}
    return {"x": x, "y": y, **box, **text, "led": label.led}


def _name(scene: Scene, name: GroupName) -> dict[str, Any]:
    groups = scene.figure.groups
    code = groups.colors[name.island.group] if groups and groups.colors else NONE
    place = {"x": name.island.x, "y": name.island.y, "width": name.width, "height": name.height}
    scales = {"start": name.start, "end": min(name.end, LARGEST)}
    text = {"lines": [plain_text(line) for line in name.lines], **_letters(name.size), "color": tone_of(scene, name)}
    return {**place, **scales, **text, "code": None if code == NONE else code}


def _block(scene: Scene, index: LabelIndex, written: IntArray, density: float) -> dict[str, Any]:
    """Labels that come with the zoom, the most important first, as columns."""
    figure = scene.figure
    tight = tightness(density)
    least = index.least / tight if tight else np.full(len(index.rows), np.inf)
    places = np.full(figure.rows, -1, np.int64)
    places[written] = np.arange(len(written))
    kept: BoolArray = np.isfinite(least) & (places[index.rows] >= 0)
    numbers = np.flatnonzero(kept & ~np.isin(index.rows, _elsewhere(scene, index)))
    rows, ranks = index.rows[numbers], index.ranks(numbers)
    wide = index.labels.widths[numbers]
    return {
        "at": packed(places[rows], "u4"),
        "least": packed(least[numbers], "f4"),
        "sides": packed(index.sides(numbers), "u1"),
        "wide": packed(np.minimum(np.ceil(wide * FINE), 65535), "u2"),
        "ranks": packed(ranks, "u1"),
        "codes": packed(figure.coloring.codes[rows], "u1"),
        "texts": _odd(scene, rows, ranks, wide),
        "letters": {rank: _rank(scene, rows[ranks == rank], Rank(rank)) for rank in np.unique(ranks).tolist()},
    }


def _elsewhere(scene: Scene, index: LabelIndex) -> IntArray:
    """Rows that have their label in another way."""
    figure = scene.figure
    rows, _ = marked(scene)
    own = len(figure.selected) > LED and index.is_of_any_rank
    return np.concatenate([np.array(rows, np.int64), figure.selected if own else NO_ROWS])


def _odd(scene: Scene, rows: IntArray, ranks: npt.NDArray[np.int8], wide: FloatArray) -> dict[int, str]:
    """The labels that are not their words as they are, by number: too wide ones are cut, unseen signs are shown."""
    words, most, odd = Words(scene.figure.keys), widest(), {}
    for number, word in enumerate(scene.figure.keys.at(rows)):
        if wide[number] >= most - 1 or one_line(word) != word:
            room = float(wide[number]) + SPARE
            odd[number] = plain_text(words.of(int(rows[number]), Rank(int(ranks[number])), room).text)
    return odd


def _rank(scene: Scene, rows: IntArray, rank: Rank) -> dict[str, Any]:
    """How labels of this rank are written: letters, distance from the point, and the colour by code of the class."""
    codes, first = np.unique(scene.figure.coloring.codes[rows], return_index=True)
    labels = (Label(row, "", rank, 0, 0, 0, 0, led=False) for row in rows[first].tolist())
    colors = {code: tone(scene, label) for code, label in zip(codes.tolist(), labels, strict=True)}
    return {**_letters(rank), "high": advances(font_of(rank)).height, "away": AWAY[rank], "colors": colors}


def _letters(style: Style) -> dict[str, float]:
    written = font_of(style)
    return {"size": written.pixelSize(), "weight": int(written.weight())}
