"""`embexplorer info FILE`: read and check a whole file, and say what is in it; any defect ends with status 2."""

import json
from collections.abc import Sequence

import pyarrow as pa

from embexplorer.cli.files import add_file, reader_of
from embexplorer.cli.parser import Parser
from embexplorer.cli.progress import TerminalProgress
from embexplorer.cli.table_lines import as_written
from embexplorer.core.errors import UserError
from embexplorer.core.number_text import thousands
from embexplorer.core.preview import Preview
from embexplorer.core.reading import preview_of
from embexplorer.core.table import Table

UNITS = ("bytes", "kB", "MB", "GB", "TB")


def info(arguments: Sequence[str]) -> int:
    """Print what the file holds."""
    parser = Parser("info", "Read and check a whole file, and say what is in it; nothing is kept.")
    add_file(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parsed = parser.parse(arguments)
    progress = TerminalProgress()
    try:
        preview = preview_of(reader_of(parsed), progress)
    finally:
        progress.clear()
    tell(preview, parsed.json)
    return 0


def tell(preview: Preview, as_json: bool) -> None:
    """Print what the file holds; raises UserError for a file that cannot be opened whole."""
    if preview.complaint:
        raise UserError(preview.complaint, preview.hint)
    plain = {**preview.to_json(), "rows": rows_of(preview)}
    print(json.dumps(plain, ensure_ascii=False) if as_json else "\n".join(info_lines(preview)))


def checked(preview: Preview) -> Table:
    """The same as a table of one fact on each line, without those that are lists."""
    if preview.complaint:
        raise UserError(preview.complaint, preview.hint)
    facts = {
        "rows": rows_of(preview),
        "dimensions": preview.dimensions,
        "file_bytes": preview.file_bytes,
        "memory_bytes": preview.memory_bytes,
        "duplicates": preview.duplicates,
        "zero_rows": preview.zero_rows,
        "nan_rows": preview.nan_rows,
    }
    columns = pa.table({"fact": list(facts), "value": list(facts.values())})
    caption = f"{preview.kind_title} · {preview.path}"
    return Table(name=preview.path.name, columns=columns, caption=caption, notes=preview.notes)


def rows_of(preview: Preview) -> int:
    """The rows of the space that the file gives: of a label that comes twice, the first."""
    return preview.rows - preview.duplicates


def info_lines(preview: Preview) -> list[str]:
    """One fact on each line."""
    facts = {
        "file": f"{preview.path} ({size_text(preview.file_bytes)})",
        "kind": preview.kind_title,
        "rows": thousands(rows_of(preview)),
        "dimensions": thousands(preview.dimensions),
        "memory": f"about {size_text(preview.memory_bytes)} when open",
        "duplicates": thousands(preview.duplicates),
        "zero rows": thousands(preview.zero_rows),
        "NaN rows": thousands(preview.nan_rows),
        "begins with": " ".join(f"‘{as_written(label)}’" for label in preview.first_labels),
    }
    return [
        *(f"{name:<12} {text}" for name, text in facts.items()),
        *(f"{'note':<12} {note}" for note in preview.notes),
    ]


def size_text(size: float) -> str:
    """`28.4 MB`."""
    for unit in UNITS[:-1]:
        if size < 1000:
            return f"{size:.0f} {unit}" if unit == UNITS[0] else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} {UNITS[-1]}"
