"""Evaluation beside gensim, SciPy and scikit-learn, on real vectors and on such as were made by hand."""

import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from gensim.models import KeyedVectors
from gensim.test.utils import datapath
from scipy.stats import binomtest, pearsonr, spearmanr
from sklearn.metrics import average_precision_score
from sklearn.metrics.cluster import contingency_matrix

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.keys import Keys
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.table import Table
from embexplorer.probes._evaluate_categories import odd_ones_found, purity
from embexplorer.probes._evaluated import share
from embexplorer.probes.evaluate import Evaluate

GLOVE = "vectors/glove.6B.50d.top5k.w2v.bin.gz"
LARGE = "vectors/glove.6B.100d.top30k-plus.w2v.txt.gz"
COLUMNS = ["set", "measure", "value", "low", "high", "covered", "total"]
Row = dict[str, Any]


@pytest.fixture
def small() -> EmbeddingSpace:
    """Twelve words of two categories in a plane, one of them in upper case."""
    angles = np.radians([0, 5, 10, 15, 20, 25, 90, 95, 100, 105, 110, 115])
    words = ["ant", "Bee", "cat", "dog", "eel", "fox", "pie", "jam", "egg", "ham", "tea", "rum"]
    columns = pa.table({"kind": ["animal"] * 6 + ["food"] * 6, "norm": np.ones(12)})
    vectors = np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)
    return EmbeddingSpace(name="small", keys=Keys(words), vectors=vectors, columns=columns)


def asked(space: EmbeddingSpace, **parameters: Any) -> Table:
    return Evaluate(**parameters).run(Inputs(space=space))


def rows_of(table: Table) -> dict[tuple[str, str], Row]:
    """The rows by set and measure."""
    return {(row["set"], row["measure"]): row for row in table.columns.to_pylist()}


def file_with(folder: Path, text: str) -> str:
    path = folder / "mine.tsv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_the_columns_are_those_that_are_promised(small: EmbeddingSpace) -> None:
    assert asked(small, set=("wordsim353",)).to_json()["columns"] == COLUMNS


def test_the_caption_says_how_many_words_were_found_in_another_case(small: EmbeddingSpace, tmp_path: Path) -> None:
    pairs = file_with(tmp_path, "ant\tbee\t9\nANT\tcat\t7\nant\tpie\t1\njam\ttea\t8\n")

    captions = [asked(small, set=(pairs,), times=100, case=case).caption for case in ("fold", "exact")]

    assert ["n = 12 · 2 words in other case", "n = 12"] == [caption[caption.index("n = ") :] for caption in captions]


def test_pairs_are_correlated_as_by_scipy(small: EmbeddingSpace, tmp_path: Path) -> None:
    pairs = file_with(tmp_path, "ant\tbee\t9\nant\tcat\t7\nant\tpie\t1\njam\ttea\t8\nham\tunicorn\t2\n")
    cosines, people = np.cos(np.radians([5, 10, 90, 15])), [9, 7, 1, 8]

    found = rows_of(asked(small, set=(pairs,), times=200))

    spearman, pearson = found["mine.tsv", "spearman"], found["mine.tsv", "pearson"]
    assert spearman["value"] == pytest.approx(spearmanr(cosines, people).statistic)
    assert pearson["value"] == pytest.approx(pearsonr(cosines, people).statistic, abs=1e-6)
    assert (spearman["covered"], spearman["total"]) == (4, 5)
    assert pearson["low"] <= pearson["value"] <= pearson["high"]


def test_missing_words_are_listed(small: EmbeddingSpace, tmp_path: Path) -> None:
    pairs = file_with(tmp_path, "ant\tbee\t9\nant\tcat\t8\nham\tunicorn\t2\n")

    assert asked(small, set=(pairs,)).missing == ("unicorn",)


def test_a_word_beyond_the_limit_is_not_missing_but_its_questions_are_left_out(
    small: EmbeddingSpace, tmp_path: Path
) -> None:
    questions = file_with(tmp_path, ": all\nant bee cat dog\nant bee cat rum\nant bee cat unicorn\n")

    table = asked(small, set=(questions,), limit=6)

    assert table.missing == ("unicorn",)
    assert rows_of(table)["mine.tsv", "accuracy"]["covered"] == 1
    assert "mine.tsv: 2 questions left out, of which a word is not in the first 6 rows." in table.notes


def test_case_is_folded_unless_it_shall_be_exact(small: EmbeddingSpace, tmp_path: Path) -> None:
    pairs = file_with(tmp_path, "ANT\tbee\t9\nant\tcat\t8\nant\tpie\t1\n")

    folded, exact = (rows_of(asked(small, set=(pairs,), case=case)) for case in ("fold", "exact"))

    assert folded["mine.tsv", "spearman"]["covered"] == 3
    assert exact["mine.tsv", "spearman"]["covered"] == 2


def test_too_few_pairs_give_no_number_and_say_so(small: EmbeddingSpace) -> None:
    table = asked(small, set=("wordsim353",))

    assert rows_of(table)["wordsim353", "spearman"]["value"] is None
    assert any("no correlation of" in note for note in table.notes)


def test_pairs_that_are_placed_most_differently_come_first(small: EmbeddingSpace, tmp_path: Path) -> None:
    pairs = file_with(tmp_path, "ant\tbee\t0\nant\tcat\t8\nant\tpie\t1\nant\teel\t5\n")

    part = asked(small, set=(pairs,)).parts["pairs"]

    assert ("ant", "Bee", 4.0, 1.0) == tuple(
        part[name][0].as_py() for name in ("first", "second", "place_of_people", "place_of_cosine")
    )


@pytest.mark.parametrize(("right", "total"), [(0, 7), (7, 7), (3, 7), (120, 400)])
def test_a_share_has_the_interval_of_scipy(right: int, total: int) -> None:
    expected = binomtest(right, total).proportion_ci(method="wilson")

    value, low, high = share(right, total)

    assert (value, low, high) == (right / total, pytest.approx(expected.low), pytest.approx(expected.high))


def test_purity_is_the_share_of_the_commonest_in_each_cluster() -> None:
    random = np.random.default_rng(0)
    clusters, labels = random.integers(0, 5, 80), random.integers(0, 4, 80)

    assert purity(clusters, labels) == pytest.approx(contingency_matrix(labels, clusters).max(axis=0).sum() / 80)


def test_categories_that_lie_apart_are_found(small: EmbeddingSpace, tmp_path: Path) -> None:
    lines = [f"{kind}\t{word}" for kind, word in zip(small.columns["kind"].to_pylist(), small.keys, strict=True)]

    found = rows_of(asked(small, set=(file_with(tmp_path, "\n".join(lines)),)))

    assert {measure: row["value"] for (_, measure), row in found.items()} == {
        "purity": 1,
        "purity-agglomerative": 1,
        "odd-one-out": 1,
    }


@pytest.mark.filterwarnings("ignore")  # gensim warns of the mean of vectors
def test_the_odd_word_is_the_one_that_gensim_finds() -> None:
    random = np.random.default_rng(5)
    vectors = random.normal(size=(10, 6)) + np.repeat(np.eye(6)[:2] * 2, 5, axis=0)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    labels = np.repeat([0, 1], 5)
    oracle = KeyedVectors(6)
    oracle.add_vectors([str(row) for row in range(10)], vectors.astype(np.float32))
    random = np.random.default_rng(3)
    questions = [
        (
            random.choice(np.flatnonzero(labels == label), 4, replace=False),
            random.choice(np.flatnonzero(labels != label)),
        )
        for label in random.integers(0, 2, 4000)
    ]
    expected = np.mean([oracle.doesnt_match([str(n) for n in (*alike, odd)]) == str(odd) for alike, odd in questions])

    found = odd_ones_found(vectors, labels, 0)

    assert found is not None
    assert found / 1000 == pytest.approx(expected, abs=0.06)  # of other questions


def test_labels_that_lie_apart_are_learned_and_retrieved(small: EmbeddingSpace) -> None:
    found = rows_of(asked(small, column="kind", folds=3, k=1))

    assert {measure: row["value"] for (_, measure), row in found.items()} == {
        "accuracy": 1,
        "macro-f1": 1,
        "baseline": 0.5,
        "recall@1": 1,
        "mrr": 1,
    }
    assert (found["kind", "accuracy"]["covered"], found["kind", "accuracy"]["total"]) == (12, 12)


def test_a_classifier_does_as_scikit_learn_does(clusters: EmbeddingSpace) -> None:
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import StratifiedKFold, cross_validate
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    labels = np.random.default_rng(0).choice(["x", "y", "z"], 90)
    space = clusters.with_columns(pa.table({"label": labels}))
    expected = cross_validate(
        make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)),
        space.vectors,
        labels,
        cv=StratifiedKFold(4, shuffle=True, random_state=9),
        scoring=("accuracy", "f1_macro"),
    )

    found = rows_of(asked(space, column="label", folds=4, seed=9))

    assert found["label", "accuracy"]["value"] == pytest.approx(expected["test_accuracy"].mean())
    assert found["label", "macro-f1"]["value"] == pytest.approx(expected["test_f1_macro"].mean())


def test_the_mean_reciprocal_rank_is_that_of_average_precision_of_one(clusters: EmbeddingSpace) -> None:
    labels = [f"pair {row // 2}" for row in range(90)]  # one other row has the label: precision at it is 1 / rank
    space = clusters.with_columns(pa.table({"label": labels}))
    unit = space.vectors / np.linalg.norm(space.vectors, axis=1, keepdims=True)
    cosines = (unit @ unit.T).astype(np.float64)
    others = [np.delete(np.arange(90), row) for row in range(90)]
    expected = np.mean(
        [
            average_precision_score(np.array(labels)[rest] == labels[row], cosines[row, rest])
            for row, rest in enumerate(others)
        ]
    )

    found = rows_of(asked(space, column="label", folds=2))

    assert found["label", "mrr"]["value"] == pytest.approx(expected, abs=1e-9)


def test_labels_of_too_few_rows_are_left_out_and_said(small: EmbeddingSpace) -> None:
    kinds = ["animal"] * 5 + ["plant"] + ["food"] * 5 + [None]
    space = small.with_columns(pa.table({"kind": kinds}))

    table = asked(space, column="kind")

    assert rows_of(table)["kind", "accuracy"]["covered"] == 10
    assert any("fewer than 5 rows: plant" in note for note in table.notes)


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"column": "colour"}, "no column ‘colour’.*It has: kind, norm"),
        ({"column": "norm"}, "measured numbers"),
        ({"column": "kind", "folds": 7}, "has 0 labels of at least 7 rows"),
        ({"set": ("nothing.tsv",)}, "no test set ‘nothing.tsv’"),
    ],
)
def test_what_cannot_be_tested_is_refused(small: EmbeddingSpace, parameters: dict[str, Any], message: str) -> None:
    with pytest.raises(UserError, match=message):
        asked(small, **parameters)


def test_several_spaces_stand_in_one_table(small: EmbeddingSpace, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("4 2\nant 1 0\nbee 1 1\ncat 0 1\npie -1 0\n", encoding="utf-8")
    pairs = file_with(tmp_path, "ant\tbee\t9\nant\tcat\t8\nant\tpie\t1\nham\ttea\t5\n")

    table = asked(small, set=(pairs,), also=(str(other),))

    assert [*COLUMNS, "space"] == table.columns.column_names
    assert ["small", "small", "other", "other"] == table.columns["space"].to_pylist()
    assert [4, 4, 3, 3] == table.columns["covered"].to_pylist()


@pytest.fixture
def glove(shared_data: Path) -> tuple[EmbeddingSpace, KeyedVectors]:
    """The shared GloVe words as a space and in gensim."""
    oracle = KeyedVectors.load_word2vec_format(shared_data / GLOVE, binary=True)
    return EmbeddingSpace(name="glove", keys=Keys(oracle.index_to_key), vectors=oracle.vectors), oracle


def test_analogies_are_answered_as_by_gensim_section_by_section(glove: tuple[EmbeddingSpace, KeyedVectors]) -> None:
    space, oracle = glove
    value, sections = oracle.evaluate_word_analogies(datapath("questions-words.txt"), restrict_vocab=3000)
    expected = {s["section"]: (len(s["correct"]), len(s["incorrect"])) for s in sections[:-1]}

    table = asked(space, set=("questions-words",), limit=3000)

    found = rows_of(table)["questions-words", "accuracy"]
    shares = table.parts["sections"].to_pylist()
    right = {row["section"]: round((row["value"] or 0) * row["covered"]) for row in shares}
    assert found["value"] == pytest.approx(value, abs=1e-12)
    assert expected == {
        row["section"]: (right[row["section"]], row["covered"] - right[row["section"]]) for row in shares
    }
    assert len(table.parts["failures"]) == sum(wrong for _, wrong in expected.values())


@pytest.mark.parametrize(("name", "file"), [("wordsim353", "wordsim353.tsv"), ("simlex999", "simlex999.txt")])
def test_similarity_is_that_of_gensim(glove: tuple[EmbeddingSpace, KeyedVectors], name: str, file: str) -> None:
    space, oracle = glove
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pearson, spearman, _ = oracle.evaluate_word_pairs(datapath(file), case_insensitive=True)

    found = rows_of(asked(space, set=(name,), times=100))

    assert found[name, "spearman"]["value"] == pytest.approx(spearman.statistic, abs=1e-6)
    assert found[name, "pearson"]["value"] == pytest.approx(pearson.statistic, abs=1e-6)


@pytest.mark.slow
def test_the_known_values_of_real_vectors_are_met(shared_data: Path) -> None:
    oracle = KeyedVectors.load_word2vec_format(shared_data / LARGE)
    space = EmbeddingSpace(name="glove", keys=Keys(oracle.index_to_key), vectors=oracle.vectors)

    rg65 = str(shared_data / "evalsets" / "rg65.tsv")
    found = rows_of(asked(space, set=("wordsim353", "simlex999", rg65, "questions-words"), limit=30_000, times=100))
    values = [found[name, "spearman"]["value"] for name in ("wordsim353", "simlex999", "rg65.tsv")]
    analogies = found["questions-words", "accuracy"]

    assert [round(value, 4) for value in values] == [0.5327, 0.2975, 0.7047]
    assert round(found["wordsim353", "pearson"]["value"], 4) == 0.5484
    assert (found["rg65.tsv", "spearman"]["covered"], found["rg65.tsv", "spearman"]["total"]) == (64, 65)
    assert (round(analogies["value"] * analogies["covered"]), analogies["covered"]) == (10_032, 15_276)
