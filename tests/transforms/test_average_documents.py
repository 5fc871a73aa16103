"""Averaged documents: the plain formulas in numpy, and scikit-learn's weights and principal component."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer

from embexplorer.cli import main
from embexplorer.core.command import command_line
from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.keys import Keys
from embexplorer.core.model import embed
from embexplorer.core.perform import perform
from embexplorer.core.recipe import Recipe, RecipeStep
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.typing import DoubleArray
from embexplorer.transforms.average_documents import AverageDocuments

LINES = ["king queen king", "dog cat the the", "the king sees the dog", "stranger", "cat the queen the"]
KNOWN = [LINES[0], LINES[1], LINES[2], LINES[4]]
COUNTS = {"the": 6, "king": 3, "queen": 2, "dog": 2, "cat": 2}
TOTAL = 17  # words, the strangers “sees” and “stranger” among them


@pytest.fixture
def words() -> EmbeddingSpace:
    """Six words in four dimensions; “bird” is in no document."""
    vectors = np.random.default_rng(1).normal(size=(6, 4)).astype(np.float32)
    return EmbeddingSpace(name="words", keys=Keys([*COUNTS, "bird"]), vectors=vectors)


@pytest.fixture
def text(tmp_path: Path) -> Path:
    """Five documents, one of which holds no known word."""
    path = tmp_path / "lines.txt"
    path.write_text("\n".join(LINES), encoding="utf-8")
    return path


def averaged(words: EmbeddingSpace, text: Path, **parameters: Any) -> EmbeddingSpace:
    """The space of the documents."""
    return AverageDocuments(path=text, **parameters).run(Inputs(space=words))


def counted(lines: list[str], words: EmbeddingSpace) -> Any:
    """Documents × known words, counted by scikit-learn."""
    return CountVectorizer(analyzer=str.split, vocabulary=list(words.keys)).transform(lines)


def inverse_frequencies(words: EmbeddingSpace) -> DoubleArray:
    """a / (a + p(w)) of Arora, Liang & Ma 2017."""
    chance = np.array([COUNTS.get(word, 0) / TOTAL for word in words.keys])
    return 0.001 / (0.001 + chance)


def test_the_mean_counts_every_known_word_alike(words: EmbeddingSpace, text: Path) -> None:
    row = dict(zip(words.keys, np.asarray(words.vectors, np.float64), strict=True))

    space = averaged(words, text, weighting="mean")

    expected = [
        (2 * row["king"] + row["queen"]) / 3,
        (row["dog"] + row["cat"] + 2 * row["the"]) / 4,
        (2 * row["the"] + row["king"] + row["dog"]) / 4,
        (row["cat"] + 2 * row["the"] + row["queen"]) / 4,
    ]
    assert np.allclose(expected, space.vectors, atol=1e-6)


def test_tf_idf_weighs_words_as_scikit_learn_does(words: EmbeddingSpace, text: Path) -> None:
    weigher = TfidfTransformer(norm="l1").fit(counted(LINES, words))
    expected = weigher.transform(counted(KNOWN, words)) @ np.asarray(words.vectors, np.float64)

    space = averaged(words, text, weighting="tf-idf")

    assert np.allclose(expected, space.vectors, atol=1e-6)


def test_sif_is_the_paper_s_formula_without_the_first_principal_component(words: EmbeddingSpace, text: Path) -> None:
    counts = counted(KNOWN, words).toarray()
    weighted = (counts * inverse_frequencies(words)) @ words.vectors / counts.sum(axis=1, keepdims=True)
    shared = TruncatedSVD(1, algorithm="arpack").fit(weighted).components_

    space = averaged(words, text, weighting="sif")

    assert np.allclose(weighted - weighted @ shared.T @ shared, space.vectors, atol=1e-6)


def test_sif_may_keep_what_all_documents_share(words: EmbeddingSpace, text: Path) -> None:
    counts = counted(KNOWN, words).toarray()

    space = averaged(words, text, weighting="sif", components=0)

    expected = (counts * inverse_frequencies(words)) @ words.vectors / counts.sum(axis=1, keepdims=True)
    assert np.allclose(expected, space.vectors, atol=1e-6)


def test_what_is_missing_is_counted_and_said(words: EmbeddingSpace, text: Path) -> None:
    space = averaged(words, text)

    missing = "2 of 7 different words (11.8% of all words) are not in words and count for nothing, such as"
    assert f"{missing} ‘sees’, ‘stranger’." in space.notes
    assert "1 document without a known word was left out." in space.notes


def test_rows_are_the_documents_with_how_many_words_they_have(words: EmbeddingSpace, text: Path) -> None:
    space = averaged(words, text)

    assert KNOWN == list(space.keys)
    assert [3, 4, 5, 4] == space.columns["words"].to_pylist()
    assert [3, 4, 4, 4] == space.columns["known words"].to_pylist()


@pytest.mark.parametrize("weighting", ["mean", "tf-idf", "sif"])
def test_a_document_that_comes_again_gets_the_vector_that_it_has(
    words: EmbeddingSpace, text: Path, tmp_path: Path, weighting: str
) -> None:
    space = averaged(words, text, weighting=weighting).save(tmp_path / "saved")

    assert np.allclose(space.vectors, embed(space, KNOWN), atol=1e-6)


def test_a_word_that_the_text_lacks_is_as_rare_as_can_be_in_new_documents(words: EmbeddingSpace, text: Path) -> None:
    space = averaged(words, text, components=0)

    assert np.allclose(words.vectors[5], embed(space, ["bird"])[0], atol=1e-6)


def test_of_a_large_space_only_the_words_of_the_text_are_kept(
    words: EmbeddingSpace, text: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("embexplorer.transforms.average_documents.KEPT", 10)

    space = averaged(words, text)

    assert space.notes[-1] == "New texts can be averaged by the 5 words that are in this text."
    assert np.allclose(space.vectors, embed(space, KNOWN), atol=1e-6)


def test_a_text_without_a_known_word_is_refused_with_examples_of_both(words: EmbeddingSpace, tmp_path: Path) -> None:
    path = tmp_path / "other.txt"
    path.write_text("ein anderer text", encoding="utf-8")

    with pytest.raises(UserError, match="its rows are like ‘the’, the text's words like ‘ein’"):
        averaged(words, path)


def test_too_few_documents_to_take_away_what_they_share_are_refused(words: EmbeddingSpace, tmp_path: Path) -> None:
    path = tmp_path / "one.txt"
    path.write_text("king queen", encoding="utf-8")

    with pytest.raises(UserError, match="without what they share nothing is left"):
        averaged(words, path)


def test_the_command_line_averages_in_a_saved_space(words: EmbeddingSpace, text: Path, tmp_path: Path) -> None:
    words.save(tmp_path / "words")
    folder = tmp_path / "averages"

    main(["average-documents", str(tmp_path / "words"), "--path", str(text), "--weighting", "mean", "-o", str(folder)])

    expected = averaged(words, text, weighting="mean").vectors
    assert np.array_equal(expected, EmbeddingSpace.open(folder).vectors)


def test_the_command_names_the_text_beside_the_folder(words: EmbeddingSpace, text: Path, tmp_path: Path) -> None:
    opened = RecipeStep(name="space-folder", parameters={"path": "words"})
    step = AverageDocuments(path=Path("lines.txt"), weighting="mean")
    from dataclasses import replace

    space = replace(words, recipe=Recipe((opened,)))

    made = perform(replace(step, path=text), Inputs(space=space))

    expected = f"embexplorer average-documents words --path {text} --weighting mean"
    assert expected == command_line(made.recipe)


def test_the_estimate_counts_the_documents_and_the_vectors_of_the_words(text: Path) -> None:
    step = AverageDocuments(path=text)
    size = step.measured()

    small, large = (step.estimate(replace(size, taken=(rows, 100))) for rows in (1000, 100_000))

    assert (5, TOTAL) == (size.documents, size.units)
    assert 2 * 4 * 100 * 99_000 == large.memory - small.memory
