"""What is written over the 3-D view: words as the flat map writes them."""

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from embexplorer.core.keys import Keys
from embexplorer.core.look import Look
from embexplorer.core.projection import Projection
from embexplorer.core.resolving import resolve
from embexplorer.core.space import EmbeddingSpace
from embexplorer.gui.map.label_words import Words
from embexplorer.gui.map3d.cloud import cloud_of
from embexplorer.gui.map3d.orbit import Orbit, centred
from embexplorer.gui.map3d.overlay import Pens, Seen, paint
from embexplorer.gui.tokens import LIGHT

LONG = "x" * 1_000_000


@pytest.fixture
def painter(qapp: QApplication) -> Iterator[QPainter]:
    """Paints on an image of 600 × 400."""
    image = QImage(600, 400, QImage.Format.Format_ARGB32_Premultiplied)
    painter = QPainter(image)
    yield painter
    painter.end()


def seen_of(words: list[str]) -> Seen:
    """Words in the middle, one above the other, looked at from the usual side."""
    places = np.array([[0, 0, row] for row in range(len(words))], np.float32)
    space = EmbeddingSpace(name="few", keys=Keys(words), vectors=places)
    figure = resolve(space, Projection(name="deep", coordinates=places), Look())
    cloud, orbit = cloud_of(figure, centred(places), LIGHT), Orbit(distance=4.0)
    at, _ = orbit.to_screen(cloud.places, 600, 400)
    return Seen(figure=figure, cloud=cloud, places=at, orbit=orbit, captions=("1", "2", "3"), hovered=None,
                width=600.0, height=400.0, tokens=LIGHT, ratio=1.0)  # fmt: skip


def test_long_words_are_cut_in_their_middle_so_that_their_ends_tell_them_apart(painter: QPainter) -> None:
    seen, pens = seen_of([f"{LONG}1", f"{LONG}2"]), Pens()

    paint(painter, seen, pens)

    words = pens.words(seen.figure.keys)
    texts = [words.of(row, rank).text for row, rank in words._known]
    assert ["1", "2"] == sorted(text[-1] for text in texts)
    assert all("…" in text and len(text) < 60 for text in texts)


def test_markup_is_written_as_it_is(painter: QPainter) -> None:
    seen, pens = seen_of(["<b>x</b>"]), Pens()

    paint(painter, seen, pens)

    words = pens.words(seen.figure.keys)
    assert ["<b>x</b>"] == [words.of(row, rank).text for row, rank in words._known]


def test_the_words_of_another_space_are_measured_anew() -> None:
    pens, keys = Pens(), Keys(["a"])
    first = pens.words(keys)

    other = pens.words(Keys(["b"]))

    assert isinstance(other, Words) and other is not first and other is pens.words(other.keys)
