"""One class looked at for a moment."""

import numpy as np
import pyarrow as pa
import pytest

from embexplorer.core import focus
from embexplorer.core.figure import Figure
from embexplorer.core.focus import focused_on
from embexplorer.core.keys import Keys
from embexplorer.core.look import Look
from embexplorer.core.resolving import resolve
from embexplorer.core.space import EmbeddingSpace
from embexplorer.gui.map.palette import color_of
from embexplorer.gui.tokens import LIGHT


@pytest.fixture
def figure() -> Figure:
    """Four words of two classes."""
    columns = pa.table({"kind": ["a", "b", "a", "b"]})
    space = EmbeddingSpace(name="few", keys=Keys([*"wxyz"]), vectors=np.zeros((4, 2), np.float32), columns=columns)
    return resolve(space, None, Look(color_by="kind"))


def test_the_class_lies_above_the_others_which_are_grey(figure: Figure) -> None:
    shown = focused_on(figure, "b")

    assert ([1, 3, 0, 2], 2) == (shown.order.tolist(), shown.classed)
    assert figure.coloring.entries == shown.coloring.entries


def test_of_very_many_rows_all_stay_in_their_order(figure: Figure, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(focus, "LIFTED", 3)

    shown = focused_on(figure, "b")

    assert shown.order is figure.order and shown.coloring.codes is figure.coloring.codes
    expected = [LIGHT.point.lower(), LIGHT.classes[1].lower()]
    assert expected == [color_of(shown.coloring, code, LIGHT).name() for code in (0, 1)]
