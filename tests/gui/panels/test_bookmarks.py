"""Views are kept and come back as they were."""

from dataclasses import replace

from embexplorer.core.look import Camera, ColumnFilter, Look
from embexplorer.gui.panels.bookmarks import BookmarksSheet


def keep(shown, name: str) -> BookmarksSheet:
    sheet = shown(BookmarksSheet)
    sheet.name.setText(name)
    sheet.keep.click()
    return sheet


def test_a_view_comes_back_with_camera_and_selection(shown, workspace) -> None:
    look = replace(workspace.look, camera=Camera(x=1.0, y=2.0, scale=30.0), point_size=2.0)
    workspace.set_look(look, "look")
    workspace.select([1, 2])
    keep(shown, "north")
    workspace.set_look(replace(look, camera=None, point_size=1.0), "look")
    workspace.select([5])

    workspace.go_to_bookmark("north")

    assert (look, [1, 2], "view north") == (workspace.look, workspace.selection.tolist(), workspace.undo_name)


def test_going_to_a_view_is_undone_at_once(shown, workspace) -> None:
    workspace.select([1, 2])
    keep(shown, "north")
    workspace.select([5])
    workspace.go_to_bookmark("north")

    workspace.undo()

    assert [5] == workspace.selection.tolist()


def test_a_name_that_is_taken_is_said(shown, workspace) -> None:
    sheet = keep(shown, "north")

    sheet.ask()
    sheet.name.setText("north")

    assert "Replaces the view north." == sheet.said.text()


def test_a_new_view_is_offered_a_free_name(shown, workspace) -> None:
    sheet = keep(shown, "View 1")

    sheet.ask()

    assert "View 2" == sheet.name.text()


def test_a_removed_view_can_be_put_back(shown, workspace, notices) -> None:
    keep(shown, "north")
    workspace.remove_bookmark("north")

    notices[-1].action.run()

    assert ["north"] == list(workspace.bookmarks)


def test_a_view_of_a_space_that_is_gone_is_a_sentence(shown, workspace, notices) -> None:
    keep(shown, "north")
    workspace.remove(workspace.space_id)

    workspace.go_to_bookmark("north")

    assert "The space of the view north is no longer open." in notices[-1].text


def test_views_are_kept_with_the_project(shown, workspace) -> None:
    workspace.isolate([1, 2, 3])
    keep(shown, "north")

    kept = workspace.project.catalogue.bookmarks()[0]

    assert ([1, 2, 3], workspace.look) == (kept.isolated.tolist(), kept.look)


def test_a_view_comes_back_with_its_pin_or_without_one(shown, workspace) -> None:
    workspace.bookmark("bare")
    workspace.pin(4)
    workspace.bookmark("pinned")
    workspace.pin(9)

    pins = []
    workspace.go_to_bookmark("pinned")
    pins.append(workspace.pinned)
    workspace.go_to_bookmark("bare")
    pins.append(workspace.pinned)

    assert [4, None] == pins


def test_undo_brings_the_earlier_pin_back(shown, workspace) -> None:
    workspace.pin(4)
    keep(shown, "pinned")
    workspace.pin(9)
    workspace.go_to_bookmark("pinned")

    workspace.undo()

    assert 9 == workspace.pinned


def test_a_pin_that_came_with_a_view_is_undone_after_the_project_was_opened_again(shown, workspace) -> None:
    workspace.pin(4)
    keep(shown, "pinned")
    workspace.pin(9)
    workspace.go_to_bookmark("pinned")

    change = workspace.project.catalogue.history().last

    assert change is not None and (9, 4) == change.pins


def test_trust_filters_layers_and_sizes_come_back(shown, workspace) -> None:
    wish = ColumnFilter(column="rank", high=9.0)
    layers = ("points", "hulls", "labels")
    look = replace(workspace.look, trust_k=30, filters=(wish,), layers=layers, size_by="norm", label_density=0.4)
    workspace.set_look(look, "look")
    keep(shown, "north")
    workspace.set_look(Look(), "look")

    workspace.go_to_bookmark("north")

    assert look == workspace.look


def test_its_tooltip_says_what_it_holds(shown, workspace) -> None:
    wish = ColumnFilter(column="rank", high=9.0)
    workspace.set_look(replace(workspace.look, color_by=None, filters=(wish,), layers=("points", "trust")), "look")
    workspace.select([1, 2])
    workspace.pin(1)
    sheet = keep(shown, "north")
    sheet.ask()

    told = sheet.list.item(0).toolTip()

    lines = ("one grey", "layers: points, trust", "the whole map", "filters: rank ≤ 9", "2 selected · pinned: ",
             "trust of 15 neighbours")  # fmt: skip
    assert [True] * 6 == [line in told for line in lines]
