"""What all readers of files share: their parameters, and how batches of rows become a space or a preview."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pyarrow as pa

from embexplorer.core.batch import Batches
from embexplorer.core.columns import automatic_columns
from embexplorer.core.errors import UserError
from embexplorer.core.gather import BadRows, Take, Wish, gather
from embexplorer.core.inputs import Inputs
from embexplorer.core.keys import Keys
from embexplorer.core.preview import Preview
from embexplorer.core.reading import Head, read_head, refuse_foreign
from embexplorer.core.report import Report, ignore
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Kind, Step, param
from embexplorer.core.survey import survey
from embexplorer.core.typing import IntArray


@dataclass(frozen=True, kw_only=True)
class FileReader(Step):
    """Read a file of vectors."""

    kind: ClassVar[Kind] = "reader"
    makes: ClassVar[type] = EmbeddingSpace
    path: Path = param(help="The file to read; gzip is decompressed on the way.")
    take: Take = param("all", "All rows, the first ones, or a random sample.")
    count: int = param(10_000, "How many rows, when only the first or a sample are taken.", low=1, unit="rows")
    seed: int = param(0, "The sample that is drawn; the same seed draws the same rows.", low=0, advanced=True)
    bad_rows: BadRows = param("refuse", "Refuse a file with bad rows, or leave those rows out and say so.")

    @classmethod
    def claims(cls, head: Head) -> int:
        """How sure it is, 0 to 100, that the file is of its kind."""
        raise NotImplementedError

    def batches(self, head: Head) -> Batches:
        """The rows of the file in order, and what is wrong with it."""
        raise NotImplementedError

    def run(self, inputs: Inputs, report: Report = ignore) -> EmbeddingSpace:
        wish = Wish(path=self.path, take=self.take, count=self.count, seed=self.seed, bad_rows=self.bad_rows)
        found = gather(self.batches(self.head()), wish, report)
        space = EmbeddingSpace(
            name=space_name(self.path), keys=Keys(found.labels), vectors=found.vectors, notes=found.notes
        )
        automatic = automatic_columns(found.vectors, found.places)
        return space.with_columns(automatic).with_columns(self.columns(found.places))

    def columns(self, places: IntArray) -> pa.Table:
        """What the file says of these of its rows beside labels and vectors."""
        return pa.table({})

    def preview(self, report: Report = ignore) -> Preview:
        """Read and check the whole file without keeping it."""
        return survey(self.batches(self.head()), self.path, self.title, self.name, report)

    def head(self) -> Head:
        """The beginning of the file; raises UserError when it is absent, empty or plainly of another kind."""
        head = read_head(self.path)
        if head.folder:
            raise UserError(f"{self.path} is a folder, expected a file.", "Choose a file of vectors inside it.")
        refuse_foreign(head)
        return head

    def source_files(self) -> tuple[Path, ...]:
        return (self.path,)


def space_name(path: Path) -> str:
    """The file's name without the endings that only say how it is written."""
    name = path.name
    for ending in (".gz", ".txt", ".bin", ".vec", ".npy", ".tsv", ".w2v", ".glove"):
        name = name.removesuffix(ending)
    return name or path.name
