"""Which docks there are beside library, inspector and probes, and where each stands: a dock is one line in each table.

A dock here holds a panel of `gui/panels` that is made when it is first shown; the tools in its head come from Docks.
"""

from PySide6.QtCore import Qt

Area = Qt.DockWidgetArea

NARROW = 1280  # pixels of the window below which docks shrink and the library goes
WIDTHS = {
    "library": 256,
    "inspector": 320,
    "layers": 320,
    "filters": 320,
    "train": 320,
    "progress": 344,
    "weat": 344,
    "changed": 328,
}
SHRUNK = {**dict.fromkeys(WIDTHS, 280), "weat": 312}
LATE = {
    "progress": "progress:ProgressPanel",
    "train": "train:TrainPanel",
    "weat": "weat:WeatPanel",
    "changed": "most_changed:MostChangedPanel",
    "layers": "layers:LayersPanel",
    "filters": "filters:FiltersPanel",
}
TITLES = {
    "progress": "Progress",
    "train": "Train",
    "weat": "WEAT",
    "changed": "Most changed",
    "layers": "Layers",
    "filters": "Filters",
}
TABBED = ("inspector", "layers", "filters")  # stand at one place, with a tab for each of those that are shown
PLACES = {
    "library": Area.LeftDockWidgetArea,
    "inspector": Area.RightDockWidgetArea,
    "probes": Area.BottomDockWidgetArea,
    "train": Area.LeftDockWidgetArea,
    "progress": Area.RightDockWidgetArea,
    "weat": Area.LeftDockWidgetArea,
    "changed": Area.RightDockWidgetArea,
    "layers": Area.RightDockWidgetArea,
    "filters": Area.RightDockWidgetArea,
}
CORNERS = {
    Qt.Corner.BottomLeftCorner: Area.LeftDockWidgetArea,
    Qt.Corner.BottomRightCorner: Area.RightDockWidgetArea,
}
