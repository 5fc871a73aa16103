"""What is refused as a model's folder, each with a sentence that names the file: code, pickles, strangers."""

import json
from pathlib import Path
from typing import Any

import pytest

from embexplorer.core.errors import UserError
from embexplorer.encoders._model_folder import files_of, hashes_of, refuse_changed, refuse_unsafe


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that looks like a model of two parts; nothing is loaded from it."""
    place = tmp_path / "model"
    (place / "1_Pooling").mkdir(parents=True)
    parts = [("0", "", "Transformer"), ("1", "1_Pooling", "Pooling")]
    modules = [{"name": n, "path": path, "type": f"sentence_transformers.models.{kind}"} for n, path, kind in parts]
    written(place / "modules.json", modules)
    written(place / "config.json", {"model_type": "bert"})
    written(place / "1_Pooling" / "config.json", {"pooling_mode_mean_tokens": True})
    (place / "model.safetensors").write_bytes(b"weights")
    return place


def written(path: Path, content: Any) -> None:
    """JSON in a file."""
    path.write_text(json.dumps(content), encoding="utf-8")


def test_a_whole_model_without_code_is_accepted(folder: Path) -> None:
    refuse_unsafe(folder)


def test_a_name_on_a_hub_is_no_folder() -> None:
    with pytest.raises(UserError, match="‘all-MiniLM-L6-v2’ is not a folder on this disk") as refusal:
        refuse_unsafe(Path("all-MiniLM-L6-v2"))

    assert "never fetched" in refusal.value.hint


def test_a_file_is_no_model(folder: Path) -> None:
    with pytest.raises(UserError, match="model.safetensors is a file; a model is a folder"):
        refuse_unsafe(folder / "model.safetensors")


def test_a_folder_of_other_things_is_no_model(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("nothing", encoding="utf-8")

    with pytest.raises(UserError, match="holds no model: neither modules.json nor config.json"):
        refuse_unsafe(tmp_path)


@pytest.mark.parametrize("name", ["modeling.py", "1_Pooling/kernel.so"])
def test_a_file_of_code_is_refused_by_name(folder: Path, name: str) -> None:
    (folder / name).write_text("print('gotcha')", encoding="utf-8")

    with pytest.raises(UserError, match=f"{name} is program code"):
        refuse_unsafe(folder)


def test_a_map_to_code_is_refused_however_deep_it_stands(folder: Path) -> None:
    written(folder / "config.json", {"text_config": {"auto_map": {"AutoModel": "modeling.Evil"}}})

    with pytest.raises(UserError, match="config.json names program code to run"):
        refuse_unsafe(folder)


@pytest.mark.parametrize("kind", ["evil.Module", "os.system", "sentence_transformers.models.WordEmbeddings"])
def test_a_part_from_elsewhere_is_refused(folder: Path, kind: str) -> None:
    written(folder / "modules.json", [{"name": "0", "path": "", "type": kind}])

    with pytest.raises(UserError, match=f"modules.json names a part that is not known here: ‘{kind}’"):
        refuse_unsafe(folder)


def test_a_part_outside_the_folder_is_refused(folder: Path) -> None:
    written(folder / "modules.json", [{"path": "../x", "type": "sentence_transformers.models.Pooling"}])

    with pytest.raises(UserError, match="leads out of the folder: ‘../x’"):
        refuse_unsafe(folder)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("1_Pooling/config.json", {"activation_function": "subprocess.Popen"}, "an activation of its own"),
        ("config.json", {"_attn_implementation": "someone/kernel"}, "a kernel to fetch"),
        ("config_sentence_transformers.json", {"model_type": "SparseEncoder"}, "holds a SparseEncoder"),
        ("adapter_config.json", {"peft_type": "LORA"}, "an adapter of another model"),
    ],
)
def test_settings_that_lead_elsewhere_are_refused(folder: Path, name: str, content: Any, sentence: str) -> None:
    written(folder / name, content)

    with pytest.raises(UserError, match=sentence):
        refuse_unsafe(folder)


def test_settings_that_are_no_json_are_refused_by_name(folder: Path) -> None:
    (folder / "config.json").write_text("{", encoding="utf-8")

    with pytest.raises(UserError, match="config.json is not valid JSON"):
        refuse_unsafe(folder)


@pytest.mark.parametrize("name", ["pytorch_model.bin", "weights.pt", "weights.pkl"])
def test_pickled_weights_are_refused_with_how_to_convert_them(folder: Path, name: str) -> None:
    (folder / "model.safetensors").rename(folder / name)

    with pytest.raises(UserError, match=f"{name} is a pickle") as refusal:
        refuse_unsafe(folder)

    assert "safe_serialization=True" in refusal.value.hint


def test_pickled_weights_beside_safe_ones_are_left_alone(folder: Path) -> None:
    (folder / "pytorch_model.bin").write_bytes(b"pickle")

    refuse_unsafe(folder)


def test_weights_for_other_runtimes_are_left_alone(folder: Path) -> None:
    (folder / "openvino").mkdir()
    (folder / "openvino" / "openvino_model.bin").write_bytes(b"graph")

    refuse_unsafe(folder)


def test_a_folder_without_a_model_has_no_files_to_hash(tmp_path: Path) -> None:
    written(tmp_path / "letters.json", {})

    assert files_of(tmp_path) == []


def test_a_model_without_weights_is_refused(folder: Path) -> None:
    (folder / "model.safetensors").unlink()

    with pytest.raises(UserError, match="holds no weights"):
        refuse_unsafe(folder)


def test_a_folder_that_is_as_it_was_is_accepted_again(folder: Path) -> None:
    refuse_changed(folder, hashes_of(folder))


def test_changed_weights_are_noticed_by_name(folder: Path) -> None:
    before = hashes_of(folder)
    (folder / "model.safetensors").write_bytes(b"others!")

    with pytest.raises(UserError, match="model.safetensors has changed since this space was encoded"):
        refuse_changed(folder, before)


def test_a_file_that_has_come_or_gone_is_noticed(folder: Path) -> None:
    before = hashes_of(folder)
    (folder / "modules.json").unlink()

    with pytest.raises(UserError, match="modules.json is gone since"):
        refuse_changed(folder, before)
