"""Parts of a space: what is shown of it, looking at some rows alone, and laying them out alone."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embexplorer.core.look import Camera, ColoredSet, ColoredSets, ColumnFilter
from embexplorer.core.registry import step_named
from embexplorer.core.step import build
from embexplorer.core.table import Table
from embexplorer.jobs.inline_runner import InlineRunner
from embexplorer.workspace.catalogue import Catalogue
from embexplorer.workspace.history import Change
from embexplorer.workspace.migrations import VERSIONS
from embexplorer.workspace.parts import inverted
from embexplorer.workspace.selecting import Mode, combined
from embexplorer.workspace.workspace import Workspace
from tests.workspace.conftest import Make, drain, notices_of

FIRST_TEN = (ColumnFilter(column="rank", high=10.0),)
rows = st.sets(st.integers(0, 60)).map(sorted)


def filtered(workspace: Workspace) -> None:
    workspace.set_look(replace(workspace.look, filters=FIRST_TEN), "Filter rank")


def test_without_filters_all_rows_are_shown(opened: Workspace) -> None:
    assert opened.shown_rows() is None


def test_a_filter_is_a_mask_that_is_computed_once(opened: Workspace) -> None:
    filtered(opened)

    mask = opened.shown_rows()

    assert mask is not None and mask is opened.shown_rows()
    assert list(range(10)) == np.flatnonzero(mask).tolist()


def test_filters_are_undone_by_name(opened: Workspace) -> None:
    filtered(opened)
    assert "filter rank" == opened.undo_name

    opened.undo()

    assert opened.shown_rows() is None


def test_a_hidden_class_is_not_shown(opened: Workspace) -> None:
    opened.add_columns(opened.space_id or "", pa.table({"half": ["a"] * 20 + ["b"] * 20}))

    opened.set_look(replace(opened.look, color_by="half", hidden=("a",)), "Hide a")

    mask = opened.shown_rows()
    assert mask is not None
    assert list(range(20, 40)) == np.flatnonzero(mask).tolist()


def test_isolated_rows_are_shown_alone_and_the_view_is_fitted(opened: Workspace) -> None:
    opened.set_look(replace(opened.look, camera=Camera(x=1, y=2, scale=3)), "Move")

    opened.isolate([3, 5, 9])

    mask = opened.shown_rows()
    assert mask is not None
    assert [3, 5, 9] == np.flatnonzero(mask).tolist()
    assert ("isolate, 3 points", None) == (opened.undo_name, opened.look.camera)


def test_isolating_is_undone_with_the_view(opened: Workspace) -> None:
    camera = Camera(x=1, y=2, scale=3)
    opened.set_look(replace(opened.look, camera=camera), "Move")
    opened.isolate([3, 5, 9])

    opened.undo()

    assert ([], camera) == (opened.isolated.tolist(), opened.look.camera)


def test_showing_all_again_can_be_undone_too(opened: Workspace) -> None:
    opened.isolate([3, 5, 9])
    opened.show_all()
    assert ("show all", None) == (opened.undo_name, opened.shown_rows())

    opened.undo()

    assert [3, 5, 9] == opened.isolated.tolist()


def test_what_is_isolated_comes_back_with_the_project_and_so_does_its_undo(opened: Workspace, make: Make) -> None:
    opened.isolate([3, 5, 9])
    opened.close()

    again = make(InlineRunner())

    assert [3, 5, 9] == again.isolated.tolist()
    again.undo()
    assert [] == again.isolated.tolist()


def test_a_project_of_the_version_before_is_brought_up(tmp_path: Path) -> None:
    file = tmp_path / "project.sqlite"
    old = sqlite3.connect(file)
    place = next(n for n, script in enumerate(VERSIONS) if "isolations" in script)
    old.executescript("".join(VERSIONS[:place]) + f"PRAGMA user_version = {place};")
    old.execute(
        "INSERT INTO history (id, name, space, at, merge, rows_before, rows_after) "
        "VALUES (1, 'old', 's', 0, 0, x'4C', x'4C01000000')"
    )
    old.commit()
    old.close()

    catalogue = Catalogue(file)

    assert ([], [1]) == (catalogue.isolated("s").tolist(), catalogue.history().changes[0].selections[1].tolist())  # type: ignore[index]
    assert catalogue.history().changes[0].isolations is None
    catalogue.close()


def test_isolating_and_looking_are_never_one_change() -> None:
    nothing, one = np.array([], np.int64), np.array([1])
    isolating = Change(name="x", space="s", isolations=(nothing, one), merge=True)

    assert not isolating.takes(Change(name="x", space="s", merge=True))


def test_the_selection_is_inverted_among_what_is_shown(opened: Workspace) -> None:
    filtered(opened)
    opened.select([0, 1, 30])

    opened.invert_selection()

    assert list(range(2, 10)) == opened.selection.tolist()


def test_all_that_is_shown_can_be_selected(opened: Workspace) -> None:
    filtered(opened)

    opened.select_shown()

    assert (list(range(10)), "select all shown, 10 points") == (opened.selection.tolist(), opened.undo_name)


def test_the_selection_before_can_be_had_again(opened: Workspace) -> None:
    opened.select([1, 2])
    opened.select([7])

    before = opened.previous_selection()

    assert before is not None
    assert [1, 2] == before.tolist()


def test_there_is_no_selection_before_the_first(opened: Workspace) -> None:
    assert opened.previous_selection() is None


def test_selected_rows_are_laid_out_alone_below_their_space(opened: Workspace) -> None:
    parent = opened.space_id
    opened.start(build(step_named("tsne"), {"iterations": 20, "exaggerated": 10, "perplexity": 5.0}))
    drain(opened)
    opened.select(range(0, 40, 2))

    opened.project_only()
    drain(opened)

    space, projection = opened.space(), opened.items[opened.projection_id or ""]
    assert space is not None
    assert ([f"w{row}" for row in range(0, 40, 2)], "tsne") == (list(space.keys), projection.step)
    assert [parent, opened.space_id] == [item.id for item in opened.path()]


def test_the_child_begins_without_filters_and_without_a_selection_of_everything(opened: Workspace) -> None:
    filtered(opened)
    opened.pin(4)
    opened.select(range(0, 10, 2))

    opened.project_only()
    drain(opened)

    space = opened.space()
    assert space is not None
    assert ((), []) == (opened.look.filters, opened.selection.tolist())
    assert "w4" == space.keys[opened.pinned or 0]


def test_the_way_back_leads_to_the_map_from_which_one_came(opened: Workspace) -> None:
    whole, first = opened.space_id, opened.projection_id
    opened.start(build(step_named("umap"), {"epochs": 10, "n_neighbors": 5}))
    drain(opened)
    opened.show(first or "")
    opened.select(range(0, 40, 2))
    opened.project_only()
    drain(opened)

    opened.show(whole or "")

    assert first == opened.projection_id


def test_the_way_back_leads_to_the_newest_map_where_the_last_one_was_removed(opened: Workspace) -> None:
    whole, first = opened.space_id, opened.projection_id
    opened.start(build(step_named("umap"), {"epochs": 10, "n_neighbors": 5}))
    drain(opened)
    second = opened.projection_id
    opened.show(first or "")
    opened.select(range(0, 40, 2))
    opened.project_only()
    drain(opened)
    opened.remove(first or "")

    opened.show(whole or "")

    assert second == opened.projection_id


@pytest.mark.parametrize(("chosen", "said"), [(range(3), "3 words selected"), (range(40), "All 40 words are selected")])
def test_too_few_and_all_are_refused(opened: Workspace, chosen: range, said: str) -> None:
    heard = notices_of(opened)
    opened.select(chosen)

    job = opened.project_only()

    assert "" == job
    assert said in heard[0].text


@given(rows, rows, st.sampled_from(["replace", "add", "subtract", "intersect"]))
def test_rows_are_combined_as_sets_are(old: list[int], new: list[int], mode: Mode) -> None:
    one, other = set(old), set(new)
    expected = {"replace": other, "add": one | other, "subtract": one - other, "intersect": one & other}[mode]

    assert sorted(expected) == combined(np.array(old, np.int64), np.array(new, np.int64), mode).tolist()


@given(rows, rows)
def test_inverting_twice_gives_what_was_shown_of_it(chosen: list[int], shown: list[int]) -> None:
    mask = np.zeros(61, np.bool_)
    mask[shown] = True

    twice = inverted(inverted(np.array(chosen, np.int64), mask, 61), mask, 61)

    assert sorted({*chosen} & {*shown}) == twice.tolist()


def test_isolating_everything_isolates_nothing(opened: Workspace) -> None:
    before = opened.undo_name

    opened.isolate(range(40))

    assert ([], before) == (opened.isolated.tolist(), opened.undo_name)


def test_a_question_that_may_take_long_stands_among_the_jobs(opened: Workspace) -> None:
    answers: list[Table] = []
    opened.select([1, 2])

    opened.ask(build(step_named("grow"), {}), answers.append, rows=opened.selection, title="Grow the selection")
    drain(opened)

    assert [("Grow the selection", "finished")] == [
        (job.title, job.state) for job in opened.jobs.values() if job.step.name == "grow"
    ]
    assert 2 == answers[0].facts["before"]


def test_a_part_keeps_the_colours_of_its_classes(opened: Workspace) -> None:
    kinds = ["a"] * 20 + ["b"] * 12 + ["c"] * 8
    opened.add_columns(opened.space_id or "", pa.table({"kind": kinds}))
    opened.set_look(opened.look.colored_by("kind"), "Colour by kind")
    whole = {entry.label: entry.code for entry in opened.coloring().entries}
    opened.select([0, 1, *range(25, 40)])

    opened.project_only()
    drain(opened)

    assert {"a": 0, "b": 1, "c": 2} == whole
    assert {"c": 2, "b": 1, "a": 0} == {entry.label: entry.code for entry in opened.coloring().entries}


def test_a_part_of_a_map_that_nobody_has_coloured_keeps_its_colours_too(opened: Workspace) -> None:
    kinds = ["a"] * 20 + ["b"] * 12 + ["c"] * 8
    opened.add_columns(opened.space_id or "", pa.table({"kind": kinds}))
    opened.select(range(20, 40))

    opened.project_only()
    drain(opened)

    assert {"b": 1, "c": 2} == {entry.label: entry.code for entry in opened.coloring().entries}


def test_word_sets_that_colour_a_map_colour_the_same_words_of_a_part(opened: Workspace) -> None:
    sets = ColoredSets(title="sets", sets=(ColoredSet(name="one", rows=(30, 39), asked=2),))
    opened.set_look(replace(opened.look, sets=sets), "Colour by sets")
    words = opened.space().keys.at(np.array([30, 39]))
    opened.select(range(25, 40))

    opened.project_only()
    drain(opened)

    assert words == opened.space().keys.at(np.array(opened.look.sets.sets[0].rows))
