"""The bar below the map of a training: play its frames, scrub through them, follow the newest, save the film."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from embexplorer.core.live_map import Film
from embexplorer.core.typing import FloatArray
from embexplorer.gui.icons import icon
from embexplorer.gui.style import colors, font, pixels
from embexplorer.gui.widgets.place_slider import PlaceSlider
from embexplorer.gui.widgets.plain import PlainLabel, set_plain_tooltip

HEIGHT = 56
TURN = 50  # milliseconds a frame while it plays


class FilmBar(QWidget):
    """`frame_wanted` carries coordinates; the newest are wanted again when it follows.

    `moment_shown` carries how many epochs were over at the frame that is looked at, None at the newest.
    """

    frame_wanted = Signal(object)
    moment_shown = Signal(object)
    save_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._film = Film()
        self._frames: FloatArray | list[FloatArray] = []
        self._moments: Sequence[float] = ()
        self._live = False
        self.play = QToolButton()
        self.slider = PlaceSlider(Qt.Orientation.Horizontal)
        self.said = PlainLabel(role="table", tone="secondary")
        self.follow = QToolButton()
        self.save = QToolButton()
        self._turn = QTimer(self, interval=TURN)
        self._build()
        self.hide()

    def following(self) -> bool:
        """Whether the newest frame is shown."""
        return self.follow.isChecked()

    def begin(self) -> None:
        """A training begins to send frames."""
        self._film = Film()
        self._live = True
        self.follow.setChecked(True)
        self._take([], [])
        self.show()

    def add(self, frame: FloatArray, moment: float) -> None:
        """A frame has come."""
        self._film.add(frame, moment)
        at_end = self.following()
        self._take(self._film.kept, list(self._film.moments), at_end)

    def show_film(self, frames: FloatArray | None, moments: tuple[float, ...]) -> None:
        """Show what a finished training left; None hides the bar."""
        self._live = False
        self._turn.stop()
        self.follow.setChecked(True)
        self._take([] if frames is None else frames, moments)
        self.setVisible(frames is not None and len(frames) > 1)

    def frame(self) -> FloatArray | None:
        """The frame that the slider stands at."""
        at = self.slider.value()
        return np.asarray(self._frames[at]) if 0 <= at < len(self._frames) else None

    def count(self) -> int:
        """How many frames there are."""
        return len(self._frames)

    def _take(self, frames: FloatArray | list[FloatArray], moments: Sequence[float], at_end: bool = True) -> None:
        self._frames, self._moments = frames, moments
        self.slider.blockSignals(True)
        self.slider.setRange(0, max(0, len(frames) - 1))
        if at_end:
            self.slider.setValue(len(frames) - 1)
        self.slider.blockSignals(False)
        self.follow.setVisible(self._live)
        self.save.setVisible(not self._live)
        self._say()
        self._tell_moment()

    def _build(self) -> None:
        self.play.setIcon(icon("run"))
        self.play.setProperty("field", True)
        self.play.setFixedSize(pixels(32), pixels(28))
        self.play.setAccessibleName("Play the film of the training")
        set_plain_tooltip(self.play, "Play · shows how the space formed")
        self.slider.setAccessibleName("Frame of the training")
        self.follow.setText("Follow")
        self.follow.setCheckable(True)
        self.follow.setFont(font("table"))
        set_plain_tooltip(self.follow, "Follow · always shows the newest frame")
        self.save.setIcon(icon("export"))
        self.save.setIconSize(QSize(16, 16))
        self.save.setAccessibleName("Save the film")
        set_plain_tooltip(self.save, "Save the film… · as GIF or as PNG frames")
        self.said.setMinimumWidth(pixels(136))
        row = QHBoxLayout(self)
        row.setContentsMargins(pixels(12), 0, pixels(12), 0)
        row.setSpacing(pixels(12))
        row.addWidget(self.play)
        row.addWidget(self.slider, 1)
        for part in (self.said, self.follow, self.save):
            row.addWidget(part)
        self.setFixedHeight(pixels(HEIGHT))
        self.play.clicked.connect(self._on_play)
        self.slider.valueChanged.connect(self._on_moved)
        self.follow.clicked.connect(self._on_follow)
        self.save.clicked.connect(self.save_asked)
        self._turn.timeout.connect(self._on_turn)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colors().window))
        painter.setPen(QColor(colors().line))
        painter.drawLine(0, 0, self.width(), 0)

    def _say(self) -> None:
        at = self.slider.value()
        known = 0 <= at < len(self._moments)
        places = 0 if all(float(moment).is_integer() for moment in self._moments) else 1
        self.said.setText(f"frame {at + 1:,}, epoch {self._moments[at]:,.{places}f}" if known else "waiting for frames")

    def _tell_moment(self) -> None:
        at = self.slider.value()
        self.moment_shown.emit(None if self.following() or at >= len(self._moments) else float(self._moments[at]))

    def _on_moved(self, at: int) -> None:
        self.follow.setChecked(at == len(self._frames) - 1)
        self._say()
        self._tell_moment()
        if 0 <= at < len(self._frames):
            self.frame_wanted.emit(np.asarray(self._frames[at]))

    def _on_follow(self) -> None:
        self._turn.stop()
        self.slider.setValue(len(self._frames) - 1)
        self.follow.setChecked(True)
        self._tell_moment()

    def _on_play(self) -> None:
        if self._turn.isActive():
            self._turn.stop()
        else:
            if self.slider.value() >= len(self._frames) - 1:
                self.slider.setValue(0)
            self._turn.start()
        self._show_play()

    def _on_turn(self) -> None:
        if self.slider.value() >= len(self._frames) - 1:
            self._turn.stop()
            self._show_play()
            return
        self.slider.setValue(self.slider.value() + 1)

    def _show_play(self) -> None:
        self.play.setIcon(icon("stop" if self._turn.isActive() else "run"))
