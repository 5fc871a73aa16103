"""What was run stands in every file, and labels are shown as they are whatever they hold."""

from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from embexplorer.core.figure import Figure
from embexplorer.core.figure_caption import description_of
from embexplorer.core.figure_file import FigureFile
from embexplorer.gui.map.export import write_figure
from tests.gui.map.conftest import FOUR, figure_of
from tests.gui.map.pages import text_of

ALL = ("title", "legend", "labels", "badges", "caption")
SVG = "{http://www.w3.org/2000/svg}"
ODD = {
    "markup": "<img src=x onerror=alert(1)>",
    "bold": "<b>x</b>",
    "the end of a script": "</script><script>alert(1)</script>",
    "the end of a section": "]]>",
    "an entity": "&lt;i&gt; &amp; &#65;",
    "a million letters": "x" * 1_000_000,
    "right to left": "مرحبا بالعالم",
    "a turned direction": "\u202eabc",
    "Chinese": "你好世界",
    "a face": "👩‍🔬 🇫🇷",
    "control signs": "a\x00b\x1f\x7f\x85c",
    "no characters": "\ufffe\uffff",
    "lines": "one\ntwo\r\nthree",
    "a template": "%{x} %{customdata}",
}


def odd(label: str) -> Figure:
    return figure_of(FOUR, [label, "b", "c", "d"], color_by="kind", badges=(label,), pinned=0)


@pytest.mark.parametrize("kind", ["png", "svg", "pdf", "html"])
@pytest.mark.parametrize("label", ODD.values(), ids=ODD.keys())
def test_every_label_can_be_written(qapp: QApplication, tmp_path: Path, label: str, kind: str) -> None:
    path = tmp_path / f"map.{kind}"

    write_figure(odd(label), path, FigureFile(kind=kind, width=89, dpi=100, parts=ALL))

    assert path.stat().st_size > 1000


@pytest.mark.parametrize("label", ODD.values(), ids=ODD.keys())
def test_an_svg_with_any_label_is_well_formed(qapp: QApplication, tmp_path: Path, label: str) -> None:
    write_figure(odd(label), tmp_path / "map.svg", FigureFile(kind="svg", parts=ALL))

    elements = {element.tag for element in ET.parse(tmp_path / "map.svg").iter()}
    assert not {f"{SVG}script", f"{SVG}img", f"{SVG}foreignObject"} & elements


class Tags(HTMLParser):
    """The elements of a page, as a browser would find them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.addresses: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href", "action", "data")]


@pytest.mark.parametrize("label", ODD.values(), ids=ODD.keys())
def test_an_html_figure_has_no_element_of_a_label(qapp: QApplication, tmp_path: Path, label: str) -> None:
    write_figure(odd(label), tmp_path / "map.html", FigureFile(kind="html", parts=ALL))

    tags = Tags((tmp_path / "map.html").read_text(encoding="utf-8"))
    assert not {"img", "b", "i"} & set(tags.names)
    assert 3 == tags.names.count("script")
    assert ["data:,"] == tags.addresses


def told(figure: Figure, tmp_path: Path, kind: str) -> tuple[Path, str]:
    file = FigureFile(kind=kind)
    write_figure(figure, tmp_path / f"map.{kind}", file)
    return tmp_path / f"map.{kind}", description_of(figure, file)


def test_a_png_holds_what_was_run_and_its_size_in_print(qapp: QApplication, tmp_path: Path) -> None:
    path, said = told(figure_of(FOUR), tmp_path, "png")

    image = QImage(str(path))
    assert (said.split(), "map · few") == (image.text("Description").split(), image.text("Title"))
    assert 300 == round(image.dotsPerMeterX() * 0.0254)


def test_an_svg_holds_what_was_run_and_its_size_in_print(qapp: QApplication, tmp_path: Path) -> None:
    path, said = told(odd("<b>x</b> & y"), tmp_path, "svg")

    root = ET.parse(path).getroot()
    assert said.split() == (root.findtext(f"{SVG}desc") or "").split()
    assert ("183mm", "120mm") == (root.get("width"), root.get("height"))


def test_a_pdf_holds_what_was_run_and_its_size_in_print(qapp: QApplication, tmp_path: Path) -> None:
    pdfium = pytest.importorskip("pypdfium2")
    path, said = told(figure_of(FOUR), tmp_path, "pdf")

    with pdfium.PdfDocument(path) as document:
        facts, size = document.get_metadata_dict(), document[0].get_size()

    assert (said, "map · few") == (facts["Subject"], facts["Title"])
    assert (183 / 25.4 * 72, 120 / 25.4 * 72) == pytest.approx(size, abs=0.3)


def test_an_html_figure_holds_what_was_run(qapp: QApplication, tmp_path: Path) -> None:
    path, said = told(figure_of(FOUR), tmp_path, "html")

    assert said.partition("\n")[0] in path.read_text(encoding="utf-8")


def test_an_html_like_label_is_read_in_a_pdf_as_it_is(qapp: QApplication, tmp_path: Path) -> None:
    path, _ = told(odd("<b>x</b> &amp;"), tmp_path, "pdf")

    assert "<b>x</b> &amp;" in text_of(path)


def test_what_is_clear_has_nothing_behind_it(qapp: QApplication, tmp_path: Path) -> None:
    write_figure(figure_of(FOUR), tmp_path / "map.png", FigureFile(ground="clear", parts=()))

    image = QImage(str(tmp_path / "map.png"))
    assert 0 == image.pixelColor(image.width() // 2, image.height() // 2).alpha()


def test_a_figure_that_cannot_be_finished_leaves_the_file_that_was_there(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "map.png"
    path.write_text("earlier")
    monkeypatch.setattr("os.replace", _full)

    with pytest.raises(Exception, match="cannot be written"):
        write_figure(figure_of(FOUR), path, FigureFile())

    assert ["map.png"] == [found.name for found in tmp_path.iterdir() if found.is_file()]
    assert "earlier" == path.read_text()


def _full(one: object, other: object) -> None:
    raise OSError(28, "No space left on device")
