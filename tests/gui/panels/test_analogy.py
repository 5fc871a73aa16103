"""The panel of analogies asks an equation, says each method's answer, and draws the parallelogram while it is shown."""

import pytest

from embexplorer.core.figure import Arrow
from embexplorer.gui.alone import settle
from embexplorer.gui.panels.analogy import AnalogyPanel


@pytest.fixture
def panel(shown) -> AnalogyPanel:
    """The panel over 27 words in three groups."""
    return shown(AnalogyPanel)


def ask(panel: AnalogyPanel, workspace, *words: str, pairs: str = "") -> None:
    """Fill in the equation and press Enter."""
    for field, word in zip(panel.fields.values(), words, strict=False):
        field.setText(word)
    panel.pairs.setText(pairs)
    panel.ask.click()
    settle(workspace)


def test_three_words_are_answered_by_three_methods_beside_the_baseline(panel: AnalogyPanel, workspace) -> None:
    ask(panel, workspace, "king", "queen", "prince")

    assert ["3cosadd", "3cosmul", "pairdirection", "baseline"] == list(panel.answers.views)
    assert all(view.model_of_table().rowCount() == 10 for view in panel.answers.views.values())
    assert "Baseline" in panel.said.text()


def test_more_pairs_bring_two_more_methods(panel: AnalogyPanel, workspace) -> None:
    ask(panel, workspace, "king", "queen", "prince")
    ask(panel, workspace, "king", "queen", "prince", pairs="cat:dog london:paris")

    assert ["3cosadd", "3cosmul", "pairdirection", "3cosavg", "lrcos", "baseline"] == list(panel.answers.views)
    assert "Mean cosine of the offsets of 3 pairs" in panel.said.text()


def test_the_rank_of_the_expected_word_stands_above_each_method(panel: AnalogyPanel, workspace) -> None:
    ask(panel, workspace, "king", "queen", "prince", "princess")

    titles = [view.model_of_table().columns[0].title for view in panel.answers.views.values()]
    assert all(" · rank " in title for title in titles)


def test_the_parallelogram_is_drawn_while_the_panel_is_shown(panel: AnalogyPanel, workspace) -> None:
    ask(panel, workspace, "king", "queen", "cat", "dog")
    drawn = workspace.drawings.of(workspace.space_id)
    panel.hide()

    assert (Arrow(start=0, end=1), Arrow(start=9, end=10)) == drawn.arrows
    assert "True angle" in drawn.caption
    assert workspace.drawings.of(workspace.space_id) is None


def test_the_arrows_can_be_left_out(panel: AnalogyPanel, workspace) -> None:
    panel.arrows.click()
    ask(panel, workspace, "king", "queen", "cat")

    assert workspace.drawings.of(workspace.space_id) is None


def test_an_absent_word_is_underlined_and_named_with_near_spellings(panel: AnalogyPanel, workspace) -> None:
    ask(panel, workspace, "king", "quene", "prince")

    assert "‘quene’ is not in this space. Did you mean ‘queen’" in panel.problem.text()


def test_an_unfinished_equation_is_answered_with_a_sentence(panel: AnalogyPanel, workspace) -> None:
    ask(panel, workspace, "king", "queen")

    assert "2 words were given" in panel.problem.text()


def test_a_clicked_answer_is_pinned(panel: AnalogyPanel, workspace) -> None:
    ask(panel, workspace, "king", "queen", "prince")
    view = panel.answers.views["3cosadd"]

    view.clicked.emit(view.model_of_table().index(0, 0))

    assert workspace.pinned == view.model_of_table().row_id(0)


def test_the_whole_answer_can_be_copied_as_a_command(panel: AnalogyPanel, workspace, qapp) -> None:
    ask(panel, workspace, "king", "queen", "prince", pairs="cat:dog")

    panel.exports.copy_command()

    assert qapp.clipboard().text().endswith("king queen prince --pairs cat:dog")


def test_the_example_of_the_empty_state_is_asked(panel: AnalogyPanel, workspace) -> None:
    panel.empty.asked.emit()
    settle(workspace)

    assert panel.fields["c"].text() == "woman"
    assert "‘man’ is not in this space" in panel.problem.text()
