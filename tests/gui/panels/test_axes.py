"""The panel of word axes."""

import pytest

from embexplorer.core.registry import step_named
from embexplorer.gui.alone import settle
from embexplorer.gui.panels.axes import AxesPanel

ROYAL, ANIMAL, PLACE = ("king", "queen", "prince"), ("cat", "dog", "horse"), ("london", "paris", "rome")


@pytest.fixture
def panel(shown, workspace) -> AxesPanel:
    """With an axis from royals to animals."""
    panel = shown(AxesPanel)
    panel.resize(1440, 300)
    panel.set_values({"left": ROYAL, "right": ANIMAL})
    settle(workspace)
    return panel


def placed(panel: AxesPanel) -> list[str]:
    return panel.answer.table.table().columns["word"].to_pylist()


def test_it_begins_empty_with_one_button(shown) -> None:
    panel = shown(AxesPanel)

    assert panel.answer.empty.isVisible() and panel.answer.empty.button.text() == "Take the ten pairs"


def test_nothing_can_be_drawn_before_there_is_an_axis(shown) -> None:
    panel = shown(AxesPanel)

    assert not panel.form.draw.isEnabled() and not panel.form.colour.isEnabled()


def test_poles_are_asked_for_after_a_rest_in_typing(shown, workspace, qtbot) -> None:
    panel = shown(AxesPanel)
    panel.form.fields["left"].set_words(ROYAL)

    with qtbot.waitSignal(panel.form.changed):
        panel.form.fields["right"].editor.setPlainText("cat, dog, horse")
    settle(workspace)

    assert panel.answer.table.table().name == "Axis king, queen, prince ↔ cat, dog, horse"


def test_hold_out_says_its_verdict(panel) -> None:
    assert panel.answer.verdict.text().startswith("Held out one by one, 6 of 6 pole words fall on their own side")


def test_pole_words_have_ticks(panel) -> None:
    model = panel.answer.poles.model_of_table()

    assert ("king", "✓ own side") == (model.value(0, "word"), model.value(0, "held out"))


def test_named_words_are_placed(panel, workspace, qtbot) -> None:
    panel.answer.words.set_words(("goat", "emperor"))

    panel.answer.words.returnPressed.emit()
    settle(workspace)

    assert ["goat", "emperor"] == placed(panel)


def test_absent_words_leave_the_axis_as_it_is(panel, workspace) -> None:
    panel.answer.words.set_words(("quene",))

    panel.answer.words.returnPressed.emit()
    settle(workspace)

    assert panel.answer.problem.text() == "‘quene’ is not in this space. Did you mean ‘queen’?"
    assert 27 == len(placed(panel)) and panel.answer.words.wrong


def test_a_word_on_the_plot_is_pinned(panel, workspace) -> None:
    panel.answer.plot.picked.emit(3)

    assert workspace.pinned == 3


def test_missing_pole_words_are_said_in_their_field(panel, workspace) -> None:
    panel.set_values({"left": (*ROYAL, "quene")})
    settle(workspace)

    assert panel.form.fields["left"].found.text().startswith("3 of 4 found")
    assert "quene" in panel.form.fields["left"].missing.text()


def test_what_makes_no_axis_is_said_in_its_place(panel, workspace) -> None:
    panel.set_values({"right": ANIMAL[:2], "method": "pairs"})
    settle(workspace)

    assert panel.answer.empty.isVisible()
    assert panel.answer.empty.why.text().startswith("The left pole has 3 words and the right one 2")


def test_what_makes_no_second_axis_is_said_below_its_poles(panel, workspace) -> None:
    panel.set_values({"down": ("absent",), "up": PLACE})
    settle(workspace)

    assert panel.form.problem.text().startswith("No word of the pole ‘absent’ is in made-up.")
    assert panel.answer.table.table() is not None


def test_the_example_fills_both_poles_with_pairs(shown, workspace) -> None:
    panel = shown(AxesPanel)

    panel.answer.empty.button.click()

    assert ("she", "he", "pairs") == (
        panel.form.words("left")[0],
        panel.form.words("right")[0],
        panel.form.method.currentText(),
    )


def test_a_second_axis_is_shown_on_demand(panel) -> None:
    before = panel.form.fields["down"].isVisible()

    panel.form.second.click()

    assert (False, True) == (before, panel.form.fields["down"].isVisible())


def test_the_map_of_two_axes_is_drawn_with_titles(panel, workspace) -> None:
    panel.set_values({"down": ROYAL, "up": PLACE})
    settle(workspace)
    panel.form.map_form.setCurrentText("polar")

    panel.form.draw.click()
    settle(workspace)

    drawn = workspace.projection()
    assert drawn.recipe.steps[-1].name == step_named("axes").name
    assert drawn.axes[1].startswith("king, queen, prince ↔ london, paris, rome · cosine")
    assert drawn.facts["polar"] == 1.0


def test_the_pole_words_have_the_colours_of_their_fields(panel, workspace) -> None:
    panel.form.draw.click()
    settle(workspace)

    left, right = workspace.look.sets.sets
    assert ((0, 1, 2), ("cat", "dog", "horse")) == (left.rows, tuple(workspace.space().keys.at(list(right.rows))))


def test_pole_colours_follow_the_form(panel, workspace) -> None:
    panel.form.draw.click()
    settle(workspace)

    panel.set_values({"down": ROYAL, "up": PLACE})
    settle(workspace)

    assert 4 == len(workspace.look.sets.sets)


def test_a_map_of_axes_is_named_by_its_poles(panel, workspace) -> None:
    panel.form.draw.click()
    settle(workspace)

    assert workspace.items[workspace.projection_id].name == "king ↔ cat"


def test_the_map_is_coloured_by_the_axis(panel, workspace) -> None:
    panel.form.colour.click()
    settle(workspace)

    name = "king, queen, prince ↔ cat, dog, horse"
    column = workspace.space().columns[name].to_pylist()
    assert (name, "diverging") == (workspace.look.color_by, workspace.look.scale)
    assert column[0] < 0 < column[9]


def test_another_space_is_asked_the_same(panel, workspace, tmp_path) -> None:
    from embexplorer.gui.alone import written_vectors

    workspace.open_file(written_vectors(tmp_path / "other.txt"))
    settle(workspace)

    assert "other" in panel.answer.table.table().caption


def test_emptied_poles_leave_no_answer(panel, workspace) -> None:
    panel.set_values({"left": ()})
    settle(workspace)

    assert panel.answer.empty.isVisible() and not panel.form.draw.isEnabled()


def test_bars_show_the_same_words_and_say_which(panel, workspace) -> None:
    panel.answer.as_bars.click()

    assert panel.answer.bars.isVisible() and not panel.answer.plot.isVisible()
    assert set(placed(panel)) == set(panel.answer.bars.words())
    assert panel.answer.said.text() == f"all {workspace.space().rows}"
