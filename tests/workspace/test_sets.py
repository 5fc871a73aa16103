"""Named sets of words are kept with the project."""

from pathlib import Path

from embexplorer.core.word_sets import WordSet
from embexplorer.workspace.history import Change, History
from embexplorer.workspace.project import Project
from embexplorer.workspace.workspace import Workspace
from tests.workspace.conftest import notices_of

KIN = WordSet(name="kin", words=("mother", "father"))


def test_a_set_is_there_when_the_project_opens_again(tmp_path: Path) -> None:
    project = Project(tmp_path / "project")
    project.catalogue.keep_set(KIN)
    project.close()

    again = Project(tmp_path / "project")

    assert [KIN] == again.catalogue.sets()
    again.close()


def test_a_set_of_the_same_name_is_replaced_in_its_place(workspace: Workspace) -> None:
    for words in (KIN, WordSet(name="towns", words=("rome",)), WordSet(name="kin", words=("sister",))):
        workspace.keep_set(words)

    assert [("kin", ("sister",)), ("towns", ("rome",))] == [(s.name, s.words) for s in workspace.sets.values()]


def test_a_removed_set_can_be_put_back(workspace: Workspace) -> None:
    workspace.keep_set(KIN)
    heard = notices_of(workspace)
    workspace.remove_set("kin")

    heard[-1].action.run()  # type: ignore[union-attr]

    assert {"kin": KIN} == workspace.sets


def test_a_set_may_have_another_name(workspace: Workspace) -> None:
    workspace.keep_set(KIN)

    workspace.rename_set("kin", WordSet(name="family", words=KIN.words))

    assert {"family": KIN.words} == {name: one.words for name, one in workspace.sets.items()}


def test_sets_are_known_after_the_project_is_closed(tmp_path: Path) -> None:
    project = Project(tmp_path / "project")
    project.catalogue.keep_set(KIN)

    project.close()

    assert [KIN] == project.catalogue.sets()


def test_keeping_a_set_can_be_undone_by_name(workspace: Workspace) -> None:
    workspace.keep_set(KIN)
    name = workspace.undo_name

    workspace.undo()

    assert ("set kin", {}) == (name, workspace.sets)


def test_a_removed_set_comes_back_by_undo(workspace: Workspace) -> None:
    workspace.keep_set(KIN)
    workspace.remove_set("kin")

    workspace.undo()

    assert {"kin": KIN} == workspace.sets


def test_another_name_is_taken_back_whole(workspace: Workspace) -> None:
    workspace.keep_set(KIN)
    workspace.rename_set("kin", WordSet(name="family", words=KIN.words))

    workspace.undo()

    assert {"kin": KIN} == workspace.sets


def test_a_change_of_sets_is_undone_after_the_project_was_opened_again(tmp_path: Path) -> None:
    before, after = ((("kin", None),), (("kin", KIN),))
    project = Project(tmp_path / "project")
    project.catalogue.keep_history(History(), History().made(Change(name="set kin", space="", sets=(before, after))))
    project.close()

    again = Project(tmp_path / "project")

    assert (before, after) == again.catalogue.history().last.sets  # type: ignore[union-attr]
    again.close()
