"""Read filters as one writes them: “frequency>=100”, “10<=rank<=50”, “category=animal,food”, “word contains ing”."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa

from embexplorer.core.errors import UserError
from embexplorer.core.filter_columns import Column, NumberColumn, WordColumn
from embexplorer.core.filtering import Filtering
from embexplorer.core.look import ColumnFilter
from embexplorer.core.number_text import thousands

SPELLED = "frequency>=100, 10<=rank<=50, category=animal,food, word contains ing, or no category"
HOW = f"Write a column, a comparison and a value, such as: {SPELLED}"
NONE = "none"  # as a value: rows that have none
NAMED = 8  # values of a column that a hint lists
BETWEEN = re.compile(r"(?P<low>[^<>=≤≥]+)(?:<=|≤)(?P<column>.+?)(?:<=|≤)(?P<high>[^<>=≤≥]+)")
CONTAINS = re.compile(r"(?P<column>.+?)\s+contains\s+(?P<value>.+)")
WITHOUT = re.compile(r"no\s+(?P<column>.+)")
AFTER = re.compile(r"\s*(?P<sign><=|>=|≤|≥|==|!=|=|<|>|:)\s*(?P<value>.+)")
COMPARED = re.compile("(?P<column>.+?)" + AFTER.pattern)
QUOTES = "‘’“”'\""


@dataclass(frozen=True, kw_only=True)
class Condition:
    """A filter before its column is known: `sign` is “between”, “contains”, “without” or a comparison."""

    text: str
    column: str
    sign: str
    values: tuple[str, ...] = ()

    @property
    def wrong(self) -> str:
        """How a sentence about it begins."""
        return f"--filter ‘{self.text}’"


def condition_of(text: str, names: Sequence[str] = ()) -> Condition:
    """Take a filter apart; raises UserError where it is none, or one whose ends do not belong to it.

    Columns whose `names` are known may have signs in them.
    """
    plain = text.strip()
    for name in sorted(names, key=len, reverse=True):
        rest = plain.removeprefix(name)
        if rest != plain and (found := AFTER.fullmatch(rest)):
            return _compared(text, name, found["sign"], found["value"].strip())
    if found := BETWEEN.fullmatch(plain):
        ends = found["low"].strip(), found["high"].strip()
        return Condition(text=text, column=found["column"].strip(), sign="between", values=ends)
    if found := CONTAINS.fullmatch(plain):
        value = found["value"].strip().strip(QUOTES)
        return Condition(text=text, column=found["column"].strip(), sign="contains", values=(value,))
    if found := COMPARED.fullmatch(plain):
        return _compared(text, found["column"].strip(), found["sign"], found["value"].strip())
    if found := WITHOUT.fullmatch(plain):
        return Condition(text=text, column=found["column"].strip(), sign="without")
    raise UserError(f"--filter ‘{text}’ is no condition.", HOW)


def _compared(text: str, column: str, sign: str, value: str) -> Condition:
    if sign in ("<", ">"):
        raise UserError(f"--filter ‘{text}’: a filter lets its ends through.", f"Write {column}{sign}={value}")
    if sign == "!=":
        raise UserError(f"--filter ‘{text}’: a filter says what it lets through.", "Name the values to keep.")
    plain = {"≤": "<=", "≥": ">=", "==": "=", ":": "="}.get(sign, sign)
    values = tuple(one.strip() for one in value.split(",")) if plain == "=" else (value,)
    return Condition(text=text, column=column, sign=plain, values=values)


def filter_of(condition: Condition, filtering: Filtering) -> ColumnFilter:
    """The filter that is meant; raises UserError for what is not there, or if it lets no row through."""
    column = _column(condition, filtering)
    if condition.sign == "without":
        wish = ColumnFilter(column=column.name, values=(), missing=True)
    elif isinstance(column, NumberColumn):
        wish = _of_numbers(condition, column)
    else:
        wish = _of_words(condition, column)
    if not filtering.passed(wish).any():
        raise UserError(f"{condition.wrong} lets no row through.", _has(column))
    return wish


def _column(condition: Condition, filtering: Filtering) -> Column:
    names = filtering.names()
    if condition.column in names:
        return filtering.column(condition.column)
    near = difflib.get_close_matches(condition.column, names, 1)
    hint = f"Did you mean ‘{near[0]}’? " if near else ""
    raise UserError(
        f"{condition.wrong}: there is no column ‘{condition.column}’ to filter by.",
        f"{hint}There are: {', '.join(names) or 'none'}.",
    )


def _of_numbers(condition: Condition, column: NumberColumn) -> ColumnFilter:
    sign, values = condition.sign, condition.values
    if sign == "contains" or (sign == "=" and len(values) != 1):
        raise UserError(f"{condition.wrong}: ‘{column.name}’ holds numbers.", "Write >=, <= or one = with a number.")
    if sign == "=" and values[0] == NONE:
        return ColumnFilter(column=column.name, values=(), missing=True)
    ends = [_number(condition, column, value) for value in values]
    low = ends[0] if sign in (">=", "=", "between") else None
    high = ends[-1] if sign in ("<=", "=", "between") else None
    return ColumnFilter(column=column.name, low=low, high=high)


def _number(condition: Condition, column: NumberColumn, text: str) -> float:
    value = column.read(text)
    if value is None:
        kind = "date or time" if pa.types.is_temporal(column.kind) else "number"
        raise UserError(f"{condition.wrong}: ‘{text}’ is no {kind}.", _has(column))
    return value


def _of_words(condition: Condition, column: WordColumn) -> ColumnFilter:
    if condition.sign == "contains":
        return ColumnFilter(column=column.name, contains=condition.values[0])
    if condition.sign != "=":
        raise UserError(
            f"{condition.wrong}: ‘{column.name}’ holds words.", "Write = and words, or contains and a text."
        )
    missing = NONE in condition.values and column.place_of(NONE) is None
    values = tuple(value for value in condition.values if not (missing and value == NONE))
    for value in values:
        if column.place_of(value) is None:
            near = difflib.get_close_matches(value, column.words.to_pylist() if len(column.words) <= 10_000 else [], 1)
            hint = f"Did you mean ‘{near[0]}’? " if near else ""
            raise UserError(f"{condition.wrong}: ‘{column.name}’ has no ‘{value}’.", hint + _has(column))
    return ColumnFilter(column=column.name, values=values, missing=missing)


def _has(column: Column) -> str:
    """What one may ask of a column."""
    if isinstance(column, NumberColumn):
        low, high = (column.text(end) for end in column.ends)
        return f"‘{column.name}’ goes from {low} to {high}."
    places, count = column.found("", NAMED)
    names = ", ".join(column.words[place].as_py() for place in places)
    return f"‘{column.name}’ has: {names}" + (f" and {thousands(count - NAMED)} more." if count > NAMED else ".")
