"""Colours a new map by what it knows of its own points, where its step says so: how far each depends on the seed."""

from dataclasses import replace

from embexplorer.core.registry import find_step
from embexplorer.core.trust_view import LAYER
from embexplorer.workspace.events import Events
from embexplorer.workspace.library import Library
from embexplorer.workspace.selecting import Selecting


class OwnColors:
    """Once for each map that comes into the library: when it is shown and the column is known, which takes a moment."""

    def __init__(self, library: Library, selecting: Selecting, events: Events) -> None:
        self._library = library
        self._selecting = selecting
        self._known = {*library.items}
        self._new: dict[str, str] = {}  # maps, and the columns
        events.items_changed.connect(self._on_items_changed)
        events.shown_changed.connect(self._on_shown_changed)

    def _on_items_changed(self) -> None:
        for id, item in self._library.items.items():
            step = find_step(item.step) if id not in self._known else None
            if step is not None and step.colored_by:
                self._new[id] = step.colored_by
        self._known |= {*self._library.items}

    def _on_shown_changed(self) -> None:
        shown, look = self._library.projection_id, self._selecting.look
        if shown is None or shown not in self._new:
            return
        trust = self._library.trust(shown, look.axes)
        if trust is None or self._new[shown] not in trust.columns.column_names:
            return
        column = self._new.pop(shown)
        layers = tuple(layer for layer in look.layers if layer != LAYER)  # faded, little would be seen of it
        wish = replace(look.colored_by(column), layers=layers)
        self._selecting.set_look(wish, f"colour by {column}", False)
