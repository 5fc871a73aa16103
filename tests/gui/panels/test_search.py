"""The search panel finds words and selects them."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
from PySide6.QtCore import Qt

from embexplorer.core.keys import Keys
from embexplorer.core.model import Model, embeds
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.word_sets import WordSet
from embexplorer.gui.alone import settle
from embexplorer.gui.panels.search import SearchPanel
from embexplorer.gui.widgets.meaning_button import way_of


def test_typing_finds_words_after_a_pause(shown, workspace, qtbot) -> None:
    panel = shown(SearchPanel)

    qtbot.keyClicks(panel.field, "prin")
    qtbot.waitUntil(lambda: not panel._soon.isActive())
    settle(workspace)

    assert panel.table.table().columns["word"].to_pylist() == ["prince", "princess"]


def test_the_count_is_said(shown, workspace) -> None:
    panel = shown(SearchPanel)

    panel.focus_search("/^<.*>$/")
    settle(workspace)

    assert panel.said.text() == "2 of 27 words · made-up"


def test_enter_selects_all_hits(shown, workspace, qtbot) -> None:
    panel = shown(SearchPanel)
    panel.focus_search("prin")
    settle(workspace)

    qtbot.keyClick(panel.field, Qt.Key.Key_Return)

    assert workspace.selection.tolist() == [2, 3] and workspace.undo_name == "search, 2 points"


def test_enter_before_the_answer_selects_when_it_comes(shown, workspace, qtbot) -> None:
    panel = shown(SearchPanel)
    qtbot.keyClicks(panel.field, "prin")

    qtbot.keyClick(panel.field, Qt.Key.Key_Return)
    settle(workspace)

    assert workspace.selection.tolist() == [2, 3]


def test_a_click_pins_and_selects_one(shown, workspace) -> None:
    panel = shown(SearchPanel)
    panel.focus_search("prin")
    settle(workspace)

    panel.table.clicked.emit(panel.table.model_of_table().index(1, 0))

    assert (workspace.pinned, workspace.selection.tolist()) == (3, [3])


def test_an_invalid_pattern_is_said_in_place(shown, workspace) -> None:
    panel = shown(SearchPanel)

    panel.focus_search("/[a/")
    settle(workspace)

    assert panel.field.wrong and panel.said.text().startswith("/[a/ is not a valid pattern")


def test_nothing_found_says_what_to_do(shown, workspace) -> None:
    panel = shown(SearchPanel)

    panel.focus_search("zebra")
    settle(workspace)

    assert panel.empty.what.text() == "Nothing found" and panel.empty.isVisible()


def test_an_emptied_field_shows_nothing(shown, workspace) -> None:
    panel = shown(SearchPanel)
    panel.focus_search("prin")
    settle(workspace)

    panel.field.clear()
    settle(workspace)

    assert panel.table.table() is None


def test_a_named_set_is_found(shown, workspace) -> None:
    workspace.keep_set(WordSet(name="my pets", words=("dog", "cat", "zebra")))
    panel = shown(SearchPanel)

    panel.focus_search('"@my pets"')
    settle(workspace)

    assert ["dog", "cat"] == panel.table.table().columns["word"].to_pylist()
    assert panel.said.text().endswith("· not in this space: zebra")


def test_sets_are_completed_and_words_are_not(shown, workspace, qtbot) -> None:
    workspace.keep_set(WordSet(name="pets", words=("dog",)))
    panel = shown(SearchPanel)
    panel.field.setFocus()
    qtbot.keyClicks(panel.field, "prin")
    words = panel.field.completer_.offered()

    panel.field.clear()
    qtbot.keyClicks(panel.field, "@pe")

    assert ([], "@pets") == (words, panel.field.completer_.offered()[0])


def test_words_are_searched_by_the_mean_of_words_and_that_is_said(shown, workspace) -> None:
    panel = shown(SearchPanel)
    panel.meaning.click()

    panel.focus_search("king queen")
    settle(workspace)

    assert {"king", "queen"} <= set(panel.table.table().columns["word"].to_pylist()[:3])
    assert "mean of the vectors of 2 of 2 words" in panel.said.text()
    assert not panel.case.isEnabled() and "no model of whole texts" in panel.meaning.accessibleDescription()


def test_documents_are_asked_by_their_model(shown, workspace, tmp_path: Path) -> None:
    texts = ["one long day", "a short night at sea", "it rained"]
    space = EmbeddingSpace(name="diary", keys=Keys(["d0", "d1", "d2"]), vectors=embed_nights(None, texts),
                           columns=pa.table({"text": texts}), unit="documents",
                           model=Model(kind="nights", accepts="text"))  # fmt: skip
    space.save(tmp_path / "diary")
    workspace.open_file(tmp_path / "diary")
    settle(workspace)
    panel = shown(SearchPanel)
    panel.resize(900, 240)
    panel.meaning.click()

    panel.focus_search("which night?")
    settle(workspace)

    assert ["d1", "d0", "d2"] == panel.table.table().columns["document"].to_pylist()
    assert ("d1", texts[1]) == (panel.passage.name.text(), panel.passage.text.text())
    assert panel.passage.isVisible()


def test_of_a_long_document_the_passage_is_shown_that_answers(shown, workspace, tmp_path: Path) -> None:
    texts = ["day " * 80 + "a night at sea " + "day " * 80, "day " * 100, "dawn " * 90]
    space = EmbeddingSpace(name="diary", keys=Keys(["d0", "d1", "d2"]), vectors=embed_nights(None, texts),
                           columns=pa.table({"text": texts}), unit="documents",
                           model=Model(kind="nights", accepts="text"))  # fmt: skip
    space.save(tmp_path / "diary")
    workspace.open_file(tmp_path / "diary")
    settle(workspace)
    panel = shown(SearchPanel)
    panel.resize(900, 240)
    panel.meaning.click()

    panel.focus_search("which night?")
    settle(workspace)

    assert "d0" == panel.passage.name.text() and "a night at sea" in panel.passage.text.text()
    assert len(panel.passage.text.text()) < 400 and panel.passage.where.text().startswith("part 2 of 5 · cosine 0.")


@embeds("nights")
def embed_nights(space: object, texts: list[str]) -> np.ndarray:
    """Two numbers: nights, and the letters of the text in hundreds."""
    return np.array([[text.count("night"), len(text) / 100] for text in texts], np.float32)


def test_vectors_of_documents_without_a_model_cannot_be_asked(workspace, clusters) -> None:
    assert ("none", "average", "none") == (
        way_of(replace(clusters, unit="documents")),
        way_of(clusters),
        way_of(None),
    )
