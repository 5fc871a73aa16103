"""Opening, selecting, undoing, asking: the workspace as panels use it, over the inline runner."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from embexplorer.core.errors import UserError
from embexplorer.core.look import Camera, Look
from embexplorer.core.registry import step_named
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import build
from embexplorer.workspace import trusting
from embexplorer.workspace.workspace import Workspace
from tests.workspace.conftest import drain, notices_of

rows = st.sets(st.integers(0, 39)).map(sorted)
modes = st.sampled_from(["replace", "add", "subtract", "intersect"])


def test_an_opened_file_is_shown_with_its_first_picture_and_trust(workspace: Workspace, vectors: Path) -> None:
    job = workspace.open_file(vectors)
    drain(workspace)

    space, projection, trust = workspace.space(), workspace.projection(), workspace.trust()
    assert space is not None and projection is not None and trust is not None
    assert (40, 5) == (space.rows, space.dimensions)
    assert (40, 5) == projection.coordinates.shape
    assert trust.caption.startswith("k = 15:")
    assert ("finished", workspace.space_id) == (workspace.jobs[job].state, workspace.jobs[job].result)
    assert ["40 × 5", "2 of 5"] == [item.detail for item in workspace.items.values()]


def test_a_file_opened_before_is_there_at_once(opened: Workspace, vectors: Path) -> None:
    first = opened.space_id

    job = opened.open_file(vectors)

    assert "finished" == opened.jobs[job].state
    assert first != opened.space_id
    assert opened.space().vectors.shape == (40, 5)  # type: ignore[union-attr]


def test_a_file_of_no_known_kind_is_a_notice(workspace: Workspace, tmp_path: Path) -> None:
    heard = notices_of(workspace)
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))

    job = workspace.open_file(tmp_path / "picture.txt")

    assert "" == job
    assert "error" == heard[0].severity and "picture.txt" in heard[0].text


def test_a_projection_of_the_shown_space_is_shown_when_it_is_done(opened: Workspace) -> None:
    job = opened.start(build(step_named("umap"), {"epochs": 10, "n_neighbors": 5}))

    assert job == opened.watched
    drain(opened)

    made = opened.items[opened.projection_id or ""]
    assert ("UMAP", "k 5 · seed 0", opened.space_id) == (made.name, made.detail, made.parent)
    assert opened.watched is None


def test_a_step_without_its_space_is_refused_in_a_notice(workspace: Workspace) -> None:
    heard = notices_of(workspace)

    job = workspace.start(build(step_named("umap"), {}))

    assert "" == job
    assert ["UMAP needs a space."] == [notice.text for notice in heard]


def test_a_mistake_found_in_the_worker_is_a_notice_and_a_failed_job(opened: Workspace) -> None:
    heard = notices_of(opened)

    job = opened.start(build(step_named("neighbors"), {"words": ["nowhere"]}))
    drain(opened)

    state = opened.jobs[job]
    assert ("failed", True) == (state.state, "nowhere" in state.message)
    assert [state.message] == [notice.text for notice in heard]


def test_a_question_is_answered_and_leaves_nothing(opened: Workspace) -> None:
    answers: list[Any] = []
    items = dict(opened.items)

    opened.ask(build(step_named("neighbors"), {"words": ["w3"], "k": 4}), answers.append)
    drain(opened)

    assert 4 == answers[0].columns.num_rows
    assert items == dict(opened.items)
    assert [] == list((opened.project.folder / "answers").iterdir())


def test_a_question_that_fails_goes_to_who_asked(opened: Workspace) -> None:
    heard, failures = notices_of(opened), list[UserError]()

    opened.ask(build(step_named("neighbors"), {"words": ["nowhere"]}), lambda _: None, failures.append)
    drain(opened)

    assert "nowhere" in failures[0].message
    assert [] == heard


def test_of_questions_with_one_key_only_the_newest_is_answered(opened: Workspace) -> None:
    answers: list[str] = []
    asked = [build(step_named("neighbors"), {"words": [word], "k": 1}) for word in ("w1", "w2", "w3")]

    for step in asked:
        opened.ask(step, lambda table: answers.append(table.columns["word"][0].as_py()), key="nearest")
    drain(opened)

    assert ["w3"] == answers


def test_a_preview_says_what_is_in_a_file(workspace: Workspace, vectors: Path) -> None:
    previews: list[Any] = []

    workspace.preview(vectors, previews.append)
    drain(workspace)

    assert (40, 5) == (previews[0].rows, previews[0].dimensions)


def test_selecting_has_a_name_and_can_be_undone(opened: Workspace) -> None:
    opened.select([1, 2, 3], name="Lasso")
    opened.select([3, 4], mode="subtract", name="Box")

    assert [1, 2] == opened.selection.tolist()
    assert "box, 2 points" == opened.undo_name
    opened.undo()
    assert [1, 2, 3] == opened.selection.tolist()
    assert ("lasso, 3 points", "box, 2 points") == (opened.undo_name, opened.redo_name)


@pytest.mark.parametrize(
    ("mode", "expected"),
    [("replace", [2, 3]), ("add", [1, 2, 3]), ("subtract", [1]), ("intersect", [2])],
)
def test_the_modes_of_selection(opened: Workspace, mode: Any, expected: list[int]) -> None:
    opened.select([1, 2])

    opened.select([3, 2], mode=mode)

    assert expected == opened.selection.tolist()


@given(st.lists(st.tuples(modes, rows), max_size=6))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
def test_undoing_every_selection_leads_back_and_redoing_forth(opened: Workspace, steps: list[tuple[Any, Any]]) -> None:
    start, length = opened.selection.tolist(), opened._session.selecting.history.done
    for mode, chosen in steps:
        opened.select(chosen, mode=mode)
    end, made = opened.selection.tolist(), opened._session.selecting.history.done - length

    for _ in range(made):
        opened.undo()
    back = opened.selection.tolist()
    for _ in range(made):
        opened.redo()

    assert start == back
    assert end == opened.selection.tolist()


def test_a_selection_that_changes_nothing_is_not_remembered(opened: Workspace) -> None:
    opened.select([1])

    opened.select([1], name="Again")

    assert "select, 1 point" == opened.undo_name


def test_rows_that_are_not_in_the_space_are_a_bug(opened: Workspace) -> None:
    with pytest.raises(ValueError, match="not in the shown space"):
        opened.select([40])


def test_each_space_keeps_its_own_selection_and_undo_goes_where_it_was_made(opened: Workspace, vectors: Path) -> None:
    first = opened.space_id or ""
    opened.select([7], name="Click")
    opened.open_file(vectors)
    drain(opened)

    assert [] == opened.selection.tolist()
    opened.undo()

    assert first == opened.space_id
    assert [] == opened.selection.tolist()
    opened.redo()
    assert [7] == opened.selection.tolist()


def test_camera_moves_become_one_change(opened: Workspace) -> None:
    before = opened.look

    for number in range(5):
        camera = Camera(x=number, y=0, scale=1)
        opened.set_look(replace(opened.look, camera=camera), "Pan", merge=True)
    opened.undo()

    assert before == opened.look
    assert "" == opened.undo_name


def test_colours_go_along_to_another_projection_but_the_camera_does_not(opened: Workspace) -> None:
    pca = opened.projection_id or ""
    opened.set_look(Look(color_by="norm", axes=(1, 2), camera=Camera(x=5, y=5, scale=2)), "Colour")
    opened.start(build(step_named("umap"), {"epochs": 10, "n_neighbors": 5}))
    drain(opened)

    assert Look(color_by="norm") == opened.look
    opened.show(pca)
    assert Look(color_by="norm", axes=(1, 2), camera=Camera(x=5, y=5, scale=2)) == opened.look


def test_other_components_get_a_trust_of_their_own(opened: Workspace) -> None:
    first = opened.trust()

    opened.set_look(replace(opened.look, axes=(1, 2)), "Components")
    assert opened.trust() is None
    drain(opened)

    second = opened.trust()
    assert first is not None and second is not None
    assert first.columns["kept"].to_pylist() != second.columns["kept"].to_pylist()


def test_trust_is_not_begun_unasked_for_a_map_that_lacks_places(opened: Workspace) -> None:
    opened.add_columns(opened.space_id or "", pa.table({"x": [None, *range(39)], "y": list(range(40))}))
    heard = notices_of(opened)

    opened.start(build(step_named("columns-map"), {}))
    drain(opened)

    assert "x × y" == opened.projection().name  # type: ignore[union-attr]
    assert opened.trust() is None
    assert [] == heard


def test_trust_in_a_large_map_is_begun_only_when_it_is_wished_for(opened: Workspace, monkeypatch) -> None:
    monkeypatch.setattr(trusting, "LARGE", 39)
    heard = notices_of(opened)

    opened.start(build(step_named("columns-map"), {"x": "rank", "y": "norm"}))
    drain(opened)

    assert opened.trust() is None
    assert [trusting.UNCOUNTED.format(40)] == [notice.text for notice in heard]
    opened.set_look(replace(opened.look, trust_k=3), "neighbours")
    drain(opened)
    assert opened.trust() is None
    opened.set_look(opened.look.toggled("trust"), "show trust")
    drain(opened)
    assert opened.trust() is not None


STABILITY = {"method": "umap", "seeds": [0, 1], "settings": ["epochs=10", "n_neighbors=5"]}


def test_a_map_of_several_seeds_is_coloured_by_its_wobble(opened: Workspace) -> None:
    opened.set_look(opened.look.toggled("trust"), "show trust")

    opened.start(build(step_named("stability"), STABILITY))
    drain(opened)

    assert "stability" == opened.items[opened.projection_id or ""].step
    assert ("wobble", False, "colour by wobble") == (
        opened.look.color_by,
        "trust" in opened.look.layers,
        opened.undo_name,
    )


def test_it_is_coloured_once(opened: Workspace) -> None:
    pca = opened.projection_id or ""
    opened.start(build(step_named("stability"), STABILITY))
    drain(opened)
    stability = opened.projection_id or ""

    opened.set_look(opened.look.colored_by(None), "one grey")
    for shown in (pca, stability):
        opened.show(shown)

    assert opened.look.color_by is None


def test_one_that_is_not_looked_at_is_coloured_when_it_is(opened: Workspace) -> None:
    opened.start(build(step_named("stability"), STABILITY), watch=False)
    drain(opened)
    before = opened.look.color_by

    opened.show(list(opened.items)[-1])

    assert (None, "wobble") == (before, opened.look.color_by)


def test_trust_in_a_map_that_is_not_shown_is_told_of(opened: Workspace) -> None:
    known: list[bool] = []

    opened.start(build(step_named("umap"), {"epochs": 10, "n_neighbors": 5}), watch=False)
    opened.items_changed.connect(lambda: known.append(opened.trust_of(list(opened.items)[-1]) is not None))
    drain(opened)

    assert "umap" == list(opened.items.values())[-1].step
    assert "pca" == opened.items[opened.projection_id or ""].step
    assert known[-1]


def test_a_cancelled_trust_is_begun_again_when_its_layer_is_switched_on(opened: Workspace) -> None:
    opened.set_look(opened.look.toggled("trust"), "show trust")
    opened.set_look(replace(opened.look, axes=(1, 2)), "components")
    opened.cancel(list(opened.jobs)[-1])
    drain(opened)
    opened.set_look(replace(opened.look, point_size=2.0), "size")
    drain(opened)

    assert opened.trust() is None
    for said in ("hide", "show"):
        opened.set_look(opened.look.toggled("trust"), f"{said} trust")
    drain(opened)
    assert opened.trust() is not None


def test_another_number_of_neighbours_is_asked_for_and_until_then_the_usual_is_shown(opened: Workspace) -> None:
    first = opened.trust()

    opened.set_look(replace(opened.look, trust_k=3), "neighbours")
    assert first is opened.trust()
    drain(opened)

    second = opened.trust()
    assert first is not None and second is not None
    assert (15.0, 3.0) == (first.facts["k"], second.facts["k"])
    opened.undo()
    assert first is opened.trust()


def test_removing_a_space_takes_its_projections_along_and_can_be_put_back(opened: Workspace) -> None:
    heard, items, space = notices_of(opened), dict(opened.items), opened.space_id

    opened.remove(space or "")

    assert {} == dict(opened.items)
    assert opened.space() is None and opened.projection() is None
    assert heard[0].action is not None
    heard[0].action.run()
    assert items == dict(opened.items)
    assert space == opened.space_id
    assert opened.trust() is not None


def test_what_was_removed_is_gone_for_good_when_the_project_is_closed(opened: Workspace) -> None:
    pca = opened.items[opened.projection_id or ""]
    folder = pca.folder

    opened.remove(pca.id)
    assert folder.exists()
    opened.close()

    assert not folder.exists()


def test_renaming_keeps_the_id(opened: Workspace) -> None:
    item = opened.projection_id or ""

    opened.rename(item, "<b>mine</b> ")

    assert "<b>mine</b>" == opened.items[item].name


def test_added_columns_are_on_disk_and_the_vectors_untouched(opened: Workspace) -> None:
    space = opened.space()
    assert space is not None and space.folder is not None
    before = (space.folder / "vectors.npy").stat()

    opened.add_columns(opened.space_id or "", pa.table({"topic": ["a", "b"] * 20}))

    assert ["a", "b"] == EmbeddingSpace.open(space.folder).columns["topic"][:2].to_pylist()
    assert "topic" in opened.space().columns.column_names  # type: ignore[union-attr]
    assert before == (space.folder / "vectors.npy").stat()


def test_a_pinned_word_belongs_to_its_space(opened: Workspace, vectors: Path) -> None:
    first = opened.space_id or ""
    opened.pin(3)

    opened.open_file(vectors)

    assert opened.pinned is None
    opened.show(first)
    assert 3 == opened.pinned


def test_writing_a_file_is_told_and_makes_no_item(opened: Workspace, tmp_path: Path) -> None:
    heard, items = notices_of(opened), dict(opened.items)

    opened.start(build(step_named("to-npy"), {"path": str(tmp_path / "out.npy")}))
    drain(opened)

    assert items == dict(opened.items)
    assert np.load(tmp_path / "out.npy").shape == (40, 5)
    assert ["info"] == [notice.severity for notice in heard]
