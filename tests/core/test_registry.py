"""The registry finds steps by their files, and imports no more than is asked for."""

import subprocess
import sys
from importlib import metadata
from types import SimpleNamespace

import pytest

from embexplorer.cli.commands import command_named
from embexplorer.core import registry
from embexplorer.core.errors import UserError
from embexplorer.core.registry import ROOMS, find_step, step_named, step_names, steps


def imported_by(code: str) -> list[str]:
    """The files of step rooms that a fresh process has imported after this code, without helpers."""
    rooms = tuple(f"{room}." for room in ROOMS)
    told = f"print(*(n for n in sys.modules if n.startswith({rooms}) and '._' not in n))"
    script = f"import sys\nfrom embexplorer.core.registry import *\n{code}\n{told}"
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()


def test_a_step_that_is_named_imports_its_own_file_only() -> None:
    assert ["embexplorer.projectors.umap"] == imported_by("step_named('umap')")


def test_a_command_imports_the_file_of_its_step_only() -> None:
    assert ["embexplorer.trainers.glove"] == imported_by(
        "from embexplorer.cli.commands import command_named\nassert command_named('train-glove')"
    )


def test_a_trainer_is_no_command_without_its_prefix() -> None:
    assert command_named("word2vec") is None


def test_a_file_for_the_window_imports_no_step_to_see_that_it_is_no_command() -> None:
    assert [] == imported_by("from embexplorer.cli.commands import command_named\ncommand_named('vectors.txt')")


def test_steps_of_one_kind_import_no_other_room() -> None:
    rooms = {name.rpartition(".")[0] for name in imported_by("steps('projector')")}

    assert {"embexplorer.projectors"} == rooms


def test_the_names_of_steps_are_told_without_importing_one() -> None:
    assert [] == imported_by("assert 'umap' in step_names('projector')")


def test_files_tell_the_name_of_every_step_of_ours() -> None:
    ours = [name for name, step in steps().items() if step.__module__.startswith("embexplorer.")]

    assert ours == sorted(step_names())


def test_an_unknown_step_is_refused_with_those_there_are() -> None:
    with pytest.raises(UserError, match="neighbours") as refused:
        step_named("neighbours")

    assert "neighbors" in str(refused.value.hint)


@pytest.mark.parametrize("name", ["", "_batches", "..", "step named", "errors"])
def test_what_is_no_step_is_not_found(name: str) -> None:
    assert find_step(name) is None


def test_a_plug_in_is_loaded_when_a_step_is_in_no_file_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    def load() -> None:
        monkeypatch.setitem(registry._steps, "mine", step_named("pca"))

    monkeypatch.setattr(metadata, "entry_points", lambda group: [SimpleNamespace(load=load)])
    registry._load_plugins.cache_clear()

    found = find_step("mine")

    assert found is step_named("pca")
    registry._load_plugins.cache_clear()
