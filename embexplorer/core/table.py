"""A table: what a probe answers: typed columns with units, a caption, and the words that were missing."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa

from embexplorer.core.columns import readable
from embexplorer.core.errors import UserError
from embexplorer.core.folder import map_table, read_meta, write_folder
from embexplorer.core.recipe import Recipe

Form = Literal["table", "bars", "heat map", "points"]


@dataclass(frozen=True, kw_only=True)
class Table:
    """`caption` states metric, space, exact or approximate, and n; `missing` are the words that were left out.

    `facts` are single numbers of the answer (a share kept); `units` maps a column to its unit; `form` is how it asks
    to be drawn. A column `row` holds row ids of the space and is not shown. `parts` are further tables of the answer by
    name (the words' scores behind a test statistic, its null distribution), each with columns of its own.
    """

    name: str
    columns: pa.Table
    caption: str = ""
    missing: tuple[str, ...] = ()
    units: dict[str, str] = field(default_factory=dict)
    facts: dict[str, float] = field(default_factory=dict)
    form: Form = "table"
    notes: tuple[str, ...] = ()
    parts: dict[str, pa.Table] = field(default_factory=dict)
    recipe: Recipe = field(default_factory=Recipe)
    parent: str | None = None
    folder: Path | None = None

    def shown(self) -> pa.Table:
        """The columns the user sees: all but the row ids and what is no text (thumbnails)."""
        return readable_part(self.columns)

    def to_json(self) -> dict[str, Any]:
        """`{"columns": names, "rows": lists, "caption": …, "missing": […]}`, as every `--json` prints it.

        With `parts` (`{name: {"columns": …, "rows": …}}`) where the answer has some.
        """
        plain = {**_plain(self.columns), "caption": self.caption, "missing": list(self.missing)}
        if self.parts:
            plain["parts"] = {name: _plain(part) for name, part in self.parts.items()}
        return plain

    def save(self, folder: Path) -> "Table":
        """Write the folder and return the table mapped from it."""
        meta = {
            "kind": "table",
            "name": self.name,
            "caption": self.caption,
            "missing": list(self.missing),
            "units": self.units,
            "facts": self.facts,
            "form": self.form,
            "notes": list(self.notes),
            "recipe": self.recipe.to_json(),
            "parent": self.parent,
            "parts": list(self.parts),
        }
        parts = {f"part-{number}": part for number, part in enumerate(self.parts.values())}
        write_folder(folder, meta, {}, {"columns": self.columns, **parts})
        return Table.open(folder)

    @staticmethod
    def open(folder: Path) -> "Table":
        """Map a table from its folder; raises UserError when the folder holds none."""
        meta = read_meta(folder)
        if meta["kind"] != "table":
            raise UserError(f"{folder} holds a {meta['kind']}, expected a table.", "Choose another folder.")
        return Table(
            name=meta["name"],
            columns=map_table(folder / "columns.arrow"),
            caption=meta["caption"],
            missing=tuple(meta["missing"]),
            units=meta["units"],
            facts=meta["facts"],
            form=meta["form"],
            notes=tuple(meta["notes"]),
            parts={name: map_table(folder / f"part-{n}.arrow") for n, name in enumerate(meta.get("parts", []))},
            recipe=Recipe.from_json(meta["recipe"]),
            parent=meta["parent"],
            folder=folder,
        )


def readable_part(columns: pa.Table) -> pa.Table:
    """The columns the user sees of a table or of one of its parts."""
    kept = readable(columns)
    return kept.drop_columns(["row"]) if "row" in kept.column_names else kept


def _plain(columns: pa.Table) -> dict[str, Any]:
    shown = readable_part(columns)
    cells = [column.to_pylist() for column in shown.columns]
    return {"columns": shown.column_names, "rows": [list(row) for row in zip(*cells, strict=True)]}
