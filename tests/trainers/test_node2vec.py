"""node2vec: walks whose steps have the chances of the paper, and spaces that keep what the graph says."""

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest
from scipy.stats import chisquare

from embexplorer.core.errors import Cancelled, UserError
from embexplorer.core.inputs import Inputs, nothing
from embexplorer.core.perform import perform
from embexplorer.core.report import Report
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.table import Table
from embexplorer.core.vectors import nearest
from embexplorer.corpora.graph import Graph, graph_of
from embexplorer.trainers._walks import Walks
from embexplorer.trainers.node2vec import Node2vec

SMALL = [(0, 1, 1.0), (0, 2, 2.0), (1, 2, 3.0), (1, 3, 1.0), (2, 3, 0.5), (3, 4, 2.0), (2, 4, 1.0), (4, 5, 1.0)]


def small(directed: bool = False) -> Graph:
    """Six nodes with triangles, a path and weights that differ."""
    ends = np.array([edge[:2] for edge in SMALL], np.int32)
    return graph_of("small", tuple("abcdef"), ends, np.array([edge[2] for edge in SMALL]), directed)


def chances(graph: Graph, before: int, node: int, p: float, q: float) -> np.ndarray:
    """The chance of every node to follow before → node (Grover & Leskovec 2016, section 3.2.2), written out plainly."""
    weight = np.zeros((len(graph), len(graph)))
    weight[np.repeat(np.arange(len(graph)), graph.out_degree), graph.targets] = graph.weights
    bias = np.where(weight[before] > 0, 1.0, 1 / q)
    bias[before] = 1 / p
    raw = weight[node] * bias
    return raw / raw.sum()


def following(graph: Graph, before: int, node: int, p: float, q: float) -> np.ndarray:
    """How often each node follows before → node in many walks."""
    walks = Walks(graph, rounds=1, length=12, p=p, q=q, seed=1).walked(
        np.repeat(np.arange(len(graph)), 20_000).astype(np.int32), np.arange(20_000 * len(graph))
    )
    first, second, third = walks[:, :-2].ravel(), walks[:, 1:-1].ravel(), walks[:, 2:].ravel()
    return np.bincount(third[(first == before) & (second == node) & (third >= 0)], minlength=len(graph))


@pytest.mark.parametrize(("p", "q"), [(1, 1), (0.25, 4), (4, 0.25), (0.01, 1), (1, 100), (100, 100), (0.01, 100)])
@pytest.mark.parametrize("directed", [False, True])
def test_the_next_node_has_the_chances_of_the_formula(p: float, q: float, directed: bool) -> None:
    graph = small(directed)
    before, node = graph.nodes.index("b"), graph.nodes.index("c")
    expected = chances(graph, before, node, p, q)
    possible = expected > 0

    counted = following(graph, before, node, p, q)

    assert counted[~possible].sum() == 0
    assert chisquare(counted[possible], expected[possible] * counted.sum()).pvalue > 0.001


def test_the_first_step_is_drawn_by_weight() -> None:
    graph = small()
    begin = graph.nodes.index("c")
    row = slice(graph.starts[begin], graph.starts[begin + 1])

    walks = Walks(graph, rounds=1, length=2, p=0.2, q=5, seed=3).walked(np.full(60_000, begin), np.arange(60_000))

    counted = np.bincount(walks[:, 1], minlength=len(graph))[graph.targets[row]]
    assert chisquare(counted, graph.weights[row] / graph.weights[row].sum() * 60_000).pvalue > 0.001


def test_each_round_begins_once_at_every_node() -> None:
    walks = Walks(small(), rounds=2, length=4, p=1, q=1, seed=0)

    firsts = [sentence[0] for sentence in walks[:]]

    assert sorted(firsts[:6]) == sorted(firsts[6:]) == list("abcdef")
    assert firsts[:6] != firsts[6:]


def test_a_walk_is_the_same_whenever_it_is_walked() -> None:
    walks = Walks(small(), rounds=3, length=10, p=0.5, q=2, seed=0)

    assert walks[:][7:9] == walks[7:9]


def test_another_seed_walks_otherwise() -> None:
    one, other = (Walks(small(), rounds=2, length=10, p=1, q=1, seed=seed)[:] for seed in (0, 1))

    assert one != other


def test_a_walk_ends_where_no_edge_leads_on() -> None:
    line = graph_of("line", ("a", "b", "c"), np.array([[0, 1], [1, 2]], np.int32), np.ones(2), directed=True)

    sentences = Walks(line, rounds=1, length=5, p=1, q=1, seed=0)[:]

    assert sorted(sentences) == [["a", "b", "c"], ["b", "c"], ["c"]]


@pytest.fixture
def karate(tmp_path: Path) -> Path:
    """Zachary's club as an edge list."""
    path = tmp_path / "karate.tsv"
    club = nx.karate_club_graph()
    path.write_text("\n".join(f"{a}\t{b}\t{facts['weight']}" for a, b, facts in club.edges(data=True)))
    return path


def trained(path: Path, **parameters: Any) -> EmbeddingSpace:
    """A space of a short training."""
    usual = {"epochs": 2, "dimensions": 16, "walks": 5, "length": 20, "window": 5}
    return Node2vec(path=path, **{**usual, **parameters}).run(nothing)


def test_nodes_are_rows_with_degree_and_island(karate: Path) -> None:
    club = nx.karate_club_graph()

    space = trained(karate)

    assert dict(zip(space.keys, space.columns["degree"].to_pylist(), strict=True)) == {
        str(node): degree for node, degree in club.degree()
    }
    assert set(space.columns["component"].to_pylist()) == {1}
    assert space.vectors.shape == (34, 16)


def test_the_two_leaders_of_the_club_have_their_own_people_near_them(karate: Path) -> None:
    club = nx.karate_club_graph()
    space = trained(karate, epochs=10, walks=20)
    sides = np.array([club.nodes[int(key)]["club"] for key in space.keys])
    rows = space.keys.rows_of(["0", "33"])

    found = nearest(np.array(space.vectors[rows]), space.vectors, 8, own=rows)[0]

    assert (sides[found[0]] == "Mr. Hi").sum() >= 7
    assert (sides[found[1]] == "Officer").sum() >= 7


def test_islands_are_numbered_and_said(tmp_path: Path) -> None:
    (tmp_path / "two.txt").write_text("a b\nb c\nx y\n")

    space = trained(tmp_path / "two.txt")

    assert dict(zip(space.keys, space.columns["component"].to_pylist(), strict=True)) == {
        "a": 1, "b": 1, "c": 1, "x": 2, "y": 2,
    }  # fmt: skip
    assert any(note.startswith("2 islands: no walk leads from one to another") for note in space.notes)


def test_isolated_nodes_are_left_out_and_counted(tmp_path: Path) -> None:
    (tmp_path / "graph.txt").write_text("a b\nb c\nalone alone\n")

    space = trained(tmp_path / "graph.txt")

    assert "alone" not in space.keys
    assert "1 nodes without an edge have no context and were left out." in space.notes


def test_deep_walk_is_said(karate: Path) -> None:
    assert "p = q = 1: these are the walks of DeepWalk." in trained(karate).notes


def test_walks_that_end_early_are_counted(tmp_path: Path) -> None:
    (tmp_path / "line.txt").write_text("a b\nb c\n")

    space = trained(tmp_path / "line.txt", directed=True)

    assert "15 of 15 walks ended early, where no edge leads on." in space.notes


def test_the_node_table_becomes_columns(tmp_path: Path, karate: Path) -> None:
    (tmp_path / "nodes.csv").write_text("id,club,degree\n0,Hi,many\n33,Officer,many\n")

    space = trained(karate, nodes=tmp_path / "nodes.csv")

    assert space.columns["club"][space.keys.row_of("33")].as_py() == "Officer"
    assert space.columns["degree (table)"][space.keys.row_of("0")].as_py() == "many"


def test_the_log_holds_the_loss_and_it_falls(karate: Path) -> None:
    log = trained(karate, epochs=30).beside[-1]

    assert isinstance(log, Table)
    losses = [loss for loss in log.columns["loss"].to_pylist() if loss is not None]
    untrained = (1 + Node2vec(path=karate).negative) * math.log(
        2
    )  # every product is 0; how often one logs is up to time
    assert losses[-1] < 0.7 * untrained


class EnoughAt(Report):
    """Has enough as soon as the work is so far."""

    def __init__(self, share: float) -> None:
        self.share, self.done = share, 0.0

    def __call__(self, done: float, text: str) -> None:
        self.done = done

    def enough(self) -> bool:
        return self.done >= self.share


def test_a_stopped_run_is_repeated_bit_for_bit_by_its_recipe(karate: Path) -> None:
    step = Node2vec(path=karate, epochs=200, dimensions=16, walks=5, length=20)
    stopped = perform(step, nothing, EnoughAt(0.3))
    recipe = stopped.recipe.steps[-1].parameters

    again = replace(step, stop_after=int(recipe["stop_after"])).run(nothing)

    assert 0 < recipe["stop_after"] < 200 * 5 * 34
    assert isinstance(stopped, EmbeddingSpace)
    assert np.array_equal(stopped.vectors, again.vectors)


class StopAt(Report):
    """Cancels once the work is so far."""

    def __call__(self, done: float, text: str) -> None:
        if done > 0.5:
            raise Cancelled


def test_a_training_is_cancelled_in_the_middle(karate: Path) -> None:
    with pytest.raises(Cancelled):
        Node2vec(path=karate, epochs=50, dimensions=16, walks=2).run(nothing, StopAt())


def test_training_goes_on_from_a_trained_space(karate: Path) -> None:
    before = trained(karate, epochs=20)

    after = trained(karate, learning_rate=1e-5, least_rate=1e-5).vectors
    on = Node2vec(path=karate, epochs=1, dimensions=16, learning_rate=1e-5, least_rate=0).run(Inputs(space=before))

    assert np.abs(on.vectors - before.vectors).max() < 0.05 < np.abs(after - before.vectors).max()


def test_a_space_of_another_trainer_is_not_gone_on_from(karate: Path, clusters: EmbeddingSpace) -> None:
    with pytest.raises(UserError, match="clusters was not made by node2vec"):
        Node2vec(path=karate).run(Inputs(space=clusters))


def test_a_space_of_other_dimensions_is_not_gone_on_from(karate: Path) -> None:
    with pytest.raises(UserError, match="has 16 dimensions, expected 8. Train with --dimensions 16"):
        Node2vec(path=karate, dimensions=8).run(Inputs(space=trained(karate)))
