"""Neighbours of words and formulas, against gensim and by hand."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from embexplorer.core.csls import crowding, nearest_by_csls
from embexplorer.core.errors import UserError
from embexplorer.core.family import Family, mark_of
from embexplorer.core.inputs import Inputs
from embexplorer.core.keys import Keys
from embexplorer.core.model import Model, embeds
from embexplorer.core.neighbor_graph import neighbor_graph
from embexplorer.core.perform import perform
from embexplorer.core.projection import Projection
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.table import Table
from embexplorer.core.typing import FloatArray
from embexplorer.probes.neighbors import Neighbors

GLOVE = "vectors/glove.6B.50d.top5k.w2v.bin.gz"


@pytest.fixture
def compass() -> EmbeddingSpace:
    """Four words around a compass, and one between two of them."""
    vectors = np.array([[0, 2], [2, 0], [0, -2], [-2, 0], [1, 1]], np.float32)
    return EmbeddingSpace(name="compass", keys=Keys(["north", "east", "south", "west", "northeast"]), vectors=vectors)


def asked(space: EmbeddingSpace, step: Neighbors, projection: Projection | None = None) -> Table:
    """The table of this question."""
    table = perform(step, Inputs(space=space, projection=projection))
    assert isinstance(table, Table)
    return table


def shown(table: Table, *names: str) -> list[tuple[object, ...]]:
    """These columns row by row."""
    return list(zip(*(table.columns[name].to_pylist() for name in names), strict=True))


def test_the_columns_begin_as_the_command_line_promises(compass: EmbeddingSpace) -> None:
    table = asked(compass, Neighbors(words=("north",)))

    assert ["word", "rank", "neighbor", "score", "top_percent"] == table.to_json()["columns"]


def test_the_nearest_by_angle_come_first_and_ties_by_row(compass: EmbeddingSpace) -> None:
    table = asked(compass, Neighbors(words=("north",), k=3))

    expected = [("north", 1, "northeast"), ("north", 2, "east"), ("north", 3, "west")]
    assert expected == shown(table, "word", "rank", "neighbor")
    assert pytest.approx([0.5**0.5, 0, 0]) == table.columns["score"].to_pylist()


def test_each_word_is_answered_by_itself(compass: EmbeddingSpace) -> None:
    table = asked(compass, Neighbors(words=("north", "south"), k=1))

    assert [("north", "northeast"), ("south", "east")] == shown(table, "word", "neighbor")


def test_the_nearest_by_distance(compass: EmbeddingSpace) -> None:
    table = asked(compass, Neighbors(words=("east",), k=2, metric="euclidean"))

    assert ["northeast", "north"] == table.columns["neighbor"].to_pylist()
    assert pytest.approx([2**0.5, 8**0.5]) == table.columns["score"].to_pylist()


def test_the_nearest_by_dot_product(compass: EmbeddingSpace) -> None:
    table = asked(compass, Neighbors(words=("northeast",), k=2, metric="dot"))

    assert [("north", 2.0), ("east", 2.0)] == shown(table, "neighbor", "score")


def test_a_formula_is_answered_without_its_own_words(compass: EmbeddingSpace) -> None:
    table = asked(compass, Neighbors(formula="north + east - south", k=5))

    assert {"north + east − south"} == set(table.columns["word"].to_pylist())
    assert ["northeast", "west"] == table.columns["neighbor"].to_pylist()


def test_missing_words_are_listed_with_near_spellings(compass: EmbeddingSpace) -> None:
    table = asked(compass, Neighbors(words=("north", "sooth")))

    assert ("sooth",) == table.missing
    assert "Did you mean ‘south’?" in table.notes[0]


def test_only_missing_words_are_a_mistake(compass: EmbeddingSpace) -> None:
    with pytest.raises(UserError, match="Did you mean ‘south’?"):
        asked(compass, Neighbors(words=("sooth",)))


def test_no_question_is_a_mistake(compass: EmbeddingSpace) -> None:
    with pytest.raises(UserError, match="No word was given"):
        asked(compass, Neighbors())


def test_a_map_says_which_neighbours_it_keeps(compass: EmbeddingSpace) -> None:
    places = np.array([[0, 0], [1, 0], [9, 9], [8, 9], [2, 0]], np.float32)
    projection = Projection(name="map", coordinates=places)

    table = asked(compass, Neighbors(words=("north",), k=3), projection)

    assert [("northeast", "kept"), ("east", "kept"), ("west", "kept")] == shown(table, "neighbor", "map")


def test_a_map_that_lacks_places_is_not_compared_but_neighbours_are_listed(compass: EmbeddingSpace) -> None:
    places = np.array([[0, 1], [1, 0], [0, -1], [-1, 0], [np.nan, 1]], np.float32)

    table = asked(compass, Neighbors(words=("north",), k=2), Projection(name="partly", coordinates=places))

    assert ["northeast", "east"] == table.columns["neighbor"].to_pylist()
    assert "map" not in table.columns.column_names
    assert "Not compared with the map partly: it has no place for 1 of 5 rows." in table.notes


def test_a_neighbor_is_kept_among_the_fifteen_nearest_on_the_map(clusters: EmbeddingSpace) -> None:
    row = np.arange(90)
    projection = Projection(name="line", coordinates=np.stack([row, row], axis=1).astype(np.float32))

    table = asked(clusters, Neighbors(words=("w0",), k=29), projection)
    few = asked(clusters, Neighbors(words=("w0",), k=5), projection)

    near = [int(word[1:]) <= 15 for word in few.columns["neighbor"].to_pylist()]
    assert [state == "kept" for state in few.columns["map"].to_pylist()] == near
    assert set(table.columns["map"].to_pylist()) == {"kept"}


def test_a_map_of_other_components_is_judged_by_them(compass: EmbeddingSpace) -> None:
    places = np.zeros((5, 3), np.float32)
    places[:, 2] = [0, 1, 9, 8, 2]

    with pytest.raises(UserError, match="There is no component 4"):
        asked(compass, Neighbors(words=("north",), axes=(2, 3)), Projection(name="map", coordinates=places))


def test_a_formula_has_no_place_on_the_map(compass: EmbeddingSpace) -> None:
    projection = Projection(name="map", coordinates=compass.vectors)

    table = asked(compass, Neighbors(formula="north + east", k=2), projection)

    assert [None, None] == table.columns["map"].to_pylist()


def test_the_caption_names_space_metric_and_n(compass: EmbeddingSpace) -> None:
    table = asked(compass, Neighbors(words=("north",)))

    assert "cosine · compass, raw · exact · n = 5" == table.caption


def test_the_percentile_is_the_share_of_random_pairs_as_near(clusters: EmbeddingSpace) -> None:
    from scipy.spatial.distance import pdist

    table = asked(clusters, Neighbors(words=("w3",), k=80, metric="euclidean"))

    distances = pdist(clusters.vectors.astype(float))
    true = [100 * (distances <= score).mean() for score in table.columns["score"].to_pylist()]
    np.testing.assert_allclose(table.columns["top_percent"].to_pylist(), true, atol=1.0)


@pytest.fixture
def trained_thrice(compass: EmbeddingSpace) -> EmbeddingSpace:
    """The compass with three further trainings; the third does not know the west."""
    runs = [compass.vectors + np.random.default_rng(seed).normal(size=(5, 2), scale=0.3) for seed in range(3)]
    runs[2][3] = np.nan
    arrays = tuple(run.astype(np.float32) for run in runs)
    return replace(compass, family=Family(vary="seeds", values=(1, 2, 3), runs=arrays, mark=mark_of(compass.vectors)))


def cosine(left: FloatArray, right: FloatArray) -> float:
    return float(left @ right / np.linalg.norm(left) / np.linalg.norm(right))


def test_a_family_gives_each_cosine_its_range(trained_thrice: EmbeddingSpace) -> None:
    table = asked(trained_thrice, Neighbors(words=("north",), k=3))

    runs = trained_thrice.family.runs if trained_thrice.family else ()
    east = [cosine(run[0], run[1]) for run in runs]
    west = [cosine(run[0], run[3]) for run in runs[:2]]
    assert ["northeast", "east", "west"] == table.columns["neighbor"].to_pylist()
    np.testing.assert_allclose(table.columns["low"].to_numpy()[1:], [min(east), min(west)], rtol=1e-5)
    np.testing.assert_allclose(table.columns["high"].to_numpy()[1:], [max(east), max(west)], rtol=1e-5)
    assert table.caption.endswith("n = 5 · range over 3 trainings (seeds)")


def test_a_formula_has_its_range_too(trained_thrice: EmbeddingSpace) -> None:
    table = asked(trained_thrice, Neighbors(formula="north + east", k=1))

    runs = trained_thrice.family.runs if trained_thrice.family else ()
    unit = [run / np.linalg.norm(run, axis=1, keepdims=True) for run in runs]
    in_each = [cosine(rows[0] + rows[1], rows[4]) for rows in unit]
    found = table.columns["low"][0].as_py(), table.columns["high"][0].as_py()
    np.testing.assert_allclose(found, (min(in_each), max(in_each)), rtol=1e-5)


def test_distances_have_no_range(trained_thrice: EmbeddingSpace) -> None:
    table = asked(trained_thrice, Neighbors(words=("north",), metric="euclidean"))

    assert {"low", "high"}.isdisjoint(table.columns.column_names)
    assert "range" not in table.caption


def test_yardsticks_are_kept_beside_a_saved_space(clusters: EmbeddingSpace, tmp_path: Path) -> None:
    space = clusters.save(tmp_path / "space")

    first, second = (asked(space, Neighbors(words=("w3",))) for _ in range(2))

    assert ["norms.npy", "random-cosine.npy"] == sorted(path.name for path in (tmp_path / "space" / "kept").iterdir())
    assert first.columns.equals(second.columns)


def test_words_in_other_case_are_found_and_said(compass: EmbeddingSpace) -> None:
    table = asked(compass, Neighbors(words=("North", "EAST"), k=1))

    assert ["North", "EAST"] == table.columns["word"].to_pylist()
    assert table.caption.endswith("n = 5 · 2 words in other spelling")
    assert "Taken in other spelling: ‘North’ as ‘north’, ‘EAST’ as ‘east’." in table.notes


def test_exact_case_is_a_wish(compass: EmbeddingSpace) -> None:
    with pytest.raises(UserError, match="Did you mean ‘north’?"):
        asked(compass, Neighbors(words=("North",), case="exact"))


@embeds("north of all")
def embed_north(space: EmbeddingSpace, words: list[str]) -> FloatArray:
    """A model that makes the same vector of every word."""
    return np.array([[0, 1]] * len(words), np.float32)


def test_an_absent_word_is_made_of_subwords(compass: EmbeddingSpace) -> None:
    space = replace(compass, model=Model(kind="north of all", accepts="word"))

    table = asked(space, Neighbors(words=("east", "nord"), formula="nord + nord - east", k=1, subwords=True))

    expected = [("east", "northeast"), ("nord", "north"), ("nord + nord − east", "north")]
    assert expected == shown(table, "word", "neighbor")


def test_a_neighbor_that_answers_with_the_word_is_marked(compass: EmbeddingSpace) -> None:
    table = asked(compass, Neighbors(words=("north", "west"), k=1, reciprocal=True))

    assert [("northeast", True), ("north", False)] == shown(table, "neighbor", "reciprocal")


def test_marks_of_a_kept_graph_are_the_same(clusters: EmbeddingSpace, tmp_path: Path) -> None:
    space = clusters.save(tmp_path / "space")
    step = Neighbors(words=("w3", "w50"), k=7, reciprocal=True)
    computed = asked(space, step)
    neighbor_graph(space, 7)

    looked_up = asked(space, step)

    assert computed.columns.equals(looked_up.columns)


def test_a_formula_has_no_marks(compass: EmbeddingSpace) -> None:
    table = asked(compass, Neighbors(formula="north + east", k=2, reciprocal=True))

    assert [None, None] == table.columns["reciprocal"].to_pylist()


def test_csls_answers_by_its_own_order(clusters: EmbeddingSpace) -> None:
    means = crowding(clusters).means
    rows, scores = nearest_by_csls(clusters, clusters.vectors[:1], 9, means, own=np.array([0]))

    table = asked(clusters, Neighbors(words=("w0",), k=9, metric="csls"))

    assert (rows[0].tolist(), scores[0].tolist()) == (
        table.columns["row"].to_pylist(),
        table.columns["score"].to_pylist(),
    )
    assert table.caption.startswith("csls · clusters, raw · exact")


def glove(shared_data: Path) -> tuple[EmbeddingSpace, object]:
    """The shared GloVe words as a space and in gensim."""
    from gensim.models import KeyedVectors

    oracle = KeyedVectors.load_word2vec_format(shared_data / GLOVE, binary=True)
    return EmbeddingSpace(name="glove", keys=Keys(oracle.index_to_key), vectors=oracle.vectors), oracle


@pytest.mark.filterwarnings("ignore")  # gensim warns when it is imported
def test_words_agree_with_gensim(shared_data: Path) -> None:
    space, oracle = glove(shared_data)
    words = ("king", "london", "seven", "music")
    expected = [pair for word in words for pair in oracle.most_similar(word, topn=20)]  # type: ignore[attr-defined]

    table = asked(space, Neighbors(words=words, k=20))

    assert [word for word, _ in expected] == table.columns["neighbor"].to_pylist()
    np.testing.assert_allclose(table.columns["score"].to_pylist(), [score for _, score in expected], atol=1e-5)


@pytest.mark.filterwarnings("ignore")  # gensim warns when it is imported
def test_formulas_agree_with_gensim(shared_data: Path) -> None:
    space, oracle = glove(shared_data)
    expected = oracle.most_similar(positive=["king", "woman"], negative=["man"], topn=20)  # type: ignore[attr-defined]

    table = asked(space, Neighbors(formula="king - man + woman", k=20))

    assert [word for word, _ in expected] == table.columns["neighbor"].to_pylist()
    np.testing.assert_allclose(table.columns["score"].to_pylist(), [score for _, score in expected], atol=1e-5)


@pytest.mark.filterwarnings("ignore")  # gensim warns when it is imported
def test_weighted_formulas_agree_with_gensim(shared_data: Path) -> None:
    space, oracle = glove(shared_data)
    pairs = [("paris", 0.5), ("rome", 0.5)]
    expected = oracle.most_similar(positive=pairs, negative=[("italy", -1.0)], topn=20)  # type: ignore[attr-defined]

    table = asked(space, Neighbors(formula="avg(paris, rome) - italy", k=20))

    assert [word for word, _ in expected] == table.columns["neighbor"].to_pylist()
    np.testing.assert_allclose(table.columns["score"].to_pylist(), [score for _, score in expected], atol=1e-5)
