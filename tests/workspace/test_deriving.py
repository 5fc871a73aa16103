"""A derived space joins the library below its parent, is shown, and takes over what was chosen there."""

from dataclasses import replace

from embexplorer.core.registry import step_named
from embexplorer.core.step import build
from embexplorer.workspace.workspace import Workspace
from tests.workspace.conftest import drain, notices_of


def derive(workspace: Workspace, name: str, **parameters: object) -> str:
    """The item that the transform makes of the shown space."""
    workspace.start(build(step_named(name), parameters))
    drain(workspace)
    assert workspace.space_id is not None
    return workspace.space_id


def test_it_stands_below_its_parent_and_is_shown_with_its_first_map(opened: Workspace) -> None:
    parent = opened.space_id

    item = derive(opened, "centred")

    assert (parent, "forty · centred") == (opened.items[item].parent, opened.items[item].name)
    assert item == opened.items[opened.projection_id].parent


def test_the_selection_and_the_pin_go_with_it(opened: Workspace) -> None:
    opened.select([3, 5], "replace")
    opened.pin(5)

    derive(opened, "centred")

    assert ([3, 5], 5) == (opened.selection.tolist(), opened.pinned)


def test_in_a_subset_they_are_found_by_their_keys(opened: Workspace) -> None:
    opened.select([3, 5, 20], "replace")
    opened.pin(5)
    words = [opened.space().keys[row] for row in (1, 5, 20)]

    derive(opened, "subset", words=words)

    assert ([1, 2], 1) == (opened.selection.tolist(), opened.pinned)


def test_a_pinned_word_that_is_left_out_is_pinned_no_more(opened: Workspace) -> None:
    opened.pin(5)

    derive(opened, "subset", words=[opened.space().keys[row] for row in (0, 1, 2, 3)])

    assert opened.pinned is None


def test_the_colours_go_with_it_and_the_camera_stays(opened: Workspace) -> None:
    opened.set_look(replace(opened.look, color_by="norm", axes=(1, 2)))

    derive(opened, "centred")

    assert ("norm", (0, 1)) == (opened.look.color_by, opened.look.axes)


def test_what_was_said_of_the_parent_is_not_said_again(opened: Workspace) -> None:
    derive(opened, "reduced", dimensions=3)
    told = notices_of(opened)

    derive(opened, "whitened")

    assert [] == [notice.text for notice in told]


def test_what_is_new_is_said(opened: Workspace) -> None:
    told = notices_of(opened)

    derive(opened, "reduced", dimensions=3)

    assert ["info"] == [notice.severity for notice in told]


def test_a_part_too_small_for_a_map_is_shown_without_one(opened: Workspace) -> None:
    item = derive(opened, "subset", first=2)

    assert (item, None) == (opened.space_id, opened.projection_id)


def test_the_second_space_is_another_item(opened: Workspace) -> None:
    parent = opened.space_id
    other = derive(opened, "centred")

    opened.start(step_named("aligned")(), space=parent, other=other)
    drain(opened)

    assert "forty · aligned to forty · centred" == opened.items[opened.space_id].name
    assert parent == opened.items[opened.space_id].parent
