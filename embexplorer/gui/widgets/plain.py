"""Show text from data as itself: labels, tooltips and messages in which `<b>x</b>` stays `<b>x</b>`."""

import html

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QMessageBox, QSizePolicy, QWidget

from embexplorer.gui.style import Role, appearance, colors, font

LONGEST = 500  # letters that are shown in one place


class PlainLabel(QLabel):
    """A label that never reads its text as markup, in a size of the type scale and a text colour of the theme."""

    def __init__(
        self, text: str = "", parent: QWidget | None = None, *, role: Role = "body", tone: str = "text", weight: int = 0
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font(role, weight, tabular=True))
        self.setText(text)
        self._tone = ""
        self.set_tone(tone)
        appearance().changed.connect(self._on_theme)

    def set_tone(self, tone: str) -> None:
        """Write in this token from now on (“text”, “secondary”, “error” …)."""
        if tone != self._tone:
            self._tone = tone
            self._on_theme()

    def _on_theme(self) -> None:
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, QColor(getattr(colors(), self._tone)))
        self.setPalette(palette)


class ElidedLabel(PlainLabel):
    """One line of plain text with a “…” where there is no room; the whole text is its tooltip then.

    A caption keeps both its ends, the metric and the n; other texts keep their beginning.
    """

    _way = Qt.TextElideMode.ElideRight

    def __init__(
        self, text: str = "", parent: QWidget | None = None, *, role: Role = "body", tone: str = "text", weight: int = 0
    ) -> None:
        super().__init__(text, parent, role=role, tone=tone, weight=weight)
        if role == "caption":
            self._way = Qt.TextElideMode.ElideMiddle
            self._tell_the_rest()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def setText(self, text: str) -> None:
        super().setText(text.replace("\n", " "))
        self._tell_the_rest()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_the_rest()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(self.contentsRect(), int(self.alignment() | Qt.TextFlag.TextSingleLine), self._shown())

    def _shown(self) -> str:
        return self.fontMetrics().elidedText(shortened(self.text()), self._way, self.contentsRect().width())

    def _tell_the_rest(self) -> None:
        set_plain_tooltip(self, self.text() if self._shown() != self.text() else "")


def plain(text: str) -> str:
    """The text for a place that would read markup (a tooltip): shown letter by letter, line by line."""
    return "<span>" + html.escape(text).replace("\n", "<br>") + "</span>" if text else ""


def shortened(text: str, letters: int = LONGEST) -> str:
    """No more letters than could be read in one place: to measure a million takes a second."""
    return text if len(text) <= letters else f"{text[:letters]}…"


def set_plain_tooltip(widget: QWidget, text: str) -> None:
    """Give a widget a tooltip of plain text, which is read out by assistive tools as well."""
    if widget.property("plain_tooltip") == text:
        return
    widget.setProperty("plain_tooltip", text)
    widget.setToolTip(plain(shortened(text, 4 * LONGEST)))
    widget.setAccessibleDescription(text)


def plain_message(parent: QWidget | None, title: str, text: str, buttons: QMessageBox.StandardButton) -> QMessageBox:
    """A message box whose text is plain; the caller opens it."""
    box = QMessageBox(parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(title)
    box.setText(text)
    box.setStandardButtons(buttons)
    return box
