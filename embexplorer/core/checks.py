"""Is this space fit to be laid out? Refuses with a sentence before the work, or adjusts and says so."""

from collections.abc import Iterator

import numpy as np

from embexplorer.core.errors import UserError
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.typing import FloatArray, IntArray
from embexplorer.core.vectors import unit

DISTINCT = 4
BLOCK = 8192
SAME_DIRECTION = 6  # decimals to which unit rows are compared


def refuse_unfit(space: EmbeddingSpace, metric: str = "euclidean") -> tuple[str, ...]:
    """Raise UserError when the rows cannot be laid out under this metric; else the sentences the user should see."""
    _refuse_not_finite(space)
    if distinct_rows(space.vectors) < DISTINCT:
        raise UserError(
            f"{space.name} has {_few(distinct_rows(space.vectors))} among its {space.rows:,} rows, "
            f"and a map needs at least {DISTINCT}.",
            "Open more rows of the file.",
        )
    if metric != "cosine":
        return ()
    if distinct_rows(space.vectors, directions=True) < DISTINCT:
        raise UserError(
            f"The rows of {space.name} point in fewer than {DISTINCT} directions: the cosine cannot tell them apart.",
            "Choose the Euclidean metric.",
        )
    return _zero_row_note(space)


def distinct_rows(vectors: FloatArray, directions: bool = False) -> int:
    """How many different rows (or directions) there are, counted up to 4."""
    found: list[FloatArray] = []
    for block in _blocks(vectors):
        fresh = np.round(unit(block), SAME_DIRECTION) if directions else block
        for known in found:
            fresh = fresh[(fresh != known).any(axis=1)]
        while len(fresh) and len(found) < DISTINCT:
            found.append(np.array(fresh[0]))
            fresh = fresh[(fresh != fresh[0]).any(axis=1)]
        if len(found) == DISTINCT:
            break
    return len(found)


def fitting_perplexity(perplexity: float, rows: int) -> tuple[float, tuple[str, ...]]:
    """The perplexity that n rows allow, (n − 1) / 3 at most, and a sentence when it had to be lowered."""
    most = (rows - 1) / 3
    if perplexity <= most:
        return perplexity, ()
    return most, (f"Perplexity {perplexity:g} is too large for {rows:,} rows; {most:.3g} was used.",)


def fitting_neighbors(neighbors: int, rows: int) -> tuple[int, tuple[str, ...]]:
    """The number of neighbours that n rows allow, the row itself counted, and a sentence when it had to be lowered."""
    if neighbors <= rows:
        return neighbors, ()
    return rows, (f"{neighbors} neighbours are too many for {rows:,} rows; {rows} were used.",)


def refuse_diverged(coordinates: FloatArray, title: str) -> None:
    """Raise UserError when a finished layout is not finite or has fallen into one point."""
    lost = int((~np.isfinite(coordinates).all(axis=1)).sum())
    if lost:
        raise UserError(
            f"{title} diverged: {lost:,} of {len(coordinates):,} points have no finite place.",
            "Use a smaller learning rate.",
        )
    if not np.ptp(coordinates, axis=0).any():
        raise UserError(f"{title} put all {len(coordinates):,} points in one place.", "Try another seed.")


def _refuse_not_finite(space: EmbeddingSpace) -> None:
    for start, block in zip(range(0, space.rows, BLOCK), _blocks(space.vectors), strict=True):
        bad = np.flatnonzero(~np.isfinite(block).all(axis=1))
        if len(bad):
            row = start + int(bad[0])
            raise UserError(
                f"Row {row + 1:,} of {space.name}, ‘{space.keys[row]}’, holds a number that is not finite.",
                "Open the file again and skip bad rows.",
            )


def _zero_row_note(space: EmbeddingSpace) -> tuple[str, ...]:
    zeros: IntArray = np.flatnonzero(~np.concatenate([block.any(axis=1) for block in _blocks(space.vectors)]))
    if not len(zeros):
        return ()
    subject = "1 row is" if len(zeros) == 1 else f"{len(zeros):,} rows are"
    return (f"{subject} all zeros and without direction, so the place on the map means nothing there.",)


def _few(count: int) -> str:
    return "only one distinct row" if count == 1 else f"only {count} distinct rows"


def _blocks(vectors: FloatArray) -> Iterator[FloatArray]:
    for start in range(0, len(vectors), BLOCK):
        yield vectors[start : start + BLOCK]
