"""A column made ready for filters: numbers as they are and binned, words as codes, so that a million rows are quick."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from embexplorer.core.column_values import dated, is_measurable, numbers
from embexplorer.core.columns import is_of_bytes
from embexplorer.core.look import ColumnFilter
from embexplorer.core.number_text import MINUS, number_text
from embexplorer.core.typing import BoolArray, DoubleArray, IndexArray, IntArray

BINS = 40  # of a column of numbers
NOWHERE = 255  # the bin of a row without a number


@dataclass(frozen=True, kw_only=True, eq=False)
class Binned:
    """Bins of numbers from left to right: `edges` has one more than there are, `codes` one per row or NOWHERE.

    A bin holds its left edge; the last one its right edge too.
    """

    edges: DoubleArray
    codes: npt.NDArray[np.uint8]

    def counts(self, rows: BoolArray | None = None) -> IntArray:
        """How many rows (of these) lie in each bin; exact."""
        return self._all if rows is None else self._counted(self.codes[rows])

    @cached_property
    def _all(self) -> IntArray:
        return self._counted(self.codes)

    def _counted(self, codes: npt.NDArray[np.uint8]) -> IntArray:
        return np.bincount(codes, minlength=NOWHERE + 1)[: len(self.edges) - 1].astype(np.int64)


@dataclass(frozen=True, eq=False)
class NumberColumn:
    """A column of numbers or times; `numbers` is NaN where a row has none, or one that is not finite."""

    name: str
    numbers: DoubleArray
    whole: bool
    kind: pa.DataType

    @cached_property
    def ends(self) -> tuple[float, float]:
        """The least and the greatest number; 0 and 0 where there is none."""
        if not self.known.any():
            return 0.0, 0.0
        return float(np.nanmin(self.numbers)), float(np.nanmax(self.numbers))

    @cached_property
    def known(self) -> BoolArray:
        """The rows that have a number."""
        return np.asarray(np.isfinite(self.numbers))

    @cached_property
    def missing(self) -> int:
        """How many rows have none."""
        return int(len(self.numbers) - np.count_nonzero(self.known))

    @property
    def can_be_logarithmic(self) -> bool:
        """Whether all numbers are positive, and differ."""
        low, high = self.ends
        return 0 < low < high

    @cached_property
    def even(self) -> Binned:
        """Bins of one width; a short range of whole numbers has one bin for each."""
        low, high = self.ends
        span = high - low
        if self.whole and span < BINS:
            edges = np.arange(low - 0.5, high + 1, 1.0)
        elif np.isinf(span):
            edges = 2 * np.linspace(low / 2, high / 2, BINS + 1)
        elif span > 0:
            edges = np.linspace(low, high, BINS + 1)
        else:
            edges = np.array([low, low if low == high else high])
        return self._binned(edges)

    @cached_property
    def logarithmic(self) -> Binned:
        """Bins each of which spans the same factor; only where `can_be_logarithmic`."""
        low, high = self.ends
        edges = np.geomspace(low, high, BINS + 1)
        edges[0], edges[-1] = low, high
        return self._binned(edges)

    def binned(self, logarithmic: bool) -> Binned:
        """The bins on this scale."""
        return self.logarithmic if logarithmic and self.can_be_logarithmic else self.even

    def text(self, value: float) -> str:
        """A value as one would type it: a number in the fewest digits, a date or time."""
        if pa.types.is_temporal(self.kind):
            return dated(value, self.kind)
        return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else f"{value:.10g}"

    def short_text(self, value: float) -> str:
        """A value as one reads it, to three decimals."""
        return self.text(value) if pa.types.is_temporal(self.kind) else number_text(value)

    def read(self, text: str) -> float | None:
        """The inverse of `text`; commas and a true minus are allowed. None for what is no such value."""
        plain = text.strip().replace(MINUS, "-")
        try:
            if pa.types.is_temporal(self.kind):
                return float(numbers(pa.chunked_array([pc.cast(pa.array([plain]), self.kind)]))[0])
            value = float(plain.replace(",", ""))
        except (ValueError, pa.ArrowException):
            return None
        return value if np.isfinite(value) else None

    def rounded(self, value: float, up: bool) -> float:
        """A value that a handle points at, to a thousandth of the range; of whole ones the next, up or down."""
        span = self.ends[1] - self.ends[0]
        if self.whole or pa.types.is_temporal(self.kind) or span <= 0:
            return float(np.ceil(value) if up else np.floor(value))
        if np.isinf(span):
            return float(f"{value:.4g}")
        return round(value, max(0, 3 - int(np.floor(np.log10(span)))))

    def passing(self, wish: ColumnFilter) -> BoolArray:
        """The rows that this filter lets through."""
        if wish.values is not None:  # a filter of words on a column that has numbers now
            return ~self.known if wish.missing else np.zeros(len(self.numbers), np.bool_)
        passing = self.known if wish.low is None and wish.high is None else np.ones(len(self.numbers), np.bool_)
        if wish.low is not None:
            passing = passing & (self.numbers >= wish.low)  # a comparison with NaN is never true
        if wish.high is not None:
            passing = passing & (self.numbers <= wish.high)
        return passing | ~self.known if wish.missing else passing

    def _binned(self, edges: DoubleArray) -> Binned:
        last = len(edges) - 2
        codes = np.searchsorted(edges, self.numbers, side="right") - 1
        return Binned(edges=edges, codes=np.where(self.known, np.clip(codes, 0, last), NOWHERE).astype(np.uint8))


@dataclass(frozen=True, eq=False)
class WordColumn:
    """A column of words, or of yes and no: `codes` are places in `words`, −1 where a row has none or an empty one."""

    name: str
    words: pa.Array
    codes: IndexArray

    @cached_property
    def missing(self) -> int:
        """How many rows have none."""
        return int(np.count_nonzero(self.codes < 0))

    def counts(self, rows: BoolArray | None = None) -> IntArray:
        """How many rows (of these) have each word; exact."""
        return self._all if rows is None else self._counted(self.codes[rows])

    @cached_property
    def _all(self) -> IntArray:
        return self._counted(self.codes)

    def _counted(self, codes: IndexArray) -> IntArray:
        return np.bincount(codes + 1, minlength=len(self.words) + 1)[1:].astype(np.int64)

    def place_of(self, word: str) -> int | None:
        """Where this word stands among them, None where no row has it."""
        place: int = pc.index(self.words, pa.scalar(word, self.words.type)).as_py()
        return None if place < 0 else place

    def found(self, text: str, most: int) -> tuple[list[int], int]:
        """The places of words that contain this text, in whatever case, those of most rows first, and how many."""
        places = self.ranked
        if text:
            match = pc.match_substring(self.words, text, ignore_case=True).to_numpy(zero_copy_only=False)
            places = places[match[places]]
        return places[:most].tolist(), len(places)

    @cached_property
    def ranked(self) -> IntArray:
        """The places of the words that rows have, those of most rows first, ties by the word."""
        by_word = np.asarray(pc.array_sort_indices(self.words).to_numpy(), np.int64)
        counts = self.counts()[by_word]
        order = np.argsort(-counts, kind="stable")
        return by_word[order[: np.count_nonzero(counts)]]

    def passing(self, wish: ColumnFilter) -> BoolArray:
        """The rows that this filter lets through."""
        kept = np.ones(len(self.words) + 1, np.bool_)
        if wish.values is not None:
            among = pc.is_in(self.words, value_set=pa.array(wish.values, self.words.type))
            kept[:-1] &= among.to_numpy(zero_copy_only=False)
        if wish.contains:
            found = pc.match_substring(self.words, wish.contains, ignore_case=True)
            kept[:-1] &= found.to_numpy(zero_copy_only=False)
        kept[-1] = wish.missing  # where code −1 points
        return kept[self.codes]


Column = NumberColumn | WordColumn


def column_of(name: str, values: pa.ChunkedArray) -> Column:
    """The column, ready for filters."""
    kind = values.type
    if is_measurable(kind):
        known = numbers(values)
        return NumberColumn(name, np.where(np.isfinite(known), known, np.nan), _is_whole(kind), kind)
    texts = values if pa.types.is_dictionary(kind) else pc.cast(values, pa.large_string())
    encoded = texts if pa.types.is_dictionary(kind) else pc.dictionary_encode(texts)
    whole = encoded.unify_dictionaries().combine_chunks()
    one = whole.chunk(0) if isinstance(whole, pa.ChunkedArray) else whole
    words = pc.cast(one.dictionary, pa.large_string())
    codes = pc.fill_null(pc.cast(one.indices, pa.int32()), -1).to_numpy(zero_copy_only=False)
    empty = pc.index(words, "").as_py()
    codes = np.where(codes == empty, -1, codes) if empty >= 0 else codes
    return WordColumn(name, words, np.asarray(codes, np.int32))


def can_filter(kind: pa.DataType) -> bool:
    """Whether a column of this type holds words or numbers, one for each row."""
    return not (pa.types.is_nested(kind) or is_of_bytes(kind) or pa.types.is_null(kind))


def _is_whole(kind: pa.DataType) -> bool:
    return bool(pa.types.is_integer(kind))
