"""How large a sentence model is, from the first bytes of its weights and its settings: nothing is loaded."""

import json
import math
import os
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from embexplorer.core.estimate import Estimate
from embexplorer.core.typing import IntArray
from embexplorer.encoders._model_folder import files_of

WEIGHTS = ".safetensors"
LONGEST_HEADER = 100_000_000  # bytes, as the format has it
LENGTH = struct.Struct("<Q")
BYTES_A_TOKEN = 4.0  # of English, about; of Chinese three, which are a character
MARKS = 2  # tokens that stand around a text
OPERATIONS_A_SECOND = 6e10  # of one thread
SECONDS_A_TEXT = 2e-4  # goes to cutting it into tokens, and to what is done once a batch
HEADS = 12  # of attention, about
TABLE = "embedding"  # in the name of a tensor of which a token takes a row and multiplies nothing


@dataclass(frozen=True, kw_only=True)
class ModelSize:
    """`multiplied` numbers are multiplied with each token; `layers` × `hidden` numbers are compared with each other
    token; `stored` are the bytes of the weights. `longest` tokens of a text are read, 0: all.
    """

    multiplied: int
    stored: int
    layers: int
    hidden: int
    longest: int

    def tokens(self, lengths: IntArray) -> IntArray:
        """About how many tokens of texts of so many bytes are read."""
        tokens = np.asarray(lengths / BYTES_A_TOKEN + MARKS, np.int64)
        return np.minimum(tokens, self.longest) if self.longest else tokens

    def estimate(self, texts: int, tokens: int, batch: int) -> Estimate:
        """What encoding takes on a processor, so many texts at once."""
        mean = tokens / max(texts, 1)
        work = tokens * (2.0 * self.multiplied + 4.0 * self.layers * self.hidden * mean)
        threads = int(os.environ.get("OMP_NUM_THREADS") or os.cpu_count() or 1)  # as torch has it
        seconds = work / (OPERATIONS_A_SECOND * threads**0.8) + texts * SECONDS_A_TEXT
        at_once = 4.0 * batch * mean * (8 * self.hidden + HEADS * mean)
        memory = 2.0 * self.stored + at_once + texts * (4.0 * self.hidden + 3 * BYTES_A_TOKEN * mean)
        return Estimate(seconds=seconds, memory=memory).loading("sentence-transformers")


def model_size(folder: Path) -> ModelSize | None:
    """The size of the model in the folder; None where it has no weights that can be read."""
    tensors = [tensor for path in files_of(folder) if path.suffix == WEIGHTS for tensor in _tensors(path)]
    if not tensors:
        return None
    settings, reading = _settings(folder, "config.json"), _settings(folder, "sentence_bert_config.json")
    return ModelSize(
        multiplied=sum(math.prod(shape) for name, shape, _ in tensors if len(shape) > 1 and TABLE not in name),
        stored=sum(held for _, _, held in tensors),
        layers=_number(settings, "num_hidden_layers", "n_layers"),
        hidden=_number(settings, "hidden_size", "dim"),
        longest=_number(reading, "max_seq_length") or _number(settings, "max_position_embeddings"),
    )


def _tensors(path: Path) -> list[tuple[str, list[int], int]]:
    """Name, shape and bytes of each tensor; nothing where this is no safetensors file."""
    with path.open("rb") as stream:
        first = stream.read(LENGTH.size)
        length = LENGTH.unpack(first)[0] if len(first) == LENGTH.size else LONGEST_HEADER + 1
        if length > LONGEST_HEADER:
            return []
        try:
            header = json.loads(stream.read(length))
            return [
                (name, told["shape"], told["data_offsets"][1] - told["data_offsets"][0])
                for name, told in header.items()
                if name != "__metadata__"
            ]
        except (ValueError, KeyError, TypeError, AttributeError, IndexError):
            return []


def _settings(folder: Path, name: str) -> dict[str, Any]:
    """The settings in the folder, or in that of its first module."""
    for path in (folder / name, *sorted(folder.glob(f"*/{name}"))):
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        if isinstance(found, dict) and (path.parent == folder or "Transformer" in path.parent.name):
            return found
    return {}


def _number(settings: dict[str, Any], *names: str) -> int:
    return next((settings[name] for name in names if isinstance(settings.get(name), int)), 0)
