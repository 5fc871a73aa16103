"""Keeps with a view which maps stand beside the shown one and from where 3-D is looked at, and brings that back."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from embexplorer.core.arrangement import Arrangement, Beside
from embexplorer.gui.map3d.orbit import Orbit
from embexplorer.gui.maps.stage import MapStage
from embexplorer.workspace.workspace import Workspace


class Arranging(QObject):
    """Answers the workspace when a view is kept; `redraw` brings the shown map to the workspace at once."""

    def __init__(self, workspace: Workspace, stage: MapStage, redraw: Callable[[], None]) -> None:
        super().__init__(stage)
        self._workspace = workspace
        self._stage = stage
        self._redraw = redraw
        workspace.arrangement_asked.connect(self._on_asked)
        workspace.arrangement_wanted.connect(self._on_wanted)

    def _on_asked(self) -> None:
        beside = [
            Beside(
                item=side.item, linked=side.is_linked(), camera=None if side.is_linked() else side.pane.view.camera()
            )
            for side in self._stage.tiles.sides
            if side.item is not None
        ]
        self._workspace.arrangement = Arrangement(beside=tuple(beside), eye=self._eye())

    def _eye(self) -> tuple[float, float, float, float, float, float] | None:
        room = self._stage.deep.room
        if room is None or not self._stage.is_deep():
            return None
        orbit = room.orbit()
        return (orbit.azimuth, orbit.elevation, orbit.distance, *orbit.center)

    def _on_wanted(self, wanted: Arrangement) -> None:
        stage = self._stage
        stage.set_depth(False)
        stage.close_morph()
        there = [one for one in wanted.beside if one.item in self._workspace.items]
        stage.tiles.show_beside([one.item for one in there])
        for one, side in zip(there, stage.tiles.sides, strict=True):
            side.linked.setChecked(one.linked)
        self._redraw()
        for one, side in zip(there, stage.tiles.sides, strict=True):
            if not one.linked:
                side.pane.view.set_camera(one.camera)
        if wanted.eye is not None:
            stage.set_depth(True)
            if stage.deep.room is not None:
                azimuth, elevation, distance, *center = wanted.eye
                stage.deep.room.look_from(
                    Orbit(
                        azimuth=azimuth,
                        elevation=elevation,
                        distance=distance,
                        center=(center[0], center[1], center[2]),
                    )
                )
