"""What a reader can say of a file before it is opened: kind, rows, dimensions, memory and oddities."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from embexplorer.core.table import Table

COLUMN = "preview"


@dataclass(frozen=True, kw_only=True)
class Preview:
    """The whole file was read and checked for this.

    `rows` are those that can be loaded when bad rows are skipped, with duplicates; `complete_rows` those before the
    first defect. `complaint` is the sentence that opening it would refuse with, and `hint` what to do; both are empty
    for a good file. `notes` are oddities that do not prevent it. `nan_rows` hold NaN or infinity. `memory_bytes` is
    what the vectors and labels will take.
    """

    path: Path
    kind_title: str
    reader: str
    rows: int
    dimensions: int
    file_bytes: int
    memory_bytes: int
    nan_rows: int = 0
    zero_rows: int = 0
    duplicates: int = 0
    first_labels: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    complaint: str = ""
    hint: str = ""
    complete_rows: int = 0

    def to_json(self) -> dict[str, Any]:
        """A plain object."""
        return {**asdict(self), "path": str(self.path)}

    @staticmethod
    def from_json(plain: dict[str, Any]) -> "Preview":
        """The inverse of `to_json`."""
        lists = {name: tuple(plain[name]) for name in ("first_labels", "notes")}
        return Preview(**{**plain, **lists, "path": Path(plain["path"])})


def table_of(preview: Preview) -> Table:
    """The preview as a table of one column, so that it can come back from a worker."""
    text = json.dumps(preview.to_json(), ensure_ascii=False)
    return Table(name=f"Preview of {preview.path.name}", columns=pa.table({COLUMN: [text]}), caption=preview.kind_title)


def preview_from_table(table: Table) -> Preview:
    """The inverse of `table_of`."""
    return Preview.from_json(json.loads(table.columns[COLUMN][0].as_py()))
