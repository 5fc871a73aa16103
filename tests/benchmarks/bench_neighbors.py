"""Nearest rows beside gensim and the time to read the matrix; the neighbour graph beside faiss's exact index."""

import argparse
import os
import time
import warnings
from collections.abc import Callable

import numpy as np

from embexplorer.core.keys import Keys
from embexplorer.core.neighbor_graph import neighbor_graph, warm
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.vectors import nearest, norms

QUERIES = 1000
K = 10


def run(small: bool) -> dict[str, float | str]:
    """Milliseconds and ratios (ours / theirs: below 1 is quicker), measured in turns."""
    warnings.simplefilter("ignore")
    return _queries(5000 if small else 341_479) | _graphs((1000, 2000) if small else (30_000, 100_000))


def _queries(rows: int) -> dict[str, float | str]:
    from gensim.models import KeyedVectors

    vectors = np.random.default_rng(0).normal(size=(rows, 100)).astype(np.float32)
    lengths = norms(vectors)
    peer = KeyedVectors(100)
    peer.add_vectors([str(row) for row in range(rows)], vectors)
    peer.most_similar("7", topn=K)
    import torch

    torch.set_num_threads(len(os.sched_getaffinity(0)))
    tensor = torch.from_numpy(vectors)
    losses = np.random.default_rng(1).random(rows).astype(np.float32)
    own = np.array([7])
    ours, crowded, theirs, read, summed = _in_turns(
        [
            lambda: nearest(vectors[7:8], vectors, K, own=own, lengths=lengths),
            lambda: nearest(vectors[7:8], vectors, K, own=own, lengths=lengths, losses=losses),
            lambda: peer.most_similar("7", topn=K),
            lambda: vectors @ vectors[7],
            lambda: torch.sum(tensor),
        ],
        41,
    )
    count = min(QUERIES, rows)
    batch = _seconds(lambda: nearest(vectors[:count], vectors, K, own=np.arange(count), lengths=lengths))
    few = count // 20
    one_by_one = _seconds(lambda: [peer.most_similar(str(row), topn=K) for row in range(few)]) * count / few
    return {
        f"one query, {rows:,} × 100, ms": 1000 * ours,
        "one query, of one pass over the matrix": ours / read,
        "one query, of torch.sum over the matrix": ours / summed,
        "one query by CSLS, of torch.sum over the matrix": crowded / summed,
        "one query, of gensim's time": ours / theirs,
        f"{count:,} queries, s": batch,
        f"{count:,} queries, of gensim's time ({few} measured)": batch / one_by_one,
    }


def _graphs(sizes: tuple[int, int]) -> dict[str, float | str]:
    import faiss

    warm()
    random = np.random.default_rng(0)
    few, many = sizes
    centers = random.normal(size=(200, 100))
    vectors = (centers[random.integers(0, 200, many)] + random.normal(size=(many, 100))).astype(np.float32)
    exact = _seconds(lambda: neighbor_graph(_space(vectors[:few]), 15, search="exact"))
    flat = faiss.IndexFlatIP(100)
    flat.add(vectors[:few] / norms(vectors[:few])[:, None])
    theirs = _seconds(lambda: flat.search(vectors[:few], 16))
    start = time.perf_counter()
    graph = neighbor_graph(_space(vectors), 15, search="approximate")
    return {
        f"graph of {few:,} × 100, k = 15, exact, s": exact,
        f"graph of {few:,} × 100, k = 15, of faiss Flat's time": exact / theirs,
        f"graph of {many:,} × 100, k = 15, approximate, s": time.perf_counter() - start,
        f"graph of {many:,} × 100, k = 15, recall": graph.recall or 0.0,
    }


def _space(vectors: np.ndarray) -> EmbeddingSpace:
    return EmbeddingSpace(name="rows", keys=Keys(map(str, range(len(vectors)))), vectors=vectors)


def _in_turns(works: list[Callable[[], object]], times: int) -> list[float]:
    """The median seconds of each, measured one after the other in turns, so that a busy machine slows all alike."""
    taken = [[_seconds(work) for work in works] for _ in range(times)]
    return np.median(taken, axis=0).tolist()


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
