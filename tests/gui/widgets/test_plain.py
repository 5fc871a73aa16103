"""Text from data shows as itself."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QMessageBox, QWidget

from embexplorer.gui.widgets.plain import ElidedLabel, PlainLabel, plain, plain_message, set_plain_tooltip, shortened

MARKUP = ["<s>", "<b>x</b>", "<img src='x'>", "a & b", "&amp;"]


@pytest.mark.parametrize("text", MARKUP)
def test_a_tooltip_shows_every_letter(qapp, text: str) -> None:
    document = QTextDocument()
    document.setHtml(plain(text))

    assert document.toPlainText() == text


def test_lines_of_a_tooltip_stay_lines(qapp) -> None:
    document = QTextDocument()
    document.setHtml(plain("<s>\nsecond"))

    assert document.toPlainText() == "<s>\nsecond"


def test_an_empty_tooltip_is_none() -> None:
    assert plain("") == ""


@pytest.mark.parametrize("text", MARKUP)
def test_a_label_is_plain(qtbot, text: str) -> None:
    label = PlainLabel(text)
    qtbot.addWidget(label)

    assert label.textFormat() == Qt.TextFormat.PlainText and label.text() == text


def test_a_tooltip_is_read_out_without_escapes(qtbot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)

    set_plain_tooltip(widget, "<b>x</b>")

    assert widget.accessibleDescription() == "<b>x</b>"


def test_an_elided_label_says_the_rest_in_its_tooltip(qtbot) -> None:
    label = ElidedLabel("a long text that does not fit")
    qtbot.addWidget(label)

    label.resize(40, 20)
    label.show()

    assert label.accessibleDescription() == label.text()


def test_a_message_is_plain(qtbot) -> None:
    box = plain_message(None, "Title", "<b>x</b>", QMessageBox.StandardButton.Ok)
    qtbot.addWidget(box)

    assert box.textFormat() == Qt.TextFormat.PlainText


def test_a_caption_without_room_keeps_its_metric_and_its_n(qtbot) -> None:
    label = ElidedLabel("cosine · a space with a very long name, raw · exact · n = 30,228", role="caption")
    qtbot.addWidget(label)
    label.resize(200, 20)

    shown = label._shown()

    assert shown.startswith("cosine") and shown.endswith("30,228") and "…" in shown


def test_what_is_too_long_to_be_read_is_not_measured_whole() -> None:
    assert ("x" * 500 + "…", "short") == (shortened("x" * 1_000_000), shortened("short"))
