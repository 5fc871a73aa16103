"""Which space is laid beside the shown one, and what is known of the two."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from embexplorer.core.registry import step_named
from embexplorer.core.step import build
from embexplorer.gui.alone import settle
from embexplorer.jobs.inline_runner import InlineRunner
from embexplorer.workspace.project import Project
from embexplorer.workspace.settings import Settings
from embexplorer.workspace.workspace import Workspace


def written(path: Path, words: list[str], seed: int) -> Path:
    """Random vectors of these words."""
    numbers = np.random.default_rng(seed).normal(size=(len(words), 4))
    lines = [f"{word} {' '.join(map(str, row))}" for word, row in zip(words, numbers.tolist(), strict=True)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """First 30 words, then 25 of them and 5 others; the second is shown."""
    workspace = Workspace(Project(tmp_path / "project"), InlineRunner(), Settings(tmp_path / "settings"))
    workspace.open_file(written(tmp_path / "first.txt", [f"w{n}" for n in range(30)], 0))
    settle(workspace)
    workspace.open_file(written(tmp_path / "second.txt", [f"w{n}" for n in range(5, 35)], 1))
    settle(workspace)
    yield workspace
    workspace.close()


def spaces(workspace: Workspace) -> list[str]:
    return [item.id for item in workspace.items.values() if item.kind == "space"]


def test_the_newest_other_space_is_compared_until_one_is_chosen(workspace: Workspace) -> None:
    assert spaces(workspace)[0] == workspace.compared_space_id


def test_showing_the_other_space_turns_the_two_around(workspace: Workspace) -> None:
    first, second = spaces(workspace)

    workspace.show(first)

    assert second == workspace.compared_space_id


def test_a_map_of_the_shown_space_may_be_laid_beside_it(workspace: Workspace) -> None:
    workspace.compare_with(workspace.projection_id)

    assert (workspace.space_id, workspace.projection_id) == (
        workspace.compared_space_id,
        workspace.compared_projection_id,
    )
    assert "Both maps are of the same space" in str(workspace.compare_refusal())


def test_a_space_alone_is_told_that_there_is_no_second(workspace: Workspace) -> None:
    workspace.remove(spaces(workspace)[0])

    assert workspace.compared_space_id is None
    assert "There is no second space." in str(workspace.compare_refusal())


def test_the_keys_of_both_are_shared(workspace: Workspace) -> None:
    assert 25 == len(workspace.shared())


def test_two_spaces_without_common_words_are_refused(workspace: Workspace, tmp_path: Path) -> None:
    workspace.open_file(written(tmp_path / "third.txt", [f"x{n}" for n in range(20)], 2))
    settle(workspace)

    assert workspace.shared() is None
    assert "share 0 keys" in str(workspace.compare_refusal())


def test_how_alike_they_are_is_asked_once(workspace: Workspace) -> None:
    told: list[object] = []
    workspace.comparison_changed.connect(lambda: told.append(workspace.comparison))

    workspace.want_comparison(5)
    workspace.want_comparison()
    settle(workspace)

    assert 2 == len(told)  # that it is asked, and the answer
    assert 25 == workspace.comparison.parts["words"].num_rows
    assert 5.0 == workspace.comparison.facts["k"]


def test_an_answer_is_of_the_two_that_are_shown(workspace: Workspace) -> None:
    workspace.want_comparison(5)
    settle(workspace)

    workspace.show(spaces(workspace)[0])

    assert workspace.comparison is None


def test_more_neighbours_than_there_are_words_become_as_many_as_there_are(workspace: Workspace) -> None:
    workspace.want_comparison(50)
    settle(workspace)

    assert 24.0 == workspace.comparison.facts["k"]


def test_a_map_turned_onto_the_shown_one_is_laid_beside_it(workspace: Workspace) -> None:
    workspace.map_from_shown(build(step_named("aligned-map"), {}))
    settle(workspace)

    made = workspace.items[workspace.compared_projection_id]
    assert ("aligned-map", workspace.compared_space_id) == (made.step, made.parent)
    assert spaces(workspace)[0] == workspace.compared_space_id


def test_what_was_chosen_is_remembered_by_the_project(workspace: Workspace) -> None:
    first = spaces(workspace)[0]
    workspace.compare_with(first)

    assert first == workspace.project.catalogue.get("compared")
