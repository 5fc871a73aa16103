"""A menu that makes new sets of words out of two: their union, intersection, difference."""

from functools import partial

from PySide6.QtWidgets import QMenu

from embexplorer.core.offered_sets import offered_sets
from embexplorer.core.word_sets import SIGNS, WordSet, combined
from embexplorer.gui.actions import plain_action_text
from embexplorer.gui.widgets.name_set import counted, keep_set
from embexplorer.workspace.workspace import Workspace


def fill_combine(menu: QMenu, workspace: Workspace, words: WordSet) -> None:
    """Below each way to combine: the other sets, each with how many words there would be."""
    others = [one for one in offered_sets(workspace.sets).values() if one.name != words.name]
    for how, sign in SIGNS.items():
        below = menu.addMenu(f"{how.capitalize()} ({sign}) with")
        below.setEnabled(bool(others))
        for other in others:
            made = combined(words, other, how)
            text = plain_action_text(f"{other.name}  ·  {counted(len(made.words))}")
            action = below.addAction(text, partial(keep_set, workspace, made))
            action.setEnabled(bool(made.words))
