"""A derived space joins the library below its parent, is shown, and takes over what was chosen there."""

from dataclasses import replace
from pathlib import Path

import pytest

from embexplorer.core.registry import step_named
from embexplorer.core.step import build
from embexplorer.gui.alone import made_up_workspace, settle
from embexplorer.workspace.notices import Notice
from embexplorer.workspace.workspace import Workspace


@pytest.fixture
def made_up(tmp_path: Path) -> Workspace:
    """A workspace of 27 words with their map."""
    workspace = made_up_workspace(tmp_path)
    yield workspace
    workspace.close()


def derive(workspace: Workspace, name: str, **parameters: object) -> str:
    """The item that the transform makes of the shown space."""
    workspace.start(build(step_named(name), parameters))
    settle(workspace)
    assert workspace.space_id is not None
    return workspace.space_id


def test_it_stands_below_its_parent_and_is_shown_with_its_first_map(made_up: Workspace) -> None:
    parent = made_up.space_id

    item = derive(made_up, "centred")

    assert (parent, "made-up · centred") == (made_up.items[item].parent, made_up.items[item].name)
    assert item == made_up.items[made_up.projection_id].parent


def test_the_selection_and_the_pin_go_with_it(made_up: Workspace) -> None:
    made_up.select([3, 5], "replace")
    made_up.pin(5)

    derive(made_up, "centred")

    assert ([3, 5], 5) == (made_up.selection.tolist(), made_up.pinned)


def test_in_a_subset_they_are_found_by_their_keys(made_up: Workspace) -> None:
    made_up.select([3, 5, 20], "replace")
    made_up.pin(5)
    words = [made_up.space().keys[row] for row in (1, 5, 20)]

    derive(made_up, "subset", words=words)

    assert ([1, 2], 1) == (made_up.selection.tolist(), made_up.pinned)


def test_a_pinned_word_that_is_left_out_is_pinned_no_more(made_up: Workspace) -> None:
    made_up.pin(5)

    derive(made_up, "subset", words=[made_up.space().keys[row] for row in (0, 1, 2, 3)])

    assert made_up.pinned is None


def test_the_colours_go_with_it_and_the_camera_stays(made_up: Workspace) -> None:
    made_up.set_look(replace(made_up.look, color_by="norm", axes=(1, 2)))

    derive(made_up, "centred")

    assert ("norm", (0, 1)) == (made_up.look.color_by, made_up.look.axes)


def test_what_was_said_of_the_parent_is_not_said_again(made_up: Workspace) -> None:
    derive(made_up, "reduced", dimensions=5)
    told: list[Notice] = []
    made_up.noticed.connect(told.append)

    derive(made_up, "whitened")

    assert [] == [notice.text for notice in told]


def test_what_is_new_is_said(made_up: Workspace) -> None:
    told: list[Notice] = []
    made_up.noticed.connect(told.append)

    derive(made_up, "reduced", dimensions=5)

    assert ["info"] == [notice.severity for notice in told]


def test_a_part_too_small_for_a_map_is_shown_without_one(made_up: Workspace) -> None:
    item = derive(made_up, "subset", first=2)

    assert (item, None) == (made_up.space_id, made_up.projection_id)


def test_the_second_space_is_another_item(made_up: Workspace) -> None:
    parent = made_up.space_id
    other = derive(made_up, "centred")

    made_up.start(step_named("aligned")(), space=parent, other=other)
    settle(made_up)

    assert "made-up · aligned to made-up · centred" == made_up.items[made_up.space_id].name
    assert parent == made_up.items[made_up.space_id].parent
