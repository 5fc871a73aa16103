"""The bundled pairs of Bolukbasi et al. (2016)."""

import json
from pathlib import Path

from embexplorer.core.definitional_pairs import definitional_pairs
from embexplorer.core.offered_sets import bundled_sets


def test_both_sides_are_offered_as_sets() -> None:
    female, male = definitional_pairs()

    assert (female, male) == (bundled_sets()[female.name], bundled_sets()[male.name])


def test_the_words_at_one_place_are_a_pair() -> None:
    female, male = definitional_pairs()

    assert (("woman", "man"), ("Mary", "John")) == (
        (female.words[0], male.words[0]),
        (female.words[-1], male.words[-1]),
    )


def test_they_are_those_of_the_authors(shared_data: Path) -> None:
    theirs = json.loads((shared_data / "bias" / "definitional_pairs.json").read_text())
    female, male = definitional_pairs()

    ours = [list(pair) for pair in zip(female.words, male.words, strict=True)]

    assert theirs == ours
