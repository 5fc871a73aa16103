"""Count models: the same numbers as scikit-learn and the plain formulas, for old documents and new ones."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.random_projection import (
    GaussianRandomProjection,
    SparseRandomProjection,
    johnson_lindenstrauss_min_dim,
)

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import nothing
from embexplorer.core.model import embed
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.typing import DoubleArray
from embexplorer.trainers._low_rank import distortion_promised
from embexplorer.trainers.counts import Counts

WORDS = np.array([f"w{chr(97 + number // 26)}{chr(97 + number % 26)}" for number in range(60)])
NEW = ["waa wab wac wab", "wba wbb nobody wba waa", "wac"]


@pytest.fixture(scope="module")
def lines() -> list[str]:
    """Eighty documents of twelve of sixty words, some of which are more frequent."""
    random = np.random.default_rng(3)
    chance = 1 / np.arange(1, 61)
    drawn = random.choice(60, size=(80, 12), p=chance / chance.sum())
    return [" ".join(WORDS[row]) for row in drawn]


@pytest.fixture
def text(lines: list[str], tmp_path: Path) -> Path:
    """The documents, one in each line."""
    path = tmp_path / "documents.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def trained(path: Path, **parameters: Any) -> EmbeddingSpace:
    """The space of documents, of all words that occur."""
    known = {"of": "documents", "min_count": 1, "weighting": "counts", "reduce": "none", **parameters}
    return Counts(path=path, **known).run(nothing)


def in_order(space: EmbeddingSpace, counter: CountVectorizer) -> list[int]:
    """Where scikit-learn has the columns of this space."""
    assert space.model is not None
    return [counter.vocabulary_[word] for word in space.model.settings["words"]]


def signless(vectors: Any) -> DoubleArray:
    """The same for a column and its negative."""
    return np.asarray(vectors, np.float64) * np.sign(
        np.asarray(vectors)[np.abs(vectors).argmax(axis=0), range(vectors.shape[1])]
    )


def dense_ppmi(counts: DoubleArray, smoothing: float, shift: float) -> DoubleArray:
    """Levy, Goldberg & Dagan 2015, sections 2.1, 3.1 and 3.2, as they are written."""
    total = counts.sum()
    joint, row = counts / total, counts.sum(axis=1, keepdims=True) / total
    column = counts.sum(axis=0) ** smoothing / (counts.sum(axis=0) ** smoothing).sum()
    with np.errstate(divide="ignore"):
        return np.maximum(np.log(joint / (row * column)) - np.log(shift), 0)


def test_counts_are_those_of_scikit_learn(text: Path, lines: list[str]) -> None:
    counter = CountVectorizer(analyzer=str.split)
    expected = counter.fit_transform(lines).toarray()

    space = trained(text)

    assert np.array_equal(expected[:, in_order(space, counter)], space.vectors)


def test_words_are_counted_once_for_each_document_that_holds_them(text: Path, lines: list[str]) -> None:
    counter = CountVectorizer(analyzer=str.split)
    expected = counter.fit_transform(lines).toarray().T

    space = trained(text, of="words", window=0)

    assert np.array_equal(expected[[counter.vocabulary_[word] for word in space.keys]], space.vectors)


@pytest.mark.parametrize("sublinear", [False, True])
def test_tf_idf_is_that_of_scikit_learn(text: Path, lines: list[str], sublinear: bool) -> None:
    counter = TfidfVectorizer(analyzer=str.split, sublinear_tf=sublinear)
    expected = counter.fit_transform(lines).toarray()

    space = trained(text, weighting="tf-idf", sublinear=sublinear)

    assert np.allclose(expected[:, in_order(space, counter)], space.vectors, atol=1e-7)


def test_tf_idf_of_words_is_that_of_their_documents_turned_over(text: Path) -> None:
    documents = trained(text, weighting="tf-idf")

    words = trained(text, of="words", window=0, weighting="tf-idf")

    assert np.array_equal(documents.vectors.T, words.vectors)


@pytest.mark.parametrize(("smoothing", "shift"), [(1.0, 1.0), (0.75, 1.0), (0.75, 3.0), (0.0, 1.0)])
def test_ppmi_of_documents_is_the_plain_formula(text: Path, smoothing: float, shift: float) -> None:
    expected = dense_ppmi(np.asarray(trained(text).vectors, np.float64), smoothing, shift)

    space = trained(text, weighting="ppmi", smoothing=smoothing, shift=shift)

    assert np.allclose(expected, space.vectors, atol=1e-6)


def test_ppmi_of_words_is_the_plain_formula_on_the_counts_of_their_neighbours(text: Path) -> None:
    counts = np.asarray(trained(text, of="words", window=2).vectors, np.float64)

    space = trained(text, of="words", window=2, weighting="ppmi")

    assert np.allclose(dense_ppmi(counts, 0.75, 1.0), space.vectors, atol=1e-6)


def test_lsa_is_scikit_learn_s_truncated_svd_up_to_sign(text: Path, lines: list[str]) -> None:
    pipe = TruncatedSVD(8, random_state=5)
    counter = TfidfVectorizer(analyzer=str.split)
    known = trained(text, weighting="tf-idf")
    counter.fit(lines)
    expected = pipe.fit_transform(counter.transform(lines)[:, in_order(known, counter)])

    space = trained(text, weighting="tf-idf", reduce="lsa", dimensions=8, seed=5)

    assert np.allclose(signless(expected), signless(space.vectors), atol=2e-5)


def test_lsa_says_the_variance_that_scikit_learn_explains(text: Path) -> None:
    pipe = TruncatedSVD(8, random_state=5).fit(trained(text, weighting="tf-idf").vectors)

    space = trained(text, weighting="tf-idf", reduce="lsa", dimensions=8, seed=5)

    assert f"8 singular vectors hold {pipe.explained_variance_ratio_.sum():.1%} of the variance" in space.notes[-1]


def test_lsa_of_documents_brings_the_words_in_the_same_dimensions(text: Path) -> None:
    weights = np.asarray(trained(text, weighting="tf-idf").vectors, np.float64)
    _, values, right = np.linalg.svd(weights)

    (words,) = trained(text, weighting="tf-idf", reduce="lsa", dimensions=5, iterations=40).beside

    assert isinstance(words, EmbeddingSpace)
    assert np.allclose(signless(right[:5].T * values[:5]), signless(words.vectors), atol=1e-4)


def test_idf_counts_the_documents_that_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "rare.txt"
    path.write_text("cat dog\ncat cat dog pig pig\nzebra\npig cat", encoding="utf-8")
    counter = TfidfVectorizer(analyzer=str.split, vocabulary=["cat", "pig", "dog"])
    expected = counter.fit_transform(path.read_text(encoding="utf-8").splitlines()).toarray()

    space = trained(path, weighting="tf-idf", min_count=2)

    assert space.model is not None
    assert np.allclose(expected[[0, 1, 3]][:, in_order(space, counter)], space.vectors, atol=1e-7)


@pytest.mark.parametrize("exponent", [0.0, 0.5, 1.0])
def test_singular_values_are_raised_to_the_power_that_is_asked_for(text: Path, exponent: float) -> None:
    ppmi = np.asarray(trained(text, of="words", weighting="ppmi").vectors, np.float64)
    left, values, _ = np.linalg.svd(ppmi)
    wanted = {"of": "words", "weighting": "ppmi", "reduce": "lsa", "dimensions": 5, "iterations": 40}

    space = trained(text, **wanted, singular_exponent=exponent)

    assert np.allclose(signless(left[:, :5] * values[:5] ** exponent), signless(space.vectors), atol=1e-4)


def test_more_dimensions_than_there_are_become_fewer_and_it_is_said(tmp_path: Path) -> None:
    path = tmp_path / "three.txt"
    path.write_text("one two\none three\nthree two two", encoding="utf-8")

    space = trained(path, reduce="lsa", dimensions=50)

    assert (3, 3) == space.vectors.shape
    assert "There are no more than 3 dimensions; 50 were asked for." in space.notes


@pytest.mark.parametrize(
    ("reduce", "kind"), [("gaussian", GaussianRandomProjection), ("sparse", SparseRandomProjection)]
)
def test_random_projections_are_those_of_scikit_learn(text: Path, reduce: str, kind: Any) -> None:
    expected = kind(n_components=20, random_state=4).fit_transform(trained(text).vectors)

    space = trained(text, reduce=reduce, dimensions=20, seed=4)

    assert np.allclose(expected, space.vectors, atol=1e-5)


def test_the_bound_of_johnson_and_lindenstrauss_is_shown(text: Path) -> None:
    space = trained(text, reduce="gaussian", dimensions=20)

    bounds = [johnson_lindenstrauss_min_dim(80, eps=eps) for eps in (0.1, 0.2, 0.5)]
    shown = "{:,} dimensions for ±10%, {:,} dimensions for ±20%, {:,} dimensions for ±50%".format(*bounds)
    assert f"{shown}; 20 dimensions promise nothing for every pair." in space.notes[-2]


def test_the_distortion_that_is_promised_asks_for_as_many_dimensions() -> None:
    promised = distortion_promised(7600, 2000)

    assert promised is not None
    assert abs(johnson_lindenstrauss_min_dim(7600, eps=promised) - 2000) <= 1


@pytest.mark.parametrize("reduce", ["none", "lsa", "gaussian", "sparse"])
@pytest.mark.parametrize("weighting", ["counts", "tf-idf", "ppmi"])
def test_a_document_that_comes_again_gets_the_vector_that_it_has(
    text: Path, lines: list[str], weighting: str, reduce: str
) -> None:
    space = trained(text, weighting=weighting, reduce=reduce, dimensions=10, iterations=30)

    again = embed(space, lines[:5])

    assert np.allclose(space.vectors[:5], again, atol=5e-5)


def test_a_new_document_gets_the_vector_of_scikit_learn_s_pipeline(text: Path, lines: list[str]) -> None:
    counter = TfidfVectorizer(analyzer=str.split).fit(lines)
    draw = GaussianRandomProjection(12, random_state=0)
    space = trained(text, weighting="tf-idf", reduce="gaussian", dimensions=12)
    columns = in_order(space, counter)
    draw.fit(counter.transform(lines)[:, columns])

    found = embed(space, NEW)

    assert np.allclose(draw.transform(counter.transform(NEW)[:, columns]), found, atol=1e-6)


@pytest.mark.parametrize("reduce", ["none", "lsa", "sparse"])
def test_a_saved_space_embeds_as_it_did_before(text: Path, tmp_path: Path, reduce: str) -> None:
    space = trained(text, weighting="ppmi", reduce=reduce, dimensions=6)

    opened = space.save(tmp_path / "saved")

    assert np.array_equal(embed(space, NEW), embed(opened, NEW))


def test_a_space_of_words_embeds_nothing_new(text: Path) -> None:
    space = trained(text, of="words")

    with pytest.raises(UserError, match="nothing new can be embedded"):
        embed(space, NEW)


def test_documents_that_hold_no_frequent_word_are_left_out_with_their_number(tmp_path: Path) -> None:
    path = tmp_path / "rare.txt"
    path.write_text("cat dog\ncat dog cat\nzebra\ndog cat", encoding="utf-8")

    space = trained(path, min_count=2)

    assert (["cat dog", "cat dog cat", "dog cat"], True) == (
        list(space.keys),
        "1 document without any other word was left out." in space.notes,
    )


def test_a_space_that_would_not_fit_is_refused_with_its_size(text: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("embexplorer.trainers.counts.LARGEST", 10_000)

    with pytest.raises(UserError, match=r"80 rows of \d+ columns would take 0.0 GiB of memory") as refusal:
        trained(text)

    assert "--reduce lsa" in refusal.value.hint
