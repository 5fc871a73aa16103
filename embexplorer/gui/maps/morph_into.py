"""The bar below the map on which its points go into another map of the same space, by a slider or as a film."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from embexplorer.core.figure import Figure
from embexplorer.core.groups import Groups
from embexplorer.core.linked_figure import Turned, laid_onto, on_the_way, placed_groups
from embexplorer.core.morph import between
from embexplorer.core.projection import Projection
from embexplorer.core.typing import FloatArray
from embexplorer.gui.compare.morph_bar import STEPS, MorphBar
from embexplorer.gui.compare.pane import tool
from embexplorer.gui.icons import icon
from embexplorer.gui.style import colors, pixels
from embexplorer.gui.widgets.choice import Choice, Entry
from embexplorer.gui.widgets.plain import PlainLabel, set_plain_tooltip

HEIGHT = 36
TURN, STRIDE = 33, 2  # milliseconds and steps of a frame while it plays: three seconds for the whole way
SAYS = "Morph · moves every point from where it is to where the other map has it"


class MorphInto(QWidget):
    """`moved` comes with each step of the slider, `chosen` with another map to go into, `closed` from the cross."""

    moved = Signal()
    chosen = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.into = Choice("Morph into", (120, 260))
        self.bar = MorphBar(ends=("this map", "the other"), rest=0, says=SAYS)
        self.play = QToolButton()
        self._projection: Projection | None = None
        self._turned: Turned | None = None
        self._from: FloatArray | None = None
        self._placed: tuple[float, tuple[object, ...], tuple[FloatArray, Groups | None]] | None = None
        self._playing = QTimer(self, interval=TURN)
        self._build()
        self.hide()

    def show_maps(self, entries: Sequence[Entry], value: object) -> None:
        """Offer these maps; the way into `value` is shown."""
        self.into.show_entries(entries, value)

    def go_into(self, projection: Projection | None) -> None:
        """The map to go into; a new way begins at the start."""
        if projection is self._projection:
            return
        self._playing.stop()
        self._show_play()
        self._projection, self._turned, self._from, self._placed = projection, None, None, None
        self.bar.slider.blockSignals(True)
        self.bar.reset()
        self.bar.slider.blockSignals(False)
        self.bar.show_share()

    def staged(self, figure: Figure) -> Figure:
        """The figure with its points where the slider has them."""
        projection, turned = self._projection, self._lay(figure.coordinates)
        if projection is None or turned is None:
            return figure
        share, of = self.bar.share(), (figure.coordinates, figure.groups, figure.coloring, turned)
        if share and (self._placed is None or share != self._placed[0] or not _are(self._placed[1], of)):
            self._placed = share, of, placed_groups(figure, turned, share)
        return on_the_way(figure, turned, projection.name, share, self._placed[2] if self._placed else None)

    def places(self) -> FloatArray | None:
        """Where the points are now, None before a figure was staged."""
        if self._turned is None or self._from is None:
            return None
        return between(self._from, self._turned.places, self.bar.share())

    def is_on_the_way(self) -> bool:
        """Whether the points are not where the map has them."""
        return not self.isHidden() and self._projection is not None and self.bar.share() > 0

    def _lay(self, onto: FloatArray) -> Turned | None:
        """The other map laid onto this one, once for each pair."""
        if self._projection is None or len(onto) != self._projection.rows:
            self._turned = None
        elif self._turned is None or self._from is not onto:
            self._from, self._turned = onto, laid_onto(self._projection, onto)
        return self._turned

    def _build(self) -> None:
        self.play.setIcon(icon("run"))
        self.play.setIconSize(QSize(pixels(14), pixels(14)))
        self.play.setFixedSize(pixels(28), pixels(26))
        self.play.setAccessibleName("Play the morph")
        set_plain_tooltip(self.play, "Play · goes the whole way in three seconds")
        self.bar.lined = False
        row = QHBoxLayout(self)
        row.setContentsMargins(pixels(8), 1, pixels(8), 0)
        row.setSpacing(pixels(8))
        row.addWidget(PlainLabel("Into", role="caption", tone="secondary"))
        row.addWidget(self.into)
        row.addWidget(self.play)
        row.addWidget(self.bar, 1)
        row.addWidget(tool("close", "Close · the map as it is", self.closed.emit))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.into.chosen.connect(self.chosen)
        self.play.clicked.connect(self._on_play)
        self.bar.moved.connect(self._on_moved)
        self._playing.timeout.connect(self._on_turn)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), pixels(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), 1, colors().line)

    def _on_moved(self) -> None:
        self.moved.emit()

    def _on_play(self) -> None:
        if self._playing.isActive():
            self._playing.stop()
        else:
            if self.bar.slider.value() >= STEPS:
                self.bar.slider.setValue(0)
            self._playing.start()
        self._show_play()

    def _on_turn(self) -> None:
        if self.isHidden() or self.bar.slider.value() >= STEPS:
            self._playing.stop()
            self._show_play()
            return
        self.bar.slider.setValue(self.bar.slider.value() + STRIDE)

    def _show_play(self) -> None:
        self.play.setIcon(icon("stop" if self._playing.isActive() else "run"))


def _are(known: tuple[object, ...], now: tuple[object, ...]) -> bool:
    """Whether all are the very same."""
    return all(one is other for one, other in zip(known, now, strict=True))
