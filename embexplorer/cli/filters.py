"""Filters of a figure from the command line: rows that do not pass them are not drawn."""

import argparse
from dataclasses import replace

from embexplorer.core.filter_reading import SPELLED, condition_of, filter_of
from embexplorer.core.filtering import filtering_of
from embexplorer.core.look import Look
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.table import Table


def add_filters(group: "argparse._ArgumentGroup") -> None:
    """Add the flag."""
    text = f"draw only rows that pass all of these, each in quotes, such as\n{SPELLED}"
    group.add_argument("--filter", metavar="CONDITION", nargs="+", action="extend", help=text)


def check_conditions(parsed: argparse.Namespace) -> None:
    """Refuse what is no condition before any work."""
    for text in getattr(parsed, "filter", None) or ():
        condition_of(text)


def check_filters(space: EmbeddingSpace, parsed: argparse.Namespace, later: tuple[str, ...]) -> None:
    """Refuse a column or value that is not there before the map is made; columns that come `later` are trusted."""
    filtering = filtering_of(space, None)
    for text in getattr(parsed, "filter", None) or ():
        condition = condition_of(text, filtering.names())
        if condition.column in space.columns.column_names or condition.column not in later:
            filter_of(condition, filtering)


def with_filters(look: Look, space: EmbeddingSpace, trust: Table | None, texts: list[str] | None) -> Look:
    """The look with these filters, of columns of the space or of the trust in its map."""
    filtering = filtering_of(space, trust)
    return replace(
        look, filters=tuple(filter_of(condition_of(text, filtering.names()), filtering) for text in texts or ())
    )
