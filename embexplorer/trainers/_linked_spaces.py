"""Items and users as two spaces that belong together, and going on from such spaces."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from embexplorer.core.columns import automatic_columns
from embexplorer.core.errors import UserError
from embexplorer.core.keys import Keys
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.typing import FloatArray, IntArray
from embexplorer.corpora.interactions import Interactions
from embexplorer.models.recommendation import recommendation_of
from embexplorer.trainers._factor_learners import Learner


def items_space(data: Interactions, vectors: FloatArray) -> EmbeddingSpace:
    """Items by their titles, the most popular first; what the table of titles says, then id and popularity."""
    vectors = np.array(vectors, np.float32)
    own = {"id": pa.array(data.ids), "popularity": pa.array(data.popularity)}
    described = {_other(name, own): data.columns[name] for name in data.columns.column_names}
    space = EmbeddingSpace(name=f"{data.name} items", keys=Keys(data.titles), vectors=vectors, unit="items")
    return space.with_columns(automatic_columns(vectors)).with_columns(pa.table({**own, **described}))


def users_space(data: Interactions, vectors: FloatArray) -> EmbeddingSpace:
    vectors = np.array(vectors, np.float32)
    space = EmbeddingSpace(name=f"{data.name} users", keys=Keys(data.users), vectors=vectors, unit="users")
    counts = pa.table({"items": pa.array(np.diff(data.starts), pa.int64())})
    return space.with_columns(automatic_columns(vectors)).with_columns(counts)


def _other(name: str, taken: dict[str, pa.Array]) -> str:
    """The name of a column of the table of titles, another one where it would hide what is computed here."""
    return f"{name} (table)" if name in (*taken, "rank", "norm") else name


def go_on(learner: Learner, before: EmbeddingSpace, data: Interactions, method: str) -> None:
    """Begin where a trained space ended, for the users and items that both know."""
    old = recommendation_of(before)
    if old.method != method or old.factors != learner.factors:
        trained = f"{old.method} with {old.factors} dimensions"
        hint = "Train with the same method and dimensions."
        raise UserError(f"{before.name} was trained by {trained}, not by {method} with {learner.factors}.", hint)
    users = _shared(Keys(data.users), old.users)
    items = _shared(Keys(data.titles), before.keys)
    learner.begin_with(old.vectors[users[1]], np.asarray(before.vectors)[items[1]], users[0], items[0])


def _shared(new: Keys, old: Keys) -> tuple[IntArray, IntArray]:
    """The rows of the labels that both have, in each."""
    found = pc.fill_null(pc.index_in(new.array, value_set=old.array), -1).to_numpy(zero_copy_only=False)
    rows = np.flatnonzero(found >= 0)
    return rows.astype(np.int64), np.asarray(found[rows], np.int64)
