"""The compiled heart of word2vec: one pair after the other, as it was published; every pair has noise of its own.

A question is put to a row of the outputs, and its answer should be yes or no: the probability of yes is σ(o · h). Both
sides take a step against the gradient of its logistic loss (Mikolov et al. 2013, eq. 4): a row of the outputs at once,
what predicts after all its questions. As in gensim, what is known already beyond doubt, or wrong beyond hope
(|o · h| ≥ 6), is passed over; that also keeps the numbers finite at rates far beyond sensible ones.
"""

from collections.abc import Callable
from math import exp
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from embexplorer.core.typing import DoubleArray, FloatArray, IndexArray, IntArray
from embexplorer.trainers._walks_kernel import scrambled

FREE = {"reassoc", "contract", "arcp", "nsz"}  # sums in any order; what is not a number stays so
BEYOND_DOUBT = np.float32(6.0)
ONE = np.float32(1.0)

State = npt.NDArray[np.uint64]  # one number, from which the next random ones come


class Tables(NamedTuple):
    """Trained in place: rows of words × d, and of what they are asked × d; float32."""

    vectors: FloatArray
    outputs: FloatArray


class Text(NamedTuple):
    """Rows of words; document i is `tokens[begins[i]:begins[i + 1]]`, over whose ends no window reaches."""

    tokens: IndexArray
    begins: IntArray
    window: int
    dynamic: bool  # the window's width is drawn anew for each word


class Questions(NamedTuple):
    """What is asked about a word: the inner nodes above it (−1 beyond its path), and whether it is itself, not noise.

    `points` and `turns` are words × depth, depth 0 without a tree; `noise` of words is drawn by `shares` and `aliases`
    (Walker 1977), no word where it is 0, and then the word itself is not asked either.
    """

    points: IntArray
    turns: IntArray
    noise: int
    shares: DoubleArray
    aliases: IndexArray


@njit(nogil=True, cache=True, fastmath=FREE)
def skip_gram(
    text: Text, first: int, last: int, tables: Tables, questions: Questions, rate: float, random: State
) -> None:
    """Every word near to one of the words first … last − 1 of the text predicts it."""
    step = np.empty(tables.vectors.shape[1], np.float32)
    size = np.float32(rate)
    document = np.searchsorted(text.begins, first, side="right") - 1
    for place in range(first, last):
        while place >= text.begins[document + 1]:
            document += 1
        reach = below(text.window, random) + 1 if text.dynamic else text.window
        start = max(text.begins[document], place - reach)
        end = min(text.begins[document + 1], place + reach + 1)
        for near in range(start, end):
            if near != place:
                hidden = tables.vectors[text.tokens[near]]
                step[:] = 0
                predict(hidden, text.tokens[place], tables.outputs, questions, size, random, step)
                for c in range(len(step)):
                    hidden[c] += step[c]


@njit(nogil=True, cache=True, fastmath=FREE)
def cbow(text: Text, first: int, last: int, tables: Tables, questions: Questions, rate: float, random: State) -> None:
    """The mean of the words near to each of the words first … last − 1 predicts it; all of them take its whole step."""
    step = np.empty(tables.vectors.shape[1], np.float32)
    mean = np.empty(tables.vectors.shape[1], np.float32)
    size = np.float32(rate)
    document = np.searchsorted(text.begins, first, side="right") - 1
    for place in range(first, last):
        while place >= text.begins[document + 1]:
            document += 1
        reach = below(text.window, random) + 1 if text.dynamic else text.window
        start = max(text.begins[document], place - reach)
        end = min(text.begins[document + 1], place + reach + 1)
        if end - start < 2:
            continue
        mean[:] = 0
        for near in range(start, end):
            if near != place:
                hidden = tables.vectors[text.tokens[near]]
                for c in range(len(mean)):
                    mean[c] += hidden[c]
        part = ONE / np.float32(end - start - 1)
        for c in range(len(mean)):
            mean[c] *= part
        step[:] = 0
        predict(mean, text.tokens[place], tables.outputs, questions, size, random, step)
        for near in range(start, end):
            if near != place:
                hidden = tables.vectors[text.tokens[near]]
                for c in range(len(step)):
                    hidden[c] += step[c]


@njit(nogil=True, cache=True, fastmath=FREE)
def predict(
    hidden: FloatArray,
    target: int,
    outputs: FloatArray,
    questions: Questions,
    rate: np.float32,
    random: State,
    step: FloatArray,
) -> None:
    """Put all questions about a word to what predicts it; noise that is the word itself is left out."""
    for depth in range(questions.points.shape[1]):
        node = questions.points[target, depth]
        if node < 0:
            break
        ask(hidden, outputs[node], ONE - np.float32(questions.turns[target, depth]), rate, step)
    if questions.noise > 0:
        ask(hidden, outputs[target], ONE, rate, step)
    for _ in range(questions.noise):
        word = drawn(questions.shares, questions.aliases, random)
        if word != target:
            ask(hidden, outputs[word], np.float32(0.0), rate, step)


@njit(nogil=True, cache=True, fastmath=FREE)
def ask(hidden: FloatArray, output: FloatArray, answer: np.float32, rate: np.float32, step: FloatArray) -> None:
    """Move the output by rate · (answer − σ(o · h)) · h, and add to `step` what the other side will move by."""
    product = np.float32(0.0)
    for c in range(len(step)):
        product += hidden[c] * output[c]
    if not -BEYOND_DOUBT < product < BEYOND_DOUBT:
        return
    size = rate * (answer - ONE / (ONE + exp(-product)))
    for c in range(len(step)):
        before = output[c]
        step[c] += size * before
        output[c] = before + size * hidden[c]


@njit(nogil=True, cache=True)
def drawn(shares: DoubleArray, aliases: IndexArray, random: State) -> int:
    """A word: each of them, or its alias, is equally likely."""
    number = following(random)
    word = np.int64(((number >> np.uint64(32)) * np.uint64(len(shares))) >> np.uint64(32))
    if np.float64(number & np.uint64(0xFFFFFFFF)) >= shares[word] * 4294967296.0:
        return int(aliases[word])
    return int(word)


@njit(nogil=True, cache=True)
def below(count: int, random: State) -> int:
    """A whole number from 0 to count − 1."""
    return int(((following(random) >> np.uint64(32)) * np.uint64(count)) >> np.uint64(32))


@njit(nogil=True, cache=True)
def following(random: State) -> np.uint64:
    """The next 64 random bits."""
    random[0] += np.uint64(0x9E3779B97F4A7C15)
    return np.uint64(scrambled(random[0]))


def compiled(kernel: Callable[..., None]) -> None:
    """Compile `skip_gram` or `cbow`, or load what was compiled, by learning from nothing."""
    table, no_tree = np.zeros((1, 1), np.float32), np.zeros((1, 0), np.int64)
    text = Text(np.zeros(0, np.int32), np.zeros(2, np.int64), 1, False)
    questions = Questions(no_tree, no_tree, 0, np.ones(1), np.zeros(1, np.int32))
    kernel(text, 0, 0, Tables(table, table), questions, 0.0, np.zeros(1, np.uint64))
