"""What a window gets after its first paint: map, docks, sheets, palette and jobs drawer."""

from embexplorer.gui.docks import Docks
from embexplorer.gui.jobs_drawer import JobsDrawer
from embexplorer.gui.map_page import MapPage
from embexplorer.gui.palette import Palette
from embexplorer.gui.panels.add_columns import AddColumnsSheet
from embexplorer.gui.panels.derive import DeriveSheet
from embexplorer.gui.panels.export_sheet import ExportSheet
from embexplorer.gui.status import HEIGHT
from embexplorer.gui.style import pixels
from embexplorer.gui.tab_order import lead_through
from embexplorer.gui.window import MainWindow


def furnish(window: MainWindow) -> None:
    """Build it all and hand it to the window; panels register their actions as they are made."""
    workspace, actions = window.workspace, window.actions_
    window.page = MapPage(workspace, actions, window)
    window.docks = Docks(window, workspace, actions, window.page)
    window.export = ExportSheet(workspace, actions, window)
    window.export.set_figure_source(window.page.figure)
    window.add_columns = AddColumnsSheet(workspace, actions, window)
    window.derive = DeriveSheet(workspace, actions, window, window.docks.library.chosen_space)
    window.drawer = JobsDrawer(workspace, window, pixels(HEIGHT))
    window.palette_ = Palette(workspace, actions, window.opening.open_path, window)
    docks = window.docks.docks
    beside = [part for name in ("inspector", "probes") for part in (docks[name].head, docks[name].widget())]
    library = (docks["library"].head, docks["library"].widget())
    lead_through(window, (window.menuBar(), *library, window.page, *beside, window.status))
