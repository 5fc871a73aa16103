"""The classes that a column names, as numbers: what supervised maps pull apart."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from embexplorer.core.columns import is_of_bytes, readable
from embexplorer.core.errors import UserError
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.typing import DoubleArray, IndexArray, IntArray

UNKNOWN = -1  # the class of a row without one
MOST = 1_000  # classes; a column of more names rows rather than classes
FAR = 2.5  # how far apart classes are at weight 0, as in umap-learn
APART = 1e12  # at weight 1: nothing holds rows of different classes together
DOUBT = 1.0  # how far a row without a class is from any other, as in umap-learn


@dataclass(frozen=True, kw_only=True)
class ClassLabels:
    """`codes` has the class of each row, UNKNOWN for none."""

    column: str
    codes: IntArray
    classes: int

    def notes(self) -> tuple[str, ...]:
        """What a map made with them says on its badge."""
        said = f"Supervised by column ‘{self.column}’: classes are pulled apart by the labels, not only by the vectors."
        without = int(np.count_nonzero(self.codes == UNKNOWN))
        return (said, f"{without:,} rows have no class in ‘{self.column}’.") if without else (said,)

    def closeness(self, heads: IndexArray, tails: IndexArray, weight: float) -> DoubleArray:
        """By what each edge is multiplied: 1 within a class, less between classes, little where one is unknown.

        exp(−distance) of the categorical distances of McInnes et al. (2018) as umap-learn weighs them.
        """
        far = FAR / (1 - weight) if weight < 1 else APART
        one, two = self.codes[heads], self.codes[tails]
        unknown = (one == UNKNOWN) | (two == UNKNOWN)
        return np.where(unknown, np.exp(-DOUBT), np.where(one == two, 1.0, np.exp(-far)))


def class_labels(space: EmbeddingSpace, column: str) -> ClassLabels:
    """The classes of a column of words, whole numbers or yes and no; null and the empty word are none.

    Raises UserError for a column that is not there, that measures, or that has fewer than 2 or more than 1,000 classes.
    """
    values = _column(space, column)
    encoded = pc.dictionary_encode(values).unify_dictionaries().combine_chunks()
    encoded = encoded.chunk(0) if isinstance(encoded, pa.ChunkedArray) else encoded
    codes = pc.fill_null(encoded.indices.cast(pa.int64()), UNKNOWN).to_numpy(zero_copy_only=False)
    names = encoded.dictionary.to_pylist()
    codes = np.where(np.isin(codes, [n for n, name in enumerate(names) if name in ("", None)]), UNKNOWN, codes)
    classes = len(np.unique(codes[codes != UNKNOWN]))
    if not 2 <= classes <= MOST:
        raise UserError(
            f"The column ‘{column}’ has {classes:,} classes; a supervised map needs 2 to {MOST:,}.",
            "Choose a column that puts rows into a few classes.",
        )
    return ClassLabels(column=column, codes=np.asarray(codes, np.int64), classes=classes)


def _column(space: EmbeddingSpace, name: str) -> pa.ChunkedArray:
    if name not in space.columns.column_names:
        known = ", ".join(readable(space.columns).column_names) or "none"
        raise UserError(f"{space.name} has no column ‘{name}’.", f"It has: {known}.")
    values = space.columns[name]
    kind = values.type.value_type if pa.types.is_dictionary(values.type) else values.type
    if pa.types.is_floating(kind) or pa.types.is_nested(kind) or is_of_bytes(kind):
        raise UserError(f"The column ‘{name}’ holds {kind}, which makes no classes.", "Choose a column of classes.")
    return values.cast(kind) if pa.types.is_dictionary(values.type) else values
