"""Named sets of words are kept with the project."""

from pathlib import Path

from embexplorer.core.word_sets import WordSet
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
