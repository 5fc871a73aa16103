"""Walk over the map by keys to the nearest point in a direction; the view follows, and what is there is read out."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QPointF, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QToolTip

from embexplorer.core.directions import WAYS, nearest_to, nearest_towards
from embexplorer.core.figure import Figure
from embexplorer.gui.map.scene import area_of

if TYPE_CHECKING:
    from embexplorer.gui.map.view import MapView

EDGE = 60  # pixels between the edge of the view and the point that was walked to
NAME = "Map"


class Walker(QObject):
    """Stands on one row of a map: the one under the pointer or walked to last, else the pinned one.

    `walked` is emitted with the row; who knows more of it may say so with `say`.
    """

    walked = Signal(int)

    def __init__(self, view: "MapView") -> None:
        super().__init__(view)
        self._view = view

    def stands_on(self) -> int | None:
        """The row from which the next step is made."""
        figure, hovered = self._view.figure(), self._view.hovered_row()
        if figure is None:
            return None
        return hovered if hovered is not None and figure.is_shown(hovered) else figure.pinned

    def walk(self, way: str) -> None:
        """Go to the nearest point to the left, right, up or down; from nowhere, to that in the middle of the view."""
        figure, row = self._view.figure(), self.stands_on()
        if figure is None or "points" not in figure.layers:
            return
        if row is None:
            found = nearest_to(figure.coordinates, self._middle(), figure.shown)
        else:
            x, y = figure.coordinates[row].tolist()
            found = nearest_towards(figure.coordinates, (x, y), WAYS[way], figure.shown)
        if found is not None:
            self._arrive(figure, found)

    def say(self, text: str) -> None:
        """Read this out after what has been said of the row."""
        said = self._view.accessibleDescription()
        self._view.setAccessibleDescription(f"{said}, {text}" if said else text)
        _announce(self._view, text)

    def _middle(self) -> tuple[float, float]:
        view = self._view
        area = area_of(view.figure(), view.width(), view.height())
        return view.view().to_map(area.left + area.width / 2, area.top + area.height / 2)

    def _arrive(self, figure: Figure, row: int) -> None:
        self._follow(figure, row)
        self._view.set_hovered(row)
        word, *more = said_of(figure, row)
        self._view.setAccessibleName(f"{NAME}: {word}")
        self._view.setAccessibleDescription(", ".join(more))
        _announce(self._view, ", ".join([word, *more]))
        self._show_card(figure, row)
        self.walked.emit(row)

    def _follow(self, figure: Figure, row: int) -> None:
        """Move the view just so far that the point lies well inside."""
        view = self._view
        area = area_of(figure, view.width(), view.height())
        x, y = view.view().to_screen(figure.coordinates[row]).tolist()
        across = _inwards(x, area.left, area.width)
        down = _inwards(y, area.top, area.height)
        if across or down:
            view.pan(across, down)

    def _show_card(self, figure: Figure, row: int) -> None:
        from embexplorer.gui.map.pointer import plain_tooltip

        x, y = self._view.view().to_screen(figure.coordinates[row]).tolist()
        at = self._view.mapToGlobal(QPointF(x, y).toPoint() + QPoint(8, 8))
        QToolTip.showText(at, plain_tooltip("\n".join(figure.card(row)), figure.thumbnail(row)), self._view)


def said_of(figure: Figure, row: int) -> tuple[str, ...]:
    """What is read out of a row: the word, its class or value, and whether it is pinned or selected."""
    marks = [("pinned", row == figure.pinned), ("selected", is_selected(figure, row))]
    return (*figure.card(row), *(mark for mark, there in marks if there))


def is_selected(figure: Figure, row: int) -> bool:
    """Whether a row is among the selected ones, which are sorted."""
    place = int(figure.selected.searchsorted(row))
    return place < len(figure.selected) and int(figure.selected[place]) == row


def _inwards(at: float, start: float, size: float) -> float:
    """How far a point has to be moved to lie inside; nothing where it does."""
    if start <= at <= start + size:
        return 0.0
    edge = min(EDGE, size / 2)
    return start + edge - at if at < start else start + size - edge - at


def _announce(view: "MapView", text: str) -> None:
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(view, text))
