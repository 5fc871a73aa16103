"""What a window gets after its first paint: map, docks, sheets, palette and jobs drawer."""

from embexplorer.gui.docks import Docks
from embexplorer.gui.jobs_drawer import JobsDrawer
from embexplorer.gui.map_page import MapPage
from embexplorer.gui.middle import Middle
from embexplorer.gui.palette import Palette
from embexplorer.gui.panels.add_columns import AddColumnsSheet
from embexplorer.gui.panels.export_sheet import ExportSheet
from embexplorer.gui.status import HEIGHT
from embexplorer.gui.style import pixels
from embexplorer.gui.tab_order import lead_through
from embexplorer.gui.window import MainWindow


def furnish(window: MainWindow) -> None:
    """Build what is seen first and hand it to the window; the other panels are made in idle turns.

    Panels register their actions as they are made.
    """
    workspace, actions = window.workspace, window.actions_
    window.page = MapPage(workspace, actions, window)
    window.middle = Middle(workspace, window.page, window.stack)
    window.docks = Docks(window, workspace, actions)
    window.export = ExportSheet(workspace, actions, window)
    window.export.set_figure_source(window.middle.figure)
    window.add_columns = AddColumnsSheet(workspace, actions, window)
    window.drawer = JobsDrawer(workspace, window, pixels(HEIGHT))
    window.palette_ = Palette(workspace, actions, window.opening.open_path, window)
    lead(window)
    window.docks.make_later(window.later)


def lead(window: MainWindow) -> None:
    """Let the Tab key go through all that has been built, in the order in which it stands there."""
    docks = window.docks.docks
    beside = [part for name in ("inspector", "probes") for part in (docks[name].head, docks[name].widget())]
    library = (docks["library"].head, docks["library"].widget())
    lead_through(window, (window.menuBar(), *library, window.page, *beside, window.status))
