"""However narrow the window is, every tab can be reached."""

import pytest

from embexplorer.gui.dock import tab_bar
from embexplorer.gui.fitting_tabs import FittingTabs
from embexplorer.gui.style import apply

NAMES = ("Neighbours", "Analogy", "Similarity", "Axes", "Bias")


@pytest.fixture
def tabs(qtbot, qapp) -> FittingTabs:
    apply(qapp, "light")
    made = FittingTabs(tab_bar(NAMES, "Probes"), "More probes")
    qtbot.addWidget(made)
    made.resize(made.sizeHint())
    made.show()
    return made


def on_bar(tabs: FittingTabs) -> list[str]:
    return [tabs.bar.tabText(index) for index in range(tabs.bar.count()) if tabs.bar.isTabVisible(index)]


def in_menu(tabs: FittingTabs) -> list[str]:
    tabs.menu.aboutToShow.emit()
    return [action.text() for action in tabs.menu.actions()]


def test_with_room_for_all_there_is_no_menu(tabs) -> None:
    assert (list(NAMES), False) == (on_bar(tabs), tabs.more.isVisible())


def test_what_finds_no_room_is_in_the_menu(tabs) -> None:
    tabs.resize(tabs.sizeHint().width() - 1, 30)

    assert (list(NAMES), True) == (on_bar(tabs) + in_menu(tabs), tabs.more.isVisible())
    assert on_bar(tabs) and in_menu(tabs)


def test_a_tab_from_the_menu_comes_to_the_front_and_has_its_place(tabs) -> None:
    tabs.resize(tabs.minimumSizeHint().width() + 60, 30)
    in_menu(tabs)

    tabs.menu.actions()[-1].trigger()

    assert ("Bias", True) == (tabs.bar.tabText(tabs.bar.currentIndex()), "Bias" in on_bar(tabs))


def test_all_are_back_when_the_window_is_wide_again(tabs) -> None:
    tabs.resize(90, 30)
    tabs.resize(tabs.sizeHint().width(), 30)

    assert list(NAMES) == on_bar(tabs)


@pytest.mark.parametrize("width", [90, 250])
def test_the_bar_is_as_wide_again_as_its_tabs_are(tabs, qtbot, width: int) -> None:
    for wide in (width, tabs.sizeHint().width() + 100):
        tabs.resize(wide, 30)
        qtbot.wait(10)

    assert tabs.bar.sizeHint().width() == tabs.bar.width()
    assert tabs.bar.tabRect(0).left() == 0


def test_a_tab_that_is_not_offered_is_neither_on_the_bar_nor_in_the_menu(tabs) -> None:
    tabs.offer(1, offered=False)

    assert "Analogy" not in on_bar(tabs) + in_menu(tabs)
