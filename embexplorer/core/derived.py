"""A space made of another by changing its rows: its name, columns and notes, and a model that follows the change."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from embexplorer.core.change import Change
from embexplorer.core.columns import lengths
from embexplorer.core.described import DOT
from embexplorer.core.errors import UserError
from embexplorer.core.keys import Keys
from embexplorer.core.model import Model, embed, embeds
from embexplorer.core.report import Report, ignore
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.typing import FloatArray, IntArray
from embexplorer.core.word_lookup import ABSENT, rows_of

NORM = "norm"
KIND = "transformed"
BLOCK = 8192


def changed(
    space: EmbeddingSpace, change: Change, said: str, report: Report = ignore, notes: Sequence[str] = ()
) -> EmbeddingSpace:
    """All rows of the space, changed; `said` is what was done, as in captions. Its model makes new vectors alike."""
    vectors = change.of(space.vectors, report)
    return derived(space, vectors, said, notes=notes, model=following(space, change))


def derived(
    space: EmbeddingSpace,
    vectors: FloatArray,
    said: str,
    *,
    rows: IntArray | None = None,
    notes: Sequence[str] = (),
    model: Model | None = None,
) -> EmbeddingSpace:
    """A space of these vectors, which belong to these rows of `space` (None: all of them, in order).

    Keys, columns and unit are kept, `norm` is computed anew. Without a `model`, a space that had one says so.
    """
    refuse_not_finite(space, vectors, rows)
    return replace(
        space,
        name=f"{space.name}{DOT}{said}",
        derived=(*space.derived, said),
        keys=space.keys if rows is None else Keys(space.keys.array.take(pa.array(rows))),
        vectors=vectors,
        columns=with_norms(space.columns if rows is None else space.columns.take(pa.array(rows)), vectors),
        notes=(*space.notes, *notes, *_without_model(space, model)),
        model=model,
        family=None,
        beside=(),
        folder=None,
    )


def with_norms(columns: pa.Table, vectors: FloatArray) -> pa.Table:
    """The columns with the lengths of these rows in place of the old ones, where there were some."""
    if NORM not in columns.column_names:
        return columns
    return columns.set_column(columns.column_names.index(NORM), NORM, pa.array(lengths(vectors)))


def refuse_not_finite(space: EmbeddingSpace, vectors: FloatArray, rows: IntArray | None = None) -> None:
    """Raise UserError, naming the row, where a number is not finite."""
    for start in range(0, len(vectors), BLOCK):
        bad = np.flatnonzero(~np.isfinite(vectors[start : start + BLOCK]).all(axis=1))
        if len(bad):
            row = start + int(bad[0]) if rows is None else int(rows[start + int(bad[0])])
            raise UserError(
                f"Row {row + 1:,} of {space.name}, ‘{space.keys[row]}’, gets a number that is no 32-bit number.",
                "Open the file again and skip bad rows, or make its numbers smaller.",
            )


def zero_note(vectors: FloatArray, one: str, many: str = "") -> tuple[str, ...]:
    """A sentence if rows are all zeros: “2 rows are all zeros” and then what that means for one, or for many."""
    zeros = sum(int((~vectors[start : start + BLOCK].any(axis=1)).sum()) for start in range(0, len(vectors), BLOCK))
    if not zeros:
        return ()
    return (f"1 row is all zeros{one}." if zeros == 1 else f"{zeros:,} rows are all zeros{many or one}.",)


def following(space: EmbeddingSpace, change: Change) -> Model | None:
    """The model of the changed space: the one that embeds new input in `space`, and then this change.

    None where nothing new can be embedded in `space`. It holds all that it needs, since spaces may be removed.
    """
    before = space.model
    if before is None or not before.accepts:
        return None
    if before.kind != KIND:
        before = _wrapped(space, before)
    changes = [*before.settings["changes"], change.to_json()]
    arrays = {**dict(before.arrays), **change.arrays(f"change.{len(changes) - 1}.")}
    return replace(before, settings={**before.settings, "changes": changes}, arrays=arrays)


@embeds(KIND)
def embed_transformed(space: EmbeddingSpace, inputs: Sequence[str]) -> FloatArray:
    """New input as the model of the first space embeds it, then changed as its rows were.

    What that model knows nothing of is zero, and stays so; a word that has a row keeps that.
    """
    if space.model is None:
        raise ValueError(space.name)
    settings, arrays = space.model.settings, space.model.arrays
    vectors = embed(_first(settings, arrays), inputs)
    unknown = ~vectors.any(axis=1)
    for number, plain in enumerate(settings["changes"]):
        vectors = Change.kept(plain, arrays, f"change.{number}.").of(vectors)
    vectors[unknown] = 0
    if space.model.accepts == "word":
        _take_rows(space, inputs, vectors)
    return vectors


def _take_rows(space: EmbeddingSpace, words: Sequence[str], vectors: FloatArray) -> None:
    """A word that has a row keeps it: a transform may have treated it unlike all others, as debiasing does."""
    rows = rows_of(space.keys, words, case="exact")
    known = rows != ABSENT
    vectors[known] = space.vectors[rows[known]]


def _wrapped(space: EmbeddingSpace, model: Model) -> Model:
    """The model with the space it belongs to, before any change."""
    held = {"kind": model.kind, "accepts": model.accepts, "settings": dict(model.settings)}
    arrays: dict[str, npt.NDArray[Any]] = {f"model.{name}": array for name, array in model.arrays.items()}
    arrays["vectors"] = np.ascontiguousarray(space.vectors)
    settings = {"name": space.name, "keys": list(space.keys), "model": held, "changes": []}
    return Model(kind=KIND, settings=settings, arrays=arrays, accepts=model.accepts)


def _first(settings: Mapping[str, Any], arrays: Mapping[str, npt.NDArray[Any]]) -> EmbeddingSpace:
    """The space before any change, as its model needs it."""
    held = settings["model"]
    own = {name.removeprefix("model."): arrays[name] for name in arrays if name.startswith("model.")}
    model = Model(kind=held["kind"], settings=held["settings"], arrays=own, accepts=held["accepts"])
    return EmbeddingSpace(
        name=settings["name"], keys=Keys(settings["keys"]), vectors=np.asarray(arrays["vectors"]), model=model
    )


def _without_model(space: EmbeddingSpace, model: Model | None) -> tuple[str, ...]:
    if model is not None or space.model is None or not space.model.accepts:
        return ()
    return (f"Nothing new can be embedded in it: the model of {space.name} makes vectors of that space.",)
