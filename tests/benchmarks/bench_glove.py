"""Counting co-occurrences and learning from them, beside a plain count and the same updates in torch."""

import argparse
import time
import warnings
from collections import Counter
from collections.abc import Callable

import numpy as np

from embexplorer.core.corpus import Corpus, corpus_of
from embexplorer.corpora.cooccurrence import cooccurrences

WINDOW, DIMENSIONS = 10, 100


def run(small: bool) -> dict[str, float | str]:
    """Tokens and co-occurrences a second, and ratios (ours / theirs: above 1 is quicker)."""
    warnings.simplefilter("ignore")
    corpus = _corpus(2_000 if small else 100_000)
    rows = corpus.kept(5)
    _count(_corpus(50), 10)  # load what is compiled
    return _counting(corpus, rows) | _learning(corpus, rows)


def _counting(corpus: Corpus, rows: int) -> dict[str, float | str]:
    tokens = len(corpus.tokens)
    seconds = min(_seconds(lambda: _count(corpus, rows)) for _ in range(3))
    few = corpus.only(np.arange(len(corpus) // 20))
    plain = _seconds(lambda: _plainly(few, rows)) * tokens / len(few.tokens)
    return {
        f"co-occurrences of {tokens:,} words, window {WINDOW}, 1/d, words a second": tokens / seconds,
        "co-occurrences, times quicker than a plain loop (a twentieth measured)": plain / seconds,
    }


def _learning(corpus: Corpus, rows: int) -> dict[str, float | str]:
    from embexplorer.trainers._glove_learning import Factors, entries_of, learning

    entries = entries_of(_count(corpus, rows), 10.0, 0.75, np.arange(rows))
    factors = Factors.drawn(rows, DIMENSIONS, 0)
    with learning(entries, factors, 0.05, 1) as passes:
        next(passes.all(0, 0, 1, 20_000))
        one = _seconds(lambda: list(passes.all(0, 0, 1, 0)))
    with learning(entries, factors, 0.05, 2) as passes:
        two = _seconds(lambda: list(passes.all(0, 0, 1, 0)))
    few = min(len(entries), 200_000)
    theirs = _seconds(lambda: _in_torch(entries.places[:few], entries.figures[:few], rows)) * len(entries) / few
    return {
        f"GloVe, {rows:,} words × {DIMENSIONS}, co-occurrences a second, one thread": len(entries) / one,
        "GloVe, two threads, times quicker than one": one / two,
        "GloVe, one thread, times quicker than torch in batches of 1,000": theirs / one,
    }


def _in_torch(places: np.ndarray, figures: np.ndarray, rows: int) -> None:
    """The same objective and optimiser, in batches, with sparse gradients."""
    import torch

    torch.set_num_threads(1)
    sides = [torch.nn.Embedding(rows, width, sparse=True) for width in (DIMENSIONS, DIMENSIONS, 1, 1)]
    adagrad = torch.optim.Adagrad([side.weight for side in sides], lr=0.05, initial_accumulator_value=1.0)
    word, context, word_bias, context_bias = sides
    for start in range(0, len(places), 1000):
        i, j = torch.from_numpy(places[start : start + 1000].astype(np.int64)).T
        weight, log = torch.from_numpy(figures[start : start + 1000]).T
        product = (word(i) * context(j)).sum(1) + word_bias(i)[:, 0] + context_bias(j)[:, 0]
        adagrad.zero_grad()
        (weight * (product - log) ** 2 / 2).sum().backward()
        adagrad.step()


def _count(corpus: Corpus, rows: int):
    return cooccurrences(corpus, rows, WINDOW, distance_weighted=True, symmetric=True)


def _plainly(corpus: Corpus, rows: int) -> Counter:
    sums: Counter = Counter()
    for start, end in zip(corpus.starts[:-1].tolist(), corpus.starts[1:].tolist(), strict=True):
        kept = [word for word in corpus.tokens[start:end].tolist() if word < rows]
        for place, word in enumerate(kept):
            for distance, other in enumerate(reversed(kept[max(0, place - WINDOW) : place]), 1):
                sums[word, other] += 1 / distance
                sums[other, word] += 1 / distance
    return sums


def _corpus(documents: int) -> Corpus:
    """Documents of twenty words from thirty thousand, with Zipf's frequencies."""
    random = np.random.default_rng(0)
    chance = 1 / np.arange(1, 30_001)
    drawn = random.choice(30_000, size=(documents, 20), p=chance / chance.sum())
    return corpus_of([[f"w{word}" for word in line] for line in drawn.tolist()])


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main(small: bool) -> None:
    """Print what was measured."""
    for name, value in run(small).items():
        print(f"{name:<80} {value if isinstance(value, str) else f'{value:.3g}'}", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="a few seconds, to see that it runs")
    main(parser.parse_args().small)
