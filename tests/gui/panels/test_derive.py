"""The sheet of transforms."""

import pytest
from PySide6.QtGui import QGuiApplication

from embexplorer.core.registry import step_named, step_names
from embexplorer.gui.alone import settle
from embexplorer.gui.panels.derive import DeriveSheet


@pytest.fixture
def sheet(shown) -> DeriveSheet:
    """The sheet over the made-up words."""
    return shown(DeriveSheet)


def test_every_transform_is_an_action_that_opens_its_form(sheet, actions) -> None:
    expected = {f"derive.{name}" for name in step_names("transform") if name != "average-documents"}

    assert expected == {action.id for action in actions.in_group("Space/Derive")}


def test_an_action_shows_its_form(sheet, actions) -> None:
    actions.trigger("derive.whitened")

    assert "whitened" == sheet.name()
    assert step_named("whitened").summary() == sheet.summary.text()


def test_run_derives_a_space_and_closes_the_sheet(sheet, workspace) -> None:
    sheet.open_for("reduced")
    sheet.form("reduced").set_values({"dimensions": 5})

    sheet.run.click()
    settle(workspace)

    assert (27, 5) == workspace.space().vectors.shape
    assert sheet.isHidden()


def test_what_cannot_be_is_said_at_its_field(sheet, workspace) -> None:
    sheet.open_for("reduced")
    sheet.form("reduced").set_values({"dimensions": 0})

    sheet.run.click()

    assert "below its least value 1" in sheet.form("reduced").rows()["dimensions"].problem.text()
    assert not sheet.isHidden()


def test_the_estimate_names_size_and_state_of_the_space(sheet) -> None:
    sheet.open_for("centred")

    assert sheet.estimate.text().startswith("Will run on 27 × 12 of made-up, raw · about 1 s and ")


def test_the_selection_is_offered_for_a_subset(sheet, workspace) -> None:
    workspace.select([0, 4, 7, 9], "replace")
    sheet.open_for("subset")

    sheet.run.click()
    settle(workspace)

    assert "Only the 4 selected on the map" == sheet.selected.text()
    assert 4 == workspace.space().rows


def test_words_may_be_typed_in_place_of_the_selection(sheet, workspace) -> None:
    workspace.select([0, 4], "replace")
    sheet.open_for("subset")
    sheet.selected.click()
    sheet.form("subset").set_values({"words": ["queen", "cat", "dog"]})

    sheet.run.click()
    settle(workspace)

    assert ["queen", "cat", "dog"] == list(workspace.space().keys)


def test_a_selection_of_another_space_is_not_offered(sheet, workspace) -> None:
    workspace.select([0, 4], "replace")
    sheet.open_for("centred")
    sheet.run.click()
    settle(workspace)
    sheet.open_for("subset")

    sheet.spaces.first.setCurrentIndex(0)
    sheet.spaces.first.activated.emit(0)

    assert sheet.selected.isHidden()


def test_without_a_second_space_nothing_can_be_run(sheet) -> None:
    sheet.open_for("averaged")

    assert "There is no second space. Open one, or derive one, first." == sheet.problem.text()
    assert not sheet.run.isEnabled()


def test_the_second_space_is_any_other_of_the_library(sheet, workspace) -> None:
    sheet.open_for("centred")
    sheet.run.click()
    settle(workspace)
    sheet.open_for("concatenated")

    sheet.run.click()
    settle(workspace)

    assert "made-up · centred · concatenated with made-up" == workspace.space().name


def test_the_command_is_copied(sheet, workspace) -> None:
    sheet.open_for("reduced")
    sheet.form("reduced").set_values({"dimensions": 5})

    sheet.command.click()

    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("embexplorer reduced ")
    assert copied.endswith("made-up.txt --dimensions 5")


def test_the_command_of_two_spaces_names_both(sheet, workspace) -> None:
    sheet.open_for("centred")
    sheet.run.click()
    settle(workspace)
    sheet.open_for("aligned")

    sheet.command.click()

    copied = QGuiApplication.clipboard().text()
    assert "embexplorer aligned centred " in copied
    assert copied.endswith("made-up.txt")


def test_what_the_space_cannot_give_is_said_at_its_field_before_the_run(sheet, workspace) -> None:
    sheet.open_for("truncated")
    jobs = len(workspace.jobs)

    sheet.run.click()

    problem = sheet.form("truncated").rows()["dimensions"].problem.text()
    assert ("Dimensions is 64, but made-up has 12 dimensions.", jobs) == (problem, len(workspace.jobs))


def test_spaces_that_do_not_fit_are_refused_before_the_run(sheet, workspace) -> None:
    sheet.open_for("reduced")
    sheet.form("reduced").set_values({"dimensions": 5})
    sheet.run.click()
    settle(workspace)
    sheet.open_for("aligned")

    sheet.run.click()

    assert sheet.problem.text().startswith("made-up · PCA to 5 has 5 dimensions and made-up has 12.")
    assert not sheet.isHidden()
