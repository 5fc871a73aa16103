"""The names of groups as larger text: where they stand, from which zoom to which, and in which colour."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF

from embexplorer.core.coloring import NONE
from embexplorer.core.figure import Figure
from embexplorer.core.groups import Groups, Island, islands_of_shown
from embexplorer.core.label_ranges import Blocks
from embexplorer.core.label_words import one_line
from embexplorer.core.typing import IndexArray, IntArray
from embexplorer.gui.map.label_index import Extent
from embexplorer.gui.map.label_text import NameSize, font_of
from embexplorer.gui.map.palette import color_of, darkened
from embexplorer.gui.map.scene import Scene
from embexplorer.gui.style import pixels

LARGE = ((0.45, NameSize.LARGE), (0.15, NameSize.MIDDLE))  # of the rows of the largest group, at least, and the size
LINE = 18  # letters, about, after which a name goes on in another line
LINES = 3
LETTERS = 3 * LINE  # of a name; more are cut in the middle
AIR, BETWEEN = 6.0, 3.0  # pixels between two names: beside and above each other
GONE_AT = 300.0  # pixels from the middle of a group to its points (rms) at which its name has gone
LEAST_END = 2000.0  # the scale until which every name is there: a map that fills a large window
FADING = 1.7  # times smaller is the scale at which a name begins to fade
COMING, SUDDEN = 1.15, 0.25  # times larger is the scale at which a name is all there; how much there is at first
DRAWN = 0.05  # of the rows of a group, at least, are shown where its name is
DARKER = 0.35  # share of the text's colour in that of a name


@dataclass(frozen=True, eq=False)
class GroupName:
    """A name, its lines, its middle in units of the labels, its size in pixels, and at which scales it is there."""

    island: Island
    lines: tuple[str, ...]
    size: NameSize
    x: float
    y: float
    width: float
    height: float
    start: float
    end: float

    def opacity(self, scale: float) -> float:
        """How much of it there is at this scale: it comes, and goes, by and by."""
        if not self.start <= scale < self.end:
            return 0.0
        goes = math.log(self.end / scale) / math.log(FADING)
        comes = 1.0 if self.start == 0 else math.log(scale / self.start) / math.log(COMING) + SUDDEN
        return max(0.0, min(1.0, goes, comes))

    def box(self, scene: Scene) -> QRectF:
        """Where it stands in this scene."""
        place = scene.view.to_screen(np.array([[self.island.x, self.island.y]]))[0]
        return QRectF(place[0] - self.width / 2, place[1] - self.height / 2, self.width, self.height)


def names_of(figure: Figure, extent: Extent, everywhere: Sequence[Island] | None = None) -> list[GroupName]:
    """The names of the groups of a figure that are ever shown, the largest group first; at these islands, if given."""
    groups = figure.groups
    if groups is None or groups.coordinates is not figure.coordinates:
        return []
    placed: list[GroupName] = []
    drawn = _drawn(figure, groups)
    if everywhere is None:
        everywhere = groups.islands if figure.shown is None else islands_of_shown(groups, figure.shown)
    islands = [island for island in everywhere if island.group in drawn]
    most = islands[0].rows if islands else 1
    for island in islands:
        if not groups.names[island.group]:
            continue
        size = next((size for share, size in LARGE if island.rows >= share * most), NameSize.SMALL)
        name = _named(groups, island, size, extent)
        name = _after(name, placed)
        if name.start < name.end / FADING:
            placed.append(name)
    return placed


def _drawn(figure: Figure, groups: Groups) -> set[int]:
    """The groups of which enough rows are shown: a name over nothing would be one of something else."""
    if figure.shown is None:
        return set(range(len(groups.names)))
    everything, shown = (_counts(codes, len(groups.names)) for codes in (groups.codes, groups.codes[figure.shown]))
    return set(np.flatnonzero(shown >= np.maximum(1, DRAWN * everything)).tolist())


def _counts(codes: IndexArray, count: int) -> IntArray:
    return np.bincount(codes + 1, minlength=count + 1)[1:].astype(np.int64)


def _named(groups: Groups, island: Island, size: NameSize, extent: Extent) -> GroupName:
    lines = wrapped(groups.names[island.group])
    metrics = QFontMetricsF(font_of(size))
    width = max(metrics.horizontalAdvance(line) for line in lines) + 2
    end = max(LEAST_END, GONE_AT * extent.side / island.reach if island.reach > 0 else LEAST_END)
    x, y = (island.x - extent.left) / extent.side, (extent.top - island.y) / extent.side
    return GroupName(island, lines, size, x, y, width, len(lines) * metrics.height(), 0.0, end)


def _after(name: GroupName, before: list[GroupName]) -> GroupName:
    """The name as it is shown after these: from where it overlaps none of them."""
    start = 0.0
    for other in before:
        across, down = abs(name.x - other.x), abs(name.y - other.y)
        wide, high = (name.width + other.width) / 2 + AIR, (name.height + other.height) / 2 + BETWEEN
        until = min(wide / across if across else math.inf, high / down if down else math.inf)
        if until > other.start:
            start = max(start, min(until, other.end))
    parts = {**name.__dict__, "start": start}
    return GroupName(**parts)


def blocks_of(names: list[GroupName]) -> Blocks:
    """What labels of words keep out of."""
    parts = [(name.x, name.y, name.width + AIR, name.height, name.start, name.end) for name in names]
    xs, ys, widths, heights, starts, ends = np.array(parts, np.float64).reshape(-1, 6).T
    return Blocks(xs=xs, ys=ys, widths=widths, heights=heights, starts=starts, ends=ends)


def pushed_into(area: QRectF, box: QRectF) -> QRectF | None:
    """The box, moved into the area if it sticks out; None where its middle lies outside, or where it does not fit."""
    if not area.contains(box.center()) or box.width() > area.width() or box.height() > area.height():
        return None
    left = min(max(box.left(), area.left()), area.right() - box.width())
    top = min(max(box.top(), area.top()), area.bottom() - box.height())
    return QRectF(left, top, box.width(), box.height())


def wrapped(name: str) -> tuple[str, ...]:
    """A name in lines of some eighteen letters, three at most; what is longer is cut in the middle."""
    text = one_line(name[: 40 * LETTERS])
    if len(text) > LETTERS:
        text = f"{text[: LETTERS - LINE]}…{text[-LINE + 1 :]}"
    lines: list[str] = []
    for word in text.split(" "):
        if lines and (len(lines[-1]) + len(word) < LINE or len(lines) == LINES):
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return tuple(_cut(line) for line in lines)


def _cut(line: str) -> str:
    metrics = QFontMetricsF(font_of(NameSize.LARGE))
    return metrics.elidedText(line, Qt.TextElideMode.ElideMiddle, pixels(260))


def tone_of(scene: Scene, name: GroupName) -> str:
    """The colour of its group, darkened, or that of text where it has none."""
    figure = scene.figure
    code = figure.groups.colors[name.island.group] if figure.groups else NONE
    if code == NONE:
        return scene.tokens.text
    return darkened(color_of(figure.coloring, code, scene.tokens).name(), DARKER, scene.tokens)
