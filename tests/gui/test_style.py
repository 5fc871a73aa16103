"""Light and dark: the tokens reach their contrast, and a switch leaves nothing of the other theme."""

from dataclasses import fields

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from embexplorer.gui.style import appearance, palette_of, tokens
from embexplorer.gui.tokens import DARK, LIGHT, Theme, Tokens
from embexplorer.gui.window import MainWindow


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.1."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(color: str) -> float:
    """The relative luminance of WCAG 2.1."""
    parts = [part / 255 for part in QColor(color).getRgb()[:3]]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("role", ["text", "secondary", "tertiary", "good", "warn", "error", "accent"])
@pytest.mark.parametrize("ground", ["window", "base"])
def test_texts_reach_the_contrast_of_small_text(colors: Tokens, role: str, ground: str) -> None:
    assert contrast(getattr(colors, role), getattr(colors, ground)) >= 4.5


@pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("place", range(8))
def test_classes_can_be_told_from_the_map(colors: Tokens, place: int) -> None:
    assert contrast(colors.classes[place], colors.map) >= 3


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_inactive_windows_look_like_active_ones(theme: Theme) -> None:
    palette = palette_of(tokens(theme))

    active, inactive = (
        [palette.color(group, role) for role in palette.ColorRole if role != palette.ColorRole.NColorRoles]
        for group in (palette.ColorGroup.Active, palette.ColorGroup.Inactive)
    )

    assert active == inactive


def test_both_themes_have_the_same_tokens() -> None:
    lengths = [[len(getattr(colors, field.name)) for field in fields(Tokens)][1:] for colors in (LIGHT, DARK)]

    assert lengths[0] == lengths[1]


@pytest.mark.parametrize("part", ["page", "library", "inspector", "probes"])
def test_a_live_switch_leaves_nothing_of_the_other_theme(
    open_window: MainWindow, qapp: QApplication, qtbot: QtBot, part: str
) -> None:
    shown = open_window.page if part == "page" else open_window.docks.docks[part]
    labels = open_window.page.view._painter.labels
    qtbot.waitUntil(lambda: bool(labels._labels) and not labels.unfinished)
    before = shown.grab().toImage()
    appearance().set_wish("dark")
    appearance().set_wish("light")
    qapp.processEvents()

    after = shown.grab().toImage()

    assert differing(before, after) == 0


def test_a_dark_window_holds_no_light_ground(open_window: MainWindow, qapp: QApplication) -> None:
    appearance().set_wish("dark")
    qapp.processEvents()

    image = open_window.grab().toImage()

    grounds = {QColor(LIGHT.window).rgb(), QColor(LIGHT.base).rgb()}
    assert share_of(image, grounds) < 0.001


def differing(one: QImage, other: QImage) -> int:
    """How many pixels differ, of every third."""
    return sum(one.pixel(x, y) != other.pixel(x, y) for x, y in places(one))


def share_of(image: QImage, colors: set[int]) -> float:
    """The share of pixels in one of these colours, of every third."""
    hits = [image.pixel(x, y) in colors for x, y in places(image)]
    return sum(hits) / len(hits)


def places(image: QImage) -> list[tuple[int, int]]:
    """Every third pixel across and down."""
    return [(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)]


def test_a_switch_there_and_back_leaves_every_widget_where_it_was(open_window: MainWindow, qapp: QApplication) -> None:
    """The sheet is taken off for a moment, and what was fitted meanwhile must be fitted again."""
    shown = [widget for widget in open_window.findChildren(QWidget) if widget.isVisible()]
    before = [widget.geometry() for widget in shown]

    appearance().set_wish("dark")
    qapp.processEvents()
    appearance().set_wish("light")
    qapp.processEvents()

    assert before == [widget.geometry() for widget in shown]
