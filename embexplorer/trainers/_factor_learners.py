"""What learns the vectors of users and items, step by step: BPR, and alternating least squares of two kinds."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

import numpy as np
import torch

from embexplorer.core.typing import FloatArray, IntArray
from embexplorer.corpora.interactions import Interactions
from embexplorer.models.factorisation import (
    BprSteps,
    MatrixFactorisation,
    bpr_loss,
    first_factors,
    sampled_others,
)
from embexplorer.models.least_squares import Links, explicit_problem, implicit_problem, solved

BATCH = 1024
MEASURED_ON = 20_000  # triples


@contextmanager
def one_thread() -> Iterator[None]:
    """Small steps are quickest in one thread, and sums then do not depend on the number of cores."""
    from threadpoolctl import threadpool_limits

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        with threadpool_limits(1, "blas"):
            yield
    finally:
        torch.set_num_threads(before)


class Learner(Protocol):
    """`factors` numbers of each vector are learned together; `users` times `items` are the scores."""

    steps: int
    factors: int

    @property
    def items(self) -> FloatArray:
        """n × dimensions, as they are now."""

    @property
    def users(self) -> FloatArray:
        """m × dimensions, as they are now."""

    def step(self) -> None:
        """One of `steps` that an epoch has."""

    def loss(self) -> dict[str, float]:
        """What the training makes smaller, on what is learned from."""

    def begin_with(self, users: FloatArray, items: FloatArray, user_rows: IntArray, item_rows: IntArray) -> None:
        """Go on from these vectors, for these rows."""


class Bpr:
    """Each step is a batch of interactions, each beside an item not seen. Items carry their bias, users a 1 for it."""

    def __init__(self, data: Interactions, *, factors: int, rate: float, regularisation: float, seed: int) -> None:
        self._random = np.random.default_rng(seed)
        self.factors = factors
        self._users = first_factors(len(data.users), factors, self._random)
        self._items = first_factors(len(data.ids), factors + 1, self._random)
        self._items[:, -1] = 0
        self._model = MatrixFactorisation(self._users, self._items)
        self._steps = BprSteps(self._model, rate, regularisation)
        self._count = len(data.ids)
        self._owners, self._seen = data.owners, data.items.astype(np.int64)
        self._codes = self._owners * self._count + self._seen
        self._usable = np.flatnonzero(np.diff(data.starts)[self._owners] < self._count)
        self.steps = max(1, -(-len(self._usable) // BATCH))
        self._waiting: IntArray = np.empty(0, np.int64)
        self._measured = self._triples(self._random.permutation(self._usable)[:MEASURED_ON])

    @property
    def items(self) -> FloatArray:
        return self._items

    @property
    def users(self) -> FloatArray:
        return np.column_stack([self._users, np.ones(len(self._users), np.float32)])

    def step(self) -> None:
        if not len(self._waiting):
            self._waiting = self._random.permutation(self._usable)
        batch, self._waiting = self._waiting[:BATCH], self._waiting[BATCH:]
        if len(batch):
            self._steps.step(*map(torch.from_numpy, self._triples(batch)))

    def loss(self) -> dict[str, float]:
        user, seen, other = (torch.from_numpy(part) for part in self._measured)
        if not len(user):
            return {}
        with torch.no_grad():
            return {"loss": float(bpr_loss(self._model(user, seen), self._model(user, other)))}

    def begin_with(self, users: FloatArray, items: FloatArray, user_rows: IntArray, item_rows: IntArray) -> None:
        self._users[user_rows] = users[:, :-1]
        self._items[item_rows] = items

    def _triples(self, places: IntArray) -> tuple[IntArray, IntArray, IntArray]:
        owners = self._owners[places]
        return owners, self._seen[places], sampled_others(owners, self._codes, self._count, self._random)


class ImplicitSquares:
    """Two steps an epoch: all users, then all items (Hu, Koren & Volinsky 2008)."""

    steps = 2

    def __init__(self, data: Interactions, *, factors: int, alpha: float, regularisation: float, seed: int) -> None:
        random = np.random.default_rng(seed)
        self.factors = factors
        self.users = first_factors(len(data.users), factors, random)
        self.items = first_factors(len(data.ids), factors, random)
        self._by_user, self._by_item = _links(data)
        self._alpha, self._regularisation = alpha, regularisation
        self._next_are_users = True

    def step(self) -> None:
        if self._next_are_users:
            problem = implicit_problem(self._by_user, self.items, self._alpha, self._regularisation)
            self.users = solved(problem, self.items, self.users)
        else:
            problem = implicit_problem(self._by_item, self.users, self._alpha, self._regularisation)
            self.items = solved(problem, self.users, self.items)
        self._next_are_users = not self._next_are_users

    def loss(self) -> dict[str, float]:
        """The sum that is minimised, without its penalty, over the number of interactions."""
        links = self._by_user
        owners = np.repeat(np.arange(len(self.users)), np.diff(links.starts))
        scores = np.einsum("ij,ij->i", self.users[owners], self.items[links.others])
        everything = float(np.sum((self.users.T @ self.users) * (self.items.T @ self.items)))
        seen = float(((1 + self._alpha * links.values) * (1 - scores) ** 2 - scores**2).sum())
        return {"loss": (everything + seen) / len(scores)}

    def begin_with(self, users: FloatArray, items: FloatArray, user_rows: IntArray, item_rows: IntArray) -> None:
        self.users[user_rows], self.items[item_rows] = users, items


class ExplicitSquares:
    """Two steps an epoch; a rating is mean + b_u + b_i + p_u · q_i. Items are [q, b, 1], users [p, 1, b + mean]."""

    steps = 2

    def __init__(self, data: Interactions, *, factors: int, regularisation: float, seed: int) -> None:
        random = np.random.default_rng(seed)
        self.factors = factors
        self.mean = float(data.ratings.mean())
        self._users = first_factors(len(data.users), factors + 1, random)
        self._items = first_factors(len(data.ids), factors + 1, random)
        self._users[:, -1] = self._items[:, -1] = 0
        self._by_user, self._by_item = _links(data)
        self._regularisation = regularisation
        self._next_are_users = True

    @property
    def items(self) -> FloatArray:
        return np.column_stack([self._items, np.ones(len(self._items), np.float32)])

    @property
    def users(self) -> FloatArray:
        return np.column_stack([
            self._users[:, :-1], np.ones(len(self._users), np.float32), self._users[:, -1] + np.float32(self.mean)
        ])  # fmt: skip

    def step(self) -> None:
        if self._next_are_users:
            self._users = self._solved(self._by_user, self._users, self._items)
        else:
            self._items = self._solved(self._by_item, self._items, self._users)
        self._next_are_users = not self._next_are_users

    def _solved(self, links: Links, start: FloatArray, others: FloatArray) -> FloatArray:
        residuals = np.asarray(links.values - self.mean - others[links.others, -1], np.float32)
        design = np.column_stack([others[:, :-1], np.ones(len(others), np.float32)])
        return solved(explicit_problem(links, residuals, self._regularisation), design, start)

    def loss(self) -> dict[str, float]:
        """The root of the mean squared error of the ratings that are learned from."""
        links = self._by_user
        owners = np.repeat(np.arange(len(self._users)), np.diff(links.starts))
        scores = np.einsum("ij,ij->i", self.users[owners], self.items[links.others])
        return {"RMSE (learned)": float(np.sqrt(np.mean((links.values - scores) ** 2)))}

    def begin_with(self, users: FloatArray, items: FloatArray, user_rows: IntArray, item_rows: IntArray) -> None:
        factors = self.factors
        self._items[item_rows] = items[:, : factors + 1]
        self._users[user_rows, :factors] = users[:, :factors]
        self._users[user_rows, factors] = users[:, factors + 1] - self.mean


def _links(data: Interactions) -> tuple[Links, Links]:
    by_user = Links(starts=data.starts, others=data.items, values=data.ratings.astype(np.float32), count=len(data.ids))
    return by_user, by_user.turned()
