"""A line that completes words and sets."""

import pytest
from PySide6.QtCore import Qt

from embexplorer.core.word_sets import WordSet
from embexplorer.gui.widgets.word_line import WordLine

KIN = WordSet(name="royal kin", words=("king", "queen"))


@pytest.fixture
def line(qtbot, workspace) -> WordLine:
    line = WordLine(workspace)
    qtbot.addWidget(line)
    line.show()
    line.setFocus()
    return line


def test_words_are_offered_as_one_types(line, qtbot) -> None:
    qtbot.keyClicks(line, "cat PRIN")

    assert ["prince", "princess"] == line.completer_.offered()


def test_labels_that_look_like_markup_are_offered_as_they_are(line, qtbot) -> None:
    qtbot.keyClicks(line, "<")

    assert ["<b>x</b>", "<s>"] == line.completer_.offered()


def test_nothing_is_offered_for_a_word_that_is_whole(line, qtbot) -> None:
    qtbot.keyClicks(line, "queen")

    assert [] == line.completer_.offered()


def test_tab_takes_the_first_word(line, qtbot) -> None:
    qtbot.keyClicks(line, "cat que")

    qtbot.keyClick(line, Qt.Key.Key_Tab)

    assert ("cat queen", []) == (line.text(), line.completer_.offered())


def test_enter_takes_the_chosen_word_and_asks_nothing(line, qtbot) -> None:
    asked = []
    line.returnPressed.connect(lambda: asked.append(line.text()))
    qtbot.keyClicks(line, "prin")
    line.completer_.popup().setCurrentIndex(line.completer_.completionModel().index(1, 0))

    qtbot.keyClick(line, Qt.Key.Key_Return)

    assert ("princess", []) == (line.text(), asked)


def test_enter_asks_where_no_word_was_chosen(line, qtbot) -> None:
    with qtbot.waitSignal(line.returnPressed):
        qtbot.keyClicks(line, "prin\r")


def test_sets_are_offered_behind_their_mark_and_quoted(line, qtbot, workspace) -> None:
    workspace.keep_set(KIN)
    qtbot.keyClicks(line, "@kin")
    offered = line.completer_.offered()

    qtbot.keyClick(line, Qt.Key.Key_Tab)

    assert ["@royal kin"] == offered and line.text() == '"@royal kin"'


def test_the_words_of_a_set_stand_for_its_name(line, workspace) -> None:
    workspace.keep_set(KIN)
    line.setText('cat "@royal kin"')

    assert ("cat", "king", "queen") == line.words()


def test_words_with_spaces_are_shown_in_quotes(line) -> None:
    line.set_words(("new york", "paris"))

    assert '"new york" paris' == line.text()


def test_a_set_text_opens_no_list(line) -> None:
    line.set_words(("prin",))

    assert [] == line.completer_.offered()


def test_a_click_takes_a_word(line, qtbot) -> None:
    qtbot.keyClicks(line, "prin")
    popup = line.completer_.popup()

    qtbot.mouseClick(
        popup.viewport(), Qt.MouseButton.LeftButton, pos=popup.visualRect(popup.model().index(1, 0)).center()
    )

    assert ("princess", []) == (line.text(), line.completer_.offered())
