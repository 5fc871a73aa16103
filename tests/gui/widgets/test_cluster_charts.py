"""Bands of silhouettes and bins of rows: what is under the pointer, what a click asks for, and that they are drawn."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from embexplorer.gui.style import apply, colors
from embexplorer.gui.widgets.bin_bars import Bin, BinBars
from embexplorer.gui.widgets.silhouette_plot import Band, SilhouettePlot


@pytest.fixture
def plot(qtbot: QtBot, qapp) -> SilhouettePlot:
    """Two clusters, the first three times as large."""
    apply(qapp, "light")
    plot = SilhouettePlot()
    qtbot.addWidget(plot)
    plot.resize(300, 140)
    plot.show_bands([
        Band(name="<b>1</b>", size=300, heights=(0.5, 0.4, 0.3)),
        Band(name="2 dog", size=100, heights=(0.2, 0.1, -0.1)),
    ])  # fmt: skip
    plot.show()
    return plot


@pytest.fixture
def bars(qtbot: QtBot, qapp) -> BinBars:
    """Three bins."""
    apply(qapp, "light")
    bars = BinBars("In how many lists", "lists")
    qtbot.addWidget(bars)
    bars.resize(240, 90)
    bars.show_bins([Bin(name="0", below="0", rows=4), Bin(name="1", below="1", rows=1), Bin(name="2–3", below="2",
                    rows=0)])  # fmt: skip
    bars.show()
    return bars


def painted(widget: QWidget) -> set[str]:
    image = widget.grab().toImage()
    return {QColor(image.pixel(x, y)).name() for x in range(image.width()) for y in range(image.height())}


def test_a_click_asks_for_the_band_that_lies_there(qtbot: QtBot, plot: SilhouettePlot) -> None:
    with qtbot.waitSignal(plot.chosen) as chosen:
        qtbot.mouseClick(plot, Qt.MouseButton.LeftButton, pos=QPoint(150, 105))

    assert ["2 dog"] == chosen.args


def test_the_band_under_the_pointer_is_named_letter_by_letter(qtbot: QtBot, plot: SilhouettePlot) -> None:
    qtbot.mouseMove(plot, QPoint(150, 30))

    assert "<b>1</b>\nSilhouettes 0.30 to 0.50 · 300 rows · click selects them" == plot.property("plain_tooltip")


def test_bands_have_the_colours_of_the_map(plot: SilhouettePlot) -> None:
    assert {color.lower() for color in colors().classes[:2]} <= painted(plot)


def test_a_marked_band_lies_on_the_tint(plot: SilhouettePlot) -> None:
    plot.mark("2 dog")

    assert colors().accent_tint.lower() in painted(plot)


def test_a_plot_without_bands_is_empty(plot: SilhouettePlot, qtbot: QtBot) -> None:
    plot.show_bands([])
    qtbot.mouseClick(plot, Qt.MouseButton.LeftButton, pos=QPoint(150, 70))

    assert () == plot.bands()


def test_the_bin_under_the_pointer_is_said(qtbot: QtBot, bars: BinBars) -> None:
    qtbot.mouseMove(bars, QPoint(120, 50))

    assert "lists 1 · 1 row" == bars.property("plain_tooltip")


def test_bins_are_drawn_in_both_themes(bars: BinBars, qapp) -> None:
    light = colors().control_line.lower() in painted(bars)
    apply(qapp, "dark")
    dark = colors().control_line.lower() in painted(bars)
    apply(qapp, "light")

    assert (True, True) == (light, dark)
