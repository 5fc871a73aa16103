"""Look at a file before opening it: kind, rows, dimensions, memory and oddities, checked over the whole file."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Literal

from embexplorer.core.inputs import Inputs
from embexplorer.core.preview import table_of
from embexplorer.core.reading import preview_of, recognise
from embexplorer.core.registry import register, step_named
from embexplorer.core.report import Report, ignore
from embexplorer.core.step import Kind, Step, build, param, parameters_of
from embexplorer.core.table import Table


@register
@dataclass(frozen=True, kw_only=True)
class PreviewFile(Step):
    """Read and check a whole file of vectors, and say what opening it would give."""

    name: ClassVar[str] = "preview"
    kind: ClassVar[Kind] = "probe"
    title: ClassVar[str] = "Preview of a file"
    makes: ClassVar[type] = Table
    libraries: ClassVar[tuple[str, ...]] = ("numpy", "pyarrow", "numba")
    quick: ClassVar[bool] = True
    path: Path = param(help="The file to look at.")
    reader: str = param("", "The reader to use; empty: the one that recognises the content.")
    labels: Path | None = param(None, "The labels file of an .npy matrix; empty: the one beside it.", advanced=True)
    metadata: Path | None = param(
        None, "The metadata of an Embedding Projector file; empty: the one beside it.", advanced=True
    )
    bad_rows: Literal["refuse", "skip"] = param("refuse", "Only passed on to the reader.", advanced=True)

    def run(self, inputs: Inputs, report: Report = ignore) -> Table:
        return table_of(preview_of(self.reading_step(), report))

    def reading_step(self) -> Step:
        """The reader with those of this step's parameters that it has."""
        reader = step_named(self.reader) if self.reader else recognise(self.path)
        known = {parameter.name for parameter in parameters_of(reader)}
        wanted = {"path": self.path, "labels": self.labels, "metadata": self.metadata, "bad_rows": self.bad_rows}
        return build(reader, {name: value for name, value in wanted.items() if name in known})
