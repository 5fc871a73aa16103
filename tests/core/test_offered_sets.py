"""The project's own sets and the bundled ones."""

import pytest

from embexplorer.core import offered_sets as module
from embexplorer.core.word_sets import WordSet

KIN = WordSet(name="kin", words=("mother", "father"))
TOWNS = WordSet(name="towns", words=("rome",))


def test_a_set_of_one_s_own_hides_the_bundled_one_of_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SOURCES", [lambda: [KIN, TOWNS]])
    own = WordSet(name="towns", words=("paris",))

    assert {"towns": own, "kin": KIN} == module.offered_sets({"towns": own})


def test_the_sets_of_the_weat_tests_are_bundled_each_once() -> None:
    sets = module.bundled_sets()

    assert "rose" in sets["WEAT 1 flowers"].words
    assert len(sets) == len({one.words for one in sets.values()})


def test_names_of_peoples_keep_their_capitals() -> None:
    sets = module.bundled_sets()

    assert "WEAT 3 European American names" in sets and "WEAT 6 male names" in sets
