"""The axes of a map: their numbers are never cut, however large or small the map is."""

from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from embexplorer.gui.map.export import save_figure
from tests.gui.map.conftest import FOUR, figure_of


def texts_of(path: Path, size: float) -> list[str]:
    """All that is written on a map so large, with axes."""
    figure = figure_of((np.array(FOUR) * size).tolist(), axes=("PC1 · 5 %", "PC2 · 4 %"))
    save_figure(figure, path, size=(600, 400))
    return ["".join(text.itertext()) for text in ET.parse(path).iter("{http://www.w3.org/2000/svg}text")]


def test_usual_numbers_are_written_as_they_are(qapp: QApplication, tmp_path: Path) -> None:
    texts = texts_of(tmp_path / "map.svg", 1.0)

    assert {"0", "10", "PC1 · 5 %", "PC2 · 4 %"} <= set(texts)


@pytest.mark.parametrize(
    ("size", "captions"),
    [
        (1e-25, ("PC1 · 5 %", "PC2 · 4 % · ×10⁻²⁴")),
        (1e30, ("PC1 · 5 %", "PC2 · 4 % · ×10³¹")),
        (1e5, ("PC1 · 5 %", "PC2 · 4 % · ×10⁶")),
    ],
)
def test_the_caption_says_a_power_where_numbers_would_be_cut(
    qapp: QApplication, tmp_path: Path, size: float, captions: Sequence[str]
) -> None:
    texts = texts_of(tmp_path / "map.svg", size)

    assert set(captions) <= set(texts), texts
    assert not [text for text in texts if "…" in text]
