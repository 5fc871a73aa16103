"""The layout of plotly for a figure: the part of the map that is seen, axes that mean something, labels, legend."""

import re
from typing import Any

from embexplorer.core.figure_caption import plain_text
from embexplorer.core.figure_file import POINT, SCREEN_INCH
from embexplorer.gui.map.group_names import tone_of
from embexplorer.gui.map.label import Label, tone
from embexplorer.gui.map.label_layout import Name
from embexplorer.gui.map.label_text import font_of
from embexplorer.gui.map.labels import Labels
from embexplorer.gui.map.page import Page
from embexplorer.gui.map.scene import Scene
from embexplorer.gui.style import own_face

LONGEST = 60  # letters of a name in the legend
MARGIN = 52  # pixels for the ticks of axes
NOT_FAMILY = re.compile(r"[^\w\s\-]")
MARKUP = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})  # plotly reads tags in every text, and these back


def layout_of(page: Page, labels: Labels) -> dict[str, Any]:
    """As the screen has it; the labels, and the names of groups, are those that have room there."""
    scene = page.scene
    pixel = page.unit / POINT * SCREEN_INCH
    area = scene.area
    left, top = scene.view.to_map(area.left, area.top)
    right, bottom = scene.view.to_map(area.left + area.width, area.top + area.height)
    across, upward = scene.figure.axes or ("", "")
    edge = MARGIN if scene.figure.axes else 0
    ground = "rgba(0,0,0,0)" if scene.clear else scene.tokens.map
    return {
        "paper_bgcolor": ground,
        "plot_bgcolor": ground,
        "margin": {"l": edge, "r": 0, "t": 0, "b": edge, "pad": 0},
        "font": {"family": letters(own_face().family), "size": 11 * pixel, "color": scene.tokens.text},
        "dragmode": "pan",
        "hovermode": "closest",
        "xaxis": {"range": [left, right], **_axis(scene, across)},
        "yaxis": {"range": [bottom, top], "scaleanchor": "x", "scaleratio": 1, **_axis(scene, upward)},
        "legend": _legend(scene, pixel),
        "annotations": _annotations(scene, labels, pixel),
    }


def letters(family: str) -> str:
    """The name of a typeface that a style sheet may hold."""
    return NOT_FAMILY.sub("", family).strip() or "sans-serif"


def plain_label(text: str) -> str:
    """A name in one line that plotly shows as it is."""
    line = " ".join(plain_text(text[: 4 * LONGEST]).split())
    return (line if len(line) <= LONGEST else line[: LONGEST - 1] + "…").translate(MARKUP)


def _axis(scene: Scene, caption: str) -> dict[str, Any]:
    if not caption:
        return {"visible": False}
    tokens = scene.tokens
    return {
        "title": {"text": plain_label(caption), "font": {"color": tokens.secondary}},
        "showgrid": False,
        "zeroline": False,
        "linecolor": tokens.control_line,
        "ticks": "outside",
        "tickcolor": tokens.control_line,
        "tickfont": {"color": tokens.secondary},
    }


def _legend(scene: Scene, pixel: float) -> dict[str, Any]:
    return {
        "title": {"text": plain_label(scene.figure.coloring.caption), "font": {"color": scene.tokens.secondary}},
        "font": {"size": 12 * pixel},
        "bgcolor": f"{scene.tokens.map}d9",
        "x": 1,
        "y": 1,
        "xanchor": "right",
        "yanchor": "top",
        "itemsizing": "trace",
    }


def _annotations(scene: Scene, labels: Labels, pixel: float) -> list[dict[str, Any]]:
    if "labels" not in scene.figure.layers:
        return []
    words = [_annotation(scene, label, pixel) for label in reversed(labels.placed(scene))]
    return [_name(scene, name, pixel) for name in labels.names()] + words


def _name(scene: Scene, name: Name, pixel: float) -> dict[str, Any]:
    """The name of a group in the middle of where the screen has it."""
    x, y = scene.view.to_map(name.box.center().x(), name.box.center().y())
    font = font_of(name.group.size)
    lines = [plain_text(line).translate(MARKUP) for line in name.group.lines]
    return {
        "x": x,
        "y": y,
        "text": "<br>".join(lines),
        "font": {"size": font.pixelSize() * pixel, "color": tone_of(scene, name.group), "weight": int(font.weight())},
        "opacity": name.opacity,
        "borderpad": 0,
        "captureevents": False,
        "showarrow": False,
    }


def _annotation(scene: Scene, label: Label, pixel: float) -> dict[str, Any]:
    """A label where the screen has it: its middle seen from its point, in pixels of the browser."""
    x, y = scene.figure.coordinates[label.row].tolist()
    across, down = (label.across + label.width / 2) * pixel, (label.down + label.height / 2) * pixel
    font = font_of(label.rank)
    leader: dict[str, Any] = {"ax": across, "ay": down, "showarrow": True, "arrowhead": 0, "arrowwidth": 0.75}
    leader["arrowcolor"] = scene.tokens.tertiary
    return {
        "x": x,
        "y": y,
        "text": plain_text(label.text).translate(MARKUP),
        "font": {"size": font.pixelSize() * pixel, "color": tone(scene, label), "weight": int(font.weight())},
        "borderpad": 0,
        "captureevents": False,
        **(leader if label.led else {"showarrow": False, "xshift": across, "yshift": -down}),
    }
