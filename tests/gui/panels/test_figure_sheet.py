"""The sheet that saves a figure."""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from embexplorer.core.errors import UserError
from embexplorer.core.figure_file import FigureFile
from embexplorer.core.look import Camera
from embexplorer.core.resolving import resolve
from embexplorer.gui.map.aside import Preview
from embexplorer.gui.panels.figure_sheet import KEPT, FigureSheet


class Drawn:
    """What the sheet asked to be drawn."""

    def __init__(self, sheet: FigureSheet) -> None:
        self.figures: list[tuple] = []
        self.previews: list[FigureFile] = []
        self.files: list[tuple[FigureFile, Path]] = []
        self.stopped = 0
        self.writing = False
        sheet.aside.show_figure = lambda *seen: self.figures.append(seen)
        sheet.aside.preview = self.previews.append
        sheet.aside.write = self.write
        sheet.aside.is_writing = lambda: self.writing
        sheet.aside.stop = self.stop

    def write(self, file: FigureFile, path: Path) -> None:
        self.files.append((file, path))
        self.writing = True

    def stop(self) -> None:
        self.stopped += 1
        self.writing = False


@pytest.fixture
def sheet(qtbot, workspace, actions) -> FigureSheet:
    sheet = FigureSheet(workspace, actions)
    qtbot.addWidget(sheet)
    figure = resolve(workspace.space(), workspace.projection(), workspace.look, workspace.selection, None)
    sheet.set_figure_source(lambda: figure)
    return sheet


@pytest.fixture
def drawn(sheet) -> Drawn:
    drawn = Drawn(sheet)
    sheet.open_figure((800, 600), Camera(x=1, y=2, scale=3))
    sheet._on_soon()
    return drawn


def test_the_figure_is_seen_as_on_the_screen(drawn) -> None:
    assert (Camera(x=1, y=2, scale=3), (800, 600)) == drawn.figures[0][1:]


def test_the_shape_is_that_of_the_map(sheet, drawn) -> None:
    file = sheet.form.file()

    assert 800 / 600 == pytest.approx(file.width / file.height, rel=0.01)


def test_a_column_of_a_publisher_sets_the_width_and_keeps_the_shape(sheet, drawn) -> None:
    sheet.form.shape.show_entries(sheet.form.shape._entries, 1.5)

    sheet.form._on_column(89)

    assert (89, 59.3) == (sheet.form.file().width, sheet.form.file().height)


def test_a_change_is_previewed_once_the_hand_rests(sheet, drawn) -> None:
    before = len(drawn.previews)

    sheet.form.points.setText("9")
    sheet.form.points.textEdited.emit("9")
    sheet.form.points.setText("10")
    sheet.form.points.textEdited.emit("10")
    assert before == len(drawn.previews)
    sheet._on_soon()

    assert [10.0] == [file.points for file in drawn.previews[before:]]


def test_true_size_is_that_of_the_screen_and_fit_that_of_the_room(sheet, drawn) -> None:
    sheet.form.wide.setText("600")
    sheet._on_soon()
    fitting = drawn.previews[-1]
    sheet.preview.true.setChecked(True)
    sheet._on_soon()
    true = drawn.previews[-1]

    assert fitting.pixels[0] <= sheet.preview.area.viewport().width() < true.pixels[0]


def test_small_text_is_warned_of(sheet, drawn) -> None:
    sheet.form.points.setText("4")
    sheet._on_changed()

    assert "most publishers ask for 5 pt or more" in sheet.warning.text()


@pytest.mark.parametrize(("kind", "told"), [("pdf", "27 points as shapes"), ("html", "27 rows inside, about 4.9 MB"),
                                            ("png", "2,161 × 1,620 pixels")])  # fmt: skip
def test_the_sheet_says_what_the_file_will_be(sheet, drawn, kind: str, told: str) -> None:
    sheet.form.show_file(FigureFile(kind=kind, height=137.2))
    sheet._on_changed()

    assert told in sheet.preview.facts.text()


def test_above_the_limit_points_are_an_image(sheet, drawn) -> None:
    sheet.form.show_file(FigureFile(kind="pdf", vector_points=26))
    sheet._on_changed()

    assert "27 points as an image of 300 dpi" in sheet.preview.facts.text()


@pytest.mark.parametrize("text", ["", "wide", "3", "1e9"])
def test_a_size_that_cannot_be_is_said_and_not_saved(sheet, drawn, tmp_path: Path, text: str) -> None:
    sheet.form.wide.setText(text)
    sheet._on_changed()

    sheet.save_to(tmp_path / "map.png")

    assert sheet.problem.text().startswith("The width is")
    assert not sheet.save.isEnabled() and drawn.files == []


def test_choices_are_remembered(sheet, drawn, workspace, tmp_path: Path) -> None:
    sheet.form.show_file(FigureFile(kind="svg", width=89, height=70, points=6, ground="clear"))

    sheet.save_to(tmp_path / "map.svg")

    assert sheet.form.file() == FigureFile.from_json(workspace.settings.get(KEPT)) == drawn.files[0][0]


def test_choices_that_cannot_be_read_are_left(sheet, workspace) -> None:
    drawn = Drawn(sheet)
    workspace.settings.put(KEPT, {"kind": 7, "width": "wide"})

    sheet.open_figure((800, 600))

    assert 1 == len(drawn.figures) and "png" == sheet.form.file().kind


def test_a_written_file_is_told_with_its_folder_at_hand(sheet, drawn, notices, tmp_path: Path) -> None:
    sheet.save_to(tmp_path / "map.pdf")

    sheet.aside.written.emit(tmp_path / "map.pdf", 1_300_000)

    assert ("map.pdf was written, 1.3 MB.", "Show folder") == (notices[-1].text, notices[-1].action.text)
    assert not sheet.isVisible()


def test_what_is_refused_is_said_and_the_sheet_stays(sheet, drawn, tmp_path: Path) -> None:
    sheet.save_to(tmp_path / "map.pdf")

    sheet.aside.refused.emit(UserError("No room on the disk.", "Make some."))

    assert "No room on the disk. Make some." == sheet.problem.text()
    assert sheet.isVisible() and sheet.form.isEnabled() and sheet.save.isEnabled()


def test_escape_stops_the_writing_first_and_then_leaves(sheet, drawn, tmp_path: Path) -> None:
    sheet.save_to(tmp_path / "map.pdf")

    sheet.reject()
    stays = sheet.isVisible()
    sheet.reject()

    assert (1, True, False) == (drawn.stopped, stays, sheet.isVisible())


def test_without_a_map_there_is_nothing_to_save(qtbot, workspace, actions, notices) -> None:
    sheet = FigureSheet(workspace, actions)
    qtbot.addWidget(sheet)

    sheet.open_figure()

    assert "There is no map to save." == notices[-1].text and not sheet.isVisible()


def test_a_preview_is_shown(sheet, drawn) -> None:
    image = QImage(40, 30, QImage.Format.Format_RGB32)

    sheet.aside.previewed.emit(Preview(image, True, 0.2))

    assert sheet.preview.page.minimumWidth() >= 40


def test_a_preview_without_all_its_labels_says_so(sheet, drawn) -> None:
    sheet.aside.previewed.emit(Preview(QImage(), False, 0.2))
    said = sheet.doing.text()

    sheet.aside.previewed.emit(Preview(QImage(), True, 0.2))

    assert ("Labels are still being placed; the file will have all of them.", "") == (said, sheet.doing.text())


def test_text_is_as_large_in_a_browser_as_on_the_screen_unless_it_was_chosen(sheet, drawn) -> None:
    sheet.form._on_kind("html")
    in_a_browser = sheet.form.points.text()
    sheet.form._on_kind("pdf")
    in_print = sheet.form.points.text()
    sheet.form.points.setText("9")

    sheet.form._on_kind("html")

    assert ("8.25", "7", "9") == (in_a_browser, in_print, sheet.form.points.text())


def test_a_legend_that_is_in_the_way_is_told(sheet, drawn) -> None:
    sheet.aside.previewed.emit(Preview(QImage(), True, 0.66))

    assert "The legend takes 66 % of the width. Make text smaller, or leave it out." == sheet.warning.text()


def test_a_column_takes_the_shape_of_the_map_until_there_is_another(sheet, drawn) -> None:
    sheet.form._on_column(80)

    assert (80, 60) == (sheet.form.file().width, sheet.form.file().height)
