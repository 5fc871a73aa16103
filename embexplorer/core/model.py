"""A trained model as plain data beside the space it made: it can go on learning, and embeds new input."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import numpy.typing as npt

from embexplorer.core.errors import UserError
from embexplorer.core.typing import FloatArray

if TYPE_CHECKING:
    from embexplorer.core.space import EmbeddingSpace

FILE, ARRAYS = "model.json", "model.safetensors"
Accepts = Literal["", "word", "text", "image"]
_embedders: dict[str, "Embed"] = {}
Embed = Callable[["EmbeddingSpace", Sequence[str]], FloatArray]
AnyEmbed = TypeVar("AnyEmbed", bound=Embed)


@dataclass(frozen=True, kw_only=True)
class Model:
    """`kind` names the trainer that knows what the rest means; `settings` is JSON, `arrays` are numbers by name.

    `accepts` is what new input may be: words never seen, texts, paths of images; empty: nothing new can be embedded.
    """

    kind: str
    settings: Mapping[str, Any] = field(default_factory=dict)
    arrays: Mapping[str, npt.NDArray[Any]] = field(default_factory=dict)
    accepts: Accepts = ""

    def save(self, folder: Path) -> None:
        """Write two files: JSON, and safetensors."""
        from safetensors.numpy import save_file

        plain = {"kind": self.kind, "accepts": self.accepts, "settings": dict(self.settings)}
        (folder / FILE).write_text(json.dumps(plain, ensure_ascii=False), encoding="utf-8")
        save_file(dict(self.arrays), folder / ARRAYS)

    @staticmethod
    def open(folder: Path) -> "Model | None":
        """The model beside a space, None where there is none; its arrays are read when they are asked for."""
        if not (folder / FILE).is_file():
            return None
        plain = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return Model(
            kind=plain["kind"],
            settings=plain["settings"],
            arrays=LazyArrays(folder / ARRAYS),
            accepts=plain["accepts"],
        )


class LazyArrays(Mapping[str, npt.NDArray[Any]]):
    """The arrays of a safetensors file; each is read when it is asked for."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __getitem__(self, name: str) -> npt.NDArray[Any]:
        from safetensors import safe_open

        with safe_open(self._path, framework="np") as tensors:
            if name not in tensors.keys():  # noqa: SIM118 - it is no mapping
                raise KeyError(name)
            array: npt.NDArray[Any] = tensors.get_tensor(name)
            return array

    def __iter__(self) -> "Any":
        from safetensors import safe_open

        with safe_open(self._path, framework="np") as tensors:
            return iter(list(tensors.keys()))

    def __len__(self) -> int:
        return len(list(iter(self)))


def embeds(kind: str) -> Callable[[AnyEmbed], AnyEmbed]:
    """Decorator: this function embeds new input for models of this kind: (space, inputs) → m × d float32."""

    def register(function: AnyEmbed) -> AnyEmbed:
        _embedders[kind] = function
        return function

    return register


def embed(space: "EmbeddingSpace", inputs: Sequence[str]) -> FloatArray:
    """The vectors of new input in this space, m × d; raises UserError when its model cannot make any."""
    from embexplorer.core.registry import discover  # who embeds what is said where it is trained

    discover()
    if space.model is None or space.model.kind not in _embedders:
        raise UserError(f"{space.name} holds vectors only: nothing new can be embedded in it.", "Train it here first.")
    return _embedders[space.model.kind](space, inputs)
