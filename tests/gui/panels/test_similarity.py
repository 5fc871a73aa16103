"""The panel that lays words beside each other."""

import pytest
from PySide6.QtCore import Qt

from embexplorer.gui.alone import settle
from embexplorer.gui.panels.similarity import SimilarityPanel

WORDS = ["king", "queen", "cat", "dog"]


@pytest.fixture
def panel(shown, workspace) -> SimilarityPanel:
    """Asked about four words."""
    panel = shown(SimilarityPanel)
    panel.resize(1100, 300)
    panel.set_words(WORDS)
    settle(workspace)
    return panel


def test_it_begins_empty_with_one_button(shown) -> None:
    panel = shown(SimilarityPanel)

    assert panel.empty.isVisible() and panel.empty.button.text() == "Type words"


def test_enter_asks_for_the_words(shown, workspace, qtbot) -> None:
    panel = shown(SimilarityPanel)
    qtbot.keyClicks(panel.words, "king cat dog")

    qtbot.keyClick(panel.words, Qt.Key.Key_Return)
    settle(workspace)

    assert panel.answer.table.table().columns.num_rows == 3


def test_the_first_pair_is_shown(panel) -> None:
    pair = panel.answer.pair

    assert ("king – queen", "0.713") == (pair.words.text(), pair.values["score"].text())
    assert "queen is no. 6 of the nearest to king" in pair.ranks.text()


def test_a_cell_shows_its_pair(panel, qtbot) -> None:
    panel.answer.heat.pair_chosen.emit("dog", "king")

    assert panel.answer.pair.words.text() == "king – dog"


def test_a_line_of_the_pairs_shows_it_too(panel) -> None:
    panel.views.button(1).click()

    panel.answer.table.setCurrentIndex(panel.answer.table.model_of_table().index(5, 0))

    assert panel.answer.table.isVisible() and panel.answer.pair.words.text() == "cat – dog"


def test_a_label_pins_its_word(panel, workspace) -> None:
    panel.answer.heat.word_chosen.emit(0)

    assert workspace.space().keys[workspace.pinned] == "king"


def test_the_odd_one_stands_first(panel, workspace) -> None:
    panel.set_words(["king", "queen", "prince", "dog"])
    settle(workspace)

    assert panel.answer.odd.model_of_table().value(0, "word") == "dog"


def test_two_words_have_no_odd_one(panel, workspace) -> None:
    panel.set_words(["king", "queen"])
    settle(workspace)

    assert not panel.answer.odd.isVisible()


def test_the_selection_is_taken(shown, workspace) -> None:
    panel = shown(SimilarityPanel)
    before = panel.take.isEnabled()
    workspace.select([0, 9, 1])

    panel.take.click()

    assert (False, "king queen cat") == (before, panel.words.text())


def test_ranks_of_a_pair_of_very_many_words_are_asked_for(panel, workspace, monkeypatch) -> None:
    monkeypatch.setattr("embexplorer.probes.similarity.RANKED", 2)

    panel.set_words(WORDS)
    settle(workspace)

    assert "rank_of_other" not in panel.answer.table.table().columns.column_names
    assert "queen is no. 6 of the nearest to king" in panel.answer.pair.ranks.text()


def test_missing_words_are_named_with_near_spellings(panel, workspace) -> None:
    panel.set_words([*WORDS, "quene"])
    settle(workspace)

    assert panel.problem.text() == "Left out: ‘quene’ is not in this space. Did you mean ‘queen’?"


def test_one_word_is_refused_in_place(shown, workspace) -> None:
    panel = shown(SimilarityPanel)

    panel.set_words(["king"])
    settle(workspace)

    assert panel.problem.text() == "Similarity needs two words or more. Name them."


def test_another_space_clears_the_answer(panel, workspace, tmp_path) -> None:
    from embexplorer.gui.alone import written_vectors

    workspace.open_file(written_vectors(tmp_path / "other.txt"))
    settle(workspace)

    assert panel.empty.isVisible() and panel.answer.table.table() is None


def test_its_caption_says_metric_space_and_n(panel) -> None:
    assert panel.caption.text() == "cosine · 4 words, 6 pairs · made-up, raw · exact · n = 27"
