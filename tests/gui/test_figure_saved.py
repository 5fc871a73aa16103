"""From the map bar to a file: the figure is what the map shows."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from embexplorer.core.figure_file import FigureFile
from embexplorer.gui.window import MainWindow

WAIT = 60_000


def test_the_map_is_previewed_and_saved(open_window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    open_window.actions_.trigger("map.save-image")
    sheet = open_window.figure
    with qtbot.waitSignal(sheet.aside.previewed, timeout=WAIT):
        pass
    sheet.form.show_file(FigureFile(kind="svg", width=89, height=70))

    with qtbot.waitSignal(sheet.aside.written, timeout=WAIT):
        sheet.save_to(tmp_path / "map.svg")

    said = (tmp_path / "map.svg").read_text(encoding="utf-8")
    assert "<title>PCA · small</title>" in said and "&lt;b&gt;x&lt;/b&gt;" in said
    assert not sheet.isVisible()
