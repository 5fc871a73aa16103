"""How the answer of `geometry` is shown: its measures, its findings, the rows of a finding, and its histograms."""

from dataclasses import replace

from embexplorer.core.number_text import number_text
from embexplorer.core.table import Table
from embexplorer.gui.widgets.bin_bars import Bin
from embexplorer.gui.widgets.table_model import Column

FINDINGS, LISTS, NORMS = "findings", "rows by lists of neighbours", "rows by norm"


def measure_columns() -> tuple[Column, ...]:
    """Each value with its interval on a scale of its own, from 0 to the greatest value that it could have."""
    return (
        Column(name="measure", title="Measure", kind="text"),
        Column(name="value", title="Value, 95 % interval", kind="measure", ends=("low", "high"), top="most"),
        Column(name="says", title="What it says", kind="text"),
    )


def findings_of(answer: Table) -> tuple[tuple[str, str], ...]:
    """The sentences, each with the name of the part that shows it."""
    return tuple((row["finding"], row["part"]) for row in answer.parts[FINDINGS].to_pylist())


def rows_of(answer: Table, part: str) -> Table:
    """The rows of a finding as a table of its own."""
    return replace(answer, name=part.capitalize(), columns=answer.parts[part], parts={})


def row_columns() -> tuple[Column, ...]:
    """What is told of each row of a finding."""
    return (
        Column(name="word", title="Word", kind="text"),
        Column(name="lists", title="Lists", kind="count"),
        Column(name="norm", title="Norm", kind="norm"),
        Column(name="component_1", title="PC1", kind="measure"),
    )


def lists_of(answer: Table) -> tuple[Bin, ...]:
    """0, 1, 2, 3–4 …, each named by what it holds, with the least below."""
    rows = answer.parts[LISTS].to_pylist()
    names = [f"{row['low']:,}" if row["low"] == row["high"] else f"{row['low']:,}–{row['high']:,}" for row in rows]
    return tuple(
        Bin(name=name, below=f"{row['low']:,}", rows=row["rows"]) for name, row in zip(names, rows, strict=True)
    )


def norms_of(answer: Table) -> tuple[Bin, ...]:
    """Even bins, named by both ends, with the lower one below."""
    rows = answer.parts[NORMS].to_pylist()
    return tuple(
        Bin(
            name=f"{number_text(row['low'])}–{number_text(row['high'])}",
            below=f"{row['low']:.3g}",
            rows=row["rows"],
        )
        for row in rows
    )
