"""A folder that holds a sentence model: refused where it brings code or pickles, loaded from what is there alone."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from embexplorer.core.errors import UserError
from embexplorer.core.recipe import sha256_of

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

CODE = (".py", ".pyc", ".pyd", ".so", ".dll", ".dylib")
PICKLES = (".bin", ".pt", ".pth", ".pkl", ".pickle", ".ckpt")
PARTS = (".json", ".txt", ".model", ".jinja", ".safetensors")  # what a model is made of
RUNTIMES = {"onnx", "openvino"}
DESCRIPTION = "config_sentence_transformers.json"
TOKENS = ("tokenizer.json", "vocab.json")  # large, and without settings
MODULES = (
    "Transformer", "Pooling", "Normalize", "Dense", "LayerNorm", "Dropout", "WeightedLayerPooling", "StaticEmbedding",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Configuration:
    """One file of settings, as JSON."""

    path: Path
    content: Any


def refuse_unsafe(folder: Path) -> None:
    """Raise UserError where this is no folder, holds no model, or holds what would run when it is loaded."""
    if folder.is_file():
        raise UserError(f"{folder} is a file; a model is a folder.", f"Perhaps you mean {folder.parent}.")
    if not folder.is_dir():
        raise UserError(
            f"‘{folder}’ is not a folder on this disk.",
            "Models are read from a folder and never fetched: download the model first, then give its folder.",
        )
    if not _is_model(folder):
        raise UserError(
            f"{folder} holds no model: neither modules.json nor config.json is in it.", "Choose the model's own folder."
        )
    _refuse_code(folder)
    for path in files_of(folder):
        if path.suffix == ".json" and path.name not in TOKENS:
            _refuse_configuration(folder, _configuration(path))
    _refuse_pickles(folder)


def files_of(folder: Path) -> list[Path]:
    """The files that the model is made of, in order; not its weights in formats that are not read.

    There are none in a folder without a model, which may be as large as a home.
    """
    return [path for path in _inside(folder) if path.suffix in PARTS and path.is_file()] if _is_model(folder) else []


def hashes_of(folder: Path) -> dict[str, str]:
    """The SHA-256 of each file of the model, by its name within the folder."""
    return dict(_hashes(folder, _stamp(folder)))


def refuse_changed(folder: Path, before: Mapping[str, str]) -> None:
    """Raise UserError where the folder is no longer what it was."""
    now = hashes_of(folder)
    for name in sorted({*before, *now}):
        if before.get(name) != now.get(name):
            what = "has changed" if name in before and name in now else "is gone" if name in before else "is new"
            raise UserError(
                f"{folder / name} {what} since this space was encoded: its vectors would be others.",
                "Put the model back as it was, or encode the texts again.",
            )


def loaded(folder: Path, device: str) -> "SentenceTransformer":
    """The model, from nothing but this folder; one is kept, so that asking again costs nothing."""
    refuse_unsafe(folder)
    return _loaded(folder, device, _stamp(folder))


@lru_cache(maxsize=1)
def _loaded(folder: Path, device: str, stamp: tuple[tuple[str, int, int], ...]) -> "SentenceTransformer":
    from safetensors import SafetensorError
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()
    try:
        return SentenceTransformer(
            str(folder.resolve()),
            device=device,
            trust_remote_code=False,
            local_files_only=True,
            model_kwargs={"use_safetensors": True},
        )
    except (OSError, ValueError, KeyError, SafetensorError) as wrong:
        why = str(wrong).splitlines()[0] if str(wrong) else type(wrong).__name__
        raise UserError(f"The model in {folder} cannot be loaded: {why}", "Download the whole folder again.") from wrong
    finally:
        logging.enable_progress_bar()


@lru_cache(maxsize=4)
def _hashes(folder: Path, stamp: tuple[tuple[str, int, int], ...]) -> tuple[tuple[str, str], ...]:
    return tuple((path.relative_to(folder).as_posix(), sha256_of(path)) for path in files_of(folder))


def _stamp(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Changes whenever a file of the folder does."""
    return tuple((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in files_of(folder))


def _is_model(folder: Path) -> bool:
    return any((folder / name).is_file() for name in ("modules.json", "config.json"))


def _inside(folder: Path) -> list[Path]:
    """Everything in the folder but what is meant for other runtimes, in order."""
    return [path for path in sorted(folder.rglob("*")) if not RUNTIMES & set(path.relative_to(folder).parts)]


def _refuse_code(folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        if path.suffix in CODE:
            raise UserError(
                f"{path} is program code: a model whose folder brings code of its own is not loaded.",
                "If it is a script that the model can do without, delete it; or else choose another model.",
            )


def _configuration(path: Path) -> Configuration:
    try:
        return Configuration(path=path, content=json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as wrong:
        raise UserError(f"{path} is not valid JSON: {wrong}.", "Download the model's folder again.") from wrong


def _refuse_configuration(folder: Path, one: Configuration) -> None:
    for key, value in _entries(one.content):
        if key in ("auto_map", "custom_pipelines"):
            raise UserError(
                f"{one.path} names program code to run (“{key}”): such a model is not loaded.",
                "Choose a model that the sentence-transformers library knows by itself.",
            )
        if key.endswith("attn_implementation") and "/" in str(value):
            raise UserError(f"{one.path} names a kernel to fetch: ‘{value}’.", "Choose a model that is whole.")
        if key == "activation_function" and not str(value).startswith("torch.nn."):
            raise UserError(f"{one.path} names an activation of its own: ‘{value}’.", "Only torch.nn's are loaded.")
        if key == "model_type" and one.path.name == DESCRIPTION and value != "SentenceTransformer":
            raise UserError(f"{folder} holds a {value}, which does not make one vector of a text.", "Choose another.")
    if one.path.name == "adapter_config.json":
        raise UserError(f"{one.path} belongs to an adapter of another model.", "Merge it into its model first.")
    if one.path.name == "modules.json":
        _refuse_modules(folder, one)


def _refuse_modules(folder: Path, one: Configuration) -> None:
    modules = one.content if isinstance(one.content, list) else []
    if not modules or not all(isinstance(module, dict) for module in modules):
        raise UserError(f"{one.path} lists no parts of a model.", "Download the model's folder again.")
    for module in modules:
        kind, place = str(module.get("type")), folder / str(module.get("path", ""))
        if not kind.startswith("sentence_transformers.") or kind.rpartition(".")[2] not in MODULES:
            raise UserError(
                f"{one.path} names a part that is not known here: ‘{kind}’.",
                f"Parts may be those of sentence-transformers: {', '.join(MODULES)}.",
            )
        if not place.resolve().is_relative_to(folder.resolve()):
            raise UserError(f"{one.path} leads out of the folder: ‘{module.get('path')}’.", "Choose another model.")


def _refuse_pickles(folder: Path) -> None:
    for path in _inside(folder):
        if path.suffix in PICKLES and not any(path.parent.glob("*.safetensors")):
            raise UserError(
                f"{path} is a pickle, which may run anything when it is loaded: only safetensors are read.",
                "If you trust it, convert it: SentenceTransformer(folder).save(new_folder, safe_serialization=True).",
            )
    if not any(path.suffix == ".safetensors" for path in files_of(folder)):
        raise UserError(f"{folder} holds no weights: no .safetensors file is in it.", "Download the whole folder.")


def _entries(content: Any) -> Iterator[tuple[str, Any]]:
    """Every key of a JSON value with what it holds, however deep."""
    if isinstance(content, dict):
        for key, value in content.items():
            yield key, value
            yield from _entries(value)
    elif isinstance(content, list):
        for value in content:
            yield from _entries(value)
