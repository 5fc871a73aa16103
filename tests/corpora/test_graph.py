"""Reading an edge list: what counts as an edge, what is said of the rest, and what is refused."""

import gzip
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest

from embexplorer.core.errors import UserError
from embexplorer.corpora.graph import Graph, read_graph
from embexplorer.corpora.graph_step import GraphStep


def read(folder: Path, text: str | bytes, name: str = "graph.tsv", **parameters: Any) -> Graph:
    """The graph of a file with this text."""
    content = text.encode() if isinstance(text, str) else text
    (folder / name).write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    return read_graph(GraphStep(path=folder / name, **parameters))


def edges(graph: Graph) -> dict[tuple[str, str], float]:
    """Every edge with its weight, in the direction in which it stands."""
    sources = np.repeat(np.arange(len(graph)), graph.out_degree)
    ends = zip(sources.tolist(), graph.targets.tolist(), graph.weights.tolist(), strict=True)
    return {(graph.nodes[source], graph.nodes[target]): weight for source, target, weight in ends}


@pytest.mark.parametrize("separator", ["\t", ",", " ", ";", "  \t "])
def test_two_columns_are_an_edge_whatever_separates_them(tmp_path: Path, separator: str) -> None:
    graph = read(tmp_path, f"a{separator}b\nb{separator}c\n")

    assert set(edges(graph)) == {("a", "b"), ("b", "a"), ("b", "c"), ("c", "b")}


def test_a_third_column_is_the_weight(tmp_path: Path) -> None:
    graph = read(tmp_path, "a b 2.5\nb c 1\n")

    assert edges(graph)["b", "a"] == 2.5


def test_the_third_column_can_be_left_out(tmp_path: Path) -> None:
    graph = read(tmp_path, "a b friend\nb c foe\n", weights=False)

    assert edges(graph)["b", "c"] == 1


def test_an_edge_list_of_networkx_is_read_with_its_weights(tmp_path: Path) -> None:
    nx.write_edgelist(nx.Graph([("a", "b", {"weight": 3})]), tmp_path / "written.txt")

    graph = read_graph(GraphStep(path=tmp_path / "written.txt"))

    assert edges(graph)["a", "b"] == 3


def test_a_directed_edge_leads_one_way(tmp_path: Path) -> None:
    graph = read(tmp_path, "a b\n", directed=True)

    assert set(edges(graph)) == {("a", "b")}


def test_comments_and_blank_lines_are_passed_over(tmp_path: Path) -> None:
    graph = read(tmp_path, "# a comment\n% another\n\na b\n")

    assert set(graph.nodes) == {"a", "b"}


def test_a_compressed_file_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, "a\tb\n", "graph.tsv.gz").edges == 1


@pytest.mark.parametrize("header", ["source,target", "from,to", "x,y"])
def test_a_header_is_recognised_and_said(tmp_path: Path, header: str) -> None:
    graph = read(tmp_path, f"{header}\n1,2\n2,3\n")

    assert set(graph.nodes) == {"1", "2", "3"}
    assert f"Line 1 of graph.tsv was taken as the header: {header.replace(',', ', ')}." in graph.notes


def test_a_first_line_of_words_among_words_is_an_edge(tmp_path: Path) -> None:
    assert set(read(tmp_path, "anna ben\nben cara\n").nodes) == {"anna", "ben", "cara"}


def test_columns_are_chosen_by_the_names_in_the_header(tmp_path: Path) -> None:
    text = "time,who,whom,times\n5,a,b,2\n6,b,c,3\n"

    graph = read(tmp_path, text, columns=("who", "whom", "times"))

    assert edges(graph)["b", "c"] == 3


def test_self_loops_are_left_out_and_counted(tmp_path: Path) -> None:
    graph = read(tmp_path, "a a\nb b\na b\n")

    assert graph.edges == 1
    assert "2 self loops were left out." in graph.notes


def test_the_weights_of_repeated_edges_are_added_and_that_is_said(tmp_path: Path) -> None:
    graph = read(tmp_path, "a b 1\na b 2\nb a 4\nb c 1\n")

    assert edges(graph)["a", "b"] == 7
    assert "2 lines repeat an edge: its weights were added." in graph.notes


def test_a_list_that_names_every_edge_in_both_directions_counts_each_once(tmp_path: Path) -> None:
    graph = read(tmp_path, "a b\nb a\nb c\nc b\n")

    assert set(edges(graph).values()) == {1.0}
    assert "Each of 2 edges is listed in both directions and counts once." in graph.notes


def test_edges_of_weight_zero_are_none(tmp_path: Path) -> None:
    graph = read(tmp_path, "a b 1\na c 0\n")

    assert graph.nodes == ("a", "b")
    assert "1 edges of weight 0 were left out." in graph.notes
    assert "1 nodes without an edge have no context and were left out." in graph.notes


def test_the_nodes_of_the_table_that_have_no_edge_are_counted(tmp_path: Path) -> None:
    (tmp_path / "nodes.csv").write_text("id,label\na,red\nb,blue\nalone,red\n")

    graph = read(tmp_path, "a b\n", nodes=tmp_path / "nodes.csv")

    assert graph.nodes == ("a", "b")
    assert "1 nodes without an edge have no context and were left out." in graph.notes


def test_the_columns_of_the_node_table_belong_to_their_nodes(tmp_path: Path) -> None:
    (tmp_path / "nodes.tsv").write_text("node\tlabel\tage\nb\t1\t30\na\t0\t20\n")

    graph = read(tmp_path, "a b\nb c\n", nodes=tmp_path / "nodes.tsv")

    assert graph.columns.to_pydict() == {"label": ["1", "0", None], "age": [30, 20, None]}
    assert graph.nodes == ("b", "a", "c")


def test_nodes_are_named_by_a_column_of_the_table(tmp_path: Path) -> None:
    (tmp_path / "nodes.csv").write_text("id,name\na,Anna\nb,Ben\nc,Anna\n")

    graph = read(tmp_path, "a b\nb c\n", nodes=tmp_path / "nodes.csv", name_column="name")

    assert graph.names == ("Ben", "Anna", "Anna (c)")


def test_degrees_and_islands_are_those_of_networkx(tmp_path: Path) -> None:
    peer = nx.disjoint_union(nx.karate_club_graph(), nx.path_graph(3))
    text = "\n".join(f"{a} {b} {facts.get('weight', 1)}" for a, b, facts in peer.edges(data=True))

    graph = read(tmp_path, text)

    assert dict(zip(graph.nodes, graph.degree.tolist(), strict=True)) == {str(n): d for n, d in peer.degree()}
    assert dict(zip(graph.nodes, graph.weighted_degree.tolist(), strict=True)) == {
        str(n): d for n, d in peer.degree(weight="weight")
    }
    assert np.bincount(graph.component).tolist() == [0, 34, 3]


def test_the_degree_of_a_directed_graph_counts_both_ways(tmp_path: Path) -> None:
    graph = read(tmp_path, "a b\nc b\nb d\n", directed=True)

    assert dict(zip(graph.nodes, graph.degree.tolist(), strict=True)) == {"b": 3, "a": 1, "c": 1, "d": 1}
    assert graph.out_degree.tolist() == [1, 1, 1, 0]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a b\nc\n", "graph.tsv, line 2: 1 column (‘c’), expected two nodes, and a weight if there is one."),
        ("# x\na b 1\nb c heavy\n", "graph.tsv, line 3: the weight ‘heavy’, expected a number of at least 0."),
        ("a b 1\nb c -1\n", "graph.tsv, line 2: the weight ‘-1’, expected a number of at least 0."),
        ("a b 1\nb c nan\n", "graph.tsv, line 2: the weight ‘nan’, expected a number of at least 0."),
        ("a b 1 1\nb c 1 1\n", "graph.tsv, line 1: 4 columns (‘a b 1 1’), expected two nodes"),
        ("", "graph.tsv is empty, expected an edge in each line"),
        ("# nothing\n", "graph.tsv holds no line of data"),
        ("a a\n", "graph has no edge between two nodes."),
        (b"\x89PNG\r\n\0\0\0", "graph.tsv is a picture or document, expected an edge in each line"),
        (b"\0\1\2\3", "graph.tsv is a binary file, expected an edge in each line"),
        ("<!doctype html><html></html>", "graph.tsv is a web page (HTML), expected an edge in each line"),
        ("%%MatrixMarket matrix\n2 2 1\n1 2\n", "graph.tsv is a Matrix Market file"),
    ],
)
def test_what_is_no_edge_list_is_refused_in_a_sentence(tmp_path: Path, text: str | bytes, sentence: str) -> None:
    with pytest.raises(UserError) as refused:
        read(tmp_path, text)

    assert refused.value.message.startswith(sentence)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="nowhere.tsv was not found"):
        read_graph(GraphStep(path=tmp_path / "nowhere.tsv"))


def test_a_missing_column_is_refused_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="has no column ‘whom’. It has: source, target"):
        read(tmp_path, "source,target\na,b\n", columns=("source", "whom"))


def test_cora_has_its_known_size(shared_data: Path) -> None:
    folder = shared_data / "graphs"

    graph = read_graph(GraphStep(path=folder / "cora.edges.tsv.gz", nodes=folder / "cora.nodes.tsv.gz"))

    assert (len(graph), graph.edges, int(graph.component.max())) == (2708, 5278, 78)
    assert len(set(graph.columns["label"].to_pylist())) == 7
