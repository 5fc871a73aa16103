"""How well held-out interactions are ranked: of each user's items not seen, how many stand before the held-out one."""

from dataclasses import dataclass

import numpy as np

from embexplorer.core.typing import DoubleArray, FloatArray, IndexArray, IntArray
from embexplorer.corpora.interactions import Interactions

USERS = 128  # whose scores are held at once
AMONG = 10
RECALL = "recall@10 (held out)"


def places(
    users: FloatArray, items: FloatArray, owners: IntArray, held: IntArray, starts: IntArray, seen: IndexArray
) -> tuple[DoubleArray, IntArray]:
    """For each held-out pair how many other unseen items score higher (half of those that score the same), and of how
    many. What was learned from (`starts`, `seen`) is no candidate; vectors are n × d, scores their products."""
    ahead = np.empty(len(held))
    others = np.empty(len(held), np.int64)
    for start in range(0, len(held), USERS):
        part = slice(start, start + USERS)
        scores = users[owners[part]] @ items.T
        own = scores[np.arange(len(scores)), held[part]]
        counts = np.diff(starts)[owners[part]]
        rows = np.repeat(np.arange(len(scores)), counts)
        columns = np.concatenate([seen[starts[user] : starts[user + 1]] for user in owners[part].tolist()])
        scores[rows, columns] = -np.inf
        ahead[part] = (scores > own[:, None]).sum(axis=1) + 0.5 * ((scores == own[:, None]).sum(axis=1) - 1)
        others[part] = items.shape[0] - counts - 1
    return ahead, others


def recall(ahead: DoubleArray) -> float:
    """The share of held-out items that are among the ten best."""
    return float((ahead < AMONG).mean())


def area(ahead: DoubleArray, others: IntArray) -> float:
    """The chance that a held-out item scores higher than another one that was not seen (AUC)."""
    some = others > 0
    return float((1 - ahead[some] / others[some]).mean()) if some.any() else 1.0


@dataclass(frozen=True, kw_only=True)
class HeldOut:
    """Interactions of `data` at the places `held`, which `learned` lacks."""

    data: Interactions
    learned: Interactions
    held: IntArray

    def __call__(self, users: FloatArray, items: FloatArray) -> dict[str, float]:
        """How these vectors rank the held-out items among what their users have not seen, and how they rate them."""
        if not len(self.held):
            return {}
        owners, held = self.data.owners[self.held], self.data.items[self.held].astype(np.int64)
        ahead, others = places(users, items, owners, held, self.learned.starts, self.learned.items)
        numbers = {RECALL: recall(ahead), "AUC (held out)": area(ahead, others)}
        if self.data.rated:
            errors = np.einsum("ij,ij->i", users[owners], items[held]) - self.data.ratings[self.held]
            numbers["RMSE (held out)"] = float(np.sqrt(np.mean(errors**2)))
        return numbers

    def notes(self, users: FloatArray, items: FloatArray) -> tuple[str, ...]:
        """What came of it, beside what popularity alone would."""
        if not len(self.held):
            return ()
        popularity = self.learned.popularity.astype(np.float32)[:, None]
        plain = self(np.ones((len(users), 1), np.float32), popularity)[RECALL]
        own = self(users, items)[RECALL]
        return (
            f"{own:.0%} of the held-out items are among the ten best of their user; by popularity alone {plain:.0%}.",
        )
