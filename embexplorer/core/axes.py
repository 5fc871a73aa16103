"""Directions that words on two sides define: their axis, how sure it is, and whether it measures anything."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from embexplorer.core.errors import UserError
from embexplorer.core.formula import SIGN, read_formula
from embexplorer.core.resampling import resamples
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.typing import BoolArray, DoubleArray, FloatArray
from embexplorer.core.vectors import unit
from embexplorer.core.word_lookup import ABSENT, Found, WordStep

Method = Literal["means", "pairs"]
Words = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Poles:
    """The two sides of an axis: unit rows m × d and n × d, what each is called, and what was missing.

    `left_rows` and `right_rows` are rows of the space, −1 for a formula or a vector of subwords. `folded` is how many
    words were taken in another spelling.
    """

    left: DoubleArray
    right: DoubleArray
    left_words: tuple[str, ...]
    right_words: tuple[str, ...]
    missing: tuple[str, ...]
    notes: tuple[str, ...]
    method: Method
    left_rows: tuple[int, ...] = ()
    right_rows: tuple[int, ...] = ()
    folded: int = 0

    @property
    def name(self) -> str:
        """“man ↔ woman”: the first word of each side."""
        return f"{self.left_words[0]} ↔ {self.right_words[0]}"

    @property
    def title(self) -> str:
        """“man, he ↔ woman, she”, with no more than three words of each side."""
        return f"{_named(self.left_words)} ↔ {_named(self.right_words)}"

    def axis(self) -> DoubleArray:
        """The direction from left to right, of length 1."""
        return direction(self.left, self.right, self.method)

    def drawn(self, times: int, seed: int) -> DoubleArray:
        """Axes of bootstrap samples of the pole words, times × d; pairs stay pairs, and where a sample has no
        direction the axis itself stands for it."""
        random = np.random.default_rng(seed)
        left = resamples(len(self.left), times, int(random.integers(2**31)))
        right = left if self.method == "pairs" else resamples(len(self.right), times, int(random.integers(2**31)))
        axis = self.axis()
        return np.stack(
            [self._drawn(self.left[one], self.right[two], axis) for one, two in zip(left, right, strict=True)]
        )

    def held_out(self) -> tuple[BoolArray, BoolArray]:
        """For each word of both sides whether an axis made without it (or its pair) puts it on its own side.

        The border is half way between the means of the words that the axis was made of. A side of one word cannot be
        held out: its word counts as wrong only if the other side has more, and then by the axis itself.
        """
        left = [self._holds(number, "left") for number in range(len(self.left))]
        right = [self._holds(number, "right") for number in range(len(self.right))]
        return np.array(left, bool), np.array(right, bool)

    def can_be_held_out(self) -> bool:
        """Whether each side has words left when one is taken away."""
        return min(len(self.left), len(self.right)) > 1

    def can_be_drawn(self) -> bool:
        """Whether other draws of the pole words can differ."""
        return max(len(self.left), len(self.right)) > 1

    def _drawn(self, left: DoubleArray, right: DoubleArray, axis: DoubleArray) -> DoubleArray:
        try:
            return direction(left, right, self.method)
        except UserError:
            return axis

    def _holds(self, number: int, side: str) -> bool:
        paired = self.method == "pairs"
        left = np.delete(self.left, number, axis=0) if paired or side == "left" else self.left
        right = np.delete(self.right, number, axis=0) if paired or side == "right" else self.right
        axis = self._drawn(left, right, self.axis())
        border = ((left @ axis).mean() + (right @ axis).mean()) / 2
        word = (self.left if side == "left" else self.right)[number]
        return bool(word @ axis < border) if side == "left" else bool(word @ axis > border)


def direction(left: DoubleArray, right: DoubleArray, method: Method) -> DoubleArray:
    """The direction of length 1 from left to right: the difference of the means, or the first component of the pairs.

    Pairs are centred each on its own mean; their first principal component is the direction in which most of them
    differ (Bolukbasi et al. 2016, §4). Raises UserError where both sides are the same.
    """
    offset = right.mean(axis=0) - left.mean(axis=0)
    if method == "pairs":
        halves = (right - left) / 2
        _, sizes, axes = np.linalg.svd(np.concatenate([halves, -halves]), full_matrices=False)
        found = axes[0] * (1.0 if axes[0] @ offset >= 0 else -1.0) * float(sizes[0] > 1e-9)
    else:
        found = offset
    length = float(np.linalg.norm(found))
    if length < 1e-9:
        raise UserError("Both poles of the axis are the same.", "Give each side words of its own.")
    return np.asarray(found / length, np.float64)


def share_of_pairs(left: DoubleArray, right: DoubleArray) -> float:
    """The share of the pairs' differences that their first component explains, 0 to 1."""
    sizes = np.linalg.svd((right - left) / 2, compute_uv=False) ** 2
    return float(sizes[0] / sizes.sum()) if sizes.sum() > 0 else 0.0


def poles_of(
    space: EmbeddingSpace, left: tuple[str, ...], right: tuple[str, ...], step: WordStep, method: Method
) -> Poles:
    """Look both sides up; an item may be a formula (king - man). Raises UserError for a side of which nothing is known.

    For pairs the i-th words of both sides belong together: a pair of which one is missing is left out whole.
    """
    if method == "pairs" and len(left) != len(right):
        raise UserError(
            f"The left pole has {len(left)} words and the right one {len(right)}, which make no pairs.",
            "Give both the same number, in the order of the pairs.",
        )
    left, right = _each_once(left, right, method)
    found = step.look_up(space, [word for word in dict.fromkeys((*left, *right)) if not _is_formula(word)])
    sides = [_side(space, words, found) for words in (left, right)]
    kept = [[n for n, row in enumerate(side.rows) if row is not None] for side in sides]
    for words, places in zip((left, right), kept, strict=True):
        if not places:
            raise _nothing_known(space, words)
    if method == "pairs":
        kept = [_in_both(space, *kept)] * 2
    vectors = [np.stack([side.rows[n] for n in places]) for side, places in zip(sides, kept, strict=True)]  # type: ignore[misc]
    known = [tuple(words[n] for n in places) for words, places in zip((left, right), kept, strict=True)]
    notes = list(found.notes())
    if method == "pairs":
        notes += _pairs_left_out(left, right, kept[0])
    return Poles(
        left=np.asarray(vectors[0], np.float64),
        right=np.asarray(vectors[1], np.float64),
        left_words=known[0],
        right_words=known[1],
        missing=found.missing,
        notes=tuple(dict.fromkeys([*notes, *_on_both_sides(*known)])),
        method=method,
        left_rows=tuple(sides[0].places[n] for n in kept[0]),
        right_rows=tuple(sides[1].places[n] for n in kept[1]),
        folded=len(found.folded),
    )


def _each_once(left: Words, right: Words, method: Method) -> tuple[Words, Words]:
    """The words, or the pairs, without those that were given before."""
    if method == "pairs":
        pairs = tuple(dict.fromkeys(zip(left, right, strict=True)))
        return tuple(one for one, _ in pairs), tuple(other for _, other in pairs)
    return tuple(dict.fromkeys(left)), tuple(dict.fromkeys(right))


def _in_both(space: EmbeddingSpace, left: list[int], right: list[int]) -> list[int]:
    """The pairs of which both words are known."""
    whole = sorted(set(left) & set(right))
    if not whole:
        raise UserError(f"Of no pair are both words in {space.name}.", "Give pairs of which both are.")
    return whole


def _pairs_left_out(left: Words, right: Words, kept: list[int]) -> list[str]:
    gone = [f"{left[n]} – {right[n]}" for n in range(len(left)) if n not in kept]
    return [f"Pairs left out, since both words are needed: {', '.join(gone)}."] if gone else []


def _on_both_sides(left: Words, right: Words) -> tuple[str, ...]:
    both = [f"‘{word}’" for word in left if word in right]
    return (f"On both sides of the axis: {', '.join(both)}.",) if both else ()


def _nothing_known(space: EmbeddingSpace, words: Words) -> UserError:
    near = space.keys.near(words[0])
    hint = "Did you mean " + " or ".join(f"‘{label}’" for label in near) + "?" if near else "Give others."
    return UserError(f"No word of the pole ‘{', '.join(words)}’ is in {space.name}.", hint)


@dataclass(frozen=True)
class _Side:
    """A unit row for each item, None where it is missing, and its row in the space."""

    rows: list[FloatArray | None]
    places: list[int]


def _side(space: EmbeddingSpace, words: Words, found: Found) -> _Side:
    known = dict(zip(found.words, unit(found.vectors), strict=True))
    places = dict(zip(found.words, found.rows.tolist(), strict=True))
    rows: list[FloatArray | None] = []
    for word in words:
        if _is_formula(word):
            vector = read_formula(word, space.keys).vector(space.vectors, unit_rows=True)
            rows.append(unit(vector[None, :])[0])
        else:
            rows.append(known.get(word))
    return _Side(rows, [places.get(word, ABSENT) for word in words])


def _is_formula(word: str) -> bool:
    return SIGN.search(f" {word} ") is not None and " " in word.strip()


def _named(words: tuple[str, ...]) -> str:
    return ", ".join(words[:3]) + (" …" if len(words) > 3 else "")
