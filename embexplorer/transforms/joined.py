"""The rows of two spaces of one model in one space, so that new rows can be seen among the old."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np
import pyarrow as pa

from embexplorer.core.derived import refuse_not_finite
from embexplorer.core.described import DOT
from embexplorer.core.errors import UserError
from embexplorer.core.family import places_in
from embexplorer.core.inputs import Inputs
from embexplorer.core.keys import Keys
from embexplorer.core.one_model import refuse_other_model, unproven
from embexplorer.core.registry import register
from embexplorer.core.report import Report, ignore
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import param
from embexplorer.core.transform import Transform, refuse_other_width
from embexplorer.core.typing import IntArray


@register
@dataclass(frozen=True, kw_only=True)
class Joined(Transform):
    """Put the rows that only the other space has below those of this one; both must be of one model."""

    name: ClassVar[str] = "joined"
    title: ClassVar[str] = "Joined"
    takes: ClassVar[tuple[str, ...]] = ("space", "other")

    column: str = param("origin", "The new column that says from which of the two a row is")

    def run(self, inputs: Inputs, report: Report = ignore) -> EmbeddingSpace:
        """All rows of the first space in order, then those of the other whose keys the first lacks, in order."""
        space, other = inputs.the_space(), inputs.the_other()
        report(0.0, "Matching keys")
        self.refuse_unfit(space, other)
        places = places_in(space.keys, other.keys)
        shared = np.flatnonzero(places >= 0)
        added = np.setdiff1d(np.arange(other.rows), places[shared])
        if not len(added):
            raise UserError(f"{other.name} has no row that {space.name} lacks.", "Choose a space with other rows.")
        notes = (*space.notes, *_told(space, other, shared, places[shared]), *_without_model(space))
        report(0.3, "Joining the rows")
        vectors = np.concatenate([np.asarray(space.vectors), np.asarray(other.vectors[added])])
        refuse_not_finite(other, other.vectors[added], added)
        said = f"joined with {other.name}"
        made = replace(
            space,
            name=f"{space.name}{DOT}{said}",
            derived=(*space.derived, said),
            keys=Keys(pa.concat_arrays([_plain(space.keys), _plain(other.keys).take(pa.array(added))])),
            vectors=vectors,
            columns=self._columns(space, other, added),
            notes=notes,
            model=None,
            family=None,
            beside=(),
            folder=None,
        )
        report(1.0, "Done")
        return made

    def refuse_unfit(self, space: EmbeddingSpace, other: EmbeddingSpace | None = None) -> None:
        if self.column in space.columns.column_names:
            raise UserError(f"{space.name} has a column ‘{self.column}’ already.", "Give the new one another name.")
        if other is not None:
            refuse_other_width(space, other, "Only rows of one model can stand in one space.")

    def _columns(self, space: EmbeddingSpace, other: EmbeddingSpace, added: IntArray) -> pa.Table:
        """The origin first, so that it colours the map; columns that only one of them has are empty for the rest.

        Where the types of a column differ, that of the other space is left out.
        """
        mine, theirs = space.columns, other.columns.take(pa.array(added))
        fitting = [
            name
            for name in theirs.column_names
            if name != self.column
            and (name not in mine.column_names or mine.schema.field(name).type == theirs.schema.field(name).type)
        ]
        both = _below(mine, space.rows, theirs.select(fitting), len(added))
        name = other.name if other.name != space.name else f"{other.name}, new"
        origin = pa.DictionaryArray.from_arrays(
            pa.array(np.repeat(np.array([0, 1], np.int32), [space.rows, len(added)])), [space.name, name]
        )
        return pa.table({self.column: origin.cast(pa.string()), **both})


def _below(first: pa.Table, count: int, second: pa.Table, more: int) -> dict[str, pa.ChunkedArray]:
    """One table below the other; a column that one lacks is empty there."""
    names = list(dict.fromkeys([*first.column_names, *second.column_names]))
    columns = {}
    for name in names:
        kind = (first if name in first.column_names else second).schema.field(name).type
        above = first[name].chunks if name in first.column_names else [pa.nulls(count, kind)]
        below = second[name].chunks if name in second.column_names else [pa.nulls(more, kind)]
        columns[name] = pa.chunked_array([*above, *below], kind)
    return columns


def _plain(keys: Keys) -> pa.Array:
    return keys.array.cast(pa.large_string())


def _told(space: EmbeddingSpace, other: EmbeddingSpace, rows: IntArray, others: IntArray) -> Sequence[str]:
    """What is said of the keys that are in both; raises UserError where they show that the models differ."""
    refuse_other_model(other, space, others, rows)
    if not len(rows):
        return (unproven(space, other),)
    return (f"{len(rows):,} {space.unit} are in both; the vectors of {space.name} were kept.",)


def _without_model(space: EmbeddingSpace) -> Sequence[str]:
    if space.model is None or not space.model.accepts:
        return ()
    return (f"Nothing new can be embedded in it: the model of {space.name} makes vectors of that space.",)
