"""Performing a step writes its recipe: parameters, versions, and the hash of each file it read."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import numpy as np
import pyarrow as pa
import pytest

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs, nothing
from embexplorer.core.keys import Keys
from embexplorer.core.perform import GONE, perform
from embexplorer.core.report import Report, ignore
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Step, param
from embexplorer.core.table import Table


@dataclass(frozen=True, kw_only=True)
class Weigh(Step):
    """Weigh a file."""

    name: ClassVar = "weigh"
    kind: ClassVar = "probe"
    title: ClassVar = "Weigh"
    makes: ClassVar = Table

    path: Path = param(help="the file")

    def source_files(self) -> tuple[Path, ...]:
        return (self.path,)

    def run(self, inputs: Inputs, report: Report = ignore) -> Table:
        return Table(name="weight", columns=pa.table({"bytes": [self.path.stat().st_size]}))


def test_the_recipe_holds_the_hash_of_what_was_read(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"12345")

    made = perform(Weigh(path=path), nothing)

    assert made.recipe.steps[0].sources == {str(path): hashlib.sha256(b"12345").hexdigest()}


def test_the_recipe_names_versions(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"")

    made = perform(Weigh(path=path), nothing)

    assert made.recipe.steps[0].versions == {"numpy": np.__version__}


def test_the_recipe_goes_on_from_that_of_the_input(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"")
    before = perform(Weigh(path=path), nothing).recipe
    space = EmbeddingSpace(name="s", keys=Keys(["a"]), vectors=np.ones((1, 2), np.float32), recipe=before)

    made = perform(Weigh(path=path), Inputs(space=space))

    assert [step.name for step in made.recipe.steps] == ["weigh", "weigh"]


def test_a_step_whose_library_is_missing_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Weigh, "libraries", ("no-such-library",))

    with pytest.raises(UserError, match="no-such-library, which is not installed"):
        perform(Weigh(path=Path("a")), nothing)


def test_a_file_that_is_removed_while_it_is_worked_on_costs_only_its_hash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"12345")
    monkeypatch.setattr("embexplorer.core.perform.sha256_of", lambda gone: (tmp_path / "gone").read_bytes())

    made = perform(Weigh(path=path), nothing)

    assert {str(path): GONE} == made.recipe.steps[0].sources
