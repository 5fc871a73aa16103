"""Filters by column: each with a histogram of what passes the others; what passes all of them is what the map shows."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QScrollArea, QToolButton, QVBoxLayout, QWidget

from embexplorer.core.filtering import Filtering
from embexplorer.core.look import ColumnFilter
from embexplorer.core.typing import IntArray
from embexplorer.gui.actions import Action, Actions, plain_action_text
from embexplorer.gui.style import font, pixels
from embexplorer.gui.widgets.filter_card import FilterCard
from embexplorer.gui.widgets.name_set import ask_name
from embexplorer.gui.widgets.plain import ElidedLabel, set_plain_tooltip
from embexplorer.gui.widgets.section import EmptyState, Hairline
from embexplorer.workspace.workspace import Workspace

SIDE = 16
MOST_NAMED = 100_000  # words of a set: more are no set that one could look at
NO_SPACE = ("No space open", "Open a vector file first.", "")
NONE = (
    "No filters yet",
    "Add a column to see how its values spread, and to narrow what the map shows.",
    "Add a column",
)


class FiltersPanel(QWidget):
    """Shows a card for each column that is filtered by, or was added to be looked at."""

    def __init__(self, workspace: Workspace, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._of: Filtering | None = None
        self._added: list[str] = []
        self._cards: dict[str, FilterCard] = {}
        self._stale = True
        self.count = ElidedLabel(role="table", weight=600)
        self.add = QToolButton()
        self.empty = EmptyState(*NONE)
        self.select = QPushButton("Select")
        self.name = QPushButton("As set…")
        self.clear = QPushButton("Clear all")
        self._menu = QMenu(self)
        self._column = QVBoxLayout()
        self._build()
        self._register(actions)
        workspace = self._workspace
        for changed in (workspace.look_changed, workspace.shown_changed, workspace.items_changed):
            changed.connect(self._on_changed)
        self._on_changed()

    def cards(self) -> dict[str, FilterCard]:
        """The cards by column."""
        return self._cards

    def add_column(self, name: str) -> None:
        """Show a card for this column."""
        if name not in self._added:
            self._added.append(name)
        self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._refresh()

    def _on_changed(self) -> None:
        """What is not seen waits."""
        self._stale = True
        if self.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        self._stale = False
        filtering, filters = self._workspace.filtering(), self._workspace.look.filters
        self._follow(filtering)
        names = self._names(filtering, filters)
        self._show_head(filtering, filters, names)
        if filtering is None:
            return
        for name in [name for name in self._cards if name not in names]:
            self._drop(name)
        for name in names:
            card = self._cards.get(name) or self._make(filtering, name)
            wish = next((one for one in filters if one.column == name), None)
            card.show_counts(wish, filtering.counted(name, filters, card.logarithmic))

    def _follow(self, filtering: Filtering | None) -> None:
        """Other columns, of another space or of the trust that has come: cards of other values are made anew."""
        if filtering is self._of:
            return
        old, self._of = self._of, filtering
        for name in list(self._cards):
            if old is None or filtering is None or not _is_same(old, filtering, name):
                self._drop(name)
        there = filtering.names() if filtering is not None else []
        self._added = [name for name in self._added if name in there]

    def _names(self, filtering: Filtering | None, filters: Sequence[ColumnFilter]) -> list[str]:
        """The columns that have a card: those filtered by in their order, then those that were only added."""
        known = [wish.column for wish in filtering.known(filters)] if filtering is not None else []
        self._added += [name for name in dict.fromkeys(known) if name not in self._added]
        return self._added

    def _show_head(self, filtering: Filtering | None, filters: Sequence[ColumnFilter], names: list[str]) -> None:
        mask = filtering.mask(filters) if filtering is not None else None
        total = filtering.rows if filtering is not None else 0
        passing = total if mask is None else int(np.count_nonzero(mask))
        self.count.setText(f"{passing:,} of {total:,} pass" if mask is not None else f"all {total:,} pass")
        self.count.setVisible(bool(names))
        self.empty.setVisible(not names)
        self.empty.say(*(NONE if filtering is not None else NO_SPACE))
        self.add.setVisible(bool(names))
        for button in (self.select, self.name, self.clear):
            button.setVisible(bool(names))
            button.setEnabled(mask is not None and (button is self.clear or passing > 0))
        self._foot.setVisible(bool(names))

    def _make(self, filtering: Filtering, name: str) -> FilterCard:
        card = self._cards[name] = FilterCard(filtering.column(name), self)
        card.wished.connect(self._on_wished)
        card.left.connect(self._on_left)
        card.redrawn.connect(self._refresh)
        self._column.insertWidget(self._column.count() - 1, card)
        return card

    def _drop(self, name: str) -> None:
        card = self._cards.pop(name)
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _on_wished(self, wish: ColumnFilter | None) -> None:
        """Moves of one handle that come in quick succession are one change."""
        name = self._sender()
        old = self._workspace.look.filters
        there = [one.column for one in old]
        if wish is None:
            filters = tuple(one for one in old if one.column != name)
        elif name in there:
            filters = tuple(wish if one.column == name else one for one in old)
        else:
            filters = (*old, wish)
        self._set(filters, f"Filter {name}" if wish is not None else f"Clear the filter {name}", merge=wish is not None)

    def _sender(self) -> str:
        card = self.sender()
        assert isinstance(card, FilterCard)
        return card.column.name

    def _on_left(self) -> None:
        name = self._sender()
        self._added.remove(name)
        filters = tuple(one for one in self._workspace.look.filters if one.column != name)
        if filters == self._workspace.look.filters:
            self._refresh()
        else:
            self._set(filters, f"Clear the filter {name}")

    def _on_clear(self) -> None:
        self._set((), "Clear all filters")

    def _set(self, filters: tuple[ColumnFilter, ...], name: str, merge: bool = False) -> None:
        self._workspace.set_look(replace(self._workspace.look, filters=filters), name, merge)

    def _passing(self) -> IntArray | None:
        filtering = self._workspace.filtering()
        mask = filtering.mask(self._workspace.look.filters) if filtering is not None else None
        return None if mask is None else np.flatnonzero(mask)

    def _on_select(self) -> None:
        rows = self._passing()
        if rows is not None:
            self._workspace.select(rows, "replace", "select what passes")

    def _on_name(self) -> None:
        rows, space = self._passing(), self._workspace.space()
        if rows is None or space is None:
            return
        if len(rows) > MOST_NAMED:
            self._workspace.notice(f"{len(rows):,} {space.unit} pass; a set has {MOST_NAMED:,} at most.", "warn")
            return
        ask_name(self, self._workspace, space.keys.at(rows))

    def _fill_menu(self) -> None:
        filtering = self._workspace.filtering()
        self._menu.clear()
        for name in filtering.names() if filtering is not None else []:
            if name not in self._added:
                action = QAction(plain_action_text(name), self._menu)
                action.setData(name)
                self._menu.addAction(action)
        self._menu.setEnabled(not self._menu.isEmpty())

    def _on_chosen(self, action: QAction) -> None:
        self.add_column(action.data())

    def _on_asked(self) -> None:
        self._fill_menu()
        button = self.empty.button
        self._menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _has_filters(self) -> bool:
        return bool(self._workspace.look.filters) and self._workspace.space() is not None

    def _register(self, actions: Actions) -> None:
        no_filter = "No column is filtered."
        for id, text, run in (
            ("filters.select", "Select what passes the filters", self._on_select),
            ("filters.clear", "Clear all filters", self._on_clear),
        ):
            actions.add(Action(id=id, text=text, group="Edit/Selection", run=run, enabled=self._has_filters, section=4,
                               why_disabled=no_filter))  # fmt: skip

    def _build(self) -> None:
        self.add.setText("Add column")
        self.add.setFont(font("table", 500))
        self.add.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.add.setMenu(self._menu)
        set_plain_tooltip(self.add, "Add column · shows how its values spread, and filters by them")
        self._menu.aboutToShow.connect(self._fill_menu)
        self._menu.triggered.connect(self._on_chosen)
        self.empty.asked.connect(self._on_asked)
        set_plain_tooltip(self.select, "Select · what passes becomes the selection")
        set_plain_tooltip(self.name, "As set · keeps what passes as a named set of words")
        self.select.clicked.connect(self._on_select)
        self.name.clicked.connect(self._on_name)
        self.clear.clicked.connect(self._on_clear)
        head = QHBoxLayout()
        head.setContentsMargins(pixels(SIDE), pixels(8), pixels(8), pixels(4))
        head.addWidget(self.count, 1)
        head.addWidget(self.add)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self.empty)
        whole.addWidget(self._scrolled(), 1)
        whole.addWidget(self._footed())
        self.setMinimumWidth(pixels(280))

    def _scrolled(self) -> QScrollArea:
        inner = QWidget()
        inner.setLayout(self._column)
        self._column.setContentsMargins(pixels(SIDE), pixels(4), pixels(SIDE), pixels(8))
        self._column.setSpacing(pixels(8))
        self._column.addStretch(1)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return area

    def _footed(self) -> QWidget:
        self._foot = QWidget()
        column = QVBoxLayout(self._foot)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Hairline())
        row = QHBoxLayout()
        row.setContentsMargins(pixels(SIDE), pixels(8), pixels(SIDE), pixels(8))
        row.setSpacing(pixels(8))
        for button in (self.select, self.name, self.clear):
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        return self._foot


def _is_same(old: Filtering, new: Filtering, name: str) -> bool:
    """Whether a column holds the same values in both."""
    return name in new.table.column_names and new.column(name) is old.column(name)


if __name__ == "__main__":
    from embexplorer.gui.alone import show_alone

    show_alone(FiltersPanel, 300, 720)
