"""What GloVe learns from and what it learns: weighted logarithms of co-occurrences, and vectors with their biases."""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from embexplorer.core.typing import DoubleArray, FloatArray, IndexArray, IntArray
from embexplorer.trainers._glove_kernel import learn, loss_of

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

SLICE = 20_000  # entries that one thread learns from between two looks: about a hundredth of a second
MEASURED = 5_000_000  # entries, at most, that the loss is measured on
BLOCK = 1 << 18  # entries whose losses one thread sums


@dataclass(frozen=True, kw_only=True)
class Entries:
    """Co-occurrences: `places` are word and context (n × 2), `figures` the weight f(X) and log X of each (n × 2)."""

    places: IndexArray
    figures: FloatArray

    def __len__(self) -> int:
        return len(self.places)

    def sample(self, seed: int) -> "Entries":
        """All of them, or five millions drawn for good."""
        if len(self) <= MEASURED:
            return self
        chosen = np.sort(np.random.default_rng(seed).choice(len(self), MEASURED, replace=False))
        return Entries(places=self.places[chosen], figures=self.figures[chosen])


def entries_of(counts: "csr_matrix", x_max: float, alpha: float, rows: IntArray) -> Entries:
    """Weights are min(1, (X / x_max)^alpha) (Pennington et al. 2014, eq. 9); `rows` are the words' rows here."""
    here = rows.astype(np.int32)
    places, figures = np.empty((counts.nnz, 2), np.int32), np.empty((counts.nnz, 2), np.float32)
    places[:, 0] = np.repeat(here, np.diff(counts.indptr))
    places[:, 1] = here[counts.indices]
    figures[:, 0] = np.minimum(1.0, (counts.data / x_max) ** alpha)
    figures[:, 1] = np.log(counts.data)
    return Entries(places=places, figures=figures)


@dataclass(frozen=True, kw_only=True)
class Factors:
    """Vectors and biases of words and contexts, and of each number the sum of its squared gradients; float32."""

    words: FloatArray
    contexts: FloatArray
    word_biases: FloatArray
    context_biases: FloatArray
    word_squares: FloatArray
    context_squares: FloatArray
    word_bias_squares: FloatArray
    context_bias_squares: FloatArray

    @staticmethod
    def drawn(rows: int, dimensions: int, seed: int) -> "Factors":
        """Uniform within ±½/dimensions; squares begin at 1, both as in the authors' tool."""
        random = np.random.default_rng(seed)
        words, contexts = (_drawn(random, (rows, dimensions), dimensions) for _ in range(2))
        word_biases, context_biases = (_drawn(random, (rows,), dimensions) for _ in range(2))
        return Factors(
            words=words,
            contexts=contexts,
            word_biases=word_biases,
            context_biases=context_biases,
            word_squares=np.ones_like(words),
            context_squares=np.ones_like(words),
            word_bias_squares=np.ones_like(word_biases),
            context_bias_squares=np.ones_like(word_biases),
        )

    def arrays(self) -> dict[str, FloatArray]:
        """All of them by name."""
        return dict(vars(self))

    def begin_with(self, before: Mapping[str, npt.NDArray[Any]]) -> None:
        """Let the first rows be those of an earlier training."""
        for name, array in self.arrays().items():
            known = before[name]
            array[: len(known)] = known

    def result(self, sides: str) -> FloatArray:
        """w + w~, or w alone."""
        return self.words + self.contexts if sides == "sum" else self.words.copy()


@dataclass(frozen=True, kw_only=True)
class Learning:
    """AdaGrad over entries in an order that is drawn anew for each epoch; with one thread it can be repeated."""

    entries: Entries
    factors: Factors
    rate: float
    threads: int
    pool: ThreadPoolExecutor

    def all(self, seed: int, past: int, epochs: int, stop_after: int) -> Iterator[tuple[int, float, int]]:
        """Slice by slice: how many entries so far, over all epochs, and the sum and number of this slice's losses.

        The order of each epoch is drawn from the seed and from how many epochs came before it, `past` ones included.
        """
        each, width = len(self.entries), SLICE * self.threads
        last = min(each * epochs, stop_after or each * epochs)
        for number in range(epochs):
            end = min(each, last - number * each)
            if end <= 0:
                return
            order = np.random.default_rng([seed, past + number]).permutation(each)
            for start in range(0, end, width):
                stop = min(start + width, end)
                yield number * each + stop, self._slice(order[start:stop]), stop - start

    def _slice(self, order: IntArray) -> float:
        if self.threads == 1:
            return self._part(order)
        return sum(self.pool.map(self._part, np.array_split(order, self.threads)))

    def _part(self, order: IntArray) -> float:
        squares_too = self.factors.arrays().values()
        return float(learn(order, self.entries.places, self.entries.figures, *squares_too, self.rate))

    def loss(self, sample: Entries) -> float:
        """The mean of f(X) (w·w~ + b + b~ − log X)² over these entries; the threads make no difference to it."""
        f = self.factors
        sides = (f.words, f.contexts, f.word_biases, f.context_biases)
        cuts = range(0, len(sample), BLOCK)
        ends = [min(cut + BLOCK, len(sample)) for cut in cuts]
        sums = [
            self.pool.submit(loss_of, start, end, sample.places, sample.figures, *sides)
            for start, end in zip(cuts, ends, strict=True)
        ]
        return float(sum(part.result() for part in sums)) / len(sample)


@contextmanager
def learning(entries: Entries, factors: Factors, rate: float, threads: int) -> Iterator[Learning]:
    """With its threads, which end with it."""
    with ThreadPoolExecutor(max(2, threads)) as pool:
        yield Learning(entries=entries, factors=factors, rate=rate, threads=threads, pool=pool)


@dataclass(kw_only=True)
class Running:
    """The mean loss of what was learned from since it was last asked for, each entry just before it was."""

    total: float = 0.0
    count: int = 0

    def add(self, total: float, count: int) -> None:
        """Another slice."""
        self.total += total
        self.count += count

    def __call__(self) -> dict[str, float]:
        if not self.count:
            return {}
        mean = self.total / self.count
        self.total, self.count = 0.0, 0
        return {"loss while learning": mean}


def _drawn(random: np.random.Generator, shape: tuple[int, ...], dimensions: int) -> FloatArray:
    drawn: DoubleArray = (random.random(shape) - 0.5) / dimensions
    return drawn.astype(np.float32)
