"""The legend in words, for tooltips and assistive tools."""

from embexplorer.core.coloring import Entry
from embexplorer.core.figure import Figure
from embexplorer.gui.map.legend_parts import counted, shown_colors, unit_of
from embexplorer.gui.map.scale_handles import HIGH, LOW, ScaleHandles, has_handles

HOW = "Click: only this class\nCtrl+click: hide it\nDouble click: its colour"
FOLDED = {False: "Fold the legend", True: "Unfold the legend"}
LONGEST = 400  # letters of a name


def said(figure: Figure | None, at: str) -> str:
    """The legend and that part of it, a class or a handle, on which the keys act."""
    if figure is None:
        return "Legend"
    if figure.legend_folded:
        return f"Legend: {' '.join(figure.coloring.caption[:LONGEST].split())}, folded"
    if at in (LOW, HIGH):
        return f"Legend: {ScaleHandles.said(figure, at)}" if has_handles(figure) else "Legend"
    keys = [entry.key for entry in figure.coloring.entries]
    if at not in keys:
        return "Legend"
    entry = figure.coloring.entries[keys.index(at)]
    state = "hidden" if at in figure.hidden else "shown"
    count = f"{counted(entry, shown_colors(figure))} {unit_of(figure)}"
    return f"Legend: {_name(entry)}, {count}, {state}, {keys.index(at) + 1} of {len(keys)}"


def told(entry: Entry, figure: Figure) -> str:
    """A class, and what can be done with it."""
    shown = shown_colors(figure)
    count = counted(entry, shown) + (" shown" if shown is not None else "")
    return f"{_name(entry)} · {count}\n{HOW}"


def _name(entry: Entry) -> str:
    return " ".join(entry.label[:LONGEST].split())
