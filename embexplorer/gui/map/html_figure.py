"""A figure as one HTML file that needs nothing else: drawn by plotly, with cards, zoom and a legend to click."""

import html as markup
import json
from dataclasses import replace

from embexplorer.core.figure import Figure
from embexplorer.core.figure_caption import caption_of, description_of, plain_text, title_of
from embexplorer.core.figure_file import FigureFile
from embexplorer.core.report import Part, Report
from embexplorer.core.resources import resource
from embexplorer.gui.map.html_backdrop import backdrop, pictured
from embexplorer.gui.map.html_groups import Groups
from embexplorer.gui.map.html_layout import has_whole_legend, layout_of, letters
from embexplorer.gui.map.html_words import words_of
from embexplorer.gui.map.page import Page
from embexplorer.gui.map.painter import MapPainter
from embexplorer.gui.map.polar_grid import is_polar
from embexplorer.gui.style import own_face

POLICY = (
    "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; img-src data: blob:; "
    "connect-src 'none'; form-action 'none'; base-uri 'none'"
)  # plotly compiles its shaders' calls; nothing may be fetched
TAGS = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})
CONFIG = {  # plotly's own choice of buttons has one that sends the figure to its maker
    "displaylogo": False, "responsive": True, "scrollZoom": True, "doubleClick": "reset",
    "modeBarButtons": [["zoom2d", "pan2d"], ["zoomIn2d", "zoomOut2d", "resetScale2d"]],
}  # fmt: skip
FIND = (
    '<form id="find"><label>Find <input type="search" autocomplete="off"></label> '
    '<span id="answer" role="status"></span></form>\n'
)
SCRIPTS = ("words", "figure")
LEGEND = "Click a class in the legend to see it alone, Ctrl+click to hide it"
ICON = "data:,"  # or browsers would ask for one


def html(page: Page, painter_of_map: MapPainter, figure: Figure, file: FigureFile, report: Report) -> bytes:
    """The page, with every drawn row in it."""
    from plotly.offline import get_plotlyjs

    report(0.1, "Gathering the rows")
    told, rows = _told(page, painter_of_map, report)
    report(0.8, "Putting the page together")
    title = markup.escape(title_of(figure))
    parts = [
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n',
        '<meta name="viewport" content="width=device-width">\n',
        f'<meta name="description" content="{markup.escape(caption_of(figure))}">\n',
        f'<link rel="icon" href="{ICON}">\n<title>{title}</title>\n<style>\n{_sheet(page)}</style>\n</head>\n<body>\n',
        f'<main>\n<header>\n<h1>{title}</h1>\n{FIND}</header>\n<div id="map" role="img" aria-label="{title}"></div>\n',
        '<svg id="words" aria-hidden="true"></svg>\n<div id="card"></div>\n',
        _words(page, figure, file, rows),
        "</main>\n<script>",
        get_plotlyjs(),
        '</script>\n<script type="application/json" id="figure">',
        json.dumps(told, ensure_ascii=False).translate(TAGS),
        f"</script>\n<script>\n{script()}</script>\n</body>\n</html>\n",
    ]
    return "".join(parts).encode("utf-8", "replace")


def script() -> str:
    """What draws the figure in a browser."""
    return "".join(resource(f"figure/{name}.js").read_text(encoding="utf-8") for name in SCRIPTS)


def _told(page: Page, painter_of_map: MapPainter, report: Report) -> tuple[dict[str, object], int]:
    """What the script draws, and how many rows there are in it: traces and layout, checked by plotly, and words."""
    from plotly.graph_objects import Figure as Plot

    scene = page.scene
    styles = painter_of_map.points.picture(replace(scene, vector=False)).styles
    groups = Groups(page, styles)
    plot = Plot(layout={**layout_of(page), "images": backdrop(scene, painter_of_map)})
    told = groups.added_to(plot, Part(report, 0.1, 0.6))
    report(0.6, "Placing the labels")
    words = words_of(scene, groups.pixel, groups.written)
    drawn = plot.to_dict()
    told |= {"data": drawn["data"], "layout": drawn["layout"], "config": CONFIG, "words": words}
    return told, len(groups.written)


def _words(page: Page, figure: Figure, file: FigureFile, rows: int) -> str:
    """What stands below the map."""
    badges = [*figure.badges, figure.trust] if "badges" in file.parts else []
    notes = [*filter(None, badges), f"{rows:,} rows are in this file", *_sized(figure), *_of_first_view(page)]
    notes += [LEGEND] if page.scene.figure.coloring.entries and has_whole_legend(page.scene.figure) else []
    lines = "".join(f"<span>{markup.escape(plain_text(note))}</span>" for note in notes)
    said = markup.escape(description_of(figure, file))
    return (
        f'<p class="notes">{lines}</p>\n<p class="caption">{markup.escape(caption_of(figure))}</p>\n'
        f"<details><summary>How this figure was made</summary><pre>{said}</pre></details>\n"
    )


def _sized(figure: Figure) -> list[str]:
    return [] if figure.sizing is None else [f"Size of points: {figure.sizing.title}"]


def _of_first_view(page: Page) -> list[str]:
    """What the screen would draw anew for each view."""
    lines = [layer for layer in page.scene.figure.layers if layer == "contours"]
    grid = ["polar grid"] if is_polar(page.scene.figure) else []
    pictures = [f"{layer} (an image)" for layer in (*pictured(page.scene), *grid)]
    return [f"Of the first view, with all classes: {', '.join(lines + pictures)}"] if lines or pictures else []


def _sheet(page: Page) -> str:
    tokens = page.scene.tokens
    values = {
        "SCHEME": tokens.theme,
        "BOARD": "transparent" if page.scene.clear else tokens.map,
        "GROUND": tokens.map,
        "INK": tokens.text,
        "QUIET": tokens.secondary,
        "LINE": tokens.line,
        "FAMILY": letters(own_face().family),
    }
    sheet = resource("figure/figure.css").read_text(encoding="utf-8")
    for name, value in values.items():
        sheet = sheet.replace(name, value)
    return sheet
