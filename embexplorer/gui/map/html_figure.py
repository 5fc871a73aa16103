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
from embexplorer.gui.map.html_layout import layout_of, letters
from embexplorer.gui.map.page import Page
from embexplorer.gui.map.painter import MapPainter
from embexplorer.gui.style import own_face

POLICY = (
    "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; img-src data: blob:; "
    "connect-src 'none'; form-action 'none'; base-uri 'none'"
)  # plotly compiles its shaders' calls; nothing may be fetched
TAGS = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})
ICON = "data:,"  # or browsers would ask for one


def html(page: Page, painter_of_map: MapPainter, figure: Figure, file: FigureFile, report: Report) -> bytes:
    """The page, with every drawn row in it."""
    from plotly.offline import get_plotlyjs

    report(0.1, "Gathering the rows")
    told = _told(page, painter_of_map, report)
    report(0.8, "Putting the page together")
    title, groups = markup.escape(title_of(figure)), told.pop("rows")
    parts = [
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n',
        '<meta name="viewport" content="width=device-width">\n',
        f'<meta name="description" content="{markup.escape(caption_of(figure))}">\n',
        f'<link rel="icon" href="{ICON}">\n<title>{title}</title>\n<style>\n{_sheet(page)}</style>\n</head>\n<body>\n',
        f'<main>\n<h1>{title}</h1>\n<div id="map" role="img" aria-label="{title}"></div>\n<div id="card"></div>\n',
        _words(page, figure, file, groups),
        "</main>\n<script>",
        get_plotlyjs(),
        '</script>\n<script type="application/json" id="figure">',
        json.dumps(told, ensure_ascii=False).translate(TAGS),
        f"</script>\n<script>\n{resource('figure/figure.js').read_text(encoding='utf-8')}</script>\n</body>\n</html>\n",
    ]
    return "".join(parts).encode("utf-8", "replace")


def _told(page: Page, painter_of_map: MapPainter, report: Report) -> dict[str, object]:
    """What the script draws: the traces and the layout of plotly, checked by it, and the words of the cards."""
    from plotly.graph_objects import Figure as Plot

    styles = painter_of_map.points.picture(replace(page.scene, vector=False)).styles
    groups = Groups(page, styles)
    layout = layout_of(page, painter_of_map.labels)
    plot = Plot(layout={**layout, "images": backdrop(page.scene, painter_of_map)})
    told = groups.added_to(plot, Part(report, 0.1, 0.8))
    drawn = plot.to_dict()
    config = {"displaylogo": False, "responsive": True, "scrollZoom": True, "doubleClick": "reset"}
    return {"data": drawn["data"], "layout": drawn["layout"], "config": config, **told}


def _words(page: Page, figure: Figure, file: FigureFile, rows: object) -> str:
    """What stands below the map."""
    badges = page.scene.figure.badges, page.scene.figure.trust
    notes = [
        *badges[0],
        *([badges[1]] if badges[1] else []),
        f"{rows:,} rows are in this file",
        *_sized(figure),
        *_pictured(page),
    ]
    lines = "".join(f"<span>{markup.escape(plain_text(note))}</span>" for note in notes)
    said = markup.escape(description_of(figure, file))
    return (
        f'<p class="notes">{lines}</p>\n<p class="caption">{markup.escape(caption_of(figure))}</p>\n'
        f"<details><summary>How this figure was made</summary><pre>{said}</pre></details>\n"
    )


def _sized(figure: Figure) -> list[str]:
    return [] if figure.sizing is None else [f"Size of points: {figure.sizing.title}"]


def _pictured(page: Page) -> list[str]:
    layers = pictured(page.scene)
    return [f"As an image of the first view, behind the points: {', '.join(layers)}"] if layers else []


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
