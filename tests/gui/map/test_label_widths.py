"""The widths of many labels at once are those that Qt measures for each."""

import numpy as np
import pyarrow as pa
import pytest
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication

from embexplorer.core.keys import Keys
from embexplorer.core.label_placement import Rank
from embexplorer.gui.map.label_text import font_of
from embexplorer.gui.map.label_widths import Advances, widest, widths

WORDS = ["king", "a", "", "New York", "漢字かな", "naïve café", "Ω≈ç√", "😀", "<b>x</b>", "tab\there", "שלום", "Ж"]


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string()])
def test_words_are_at_most_as_wide_as_is_kept_free_for_them(qapp: QApplication, kind: pa.DataType) -> None:
    metrics, rows = QFontMetricsF(font_of(Rank.SPARSE)), np.arange(len(WORDS))[::-1]

    found = widths(Keys(pa.array(WORDS, kind)), rows, Advances(font_of(Rank.SPARSE)))

    measured = np.array([metrics.horizontalAdvance(WORDS[row].replace("\t", " ")) for row in rows])
    assert (True, True) == (bool((measured <= found).all()), np.allclose(measured, found, atol=4.0))  # kerning


def test_arabic_is_no_wider_than_its_letters_alone(qapp: QApplication) -> None:
    word = "مرحبا بالعالم"

    (found,) = widths(Keys([word]), np.array([0]), Advances(font_of(Rank.SPARSE)))

    assert QFontMetricsF(font_of(Rank.SPARSE)).horizontalAdvance(word) <= found


@pytest.mark.parametrize("word", ["x" * 1_000_000, "漢" * 200, "long " * 40])
def test_long_words_are_as_wide_as_may_be(qapp: QApplication, word: str) -> None:
    assert [widest()] == widths(Keys([word]), np.array([0]), Advances(font_of(Rank.SPARSE))).tolist()


def test_a_part_of_the_labels_of_a_space_is_measured_in_its_place(qapp: QApplication) -> None:
    keys, advances = Keys(["wide words before", "a", "bb", "漢"]), Advances(font_of(Rank.SPARSE))
    part = Keys(keys.array.slice(1, 3))

    assert widths(keys, np.array([3, 1]), advances).tolist() == widths(part, np.array([2, 0]), advances).tolist()


def test_no_labels_have_no_widths(qapp: QApplication) -> None:
    assert 0 == len(widths(Keys(["a"]), np.empty(0, np.int64), Advances(font_of(Rank.SPARSE))))
