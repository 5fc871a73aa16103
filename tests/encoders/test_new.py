"""New input: embedded by whatever model a space has, as rows of a space of their own."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from embexplorer.core.command import command_line
from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.keys import Keys
from embexplorer.core.model import Model, embeds
from embexplorer.core.perform import perform
from embexplorer.core.registry import step_named
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import build
from embexplorer.core.typing import FloatArray
from embexplorer.encoders.new import New


@embeds("letters of a test")
def count_letters(space: EmbeddingSpace, words: Sequence[str]) -> FloatArray:
    """How many a and b there are."""
    return np.array([[word.count("a"), word.count("b")] for word in words], np.float32)


@pytest.fixture
def letters() -> EmbeddingSpace:
    """Two words, and a model that counts letters."""
    model = Model(kind="letters of a test", accepts="word")
    vectors = np.array([[1, 0], [0, 1]], np.float32)
    return EmbeddingSpace(name="letters", keys=Keys(["a", "b"]), vectors=vectors, model=model)


def embedded(space: EmbeddingSpace, *words: str, path: Path | None = None) -> EmbeddingSpace:
    """The space of the new words."""
    return New(words=words, path=path).run(Inputs(space=space))


def test_new_words_become_rows_in_the_same_dimensions(letters: EmbeddingSpace) -> None:
    space = embedded(letters, "abba", "aaa")

    assert (["abba", "aaa"], [[2, 2], [3, 0]]) == (list(space.keys), space.vectors.tolist())
    assert ["abba", "aaa"] == space.columns["word"].to_pylist()


def test_words_of_a_file_follow_those_that_are_written(letters: EmbeddingSpace, tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text("bab\n\n aab \n", encoding="utf-8")

    space = embedded(letters, "abba", path=path)

    assert ["abba", "bab", "aab"] == list(space.keys)


def test_the_space_that_embedded_is_the_parent(letters: EmbeddingSpace, tmp_path: Path) -> None:
    saved = letters.save(tmp_path / "saved")

    space = perform(New(words=("aa",)), Inputs(space=saved))

    assert space.parent == "saved"


def test_what_is_unknown_twice_or_there_already_is_said(letters: EmbeddingSpace) -> None:
    space = embedded(letters, "ab", "xyz", "ab", "b")

    assert (
        "1 input that had come before was left out.",
        "1 input in which letters knows nothing, such as ‘xyz’, was left out.",
        "1 is a row of letters already, such as ‘b’.",
    ) == space.notes


def test_a_space_of_vectors_alone_is_refused(clusters: EmbeddingSpace) -> None:
    with pytest.raises(UserError, match="clusters holds vectors only: nothing new can be embedded in it"):
        embedded(clusters, "w100")


def test_a_model_that_embeds_nothing_new_is_refused_by_its_name(letters: EmbeddingSpace) -> None:
    from dataclasses import replace

    frozen = replace(letters, model=Model(kind="word2vec"))

    with pytest.raises(UserError, match="letters was made by word2vec, which has no vector for what it has not seen"):
        embedded(frozen, "ab")


def test_nothing_to_embed_is_refused(letters: EmbeddingSpace) -> None:
    with pytest.raises(UserError, match="There is nothing to embed"):
        embedded(letters)


def test_only_unknown_words_are_refused(letters: EmbeddingSpace) -> None:
    with pytest.raises(UserError, match="letters knows nothing in ‘xyz’"):
        embedded(letters, "xyz")


def test_a_file_that_is_missing_is_refused_by_name(letters: EmbeddingSpace, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="gone.txt cannot be read"):
        embedded(letters, path=tmp_path / "gone.txt")


def test_the_command_embeds_in_the_folder_that_was_trained_before(letters: EmbeddingSpace) -> None:
    from dataclasses import replace

    from embexplorer.core.recipe import Recipe, RecipeStep

    trained = replace(letters, recipe=Recipe((RecipeStep(name="counts", parameters={"path": "a.txt"}),)))

    made = perform(New(words=("new words", "ab")), Inputs(space=trained))

    expected = "embexplorer train-counts a.txt -o counts && embexplorer encode-new counts 'new words' ab"
    assert expected == command_line(made.recipe)


def test_new_texts_join_the_documents_of_a_count_model(tmp_path: Path) -> None:
    path = tmp_path / "lines.txt"
    path.write_text("cat dog\ncat cat bird\ndog bird cow\ncow cow", encoding="utf-8")
    wish = {"of": "documents", "weighting": "tf-idf", "min_count": 1, "dimensions": 3}
    trained = build(step_named("counts"), {"path": path, **wish}).run(Inputs())
    assert isinstance(trained, EmbeddingSpace)

    space = embedded(trained.save(tmp_path / "saved"), "cow cow", "cat dog")

    assert np.allclose(trained.vectors[[3, 0]], space.vectors, atol=1e-6)


def test_more_texts_take_longer_in_the_space_of_a_sentence_model(tmp_path: Path, sentence_model: Path) -> None:
    path = tmp_path / "texts.txt"
    path.write_text("a king rules\ndogs bark", encoding="utf-8")
    space = build(step_named("sentences"), {"path": str(path), "model": str(sentence_model)}).run(Inputs())

    few, many = (New(words=("it rains",) * count).estimate_on(space) for count in (1, 1000))

    assert few.seconds < many.seconds


def test_nothing_is_said_where_nothing_is_asked_or_nothing_is_known_of_the_model(letters: EmbeddingSpace) -> None:
    asked, nothing_asked = New(words=("abba",)), New()

    assert [None, None] == [asked.estimate_on(letters), nothing_asked.estimate_on(letters)]
