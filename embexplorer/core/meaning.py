"""What a text means in a space: its vector by the space's own model or, if that is wished, the mean of its words."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from embexplorer.core.errors import UserError
from embexplorer.core.kept_array import kept_array
from embexplorer.core.model import embed
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.typing import FloatArray, IntArray
from embexplorer.core.vectors import nearest, norms, unit
from embexplorer.core.word_lookup import look_up

AVERAGE_HINT = "Wish for the mean of its words' vectors (--average), or open a space of documents."
MARKS = ".,;:!?…\"'“”‘’()[]{}«»"


@dataclass(frozen=True)
class Meaning:
    """`vector` is d numbers; `said` how it was made, for captions; `missing` the words that it was made without."""

    vector: FloatArray
    said: str
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def embeds_texts(space: EmbeddingSpace) -> bool:
    """Whether the space's model makes a vector of any text."""
    return space.model is not None and space.model.accepts == "text"


def meaning_of(space: EmbeddingSpace, text: str, average: bool) -> Meaning:
    """The vector of a text; raises UserError where the space can make none, or knows nothing in it.

    The mean of the words' unit vectors is taken only where it is wished for (`average`) and there is no model of texts.
    """
    if not text.strip():
        raise UserError("There is nothing to search for.", "Write a question, or any text.")
    if embeds_texts(space):
        vector = embed(space, [text])[0]
        if not np.isfinite(vector).all() or not vector.any():
            raise UserError(f"{space.name} knows nothing in ‘{text}’.", "Write it in other words.")
        return Meaning(np.asarray(vector, np.float32), _model_name(space))
    if not average:
        raise UserError(f"{space.name} has no model that embeds texts.", AVERAGE_HINT)
    return _mean_of_words(space, text)


def nearest_in_meaning(
    space: EmbeddingSpace, meaning: Meaning, k: int, among: IntArray | None = None
) -> tuple[IntArray, FloatArray]:
    """The k rows (of these, or of all) whose vectors have the greatest cosines with it, and these: exact."""
    if among is not None:
        rows, found = nearest(meaning.vector[None, :], space.vectors[among], k)
        return np.asarray(among[rows[0]], np.int64), found[0]
    lengths = kept_array(space, "norms", lambda: norms(space.vectors))
    rows, found = nearest(meaning.vector[None, :], space.vectors, k, lengths=lengths)
    return rows[0], found[0]


def embedded(space: EmbeddingSpace, texts: Sequence[str]) -> FloatArray:
    """The vectors of texts by the space's model; a row of zeros for a text in which it knows nothing."""
    try:
        vectors = np.array(embed(space, texts), np.float32)
    except UserError:
        if len(texts) > 1:
            return np.concatenate([embedded(space, [text]) for text in texts])
        return np.zeros((1, space.dimensions), np.float32)
    vectors[~np.isfinite(vectors).all(axis=1)] = 0
    return vectors


def _mean_of_words(space: EmbeddingSpace, text: str) -> Meaning:
    words = [stripped for word in text.split() if (stripped := word.strip(MARKS))]
    found = look_up(space, words, accents=True)
    if not len(found.words):
        raise UserError(f"No word of ‘{text}’ is in {space.name}.", "Write it in other words.")
    said = f"mean of the vectors of {len(found.words)} of {len(words)} words"
    return Meaning(unit(found.vectors).mean(axis=0), said, found.missing, found.notes())


def _model_name(space: EmbeddingSpace) -> str:
    return f"by the model of the space ({space.model.kind})" if space.model is not None else ""
