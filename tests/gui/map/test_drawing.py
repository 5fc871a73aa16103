"""What draws figures aside: a preview of many points does not wait for all of their labels."""

from dataclasses import asdict
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import numpy as np
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from embexplorer.core.figure import Figure
from embexplorer.core.figure_file import FigureFile
from embexplorer.core.figure_folder import written_figure
from embexplorer.core.label_ranges import Blocks
from embexplorer.gui.map import drawing
from embexplorer.gui.map.drawing import Drawing
from embexplorer.gui.map.export import write_figure
from embexplorer.gui.map.label_index import LabelIndex, extent_of, labelled_rows
from embexplorer.gui.map.label_sweep import load
from embexplorer.gui.map.sample import sample_figure
from embexplorer.gui.style import own_face
from tests.gui.map.pages import differing, picture

FILE = FigureFile(width=60, height=40, dpi=100)
ROWS = 5000


def asked(figure: Figure, tmp_path: Path, act: str = "preview") -> dict[str, Any]:
    """What the window asks for."""
    folder = Path(mkdtemp(prefix="figure-", dir=tmp_path))  # a new one, as in the window: files stay mapped
    list(written_figure(folder, figure))
    path = str(tmp_path / f"{act}.png")
    return {"act": act, "folder": str(folder), "path": path, "file": FILE.to_json(), "camera": None, "seen": None,
            "own": asdict(own_face())}  # fmt: skip


def test_a_preview_of_many_points_comes_before_its_labels_and_the_file_has_them_all(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "LOADING_PAYS", ROWS - 1)
    drawer, figure = Drawing(), sample_figure(ROWS)
    write_figure(figure, tmp_path / "here.png", FILE)

    first = drawer.answered(asked(figure, tmp_path))
    drawer.answered(asked(figure, tmp_path))
    drawer.answered(asked(figure, tmp_path, "write"))

    here = picture(QImage(str(tmp_path / "here.png")))
    assert not first["whole"]
    assert 0 == differing(here, picture(QImage(str(tmp_path / "write.png"))))


def test_a_preview_of_few_points_is_whole(qapp: QApplication, tmp_path: Path) -> None:
    assert Drawing().answered(asked(sample_figure(300), tmp_path))["whole"]


def test_labels_that_are_placed_aside_are_waited_for(qapp: QApplication) -> None:
    load()
    figure = sample_figure(ROWS)
    index = LabelIndex(figure, labelled_rows(figure), extent_of(figure), Blocks.none())
    index.advance_aside()

    index.finish()

    assert (True, ROWS) == (index.complete, int(np.isfinite(index.least).sum()))
