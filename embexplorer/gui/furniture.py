"""What a window gets after its first paint: map, docks, sheets, palette and jobs drawer."""

from functools import partial
from typing import TYPE_CHECKING

from embexplorer.core.registry import step_named, step_names
from embexplorer.gui.dock_places import TABBED
from embexplorer.gui.docks import Docks
from embexplorer.gui.jobs_drawer import JobsDrawer
from embexplorer.gui.map_page import MapPage
from embexplorer.gui.middle import Middle
from embexplorer.gui.palette import Palette
from embexplorer.gui.panels.add_columns import AddColumnsSheet
from embexplorer.gui.panels.export_sheet import VectorExports
from embexplorer.gui.selection_actions import SelectionActions
from embexplorer.gui.status import HEIGHT
from embexplorer.gui.style import pixels
from embexplorer.gui.tab_order import lead_through
from embexplorer.gui.window import MainWindow

if TYPE_CHECKING:
    from embexplorer.gui.panels.figure_sheet import FigureSheet


def furnish(window: MainWindow) -> None:
    """Build what is seen first and hand it to the window; the other panels are made in idle turns.

    Panels register their actions as they are made.
    """
    workspace, actions = window.workspace, window.actions_
    window.page = MapPage(workspace, actions, window)
    window.middle = Middle(workspace, window.page, window.stack)
    window.docks = Docks(window, workspace, actions)
    window.page.film.moment_shown.connect(window.docks.show_moment)
    window.export = VectorExports(workspace, actions, window)
    window.add_columns = AddColumnsSheet(workspace, actions, window)
    SelectionActions(workspace, actions, window)
    window.drawer = JobsDrawer(workspace, window, pixels(HEIGHT))
    window.palette_ = Palette(workspace, actions, window.opening.open_path, window)
    lead(window)
    window.docks.make_later(window.later)
    for name in step_names("transform"):
        window.later.add(partial(step_named, name))
    window.later.add(partial(make_derive, window))
    window.later.add(partial(make_sets, window))
    window.later.add(partial(make_data, window))
    window.later.add(partial(make_bookmarks, window))
    window.later.add(partial(make_selecting, window))


def figure_sheet(window: MainWindow) -> "FigureSheet":
    """The sheet that saves the map as a figure; made when it is first asked for, since few windows are."""
    from embexplorer.gui.panels.figure_sheet import FigureSheet

    if window.figure is None:
        window.figure = FigureSheet(window.workspace, window.actions_, window)
        window.figure.set_figure_source(window.middle.figure)
    return window.figure


def make_derive(window: MainWindow) -> None:
    """Make the sheet of transforms, which brings an action for each of them."""
    from embexplorer.gui.panels.derive import DeriveSheet

    window.derive = DeriveSheet(window.workspace, window.actions_, window, window.docks.library.chosen_space)


def make_sets(window: MainWindow) -> None:
    """Make the sheet of named word sets, which brings the actions about them."""
    from embexplorer.gui.panels.word_sets import WordSetsSheet

    window.sets = WordSetsSheet(window.workspace, window.actions_, window)


def make_data(window: MainWindow) -> None:
    """Make the sheet that carries rows out as a table."""
    from embexplorer.gui.panels.data_sheet import DataSheet

    window.data = DataSheet(window.workspace, window.actions_, window)
    window.data.set_figure_source(window.middle.figure)


def make_bookmarks(window: MainWindow) -> None:
    """Make the sheet of kept views, which brings the actions about them."""
    from embexplorer.gui.panels.bookmarks import BookmarksSheet

    window.bookmarks = BookmarksSheet(window.workspace, window.actions_, window)


def make_selecting(window: MainWindow) -> None:
    """Make the small sheets that grow the selection, and find words by a pattern."""
    from embexplorer.gui.panels.grow import GrowSheet
    from embexplorer.gui.panels.select_pattern import SelectPatternSheet

    GrowSheet(window.workspace, window.actions_, window)
    SelectPatternSheet(window.workspace, window.actions_, window)


def lead(window: MainWindow) -> None:
    """Let the Tab key go through all that has been built, in the order in which it stands there."""
    docks = window.docks.docks
    beside = [part for name in (*TABBED, "probes") for part in (docks[name].head, docks[name].widget())]
    library = (docks["library"].head, docks["library"].widget())
    lead_through(window, (window.menuBar(), *library, window.page, *beside, window.status))
