"""Walks, node2vec and the recommender beside plain peers in the same run: networkx with gensim, NumPy least squares.

With real data beside the checkout (Cora, visits of a web site), else on made-up graphs and visits.
"""

import argparse
import random
import tempfile
import time
import warnings
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import networkx as nx
import numpy as np

from embexplorer.core.inputs import nothing
from embexplorer.core.space import EmbeddingSpace
from embexplorer.corpora.graph import Graph, graph_of, read_graph
from embexplorer.corpora.graph_step import GraphStep
from embexplorer.corpora.interactions import Interactions, hold_out, read_interactions
from embexplorer.trainers._factor_learners import Bpr, ImplicitSquares, one_thread
from embexplorer.trainers._ranking import HeldOut
from embexplorer.trainers._walks import Walks, compiled
from embexplorer.trainers.node2vec import Node2vec
from embexplorer.trainers.recommender import Recommender

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
RECALL = "recall@10 (held out)"


def run(small: bool) -> dict[str, float | str]:
    """Speeds, scores and ratios (theirs / ours: above 1 is quicker)."""
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as folder:
        return _walks(small) | _nodes(Path(folder), small) | _recommender(Path(folder), small)


def _walks(small: bool) -> dict[str, float | str]:
    compiled()
    nodes, edges = (500, 2000) if small else (100_000, 1_000_000)
    made = np.random.default_rng(0)
    ends = made.integers(0, nodes, (edges, 2)).astype(np.int32)
    graph = graph_of("made", tuple(map(str, range(nodes))), ends, made.random(edges) + 0.1).without_isolated()
    found: dict[str, float | str] = {}
    for p, q in ((1.0, 1.0), (0.25, 4.0), (4.0, 0.25)):
        walks = Walks(graph, rounds=1, length=80, p=p, q=q, seed=0)
        begins = np.arange(min(len(graph), 20_000), dtype=np.int32)
        seconds = _seconds(lambda walks=walks, begins=begins: walks.walked(begins, begins.astype(np.int64)))
        found[f"walks, {nodes:,} nodes with weights, p {p:g} q {q:g}, steps a second"] = len(begins) * 79 / seconds
    return found


def _nodes(folder: Path, small: bool) -> dict[str, float | str]:
    path, graph, labels = _labelled(folder)
    import gensim.models  # noqa: F401  so that nobody's time holds its import

    facts = {"dimensions": 100, "epochs": 1, "walks": 2 if small else 10, "length": 20 if small else 80}
    found: dict[str, float | str] = {}
    start = time.process_time()  # so that a busy machine does not decide
    theirs, walked = _deep_walk(graph, **facts)
    peer = time.process_time() - start
    for name, p, q in (("DeepWalk", 1.0, 1.0), ("node2vec p 0.25 q 0.25", 0.25, 0.25)):
        start = time.process_time()
        space = Node2vec(path=path, window=10, p=p, q=q, **facts).run(nothing)
        own = time.process_time() - start
        found[f"{name}, processor s"] = own
        found[f"{name}, times quicker than networkx walks and gensim"] = peer / own
        found |= {
            f"{name}, micro-F1, {share}": _score(_rows(space, graph), labels, share) for share in ("10 %", "50 %")
        }
    found["networkx walks, steps a second"] = walked
    return found | {
        f"networkx walks and gensim, micro-F1, {share}": _score(theirs, labels, share) for share in ("10 %", "50 %")
    }


def _labelled(folder: Path) -> tuple[Path, Graph, np.ndarray]:
    """An edge list, its graph, and a class for each node."""
    if SHARED.is_dir():
        path = SHARED / "graphs" / "cora.edges.tsv.gz"
        graph = read_graph(GraphStep(path=path, nodes=SHARED / "graphs" / "cora.nodes.tsv.gz"))
        return path, graph, np.array(graph.columns["label"].to_pylist())
    blocks = nx.planted_partition_graph(5, 100, 0.08, 0.01, seed=0)
    path = folder / "blocks.tsv"
    nx.write_edgelist(blocks, path, data=False)
    graph = read_graph(GraphStep(path=path))
    return path, graph, np.array([int(node) // 100 for node in graph.nodes])


def _deep_walk(graph: Graph, *, dimensions: int, epochs: int, walks: int, length: int) -> tuple[np.ndarray, float]:
    """DeepWalk as it is usually written: walks over a networkx graph in Python, then gensim; and steps a second."""
    from gensim.models import Word2Vec

    sources = np.repeat(np.arange(len(graph)), graph.out_degree)
    plain = nx.Graph(zip(sources.tolist(), graph.targets.tolist(), strict=True))
    chance, nodes = random.Random(0), list(plain)
    start, sentences = time.perf_counter(), []
    for _ in range(walks):
        chance.shuffle(nodes)
        for node in nodes:
            walk = [node]
            while len(walk) < length:
                walk.append(chance.choice(list(plain.neighbors(walk[-1]))))
            sentences.append([str(step) for step in walk])
    speed = len(sentences) * (length - 1) / (time.perf_counter() - start)
    options = {"window": 10, "min_count": 1, "sg": 1, "workers": 1, "seed": 0, "sample": 0}
    model = Word2Vec(sentences, vector_size=dimensions, epochs=epochs, **options)
    return np.stack([model.wv[str(node)] for node in range(len(graph))]), speed


def _rows(space: EmbeddingSpace, graph: Graph) -> np.ndarray:
    return np.asarray(space.vectors[space.keys.rows_of(graph.nodes)])


def _score(vectors: np.ndarray, labels: np.ndarray, share: str) -> float:
    """Micro-F1 of logistic regression on this share of the nodes, the mean of five draws (as in the papers)."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import StratifiedShuffleSplit

    splits = StratifiedShuffleSplit(5, train_size=int(share[:2]) / 100, random_state=0).split(vectors, labels)
    scores = [
        LogisticRegression(max_iter=300).fit(vectors[a], labels[a]).score(vectors[b], labels[b]) for a, b in splits
    ]
    return float(np.mean(scores))


def _recommender(folder: Path, small: bool) -> dict[str, float | str]:
    data = _visits(folder)
    learned, held = hold_out(data, 0.1, 0)
    measured, epochs = HeldOut(data=data, learned=learned, held=held), 2 if small else 15
    ones, popular = np.ones((len(data.users), 1), np.float32), learned.popularity.astype(np.float32)[:, None]
    found: dict[str, float | str] = {"by popularity, recall@10": measured(ones, popular)[RECALL]}
    squares = ImplicitSquares(learned, factors=64, alpha=10, regularisation=0.03, seed=0)
    pairs = Bpr(learned, factors=64, rate=0.1, regularisation=0.01, seed=0)
    with one_thread():
        own = _seconds(lambda: [squares.step() for _ in range(2 * epochs)])
        ranked = _seconds(lambda: [pairs.step() for _ in range(pairs.steps * epochs)])
        one = _seconds(lambda: _plain_epoch(learned, squares.users, squares.items))
    exact = _plain_epoch(learned, squares.users, squares.items)
    return found | {
        f"least squares, {epochs} epochs, s": own,
        "least squares, times quicker than NumPy, row by row (1 epoch measured)": one * epochs / own,
        "least squares, recall@10": measured(squares.users, squares.items)[RECALL],
        "least squares, recall@10 after one exact epoch more": measured(*exact)[RECALL],
        f"BPR, {epochs} epochs, s": ranked,
        "BPR, pairs a second": len(learned) * epochs / ranked,
        "BPR, recall@10": measured(pairs.users, pairs.items)[RECALL],
    }


def _visits(folder: Path) -> Interactions:
    path = SHARED / "interactions" / "msweb_visits.tsv.gz"
    if not path.is_file():
        made = np.random.default_rng(0)
        path = folder / "visits.tsv"
        visits = np.column_stack([made.integers(0, 900, 5000), made.zipf(1.6, 5000) % 90])
        path.write_text("\n".join(f"u{user}\ti{item}" for user, item in visits.tolist()))
    return read_interactions(Recommender(path=path), rates=False)


def _plain_epoch(data: Interactions, users: np.ndarray, items: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """One epoch as the formula stands in the paper: each row by elimination."""
    order = np.argsort(data.items, kind="stable")
    ends = np.concatenate([[0], np.cumsum(data.popularity)])
    users = _plain_half(data.starts, data.items, users, items)
    return users, _plain_half(ends, data.owners[order], items, users)


def _plain_half(starts: np.ndarray, others: np.ndarray, rows: np.ndarray, fixed: np.ndarray) -> np.ndarray:
    answer, gram, eye = np.empty_like(rows), fixed.T @ fixed, np.eye(fixed.shape[1])
    for row, (start, end) in enumerate(pairwise(starts.tolist())):
        linked = fixed[others[start:end]]
        left = gram + 10 * linked.T @ linked + 0.03 * (10 * (end - start) + len(fixed)) * eye
        answer[row] = np.linalg.solve(left, 11 * linked.sum(axis=0))
    return answer


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
