"""Alternating least squares: all users are solved with the items held still, then all items with the users.

Each row is a small system of linear equations, (G + Σ w y yᵀ + ridge) x = Σ t y over what it is linked to. All rows
take steps of conjugate gradients together, from where they were (Takács, Pilászy & Tikk 2011), so that no matrix is
ever made. Implicit feedback: Hu, Koren & Volinsky 2008; explicit: Zhou et al. 2008, with biases.
"""

from dataclasses import dataclass

import numpy as np

from embexplorer.core.typing import DoubleArray, FloatArray, IndexArray, IntArray

BLOCK = 1 << 22  # numbers that are gathered at once
STEPS = 3


@dataclass(frozen=True, kw_only=True)
class Links:
    """Row i is linked to `others[starts[i]:starts[i + 1]]`, with a number `values` for each link; n others in all."""

    starts: IntArray
    others: IndexArray
    values: FloatArray
    count: int

    def turned(self) -> "Links":
        """The same links seen from the others."""
        owners = np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))
        order = np.argsort(self.others, kind="stable")
        starts = np.concatenate([[0], np.cumsum(np.bincount(self.others, minlength=self.count))]).astype(np.int64)
        return Links(
            starts=starts, others=owners[order].astype(np.int32), values=self.values[order], count=len(self.starts) - 1
        )


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What every row of `links` solves: `weights` w and `targets` t for each link, `ridge` for each row.

    `gram` is what all others add, linked or not; None where only the linked ones count.
    """

    links: Links
    weights: FloatArray
    targets: FloatArray
    ridge: FloatArray
    gram: FloatArray | None = None


def implicit_problem(links: Links, vectors: FloatArray, alpha: float, regularisation: float) -> Problem:
    """Minimise Σ c (s − x·y)², s = 1 for what was seen and 0 for all else, c = 1 + alpha · strength, else 1.

    The penalty of a row grows with all that weighs in it (Rendle, Krichene, Zhang & Koren 2022, with ν = 1).
    """
    weights = np.asarray(alpha * links.values, np.float32)
    rows = len(links.starts) - 1
    totals = np.bincount(np.repeat(np.arange(rows), np.diff(links.starts)), weights, rows).astype(np.float64)
    ridge = np.asarray(implicit_ridge(totals, links.count, regularisation), np.float32)
    return Problem(links=links, weights=weights, targets=1 + weights, ridge=ridge, gram=vectors.T @ vectors)


def implicit_ridge(total: DoubleArray | float, count: int, regularisation: float) -> DoubleArray | float:
    """The penalty of a row whose links weigh `total`, among `count` others."""
    return regularisation * (total + count)


def explicit_problem(links: Links, residuals: FloatArray, regularisation: float) -> Problem:
    """Minimise Σ (r − x·y)² over what was rated; the penalty grows with how much that is."""
    ridge = np.asarray(regularisation * np.maximum(1, np.diff(links.starts)), np.float32)
    return Problem(links=links, weights=np.ones_like(residuals), targets=residuals, ridge=ridge)


def solved(problem: Problem, vectors: FloatArray, start: FloatArray, steps: int = STEPS) -> FloatArray:
    """The rows after so many steps from `start` (m × d); as many steps as there are dimensions solve exactly."""
    answer = np.array(start, np.float32)
    starts = problem.links.starts
    most = max(1, BLOCK // max(1, vectors.shape[1]))
    row = 0
    while row < len(answer):
        end = int(np.searchsorted(starts, starts[row] + most, side="right")) - 1
        end = min(max(row + 1, min(end, row + most)), len(answer))
        answer[row:end] = _solved_block(problem, vectors, answer[row:end], slice(row, end), steps)
        row = end
    return answer


def solved_exactly(
    vectors: FloatArray, weights: FloatArray, targets: FloatArray, ridge: float, gram: FloatArray | None
) -> FloatArray:
    """One row by elimination: `vectors` (k × d) are those of what it is linked to."""
    wide = np.asarray(vectors, np.float64)
    left = (wide * np.asarray(weights, np.float64)[:, None]).T @ wide + ridge * np.eye(wide.shape[1])
    if gram is not None:
        left += gram
    return np.asarray(np.linalg.solve(left, wide.T @ np.asarray(targets, np.float64)), np.float32)


def _solved_block(problem: Problem, vectors: FloatArray, x: FloatArray, rows: slice, steps: int) -> FloatArray:
    from scipy.sparse import csr_matrix

    links = problem.links
    starts = links.starts[rows.start : rows.stop + 1]
    part = slice(int(starts[0]), int(starts[-1]))
    others, weights = links.others[part], problem.weights[part]
    owners = np.repeat(np.arange(len(x)), np.diff(starts))
    linked = vectors[others]
    ridge = problem.ridge[rows, None]

    def summed(factors: FloatArray) -> FloatArray:
        spread = csr_matrix((factors, others, starts - starts[0]), shape=(len(x), len(vectors)))
        return np.asarray(spread @ vectors, np.float32)

    def weighed(rows_now: FloatArray) -> FloatArray:
        return np.asarray(weights * np.einsum("ij,ij->i", rows_now[owners], linked), np.float32)

    def shrunk(rows_now: FloatArray) -> FloatArray:
        shrinking = ridge * rows_now
        return shrinking if problem.gram is None else shrinking + rows_now @ problem.gram

    rest = summed(problem.targets[part] - weighed(x)) - shrunk(x)
    direction, square = rest.copy(), _squares(rest)
    for _ in range(steps):
        product = summed(weighed(direction)) + shrunk(direction)
        length = _shares(square, np.einsum("ij,ij->i", direction, product))
        x = x + length * direction
        rest = rest - length * product
        before, square = square, _squares(rest)
        direction = rest + _shares(square, before) * direction
    return x


def _squares(rows: FloatArray) -> FloatArray:
    return np.asarray(np.einsum("ij,ij->i", rows, rows), np.float32)


def _shares(part: FloatArray, whole: FloatArray) -> FloatArray:
    """part / whole as a column; 0 where there is nothing left to do."""
    sound = whole > 1e-20
    return np.asarray(np.where(sound, part / np.where(sound, whole, 1), 0), np.float32)[:, None]
