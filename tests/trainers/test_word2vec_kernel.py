"""The compiled steps of word2vec beside the published formula in plain numbers, with the same random ones."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest

from embexplorer.models.huffman import huffman
from embexplorer.trainers._walks_kernel import aliases
from embexplorer.trainers._word2vec_kernel import Questions, Tables, Text, below, cbow, drawn, skip_gram

WORDS, RATE, SEED = 12, 0.3, 7
COUNTS = np.array([40, 30, 20, 12, 10, 9, 7, 6, 4, 3, 2, 1], np.int64)
TREE = huffman(COUNTS)
BEGINS = np.array([0, 5, 5, 6, 30], np.int64)  # one document is empty, one a word
TOKENS = np.random.default_rng(3).integers(0, WORDS, 30).astype(np.int32)
Kernel = Callable[..., None]
both_kernels = pytest.mark.parametrize("kernel", [skip_gram, cbow], ids=["skip-gram", "cbow"])


@pytest.fixture
def tables() -> Tables:
    random = np.random.default_rng(2)
    vectors, outputs = (random.normal(0, 0.5, (WORDS, 9)).astype(np.float32) for _ in range(2))
    return Tables(vectors, outputs)


def noise(count: int) -> Questions:
    shares, others = aliases(np.array([0, WORDS]), COUNTS**0.75)
    return Questions(np.zeros((WORDS, 0), np.int64), np.zeros((WORDS, 0), np.int64), count, shares, others)


def tree() -> Questions:
    return Questions(TREE.points, TREE.turns, 0, np.ones(1), np.zeros(1, np.int32))


def test_one_pair_moves_both_sides_as_in_the_paper(tables: Tables) -> None:
    always_9 = noise(1)._replace(shares=np.zeros(WORDS), aliases=np.full(WORDS, 9, np.int32))
    vectors, outputs = (table.astype(np.float64) for table in tables)
    # −log σ(u·h) − log σ(−n·h) (Mikolov et al. 2013, eq. 4), where word 4 predicts word 3
    wrong = np.array([1, 0]) - 1 / (1 + np.exp(-outputs[[3, 9]] @ vectors[4]))
    moved = vectors[4] + RATE * wrong @ outputs[[3, 9]]
    outputs[[3, 9]] += RATE * np.outer(wrong, vectors[4])
    vectors[4] = moved

    skip_gram(Text(np.array([3, 4], np.int32), np.array([0, 2]), 1, False), 0, 1, tables, always_9, RATE, state())

    np.testing.assert_allclose(tables.vectors, vectors, rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(tables.outputs, outputs, rtol=1e-5, atol=1e-6)


@both_kernels
@pytest.mark.parametrize("dynamic", [False, True])
@pytest.mark.parametrize("questions", [noise(5), tree()], ids=["noise", "tree"])
def test_a_text_is_learned_from_as_by_a_plain_loop(
    tables: Tables, kernel: Kernel, dynamic: bool, questions: Questions
) -> None:
    expected = Plain(tables, questions, skip_gram=kernel is skip_gram)
    expected.learn(window=3, dynamic=dynamic)

    kernel(Text(TOKENS, BEGINS, 3, dynamic), 0, 30, tables, questions, RATE, state())

    np.testing.assert_allclose(tables.vectors, expected.vectors, rtol=1e-3, atol=1e-5)
    np.testing.assert_allclose(tables.outputs, expected.outputs, rtol=1e-3, atol=1e-5)


@both_kernels
def test_it_makes_no_difference_where_the_text_is_cut(tables: Tables, kernel: Kernel) -> None:
    text, whole, cut = Text(TOKENS, BEGINS, 3, True), copied(tables), copied(tables)
    random = state()

    kernel(text, 0, 30, whole, noise(5), RATE, state())
    kernel(text, 0, 4, cut, noise(5), RATE, random)
    kernel(text, 4, 17, cut, noise(5), RATE, random)
    kernel(text, 17, 30, cut, noise(5), RATE, random)

    assert np.array_equal(whole.vectors, cut.vectors)
    assert np.array_equal(whole.outputs, cut.outputs)


@both_kernels
def test_what_is_beyond_doubt_moves_nothing(tables: Tables, kernel: Kernel) -> None:
    sure = Tables(np.full((WORDS, 9), 1, np.float32), np.full((WORDS, 9), 6.001 / 9, np.float32))

    kernel(Text(TOKENS, BEGINS, 3, True), 0, 30, sure, noise(5), RATE, state())

    assert np.all(sure.vectors == 1)
    assert np.all(sure.outputs == np.float32(6.001 / 9))


@both_kernels
@pytest.mark.parametrize("dimensions", [1, 2, 100])
@pytest.mark.parametrize("rate", [1.0, 1e3])
@pytest.mark.parametrize("questions", [noise(5), tree()], ids=["noise", "tree"])
def test_no_rate_is_so_absurd_that_the_numbers_are_lost(
    kernel: Kernel, dimensions: int, rate: float, questions: Questions
) -> None:
    text = np.random.default_rng(4).integers(0, WORDS, 100_000).astype(np.int32)
    first = np.random.default_rng(5).random((WORDS, dimensions), np.float32)
    tables = Tables(first, np.zeros_like(first))

    kernel(Text(text, np.array([0, len(text)]), 5, True), 0, len(text), tables, questions, rate, state())

    assert np.isfinite(tables.vectors).all() and np.isfinite(tables.outputs).all()


def test_noise_is_drawn_by_frequency_to_the_power() -> None:
    shares, others = aliases(np.array([0, 3]), np.array([81.0, 16.0, 1.0]) ** 0.75)
    random = state()

    words = np.array([drawn(shares, others, random) for _ in range(40_000)])

    assert np.allclose(np.array([27, 8, 1]) / 36, np.bincount(words, minlength=3) / 40_000, atol=0.01)


def test_widths_are_drawn_evenly() -> None:
    random = state()

    widths = np.array([below(5, random) for _ in range(40_000)])

    assert np.allclose(0.2, np.bincount(widths, minlength=5) / 40_000, atol=0.01)


class Plain:
    """The same in numbers of double width, written as one reads it in the papers."""

    def __init__(self, tables: Tables, questions: Questions, skip_gram: bool) -> None:
        self.vectors, self.outputs = (table.astype(np.float64) for table in tables)
        self._questions, self._skip_gram, self._random = questions, skip_gram, state()

    def learn(self, window: int, dynamic: bool) -> None:
        for place, target in enumerate(TOKENS):
            reach = below(window, self._random) + 1 if dynamic else window
            document = int(np.searchsorted(BEGINS, place, side="right"))
            around = np.arange(max(BEGINS[document - 1], place - reach), min(BEGINS[document], place + reach + 1))
            near = TOKENS[around[around != place]].tolist()
            for inputs in filter(None, [[word] for word in near] if self._skip_gram else [near]):
                np.add.at(self.vectors, inputs, self._step(self.vectors[inputs].mean(axis=0), int(target)))

    def _step(self, hidden: np.ndarray, target: int) -> np.ndarray:
        step = np.zeros_like(hidden)
        for row, answer in self._asked(target):
            product = self.outputs[row] @ hidden
            size = RATE * (answer - 1 / (1 + np.exp(-product))) if abs(product) < 6 else 0.0
            step += size * self.outputs[row]
            self.outputs[row] += size * hidden
        return step

    def _asked(self, target: int) -> Iterator[tuple[int, int]]:
        if not self._questions.noise:
            path = int((TREE.points[target] >= 0).sum())
            yield from zip(TREE.points[target, :path].tolist(), (1 - TREE.turns[target, :path]).tolist(), strict=True)
            return
        yield target, 1
        words = (drawn(self._questions.shares, self._questions.aliases, self._random) for _ in range(5))
        yield from ((word, 0) for word in words if word != target)


def state() -> np.ndarray:
    return np.array([SEED], np.uint64)


def copied(tables: Tables) -> Tables:
    return Tables(*(table.copy() for table in tables))
