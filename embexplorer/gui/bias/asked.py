"""The questions that one form of sets can ask: the test of words, or of sentences, and ten measures beside it."""

from collections.abc import Mapping
from typing import Any

from embexplorer.core.errors import UserError
from embexplorer.core.meaning import embeds_texts
from embexplorer.core.registry import step_named
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Step, build
from embexplorer.core.weat_tests import SETS, Role, weat_tests
from embexplorer.gui.widgets.choice import Entry

OWN = "own"
WORDS, SENTENCES = "weat", "seat"
TITLES: dict[Role, str] = {"X": "Target X", "Y": "Target Y", "A": "Attribute A", "B": "Attribute B"}
MEASURED = ("case", "accents", "subwords", "seed")  # what of the form the measures are told beside the sets
Sets = Mapping[Role, tuple[str, ...]]


def known_sets(test: str) -> dict[Role, tuple[str, ...]] | None:
    """The words of a test, None where it is one's own."""
    if test == OWN:
        return None
    return {role: words.words for role, words in weat_tests()[test].sets.items()}


def sets_asked(test: str, words: Sets) -> dict[str, Any]:
    """The test, and the sets that differ from its own; raises UserError where one is empty."""
    for role in SETS:
        if not words[role]:
            raise UserError(f"{TITLES[role]} is empty.", "Type words, or choose a set.")
    known = known_sets(test)
    changed = {role.lower(): words[role] for role in SETS if known is None or words[role] != known[role]}
    return {"test": test, **changed}


def association(step: str, test: str, words: Sets, manner: Mapping[str, Any]) -> Step:
    """WEAT of the words, or SEAT of the sentences that hold them."""
    return build(step_named(step), {**sets_asked(test, words), **manner})


def measures(test: str, words: Sets, manner: Mapping[str, Any]) -> Step:
    """The ten measures of the same words, looked up in the same way."""
    same = {name: manner[name] for name in MEASURED if name in manner}
    return build(step_named("bias-measures"), {**sets_asked(test, words), **same})


def takes_sentences(space: EmbeddingSpace | None) -> bool:
    """Whether the words can be put into sentences there."""
    return space is not None and embeds_texts(space)


def tests_offered() -> list[Entry]:
    """One's own sets, and the ten tests."""
    own: list[Entry] = [("own sets", OWN), None]
    return [*own, *((f"{number} · {test.title}", number) for number, test in weat_tests().items())]
