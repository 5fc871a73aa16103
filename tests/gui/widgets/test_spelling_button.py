"""How absent words are looked up, chosen in a menu."""

import gc
from dataclasses import replace

import pytest

from embexplorer.core.model import Model
from embexplorer.core.step import parameters_of
from embexplorer.core.word_lookup import WordStep
from embexplorer.gui.widgets.spelling_button import SpellingButton, why_no_subwords


@pytest.fixture
def button(qtbot, workspace) -> SpellingButton:
    button = SpellingButton(workspace)
    qtbot.addWidget(button)
    return button


def test_it_begins_as_the_step_does(button) -> None:
    usual = {parameter.name: parameter.default for parameter in parameters_of(WordStep)}

    assert usual == button.values()


def test_a_choice_is_told(button, qtbot) -> None:
    with qtbot.waitSignal(button.changed):
        button.accents.trigger()

    assert {"case": "fold", "accents": True, "subwords": False} == button.values()


def test_subwords_need_a_model_of_words(button, clusters) -> None:
    words = replace(clusters, model=Model(kind="fasttext", accepts="word"))
    texts = replace(clusters, model=Model(kind="sentences", accepts="text"))

    assert "" == why_no_subwords(words)
    assert why_no_subwords(texts).startswith("This space has no subwords")
    assert not button.subwords.isEnabled()


def test_values_are_shown_silently(button, qtbot) -> None:
    with qtbot.assertNotEmitted(button.changed):
        button.set_values(case="exact")

    assert "exact" == button.values()["case"]
    assert "exactly as typed" in button.accessibleDescription()


def test_its_entries_outlive_the_garbage_collector(button, workspace) -> None:
    gc.collect()

    workspace.shown_changed.emit()

    assert not button.subwords.isEnabled()
