"""The command palette: finds actions, words, demos and says why something cannot be done now."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from embexplorer.gui.window import MainWindow


def texts(window: MainWindow) -> list[str]:
    """What stands in the list."""
    return [entry.text for entry in window.palette_.offered()]


def test_it_opens_with_everything_that_can_be_done(window: MainWindow) -> None:
    window.actions_.trigger("find.anything")

    assert window.palette_.isVisible()
    assert {"Open…", "All shortcuts", "Theme: Dark"} <= set(texts(window))


def test_typing_keeps_what_matches(window: MainWindow) -> None:
    window.actions_.trigger("find.anything")

    window.palette_.field.setText("theme da")

    assert texts(window) == ["Theme: Dark"]


def test_a_method_is_found_by_what_it_can_do(window: MainWindow) -> None:
    window.actions_.trigger("find.anything")

    window.palette_.field.setText("densmap")

    assert texts(window) == ["New map: UMAP…"]


def test_that_nothing_was_found_is_said(window: MainWindow) -> None:
    window.actions_.trigger("find.anything")

    window.palette_.field.setText("qqqq")

    assert window.palette_.nothing.isVisible()


def test_an_action_that_cannot_be_done_says_why_and_is_not_run(window: MainWindow) -> None:
    window.actions_.trigger("find.anything")
    window.palette_.field.setText("undo")

    window.palette_.choose()

    assert window.palette_.offered()[0].why == "Nothing to undo."
    assert window.palette_.isVisible()


def test_an_exact_word_comes_first_and_pins_its_point(open_window: MainWindow) -> None:
    open_window.actions_.trigger("find.anything")
    open_window.palette_.field.setText("w17")

    open_window.palette_.choose()

    assert open_window.workspace.pinned == 17
    assert open_window.palette_.isHidden()


def test_words_that_hold_the_text_come_from_a_worker(open_window: MainWindow, qtbot: QtBot) -> None:
    open_window.actions_.trigger("find.anything")

    open_window.palette_.field.setText("w1")
    qtbot.waitUntil(lambda: "w11" in texts(open_window))

    assert texts(open_window)[0] == "w1"


def test_a_word_that_looks_like_markup_is_offered_as_itself(open_window: MainWindow) -> None:
    open_window.actions_.trigger("find.anything")

    open_window.palette_.field.setText("<b>x</b>")

    assert texts(open_window)[0] == "<b>x</b>"


def test_the_demo_is_offered(window: MainWindow) -> None:
    window.actions_.trigger("find.anything")

    window.palette_.field.setText("glove demo")

    assert texts(window) == ["glove-10k"]


def test_escape_closes_it(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_.trigger("find.anything")

    qtbot.keyClick(window.palette_.field, Qt.Key.Key_Escape)

    assert window.palette_.isHidden()


def test_enter_runs_the_chosen_line(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_.trigger("find.anything")
    window.palette_.field.setText("welcome page")

    qtbot.keyClick(window.palette_.field, Qt.Key.Key_Return)

    assert window.palette_.isHidden()
    assert window.welcome.isVisible()
