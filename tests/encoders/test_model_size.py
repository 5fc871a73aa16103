"""The size of a sentence model is read from its first bytes: against what torch counts in the loaded model."""

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file

from embexplorer.encoders._model_size import BYTES_A_TOKEN, MARKS, model_size


def test_the_weights_of_all_layers_are_counted_and_the_table_of_tokens_is_not(sentence_model: Path) -> None:
    from sentence_transformers import SentenceTransformer
    from torch.nn import Linear

    modules = SentenceTransformer(str(sentence_model), device="cpu").modules()
    expected = sum(module.weight.numel() for module in modules if isinstance(module, Linear))

    size = model_size(sentence_model)

    assert (expected, 1, 16, 32) == (size.multiplied, size.layers, size.hidden, size.longest)


def test_the_stored_bytes_are_those_of_the_tensors(sentence_model: Path) -> None:
    expected = sum(tensor.nbytes for tensor in load_file(sentence_model / "model.safetensors").values())

    size = model_size(sentence_model)

    assert expected == size.stored


@pytest.mark.parametrize("content", [b"", b"\x08\0\0\0\0\0\0\0notjson!", b"\xff" * 16, b"\x02\0\0\0\0\0\0\0[]"])
def test_of_a_model_whose_weights_cannot_be_read_nothing_is_said(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "config.json").write_text("{}")
    (tmp_path / "model.safetensors").write_bytes(content)

    assert model_size(tmp_path) is None


def test_a_text_is_read_up_to_the_longest_input(sentence_model: Path) -> None:
    size = model_size(sentence_model)

    tokens = size.tokens(np.array([40, 4000]))

    assert [40 // BYTES_A_TOKEN + MARKS, 32] == tokens.tolist()


def test_four_times_the_texts_take_longer_than_twice(sentence_model: Path) -> None:
    size = model_size(sentence_model)

    once, twice, four = (size.estimate(n, 20 * n, 32).seconds for n in (10_000, 20_000, 40_000))

    assert four - twice == pytest.approx(2 * (twice - once))
