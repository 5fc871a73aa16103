"""A set of words to edit."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat

from embexplorer.core.word_sets import WordSet
from embexplorer.gui.widgets.name_set import NameSet
from embexplorer.gui.widgets.word_set_field import WordSetField
from tests.workspace.conftest import notices_of

KIN = WordSet(name="kin", words=("king", "queen", "new york"))


@pytest.fixture
def field(qtbot, workspace) -> WordSetField:
    field = WordSetField("Target X", workspace, tone=0)
    qtbot.addWidget(field)
    field.show()
    field.editor.setFocus()
    return field


def waved(field: WordSetField) -> list[str]:
    """The words that stand over a wave."""
    block = field.editor.document().firstBlock()
    wave = QTextCharFormat.UnderlineStyle.WaveUnderline
    spans = [one for one in block.layout().formats() if one.format.underlineStyle() == wave]
    return [block.text()[one.start : one.start + one.length] for one in spans]


def test_words_are_shown_with_commas_and_read_again(field) -> None:
    field.set_words(KIN.words)

    assert ('king, queen, "new york"', KIN.words) == (field.text(), field.words())


def test_a_change_is_told_after_a_rest_in_typing(field, qtbot) -> None:
    with qtbot.waitSignal(field.changed):
        qtbot.keyClicks(field.editor, "king cat")

    assert ("king", "cat") == field.words()


def test_set_words_is_silent(field, qtbot) -> None:
    with qtbot.assertNotEmitted(field.changed, wait=400):
        field.set_words(("king",))


def test_a_named_set_is_chosen(field, workspace, qtbot) -> None:
    workspace.keep_set(KIN)

    with qtbot.waitSignal(field.changed):
        field.sets.chosen.emit("kin")

    assert (KIN.words, "kin") == (field.words(), field.sets.value())


def test_words_that_are_no_set_are_one_s_own(field, workspace) -> None:
    workspace.keep_set(KIN)

    field.set_words(("king",))

    assert "Own words" == field.sets.currentText()


def test_a_set_inside_stands_for_its_words(field, workspace) -> None:
    workspace.keep_set(KIN)
    field.set_words(("cat", "@kin", "king"))

    assert ("cat", "king", "queen", "new york") == field.words()


def test_what_is_missing_is_counted_named_and_underlined(field) -> None:
    field.set_words(("king", "careerist"))

    field.show_missing(["careerist"], 1, 2)

    assert ("1 of 2 found", "· 1 missing, left out: careerist") == (field.found.text(), field.missing.text())
    assert ["careerist"] == waved(field)


def test_nothing_missing_is_said(field) -> None:
    field.show_missing([], 2, 2)

    assert "2 of 2 found · none missing" == field.found.text() and field.missing.isHidden()


def test_another_text_takes_the_count_away(field, qtbot) -> None:
    field.show_missing(["x"], 1, 2)

    qtbot.keyClicks(field.editor, "k")

    assert "" == field.found.text() and field.missing.isHidden()


def test_another_theme_leaves_the_count(field) -> None:
    field.set_words(("king",))
    field.show_missing((), 1, 1)

    field.editor.textChanged.emit()

    assert "1 of 1 found · none missing" == field.found.text()


def test_words_are_completed_on_any_line(field, qtbot) -> None:
    field.set_words(())
    qtbot.keyClicks(field.editor, "cat,")
    qtbot.keyClick(field.editor, Qt.Key.Key_Return)
    qtbot.keyClicks(field.editor, "que")
    offered = field.editor.completer_.offered()

    qtbot.keyClick(field.editor, Qt.Key.Key_Tab)

    assert ["queen"] == offered and field.text() == "cat,\nqueen"


def test_the_set_can_be_named(field, workspace, qtbot) -> None:
    field.set_words(("king", "queen"))
    field._on_name()
    sheet = field.findChild(NameSet)
    qtbot.keyClicks(sheet.name, "kin")

    sheet.keep.click()

    assert {"kin": ("king", "queen")} == {name: one.words for name, one in workspace.sets.items()}
    assert "kin" == field.sets.value()


def test_naming_says_what_it_replaces_and_can_put_it_back(field, workspace, qtbot) -> None:
    workspace.keep_set(KIN)
    heard = notices_of(workspace)
    field.set_words(("cat",))
    field._on_name()
    sheet = field.findChild(NameSet)
    qtbot.keyClicks(sheet.name, "kin")
    said = sheet.said.text()
    sheet.keep.click()

    heard[-1].action.run()

    assert "Replaces the set of this name, 3 words." == said and KIN == workspace.sets["kin"]


def test_an_empty_set_cannot_be_kept(field, qtbot) -> None:
    field._on_name()
    sheet = field.findChild(NameSet)
    qtbot.keyClicks(sheet.name, "kin")

    assert not sheet.keep.isEnabled()
    sheet.reject()
