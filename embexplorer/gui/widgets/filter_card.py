"""One column to filter by: its histogram with two handles, or its values with counts, and the rows without a value."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from embexplorer.core.filter_columns import Column, NumberColumn, WordColumn
from embexplorer.core.filtering import Counted
from embexplorer.core.look import ColumnFilter
from embexplorer.core.number_text import thousands
from embexplorer.core.shown_rows import filter_text
from embexplorer.gui.dock import small_tool
from embexplorer.gui.style import font, pixels
from embexplorer.gui.widgets.line import Line
from embexplorer.gui.widgets.plain import ElidedLabel, PlainLabel, set_plain_tooltip
from embexplorer.gui.widgets.range_bars import Bars, RangeBars
from embexplorer.gui.widgets.value_list import Value, ValueList

SHOWN = 50  # values of a column with many; the rest is found by typing


class FilterCard(QWidget):
    """`wished` carries the filter that is wished for now, None for none; `left` asks to take the column away."""

    wished = Signal(object)
    left = Signal()
    redrawn = Signal()  # the same filter, to be counted on another scale

    def __init__(self, column: Column, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = column
        self.logarithmic = False
        self._wish: ColumnFilter | None = None
        self._counted: Counted | None = None
        self._body = NumberBody(self) if isinstance(column, NumberColumn) else WordBody(self)
        self.caption = ElidedLabel(role="caption", tone="secondary")
        self.missing = QCheckBox()
        self.clear = small_tool("reset", f"Clear · lets all values of {column.name} pass")
        self._build()

    def wish(self) -> ColumnFilter | None:
        """The filter that is shown."""
        return self._wish

    def show_counts(self, wish: ColumnFilter | None, counted: Counted) -> None:
        """Show this filter, and what passes all others; silently."""
        self._wish, self._counted = wish, counted
        here, left = counted.missing
        self.missing.setVisible(here > 0)
        self.missing.blockSignals(True)
        self.missing.setChecked(wish is not None and wish.missing)
        self.missing.setText(f"no value · {thousands(left)} of {thousands(here)}")
        self.missing.blockSignals(False)
        self.clear.setVisible(wish is not None)
        self.caption.setText("" if wish is None else filter_text(wish, named=False))
        self._body.show_counts(wish, counted)

    def ask(self, **changes: Any) -> None:
        """Wish for the filter that is shown with these parts changed; one that asks nothing is none."""
        wish = replace(self._wish or ColumnFilter(column=self.column.name), **changes)
        if wish.values == () and not wish.missing:
            wish = replace(wish, values=None)
        asks = (wish.low, wish.high, wish.values, wish.contains) != (None, None, None, "")
        self.wished.emit(wish if asks else None)

    def _build(self) -> None:
        gone = small_tool("close", f"Remove {self.column.name} from the filters")
        gone.clicked.connect(self.left)
        self.clear.clicked.connect(self._on_clear)
        self.missing.setFont(font("table"))
        self.missing.toggled.connect(self._on_missing)
        head = QHBoxLayout()
        head.setSpacing(4)
        self.caption.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(ElidedLabel(self.column.name, role="table", weight=600), 1)
        head.addWidget(self.caption, 2)
        head.addWidget(self.clear)
        head.addWidget(gone)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, pixels(8))
        column.setSpacing(pixels(4))
        column.addLayout(head)
        column.addWidget(self._body)
        column.addWidget(self.missing)

    def _on_clear(self) -> None:
        self._body.forget()
        self.wished.emit(None)

    def _on_missing(self, on: bool) -> None:
        """Where nothing else is asked, those alone."""
        self.ask(missing=on, **({"values": ()} if on and self._wish is None else {}))


class NumberBody(QWidget):
    """Histogram, two number fields, and the switch to a logarithmic scale."""

    def __init__(self, card: FilterCard) -> None:
        super().__init__(card)
        assert isinstance(card.column, NumberColumn)
        self._card, self._column = card, card.column
        self.bars = RangeBars(card.column.name)
        self.low, self.high = (self._field(says) for says in ("Least", "Greatest"))
        self.log = QToolButton()
        self._build()

    def show_counts(self, wish: ColumnFilter | None, counted: Counted) -> None:
        """Bars, handles and fields."""
        column, low, high = self._column, wish.low if wish else None, wish.high if wish else None
        edges = column.binned(self._card.logarithmic).edges.tolist()
        first, last = column.ends
        self.bars.show_bars(
            Bars(edges=edges, all=counted.all.tolist(), passing=counted.passing.tolist(), low=low, high=high,
                 texts=(column.short_text(first), column.short_text(last)))
        )  # fmt: skip
        for field, value, end in ((self.low, low, first), (self.high, high, last)):
            field.setPlaceholderText(column.short_text(end))
            if not (field.hasFocus() and field.isModified()):
                field.setText("" if value is None else column.text(value))
                field.set_wrong(False)

    def forget(self) -> None:
        """Nothing is typed that is not shown."""
        for field in (self.low, self.high):
            field.setModified(False)

    def _field(self, says: str) -> Line:
        field = Line()
        field.setMinimumWidth(pixels(56))
        field.setMaximumWidth(pixels(92))
        field.setAccessibleName(f"{says} {self._column.name}")
        return field

    def _build(self) -> None:
        self.log.setText("log")
        self.log.setCheckable(True)
        self.log.setFont(font("table", 500))
        self.log.setVisible(self._column.can_be_logarithmic)
        set_plain_tooltip(self.log, "Logarithmic · each bar spans the same factor")
        row = QHBoxLayout()
        row.setSpacing(pixels(8))
        row.addWidget(self.low, 1)
        row.addWidget(PlainLabel("to", role="table", tone="secondary"))
        row.addWidget(self.high, 1)
        row.addStretch(0)
        row.addWidget(self.log)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(pixels(4))
        column.addWidget(self.bars)
        column.addLayout(row)
        self.bars.moved.connect(self._on_moved)
        self.low.editingFinished.connect(self._on_low)
        self.high.editingFinished.connect(self._on_high)
        self.log.toggled.connect(self._on_log)

    def _on_moved(self, low: float | None, high: float | None) -> None:
        rounded = self._column.rounded
        self._ask(None if low is None else rounded(low, True), None if high is None else rounded(high, False))

    def _on_low(self) -> None:
        self._typed(self.low, True)

    def _on_high(self) -> None:
        self._typed(self.high, False)

    def _typed(self, field: Line, low: bool) -> None:
        if not field.isModified():
            return
        text = field.text().strip()
        value = self._column.read(text) if text else None
        field.set_wrong(bool(text) and value is None)
        if text and value is None:
            return
        field.setModified(False)
        wish = self._card.wish()
        ends = (wish.low, wish.high) if wish is not None else (None, None)
        self._ask(value if low else ends[0], ends[1] if low else value)

    def _ask(self, low: float | None, high: float | None) -> None:
        self._card.ask(low=low, high=high, values=None)

    def _on_log(self, on: bool) -> None:
        self._card.logarithmic = on
        self._card.redrawn.emit()


class WordBody(QWidget):
    """A line to find values in, the values with their counts, and how many more there are."""

    def __init__(self, card: FilterCard) -> None:
        super().__init__(card)
        assert isinstance(card.column, WordColumn)
        self._card, self._column = card, card.column
        self._counted: Counted | None = None
        self.search = Line()
        self.contains = QCheckBox()
        self.values = ValueList(card.column.name)
        self.more = PlainLabel(role="caption", tone="secondary")
        self._build()

    def show_counts(self, wish: ColumnFilter | None, counted: Counted) -> None:
        """The values that are found, those of most rows first, the chosen ones always."""
        self._counted = counted
        wished = wish.contains if wish is not None else ""
        if wished and not self.search.hasFocus():
            self.search.setText(wished)
        self._list(wish, counted)
        self._show_contains(wished)

    def forget(self) -> None:
        """Nothing is sought."""
        self.search.clear()

    def _build(self) -> None:
        self.search.setPlaceholderText("Find a value")
        self.search.setAccessibleName(f"Find a value of {self._column.name}")
        self.search.setClearButtonEnabled(True)
        self.contains.setFont(font("table"))
        self.more.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(pixels(4))
        for part in (self.search, self.contains, self.values, self.more):
            column.addWidget(part)
        self.search.setVisible(len(self._column.ranked) > 8)
        self.contains.hide()
        self.search.textEdited.connect(self._on_sought)
        self.search.textChanged.connect(self._on_changed)
        self.contains.toggled.connect(self._on_contains)
        self.values.turned.connect(self._on_turned)

    def _list(self, wish: ColumnFilter | None, counted: Counted) -> None:
        places, count = self._column.found(self.search.text().strip(), SHOWN)
        chosen = set((wish.values or ()) if wish is not None else ())
        words = [self._column.words[place].as_py() for place in places]
        found = [
            Value(text=word, all=int(counted.all[place]), passing=int(counted.passing[place]), chosen=word in chosen)
            for word, place in zip(words, places, strict=True)
        ]
        unseen = self._unseen(sorted(chosen.difference(words)), counted)
        self.values.show_values([*unseen, *found])
        self.values.setVisible(bool(found or unseen))
        left = count - len(places)
        self.more.setText(
            f"and {thousands(left)} more; type to find them" if left else "" if count else "No such value"
        )
        self.more.setVisible(bool(self.more.text()))

    def _unseen(self, words: list[str], counted: Counted) -> list[Value]:
        """Chosen values that are not among those found, with their counts; 0 where no row has them."""
        places = [self._column.place_of(word) for word in words]
        counts = [(0, 0) if at is None else (int(counted.all[at]), int(counted.passing[at])) for at in places]
        return [
            Value(text=word, all=whole, passing=part, chosen=True)
            for word, (whole, part) in zip(words, counts, strict=True)
        ]

    def _show_contains(self, wished: str) -> None:
        text = self.search.text().strip()
        self.contains.blockSignals(True)
        self.contains.setText(f"only rows that contain ‘{text or wished}’")
        self.contains.setChecked(bool(wished))
        self.contains.setVisible(bool(text or wished))
        self.contains.blockSignals(False)

    def _on_sought(self) -> None:
        wish = self._card.wish()
        if wish is not None and wish.contains:
            self._card.ask(contains=self.search.text().strip())

    def _on_changed(self) -> None:
        if self._counted is not None:
            wish = self._card.wish()
            self._list(wish, self._counted)
            self._show_contains(wish.contains if wish is not None else "")

    def _on_contains(self, on: bool) -> None:
        self._card.ask(contains=self.search.text().strip() if on else "")

    def _on_turned(self, word: str) -> None:
        wish = self._card.wish()
        chosen = (wish.values or ()) if wish is not None else ()
        kept = tuple(one for one in chosen if one != word) if word in chosen else (*chosen, word)
        self._card.ask(values=kept)
