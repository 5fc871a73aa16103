"""PCA, t-SNE and UMAP beside scikit-learn and umap-learn: seconds, neighbours kept, frames a second, first frame."""

import argparse
import json
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np

from embexplorer.core.inputs import Inputs
from embexplorer.core.keys import Keys
from embexplorer.core.neighbor_graph import neighbor_graph
from embexplorer.core.principal import principal_components
from embexplorer.core.space import EmbeddingSpace
from embexplorer.projectors.tsne import Tsne
from embexplorer.projectors.umap import Umap

SHARED = Path(__file__).resolve().parents[3] / "shared/data/vectors/glove.6B.100d.top30k-plus.w2v.txt.gz"
ITERATIONS = 750
JUDGED = 4000  # rows on which trustworthiness is computed
FRESH = """
import json, sys, time
start = time.perf_counter()
from pathlib import Path
from embexplorer.core.inputs import Inputs
from embexplorer.core.registry import step_named
from embexplorer.core.report import Frame, Report
from embexplorer.core.space import EmbeddingSpace

class Watching(Report):
    def __init__(self):
        self.times = []
    def wants_frame(self):
        return True
    def show(self, frame):
        self.times.append(time.perf_counter())

space = EmbeddingSpace.open(Path(sys.argv[1]))
step = step_named(sys.argv[2])(**json.loads(sys.argv[3]))
answers = []
for _ in range(2):
    watching = Watching()
    step.run(Inputs(space=space), watching)
    moved = watching.times[1] if len(watching.times) > 1 else time.perf_counter()
    rate = (len(watching.times) - 1) / (watching.times[-1] - watching.times[0]) if watching.times else 0.0
    answers.append({"first": moved - start, "rate": rate})
    start = time.perf_counter()
print(json.dumps(answers))
"""


def run(small: bool) -> dict[str, float | str]:
    """Seconds, ratios (ours / theirs: below 1 is quicker), trustworthiness, and frames of a live run."""
    warnings.simplefilter("ignore")
    words = _words(400 if small else 30_228)
    ten_thousand = _first(words, 400 if small else 10_000)
    answer: dict[str, float | str] = {"rows": words.rows}
    answer |= _pca(2000 if small else 100_000)
    sets = [("digits", _digits(300 if small else 1797), "euclidean"), ("words", ten_thousand, "cosine")]
    for name, space, metric in sets[:1] if small else sets:
        answer |= _tsne(f"{name} {space.rows:,}", space, metric, 250 if small else ITERATIONS)
        answer |= _umap(f"{name} {space.rows:,}", space, metric, 20 if small else None)
    with tempfile.TemporaryDirectory() as home:
        saved = words.save(Path(home) / "space")
        answer |= _live(saved, "pca", {})
        answer |= _live(saved, "umap", {"epochs": 20} if small else {})
        answer |= _live(saved, "tsne", {"iterations": 20 if small else 400})
    return answer


def _pca(rows: int) -> dict[str, float | str]:
    from sklearn.decomposition import PCA

    vectors = np.random.default_rng(0).normal(size=(rows, 100)).astype(np.float32)
    ours = _seconds(lambda: principal_components(vectors))
    theirs = _seconds(lambda: PCA(svd_solver="covariance_eigh").fit_transform(vectors))
    return {f"PCA {rows:,} × 100, s": ours, f"PCA {rows:,} × 100, of scikit-learn's time": ours / theirs}


def _tsne(name: str, space: EmbeddingSpace, metric: str, iterations: int) -> dict[str, float | str]:
    from sklearn.manifold import TSNE

    Tsne.warm()
    step = Tsne(metric=metric, iterations=iterations)  # type: ignore[arg-type]
    peer = TSNE(metric=metric, max_iter=iterations, n_jobs=2, min_grad_norm=0, n_iter_without_progress=10**6)
    places: list[np.ndarray] = []
    ours = _seconds(lambda: places.append(step.run(Inputs(space=space)).coordinates), 1)
    theirs = _seconds(lambda: places.append(peer.set_params(random_state=0).fit_transform(space.vectors)), 1)
    mine, other = (_trust(space, place, metric) for place in places)
    return {
        f"t-SNE {name}, {iterations} iterations, s": ours,
        f"t-SNE {name}, of scikit-learn's time": ours / theirs,
        f"t-SNE {name}, trustworthiness / scikit-learn's": f"{mine:.4f} / {other:.4f}",
    }


def _umap(name: str, space: EmbeddingSpace, metric: str, epochs: int | None) -> dict[str, float | str]:
    from umap import UMAP

    Umap.warm()
    graph = neighbor_graph(space, 14, metric)  # type: ignore[arg-type]
    own = np.arange(space.rows)
    known = (
        np.column_stack([own, graph.indices]).astype(np.int32),
        np.column_stack([np.zeros(space.rows), graph.distances]).astype(np.float32),
        None,
    )
    peer = UMAP(
        n_epochs=epochs,
        metric=metric,
        init="pca",
        random_state=0,
        n_jobs=1,
        precomputed_knn=known,
        force_approximation_algorithm=True,
    )
    peer.set_params(n_epochs=11).fit(space.vectors)  # compiles
    peer.set_params(n_epochs=epochs)
    places: list[np.ndarray] = []
    step = Umap(metric=metric, epochs=epochs)  # type: ignore[arg-type]
    ours = _seconds(lambda: places.append(step.run(Inputs(space=space)).coordinates), 1)
    theirs = _seconds(lambda: places.append(peer.fit_transform(space.vectors)), 1)
    mine, other = (_trust(space, place, metric) for place in places)
    return {
        f"UMAP {name}, with its neighbours, s": ours,
        f"UMAP {name}, of umap-learn's time without them, warm, one thread": ours / theirs,
        f"UMAP {name}, trustworthiness / umap-learn's": f"{mine:.4f} / {other:.4f}",
    }


def _live(space: EmbeddingSpace, step: str, parameters: dict[str, int]) -> dict[str, float | str]:
    """A fresh process opens the saved space and runs the step, then once more, warm and with its graph."""
    arguments = [sys.executable, "-c", FRESH, str(space.folder), step, json.dumps(parameters)]
    shown = subprocess.run(arguments, check=True, capture_output=True, text=True).stdout
    fresh, warm = json.loads(shown)
    answer: dict[str, float | str] = {
        f"{step} {space.rows:,}, fresh process: first moving frame after, s": fresh["first"],
        f"{step} {space.rows:,}, warm, graph at hand: first moving frame after, s": warm["first"],
    }
    if step != "pca":
        answer[f"{step} {space.rows:,}, frames a second"] = warm["rate"]
    return answer


def _seconds(work: Callable[[], object], times: int = 3) -> float:
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def _trust(space: EmbeddingSpace, places: np.ndarray, metric: str) -> float:
    from sklearn.manifold import trustworthiness

    rows = np.random.default_rng(0).choice(space.rows, min(space.rows, JUDGED), replace=False)
    return float(trustworthiness(space.vectors[rows], places[rows], n_neighbors=10, metric=metric))


def _words(rows: int) -> EmbeddingSpace:
    """Real words where the shared file is at hand, else seeded rows of its size."""
    if not SHARED.exists():
        random = np.random.default_rng(0)
        vectors = random.normal(size=(rows, 100)) + random.normal(size=(50, 100))[random.integers(0, 50, rows)]
        return EmbeddingSpace(name="made", keys=Keys(map(str, range(rows))), vectors=vectors.astype(np.float32))
    from gensim.models import KeyedVectors

    read = KeyedVectors.load_word2vec_format(SHARED, limit=rows)
    return EmbeddingSpace(name="words", keys=Keys(read.index_to_key), vectors=read.vectors)


def _digits(rows: int) -> EmbeddingSpace:
    from sklearn.datasets import load_digits

    vectors = load_digits().data[:rows].astype(np.float32)
    return EmbeddingSpace(name="digits", keys=Keys(map(str, range(rows))), vectors=vectors)


def _first(space: EmbeddingSpace, rows: int) -> EmbeddingSpace:
    return EmbeddingSpace(name=space.name, keys=space.keys[:rows], vectors=space.vectors[:rows])


def main(small: bool) -> None:
    """Print what was measured."""
    for name, value in run(small).items():
        print(f"{name:<80} {value if isinstance(value, str) else f'{value:.3g}'}", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="a few seconds, to see that it runs")
    main(parser.parse_args().small)
