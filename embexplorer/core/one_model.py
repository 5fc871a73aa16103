"""Are the rows of two spaces vectors of one model? What the words that both have can show of it."""

import numpy as np

from embexplorer.core.errors import UserError
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.typing import IntArray
from embexplorer.core.vectors import pair_cosines

SAME = 0.99  # mean cosine of a word with itself from which on two spaces count as one model's


def refuse_other_model(space: EmbeddingSpace, other: EmbeddingSpace, rows: IntArray, others: IntArray) -> None:
    """Raise UserError where words that both have (`rows` of the one, `others` of the other) have other vectors."""
    if not len(rows):
        return
    alike = float(pair_cosines(np.asarray(space.vectors[rows]), np.asarray(other.vectors[others])).mean())
    if alike < SAME:
        raise UserError(
            f"{space.name} and {other.name} are not of one model: "
            f"the mean cosine of a word with itself is {alike:.2f}.",
            f"Turn {space.name} onto {other.name} first (aligned), and take what that makes.",
        )


def unproven(space: EmbeddingSpace, other: EmbeddingSpace) -> str:
    """What is said where no word is in both."""
    return f"No key is in both {space.name} and {other.name}: nothing shows whether they are of one model."
