"""What a trained recommender keeps beside the vectors of its items: users, what they have seen, how a score is made."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from embexplorer.core.errors import UserError
from embexplorer.core.keys import Keys
from embexplorer.core.model import Model
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.typing import FloatArray, IndexArray, IntArray
from embexplorer.models.least_squares import implicit_ridge, solved_exactly

KIND = "recommender"
ASK = "Ask the space of items that train-recommender made."


@dataclass(frozen=True, kw_only=True)
class Recommendation:
    """User u has seen `seen[starts[u]:starts[u + 1]]`, numbers of items; its vector times an item's is the score.

    `method` is "bpr", "implicit" or "explicit": of the last two alternating least squares. Of `dimensions` of an item's
    vector the first `factors` are learned together; behind them stand biases.
    """

    method: str
    factors: int
    users: Keys
    vectors: FloatArray
    starts: IntArray
    seen: IndexArray
    alpha: float = 1.0
    regularisation: float = 0.01
    mean: float = 0.0
    best: float = 1.0

    def seen_by(self, user: int) -> IntArray:
        """The items of this user."""
        return np.asarray(self.seen[self.starts[user] : self.starts[user + 1]], np.int64)

    def row_of(self, user: str) -> int:
        """The row of this user; raises UserError with near spellings when there is none."""
        row = self.users.find(user)
        if row is not None:
            return row
        near = self.users.near(user)
        hint = "Did you mean " + " or ".join(f"‘{name}’" for name in near) + "?" if near else "Check the spelling."
        raise UserError(f"‘{user}’ is none of the {len(self.users):,} users.", hint)

    def folded(self, liked: IntArray, items: FloatArray) -> FloatArray:
        """The vector of a new user who likes these items, by what its method would solve with the items held still."""
        factors = self.factors
        if self.method == "bpr":
            return np.append(items[liked, :factors].mean(axis=0), np.float32(1)).astype(np.float32)
        if self.method == "implicit":
            weights = np.full(len(liked), self.alpha, np.float32)
            ridge = float(implicit_ridge(float(weights.sum()), len(items), self.regularisation))
            return solved_exactly(items[liked], weights, 1 + weights, ridge, items.T @ items)
        design = np.column_stack([items[liked, :factors], np.ones(len(liked), np.float32)])
        wanted = self.best - self.mean - items[liked, factors]
        own = solved_exactly(design, np.ones(len(liked), np.float32), wanted, self.regularisation * len(liked), None)
        return np.concatenate([own[:factors], [1, own[factors] + self.mean]]).astype(np.float32)

    def model(self) -> Model:
        """As plain data."""
        names, ends = _packed(self.users)
        settings: dict[str, Any] = {
            name: getattr(self, name) for name in ("method", "factors", "alpha", "regularisation", "mean", "best")
        }
        arrays: dict[str, np.ndarray[Any, np.dtype[Any]]] = {
            "users": np.ascontiguousarray(self.vectors, np.float32),
            "starts": np.ascontiguousarray(self.starts, np.int64),
            "seen": np.ascontiguousarray(self.seen, np.int32),
            "names": names,
            "ends": ends,
        }
        return Model(kind=KIND, settings=settings, arrays=arrays)


def recommendation_of(space: EmbeddingSpace) -> Recommendation:
    """What this space of items keeps; raises UserError when it was not made by a recommender, or changed since."""
    model = space.model
    if model is None or model.kind != KIND:
        raise UserError(f"{space.name} was not made by a recommender: it knows no users.", ASK)
    arrays = model.arrays
    users = arrays["users"]
    if users.shape[1] != space.dimensions or (len(arrays["seen"]) and int(arrays["seen"].max()) >= space.rows):
        raise UserError(f"{space.name} has other rows or columns than when it was learned.", ASK)
    return Recommendation(
        users=Keys(_unpacked(arrays["names"], arrays["ends"])),
        vectors=users,
        starts=arrays["starts"],
        seen=arrays["seen"],
        **model.settings,
    )


def _packed(names: Sequence[str]) -> tuple[np.ndarray[Any, np.dtype[np.uint8]], IntArray]:
    encoded = [name.encode() for name in names]
    text = np.frombuffer(b"".join(encoded), np.uint8)
    return text, np.cumsum([0, *map(len, encoded)]).astype(np.int64)


def _unpacked(text: np.ndarray[Any, np.dtype[np.uint8]], ends: IntArray) -> pa.Array:
    buffers = [None, pa.py_buffer(np.ascontiguousarray(ends)), pa.py_buffer(np.ascontiguousarray(text))]
    return pa.Array.from_buffers(pa.large_string(), len(ends) - 1, buffers)
