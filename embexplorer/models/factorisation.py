"""Matrix factorisation for what was seen: a user's vector times an item's, ranked by pairs (BPR)."""

import numpy as np
import torch  # noqa: TID253  this room is torch; it is imported inside `run`
from torch.nn.functional import logsigmoid  # noqa: TID253

from embexplorer.core.typing import FloatArray, IntArray

ROUNDS = 64  # of drawing again what the user has seen


class MatrixFactorisation(torch.nn.Module):  # type: ignore[misc]  # torch has no types here
    """The score of user u for item i is p_u · q_i + b_i. The last column of `items` is the bias b."""

    def __init__(self, users: FloatArray, items: FloatArray) -> None:
        """`users` is m × d and `items` n × (d + 1), where they begin; they are trained in place."""
        super().__init__()
        self.users = torch.nn.Embedding.from_pretrained(torch.from_numpy(users), freeze=False)
        self.items = torch.nn.Embedding.from_pretrained(torch.from_numpy(items), freeze=False)

    def forward(self, users: torch.Tensor, items: torch.Tensor) -> torch.Tensor:
        """The scores of m pairs."""
        rows = self.items(items)
        score: torch.Tensor = (self.users(users) * rows[..., :-1]).sum(-1) + rows[..., -1]
        return score


def bpr_loss(seen: torch.Tensor, other: torch.Tensor) -> torch.Tensor:
    """−log σ(score of what was seen − score of what was not), the mean (BPR-Opt, Rendle et al. 2009)."""
    return -logsigmoid(seen - other).mean()


class BprSteps:
    """Steps of gradient descent on BPR's loss, with the gradients written out: many times quicker than autograd.

    Each row's steps become smaller with the squares of its gradients so far (Adagrad, one number for each row).
    """

    def __init__(self, model: MatrixFactorisation, rate: float, regularisation: float) -> None:
        self._users, self._items = model.users.weight.data, model.items.weight.data
        self._user_squares, self._item_squares = torch.zeros(len(self._users)), torch.zeros(len(self._items))
        self._rate, self._regularisation = rate, regularisation

    def step(self, user: torch.Tensor, seen: torch.Tensor, other: torch.Tensor) -> None:
        """One step on m triples of a user, an item seen and one not seen."""
        users, liked, not_liked = self.gradients(user, seen, other)
        self._move(self._users, self._user_squares, user, users)
        self._move(self._items, self._item_squares, seen, liked)
        self._move(self._items, self._item_squares, other, not_liked)

    def _move(self, table: torch.Tensor, squares: torch.Tensor, rows: torch.Tensor, gradients: torch.Tensor) -> None:
        squares.index_add_(0, rows, (gradients**2).mean(1))
        size = self._rate / (squares[rows].sqrt() + 1e-8)
        table.index_add_(0, rows, gradients * -size[:, None])

    def gradients(
        self, user: torch.Tensor, seen: torch.Tensor, other: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Of −log σ(x) + ½ λ (|p|² + |q|² + |q'|²) for each triple by its three rows, biases included."""
        users, liked, not_liked = self._users[user], self._items[seen], self._items[other]
        apart = liked - not_liked
        wrong = torch.sigmoid(-((users * apart[:, :-1]).sum(1) + apart[:, -1]))[:, None]  # how wrong the order is
        pull = wrong * torch.nn.functional.pad(users, (0, 1), value=1.0)
        shorter = self._regularisation
        return shorter * users - wrong * apart[:, :-1], shorter * liked - pull, shorter * not_liked + pull


def sampled_others(owners: IntArray, codes: IntArray, items: int, random: np.random.Generator) -> IntArray:
    """For each of m users an item drawn evenly from those not seen; `codes` are user · items + item, sorted.

    A user who has seen all items but a few may still get a seen one, after 64 draws.
    """
    drawn = random.integers(0, items, len(owners))
    for _ in range(ROUNDS):
        wanted = owners * items + drawn
        at = np.minimum(np.searchsorted(codes, wanted), len(codes) - 1)
        again = np.flatnonzero(codes[at] == wanted)
        if not len(again):
            break
        drawn[again] = random.integers(0, items, len(again))
    return np.asarray(drawn, np.int64)


def first_factors(rows: int, columns: int, random: np.random.Generator, spread: float = 0.1) -> FloatArray:
    """Small normal numbers to begin with."""
    return np.asarray(random.normal(scale=spread, size=(rows, columns)), np.float32)
