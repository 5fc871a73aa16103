"""What clicks and keys on the legend do: classes are isolated, hidden, coloured and selected, a scale is set; undone by
name.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction, QColor
from PySide6.QtWidgets import QColorDialog, QMenu

from embexplorer.core.class_hiding import (
    is_alone,
    isolated,
    own_colors,
    rows_of,
    said,
    toggled,
    with_color,
    without_colors,
)
from embexplorer.core.coloring import Coloring
from embexplorer.core.figure import Figure
from embexplorer.core.focus import focused_on
from embexplorer.core.look import Look, Outside
from embexplorer.core.palettes import turned
from embexplorer.gui.actions import plain_action_text
from embexplorer.gui.map.legend_pad import LegendPad
from embexplorer.gui.map.palette import color_of
from embexplorer.gui.style import colors
from embexplorer.gui.widgets.name_set import NameSet
from embexplorer.workspace.workspace import Workspace

if TYPE_CHECKING:
    from embexplorer.gui.map.view import MapView
    from embexplorer.gui.map3d.room import Room

OUTSIDE: dict[Outside, str] = {
    "ends": "Values outside in the end colours",
    "grey": "Values outside grey",
    "hide": "Values outside hidden",
}


class LegendActs(QObject):
    """Between the legend of a map and the workspace. The map of `view` shows rows of the shown space.

    `beside` answers other maps with the same legend, on which classes are tried as on that one.
    """

    def __init__(
        self,
        workspace: Workspace,
        view: "MapView | Room",
        pad: LegendPad,
        beside: "Callable[[], Sequence[MapView]]" = tuple,
    ) -> None:
        super().__init__(view)
        self._beside = beside
        self._workspace = workspace
        self._view = view
        self._before_click: Look | None = None
        pad.isolated.connect(self.isolate)
        pad.toggled.connect(self.toggle)
        pad.folded.connect(self.fold)
        pad.previewed.connect(self._on_previewed)
        pad.color_asked.connect(self._on_double_clicked)
        pad.menu_asked.connect(self._on_menu_asked)
        pad.span_moved.connect(self.set_span)
        pad.span_reset.connect(self.reset_span)
        pad.span_menu_asked.connect(self._on_span_menu_asked)

    def isolate(self, key: str) -> None:
        """Show only this class, or all again."""
        look, coloring = self._workspace.look, self._coloring()
        self._before_click = look
        alone = is_alone(look, coloring, key)
        name = "show all classes" if alone else f"only {said(coloring, key)}"
        self._workspace.set_look(isolated(look, coloring, key), name)

    def toggle(self, key: str) -> None:
        """Hide this class, or show it again."""
        look, coloring = self._workspace.look, self._coloring()
        verb = "show" if key in look.hidden else "hide"
        self._workspace.set_look(toggled(look, coloring, key), f"{verb} {said(coloring, key)}")

    def fold(self, folded: bool) -> None:
        """Show the title of the legend alone, or all of it again."""
        look = replace(self._workspace.look, legend_folded=folded)
        if look != self._workspace.look:
            self._workspace.set_look(look, "fold the legend" if folded else "unfold the legend")

    def show_all(self) -> None:
        """Hide no class any more."""
        self._workspace.set_look(replace(self._workspace.look, hidden=()), "show all classes")

    def select(self, key: str) -> None:
        """Select the points of this class."""
        coloring = self._coloring()
        self._workspace.select(rows_of(coloring, key), "replace", f"select {said(coloring, key)}")

    def name_as_set(self, key: str) -> None:
        """Ask for a name under which the words of this class are kept."""
        space, coloring = self._workspace.space(), self._coloring()
        if space is None:
            return
        words = space.keys.at(rows_of(coloring, key))
        NameSet(self._workspace, words, said(coloring, key), self._view).open()

    def ask_color(self, key: str) -> None:
        """Choose a colour of one's own for this class; the map shows each that is tried."""
        coloring = self._coloring()
        entry = next(entry for entry in coloring.entries if entry.key == key)
        dialog = QColorDialog(color_of(coloring, entry.code, colors()), self._view)
        dialog.setOption(QColorDialog.ColorDialogOption.DontUseNativeDialog)
        dialog.setWindowTitle(f"Colour of {said(coloring, key)}")
        dialog.setProperty("legend_key", key)
        dialog.currentColorChanged.connect(self._on_color_tried)
        dialog.colorSelected.connect(self._on_color_chosen)
        dialog.rejected.connect(self._on_color_rejected)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def reset_color(self, key: str) -> None:
        """Give a class the colour of the palette again."""
        look, coloring = self._workspace.look, self._coloring()
        self._workspace.set_look(with_color(look, coloring, key, None), f"reset the colour of {said(coloring, key)}")

    def reset_colors(self) -> None:
        """Give all classes the colours of the palette again."""
        look, coloring = self._workspace.look, self._coloring()
        self._workspace.set_look(without_colors(look, coloring), f"reset colours of {coloring.title}")

    def set_span(self, low: float, high: float) -> None:
        """Let the colours run between these values."""
        bar, title = self._coloring().bar, self._coloring().title
        whole = bar is not None and (low, high) == (bar.low, bar.high)
        look = replace(self._workspace.look, colored_range=None if whole else (low, high))
        self._workspace.set_look(look, f"range of {title}", merge=True)

    def reset_span(self) -> None:
        """Let the colours run from the least to the greatest value."""
        look = replace(self._workspace.look, colored_range=None)
        self._workspace.set_look(look, f"reset range of {self._coloring().title}")

    def _coloring(self) -> Coloring:
        return self._figure().coloring

    def _figure(self) -> Figure:
        figure = self._view.figure()
        assert figure is not None
        return figure

    def _on_previewed(self, key: str) -> None:
        for view in (self._view, *self._beside()):
            figure = view.figure()
            seen = figure is not None and _can_be_lit(figure, key)
            view.show_preview(focused_on(figure, key) if seen and figure is not None else None)

    def _on_double_clicked(self, key: str) -> None:
        """Its first click has isolated the class: that was not meant."""
        if self._before_click is not None and self._workspace.look != self._before_click:
            self._workspace.undo()
        self._before_click = None
        if self._coloring().kind == "categorical":
            self.ask_color(key)

    def _on_color_tried(self, color: QColor) -> None:
        key = self.sender().property("legend_key")
        look = with_color(self._workspace.look, self._coloring(), key, color.name())
        for view in (self._view, *self._beside()):
            figure = view.figure()
            if figure is not None:
                tried = replace(figure.coloring, own=own_colors(figure.coloring, look.colors))
                view.show_preview(replace(figure, coloring=tried, faded=None))

    def _on_color_chosen(self, color: QColor) -> None:
        key, coloring = self.sender().property("legend_key"), self._coloring()
        look = with_color(self._workspace.look, coloring, key, color.name())
        self._workspace.set_look(look, f"colour of {said(coloring, key)}")

    def _on_color_rejected(self) -> None:
        for view in (self._view, *self._beside()):
            view.show_preview(None)

    # -- menus

    def _on_menu_asked(self, key: str, at: QPoint) -> None:
        menu = self.class_menu(key)
        menu.popup(at)

    def class_menu(self, key: str) -> QMenu:
        """What can be done with a class."""
        look, coloring, figure = self._workspace.look, self._coloring(), self._figure()
        menu = self._menu(key)
        name = plain_action_text(said(coloring, key))
        only = menu.addAction(f"Only {name}", self._on_isolate)
        only.setEnabled(not is_alone(look, coloring, key) and len(coloring.entries) > 1)
        menu.addAction(f"Show {name}" if key in figure.hidden else f"Hide {name}", self._on_toggle)
        menu.addAction("Show all", self.show_all).setEnabled(bool(figure.hidden))
        menu.addSeparator()
        menu.addAction("Select these points", self._on_select)
        menu.addAction("Name as a set…", self._on_name)
        if coloring.kind == "categorical":
            entry = next(entry for entry in coloring.entries if entry.key == key)
            menu.addSeparator()
            menu.addAction("Own colour…", self._on_color)
            own = dict(coloring.own)
            menu.addAction("Colour of the palette", self._on_reset).setEnabled(entry.code in own)
            menu.addAction("All colours of the palette", self.reset_colors).setEnabled(bool(own))
        return menu

    def _menu(self, key: str = "") -> QMenu:
        menu = QMenu(self._view)
        menu.setProperty("legend_key", key)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _key(self) -> str:
        return str(self.sender().parent().property("legend_key"))

    def _on_isolate(self) -> None:
        self.isolate(self._key())

    def _on_toggle(self) -> None:
        self.toggle(self._key())

    def _on_select(self) -> None:
        self.select(self._key())

    def _on_name(self) -> None:
        self.name_as_set(self._key())

    def _on_color(self) -> None:
        self.ask_color(self._key())

    def _on_reset(self) -> None:
        self.reset_color(self._key())

    def _on_span_menu_asked(self, at: QPoint) -> None:
        self.span_menu().popup(at)

    def span_menu(self) -> QMenu:
        """What can be done with a scale."""
        look, bar = self._workspace.look, self._coloring().bar
        menu = self._menu()
        powers = menu.addAction("Logarithmic", self._on_logarithmic)
        powers.setCheckable(True)
        powers.setChecked(self._coloring().logarithmic)
        powers.setEnabled(bar is not None and bar.can_be_logarithmic)
        menu.addAction("Reverse the palette", self._on_reversed)
        menu.addSeparator()
        for outside, text in OUTSIDE.items():
            action = menu.addAction(text, self._on_outside)
            action.setData(outside)
            action.setCheckable(True)
            action.setChecked(look.outside == outside)
        menu.addSeparator()
        menu.addAction("Whole range", self.reset_span).setEnabled(look.colored_range is not None)
        return menu

    def _on_logarithmic(self) -> None:
        look = replace(self._workspace.look, logarithmic=not self._coloring().logarithmic)
        self._workspace.set_look(look, f"logarithmic {self._coloring().title}")

    def _on_reversed(self) -> None:
        look = self._workspace.look
        self._workspace.set_look(replace(look, palette=turned(look.palette)), "reverse the palette")

    def _on_outside(self) -> None:
        action = self.sender()
        assert isinstance(action, QAction)
        look = replace(self._workspace.look, outside=action.data())
        self._workspace.set_look(look, f"values outside the range of {self._coloring().title}")


def _can_be_lit(figure: Figure, key: str) -> bool:
    """Whether the class is there and shown."""
    there = any(entry.key == key for entry in figure.coloring.entries)
    return there and key not in figure.hidden and figure.coloring.kind == "categorical"
