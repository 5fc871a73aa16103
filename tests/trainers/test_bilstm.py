"""The biLSTM language model on small texts."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs, nothing
from embexplorer.core.model import embed
from embexplorer.core.report import Frame, Measured, Report
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.table import Table
from embexplorer.trainers.bilstm import BiLstm

LINES = [f"the {noun} {verb} the {other}" for noun in ["king", "queen", "cat", "dog"] for verb in ("sees", "likes")
         for other in ("mouse", "bird", "fish")]  # fmt: skip


class Enough(Report):
    """Has had enough when it has been asked so many times; keeps curves and frames."""

    def __init__(self, after: int) -> None:
        self._left = after
        self.measured: list[Measured] = []
        self.frames: list[Frame] = []

    def enough(self) -> bool:
        self._left -= 1
        return self._left == 0

    def wants_frame(self) -> bool:
        return True

    def show(self, frame: Frame) -> None:
        self.frames.append(frame)

    def measure(self, measured: Measured) -> None:
        self.measured.append(measured)


@pytest.fixture
def step(tmp_path: Path) -> Callable[..., BiLstm]:
    """A short training on 24 sentences of five words, or on the lines given."""

    def made(lines: list[str] = LINES, **parameters: Any) -> BiLstm:
        path = tmp_path / "text.txt"
        path.write_text("\n".join(lines), encoding="utf-8")
        short = {"min_count": 1, "dimensions": 8, "cells": 5, "epochs": 2, "batch": 2, "chunk": 8}
        return BiLstm(path=path, **{**short, **parameters})

    return made


def test_layer_0_is_the_word_s_own_vector(step: Callable[..., BiLstm]) -> None:
    space = step(layer="0").run(nothing)

    assert space.model is not None
    assert np.allclose(space.model.arrays["embedding.weight"][:-2], space.vectors, atol=1e-6)


@pytest.mark.parametrize("layer", [1, 2])
def test_a_word_s_vector_is_the_mean_of_its_vectors_in_all_places(step: Callable[..., BiLstm], layer: int) -> None:
    space = step(layer=str(layer), contexts=("king", "the")).run(nothing)
    places = space.beside[layer - 1]

    king = places.vectors[np.array(places.columns["word"].to_pylist()) == "king"]

    assert np.allclose(king.mean(axis=0), space.vectors[space.keys.row_of("king")], atol=1e-5)


def test_average_is_the_mean_of_all_layers(step: Callable[..., BiLstm]) -> None:
    layers = [step(layer=layer).run(nothing).vectors for layer in ("0", "1", "2")]

    assert np.allclose(np.mean(layers, axis=0), step(layer="average").run(nothing).vectors, atol=1e-5)


def test_the_first_places_are_averaged_where_that_is_wished(step: Callable[..., BiLstm]) -> None:
    space = step(layer="1", contexts=("king",), occurrences=2).run(nothing)

    assert np.allclose(space.beside[0].vectors[:2].mean(axis=0), space.vectors[space.keys.row_of("king")], atol=1e-5)


def test_the_user_is_told_that_only_the_first_places_are_averaged(step: Callable[..., BiLstm]) -> None:
    assert "A vector is the mean over the first 2 places of its word." in step(occurrences=2).run(nothing).notes


def test_places_say_word_sentence_and_position(step: Callable[..., BiLstm]) -> None:
    places = step(contexts=("bird",)).run(nothing).beside[0]

    assert "bird · 2" == places.keys[1]
    assert {"word": "bird", "sentence": "the king likes the bird", "position": 5} == places.columns.to_pylist()[1]


def test_there_is_a_space_of_places_for_each_layer(step: Callable[..., BiLstm]) -> None:
    beside = step(contexts=("bird",), layers=3).run(nothing).beside

    assert ["Occurrences, layer 1", "Occurrences, layer 2", "Occurrences, layer 3"] == [a.name for a in beside[:3]]


def test_places_beyond_the_most_are_left_out_and_that_is_said(step: Callable[..., BiLstm]) -> None:
    space = step(contexts=("king", "bird"), most_contexts=7).run(nothing)

    assert ["king · 6", "bird · 1"] == list(space.beside[0].keys)[5:7]
    assert "Words of which only the first 7 places are kept: 1." in space.notes


def test_a_word_that_is_not_there_is_refused_with_near_ones(step: Callable[..., BiLstm]) -> None:
    with pytest.raises(UserError, match="Did you mean ‘king’"):
        step(contexts=("kng",)).run(nothing)


def test_an_odd_number_of_dimensions_is_refused(step: Callable[..., BiLstm]) -> None:
    with pytest.raises(UserError, match="--dimensions is 7, which is odd"):
        step(dimensions=7).run(nothing)


def test_a_layer_that_is_not_there_is_refused(step: Callable[..., BiLstm]) -> None:
    with pytest.raises(UserError, match="--layer is 3, and there are 2 above"):
        step(layer="3").run(nothing)


def test_a_stopped_run_is_the_run_that_ends_there(step: Callable[..., BiLstm]) -> None:
    report = Enough(after=5)
    stopped = step().run(nothing, report)

    again = step().stopped_at(5).run(nothing)

    assert report.kept_at() == 5
    assert np.array_equal(stopped.vectors, again.vectors)


def test_being_watched_changes_nothing(step: Callable[..., BiLstm]) -> None:
    report = Enough(after=-1)

    watched = step().run(nothing, report)

    assert report.frames
    assert np.array_equal(watched.vectors, step().run(nothing).vectors)


def test_another_seed_gives_other_vectors(step: Callable[..., BiLstm]) -> None:
    assert not np.array_equal(step(seed=1).run(nothing).vectors, step(seed=2).run(nothing).vectors)


@pytest.mark.parametrize("softmax", ["full", "sampled"])
def test_the_perplexity_comes_down_to_what_is_left_to_chance(step: Callable[..., BiLstm], softmax: str) -> None:
    report = Enough(after=-1)

    step(epochs=25, cells=16, dimensions=16, layers=1, softmax=softmax, dropout=0.0).run(nothing, report)

    # six tokens of a sentence, its end included: 4 nouns × 2 verbs × 3 objects are drawn, all else is certain
    last = report.measured[-1].numbers
    assert last["perplexity forward"] == pytest.approx(24 ** (1 / 6), rel=0.12)
    assert last["perplexity backward"] == pytest.approx(24 ** (1 / 6), rel=0.12)


def test_the_user_is_told_that_the_softmax_was_sampled(step: Callable[..., BiLstm]) -> None:
    notes = step(softmax="sampled", samples=9).run(nothing).notes

    assert "The softmax was sampled: 9 words a batch, drawn by frequency." in notes


def test_a_long_document_is_read_in_parts_and_that_is_said(step: Callable[..., BiLstm]) -> None:
    space = step(["a b c d e " * 90], contexts=("a",), chunk=32).run(nothing)

    assert "Documents of more than 200 words, which were read in parts: 1." in space.notes
    assert {200, 50} == {len(sentence.split()) for sentence in space.beside[0].columns["sentence"].to_pylist()}


def test_the_log_has_both_directions(step: Callable[..., BiLstm]) -> None:
    log = step().run(nothing).beside[-1]

    assert isinstance(log, Table)
    assert {"loss forward", "loss backward", "perplexity forward", "perplexity backward"} <= set(
        log.columns.column_names
    )


def test_a_sentence_of_the_text_is_embedded_as_the_mean_of_its_words_places(step: Callable[..., BiLstm]) -> None:
    sentence = "the king sees the bird"
    space = step(layer="1", contexts=("the", "king", "sees", "bird")).run(nothing)
    places = space.beside[0]
    inside = np.array([s == sentence for s in places.columns["sentence"].to_pylist()])

    assert np.allclose(places.vectors[inside].mean(axis=0), embed(space, ["The king sees the bird."])[0], atol=1e-5)


def test_a_saved_model_embeds_the_same(step: Callable[..., BiLstm], tmp_path: Path) -> None:
    space = step().run(nothing)
    texts = ["the king", "a dog likes what the zebra sees"]

    saved = space.save(tmp_path / "space")

    assert np.array_equal(embed(space, texts), embed(saved, texts))


def test_a_text_is_embedded_the_same_alone_and_among_others(step: Callable[..., BiLstm]) -> None:
    space = step().run(nothing)

    both = embed(space, ["the king", "the cat likes the mouse"])

    assert np.allclose(both[0], embed(space, ["the king"])[0], atol=1e-6)


def test_a_text_without_a_known_word_is_refused(step: Callable[..., BiLstm]) -> None:
    with pytest.raises(UserError, match="‘zebra’ holds no word"):
        embed(step().run(nothing), ["zebra"])


def test_a_training_goes_on_with_the_words_of_its_model(step: Callable[..., BiLstm]) -> None:
    before = step().run(nothing)

    after = step(["the king sees the zebra"] * 3).run(Inputs(space=before))

    assert list(before.keys) == list(after.keys)
    assert any(note.endswith("Places of words unknown to it: 3.") for note in after.notes)


def test_going_on_with_another_shape_is_refused(step: Callable[..., BiLstm]) -> None:
    before = step().run(nothing)

    with pytest.raises(UserError, match="was trained with --layers 2"):
        step(layers=1).run(Inputs(space=before))


def test_going_on_from_a_space_without_a_model_is_refused(
    step: Callable[..., BiLstm], clusters: EmbeddingSpace
) -> None:
    with pytest.raises(UserError, match="holds no biLSTM"):
        step().run(Inputs(space=clusters))


def test_the_best_epoch_is_kept_where_that_is_wished(step: Callable[..., BiLstm]) -> None:
    report = Enough(after=-1)

    space = step(keep="best", epochs=6, learning_rate=0.3, clip=100.0).run(nothing, report)

    losses = [m.numbers["loss forward"] + m.numbers["loss backward"] for m in report.measured if m.at == int(m.at) > 0]
    assert f"The model of epoch {int(np.argmin(losses[:6])) + 1} was kept, the best one." in space.notes


def test_a_diverging_training_ends_with_a_sentence(
    step: Callable[..., BiLstm], monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch

    monkeypatch.setattr(
        "embexplorer.models.bilstm.next_word_loss", lambda net, *_: net["embedding"].weight.sum() * torch.nan
    )

    with pytest.raises(UserError, match="not finite at batch 1"):
        step().run(nothing)


def test_it_reads_the_step_back_from_where_it_was_stopped(step: Callable[..., BiLstm]) -> None:
    assert replace(step(), stop_after=7) == step().stopped_at(7)
