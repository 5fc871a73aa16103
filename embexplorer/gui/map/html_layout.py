"""The layout of plotly for a figure: the part of the map that is seen, axes that mean something, legend."""

import re
from base64 import b64encode
from typing import Any

import numpy as np
import numpy.typing as npt

from embexplorer.core.figure import Figure
from embexplorer.core.figure_caption import plain_text
from embexplorer.core.figure_file import POINT, SCREEN_INCH
from embexplorer.gui.map.legend_layout import laid_out
from embexplorer.gui.map.page import Page
from embexplorer.gui.map.scene import Scene
from embexplorer.gui.style import own_face

LONGEST = 60  # letters of a name in the legend
MARGIN = 52  # pixels for the ticks of axes
NOT_FAMILY = re.compile(r"[^\w\s\-]")
MARKUP = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})  # plotly reads tags in every text, and these back


def layout_of(page: Page) -> dict[str, Any]:
    """As the screen has it, without what the script writes: labels, names of groups, arrows."""
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
        "annotations": _folded_legend(scene, pixel),
    }


def letters(family: str) -> str:
    """The name of a typeface that a style sheet may hold."""
    return NOT_FAMILY.sub("", family).strip() or "sans-serif"


def packed(numbers: npt.ArrayLike, kind: str) -> dict[str, str]:
    """Numbers as plotly, and the script, read them: `kind` is one of f4, u1, u2 and u4."""
    content = np.ascontiguousarray(numbers, f"<{kind}").tobytes()
    return {"dtype": kind, "bdata": b64encode(content).decode("ascii")}


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


def has_whole_legend(figure: Figure) -> bool:
    """Whether its lines are shown, and not the title alone."""
    return "legend" in figure.layers and not figure.legend_folded


def _folded_legend(scene: Scene, pixel: float) -> list[dict[str, Any]]:
    """Its title, where it is folded down to that."""
    heads = laid_out(scene.figure, scene.width, scene.area.height).heads if scene.figure.legend_folded else []
    written = {"font": {"color": scene.tokens.secondary, "size": 11 * pixel}, "bgcolor": f"{scene.tokens.map}d9"}
    place = {"xref": "paper", "yref": "paper", "x": 1, "y": 1, "xanchor": "right", "yanchor": "top"}
    return [{"text": plain_label(head.left), "showarrow": False, **place, **written} for head in heads]


def _legend(scene: Scene, pixel: float) -> dict[str, Any]:
    return {
        "title": {
            "text": plain_label(scene.figure.coloring.caption),
            "font": {"color": scene.tokens.secondary, "size": 11 * pixel},
        },
        "font": {"size": 12 * pixel},
        "bgcolor": f"{scene.tokens.map}d9",
        "x": 1,
        "y": 1,
        "xanchor": "right",
        "yanchor": "top",
        "itemsizing": "trace",
    }
