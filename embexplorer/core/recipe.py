"""A recipe: the chain of steps, with versions and input hashes, that made a result; one recipe, one result."""

import hashlib
from dataclasses import asdict, dataclass, field
from importlib import metadata
from pathlib import Path
from typing import Any

CHUNK = 1 << 20


@dataclass(frozen=True, kw_only=True)
class RecipeStep:
    """One step as it was run. `sources` maps the path of each file that was read to its SHA-256.

    `other` is the recipe of the second space, where it took one, as JSON.
    """

    name: str
    parameters: dict[str, Any] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    other: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Recipe:
    """The steps in the order in which they were run; empty for what was made by hand."""

    steps: tuple[RecipeStep, ...] = ()

    def then(self, step: RecipeStep) -> "Recipe":
        """This recipe with one more step at its end."""
        return Recipe((*self.steps, step))

    def to_json(self) -> list[dict[str, Any]]:
        """A list of plain objects, one a step."""
        return [asdict(step) for step in self.steps]

    @staticmethod
    def from_json(steps: list[dict[str, Any]]) -> "Recipe":
        """The inverse of `to_json`."""
        return Recipe(tuple(RecipeStep(**step) for step in steps))


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(CHUNK):
            digest.update(block)
    return digest.hexdigest()


def versions_of(libraries: tuple[str, ...]) -> dict[str, str]:
    """The installed version of each distribution."""
    return {name: metadata.version(name) for name in libraries}
