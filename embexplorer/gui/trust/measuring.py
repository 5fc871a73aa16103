"""Measure what is true between the two clusters that a line on the map joins."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QPointF

from embexplorer.core.between_text import between_lines, ends_of
from embexplorer.core.errors import UserError
from embexplorer.core.figure import Figure, Measured
from embexplorer.core.measured_groups import Group, group_at, nearest_shown, values_between
from embexplorer.core.registry import step_named
from embexplorer.core.step import build
from embexplorer.core.table import Table
from embexplorer.gui.map.measure_line import MeasureLine
from embexplorer.gui.map.view import MapView
from embexplorer.workspace.workspace import Workspace

NAME = "measure"
WAITING = ("measuring…",)
KEY = "map.measure"
ONE = "Both ends of the line lie in {}. Drag from one cluster to another."
ALONE = "Colour by classes, or select some points, to measure between groups."


class Measuring(QObject):
    """Listens to the measure tool of a map; the line goes when another tool or another map is chosen."""

    def __init__(self, workspace: Workspace, view: MapView) -> None:
        super().__init__(view)
        self._workspace = workspace
        self._view = view
        self.layer = MeasureLine()
        view.add_layer(NAME, self.layer, before="badges", place="front")
        view.measured.connect(self._on_measured)
        view.tool_changed.connect(self._on_tool_changed)
        workspace.shown_changed.connect(self._on_shown_changed)

    def drawn_on(self, figure: Figure | None) -> Figure | None:
        """The figure with what is measured on it now, to be saved."""
        shown = self.layer.shown
        return figure if figure is None or shown is None or shown.lines == WAITING else replace(figure, measured=shown)

    def _on_measured(self, start: QPointF, end: QPointF) -> None:
        figure, view = self._view.figure(), self._view.view()
        if figure is None:
            return
        places = [view.to_map(place.x(), place.y()) for place in (start, end)]
        rows = [nearest_shown(figure, *place) for place in places]
        if rows[0] is None or rows[1] is None:
            return
        left, right = group_at(figure, rows[0]), group_at(figure, rows[1])
        if left == right:
            self._workspace.notice(ONE.format(left.name), "warn")
            return
        waiting = Measured(start=places[0], end=places[1], title=f"{left.name} – {right.name}", lines=WAITING)
        self._show(waiting)
        look = self._workspace.look
        values = {**values_between(figure, left, right), "k": look.trust_k, "axes": look.axes}
        if figure.projection is None:
            values.pop("axes")
        self._workspace.ask(
            build(step_named("between"), values),
            partial(self._on_answer, waiting, (left, right)),
            self._on_problem,
            projection=self._workspace.projection_id if figure.projection is not None else None,
            key=KEY,
        )

    def _on_answer(self, waiting: Measured, groups: tuple[Group, Group], answer: Table) -> None:
        if self.layer.shown is not waiting:
            return  # it was taken away, or another was drawn
        figure = self._view.figure()
        is_data = figure is not None and figure.axes is not None
        start, end = ends_of(answer) or (waiting.start, waiting.end)
        single = all(len(group.rows) == 1 for group in groups)
        names = (groups[0].name, groups[1].name)
        lines = (*between_lines(answer, is_data, names), *((ALONE,) if single else ()))
        self._show(Measured(start=start, end=end, title=waiting.title, lines=lines))

    def _on_problem(self, error: UserError) -> None:
        self._show(None)
        self._workspace.notice(str(error), "warn")

    def _on_tool_changed(self, tool: str) -> None:
        if tool != NAME:
            self._show(None)

    def _on_shown_changed(self) -> None:
        self._show(None)

    def _show(self, shown: Measured | None) -> None:
        self.layer.shown = shown
        self._view.update()
