"""The middle of the window: the map bar over the map, kept in step with the workspace in both directions."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from embexplorer.core.empty_layers import empty_layers
from embexplorer.core.errors import UserError
from embexplorer.core.figure import Edge, Figure
from embexplorer.core.kept_neighbors import kept_said
from embexplorer.core.look import Camera, Look
from embexplorer.core.projection import Projection
from embexplorer.core.registry import step_named
from embexplorer.core.resolving import resolve
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import build
from embexplorer.core.table import Table
from embexplorer.core.typing import FloatArray, IntArray
from embexplorer.core.wished_columns import lacking_badges, without_lacking
from embexplorer.gui.actions import Actions
from embexplorer.gui.legend_acts import LegendActs
from embexplorer.gui.map.labels import MANY
from embexplorer.gui.map.legend_pad import LegendPad
from embexplorer.gui.map.view import MapView
from embexplorer.gui.maps.arranging import Arranging
from embexplorer.gui.maps.placing import Placing
from embexplorer.gui.maps.stage import OFFERED, MapStage
from embexplorer.gui.names_aside import NamesAside
from embexplorer.gui.panels.map_bar import MapBar
from embexplorer.gui.style import pixels
from embexplorer.gui.training.film_bar import FilmBar
from embexplorer.gui.training.film_saving import FilmSaving
from embexplorer.gui.trust.hovering import Hovering
from embexplorer.gui.trust.measuring import Measuring
from embexplorer.gui.widgets.breadcrumb import Breadcrumb
from embexplorer.gui.widgets.plain import PlainLabel
from embexplorer.workspace.selecting import Mode
from embexplorer.workspace.workspace import Workspace

NEIGHBORS = 15
EMPTY = "The map forms here while a space is trained."
OPENING = "Opening the map…"
NO_MAP = "No map of this space yet. The tab Projection below makes one."
UNDO_NAMES = {"clear": "clear selection"}

Wanted = tuple[str | None, int | None, tuple[int, int]]  # projection, pinned row, components


class MapPage(QWidget):
    """Bar over map. What is drawn is resolved anew at most once for each turn of the event loop."""

    def __init__(self, workspace: Workspace, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._edges: tuple[Edge, ...] = ()
        self._edges_of: Wanted | None = None
        self._live: Projection | None = None  # the running layout that is looked at, as its first frame was
        self._live_job: str | None = None
        self._filmed: str | None = None  # the training whose frames the bar below the map collects
        self.bar = MapBar(workspace, actions, self)
        self.view = MapView(self)
        self.hovering = Hovering(workspace, self.view)
        self.measuring = Measuring(workspace, self.view)
        self.stage = MapStage(workspace, actions, self.view, self)
        self.arranging = Arranging(workspace, self.stage, self.redraw)
        self.bar.offer(*OFFERED)
        self.legend = LegendPad(self.view)
        self.legend_acts = LegendActs(workspace, self.view, self.legend, self.stage.beside)
        self.placing = Placing(workspace, actions, self)
        self.film = FilmBar(self)
        self.saving = FilmSaving(workspace, self)
        self._empty = PlainLabel(OPENING if workspace.space_id else EMPTY, self.view, tone="secondary")
        self._empty.move(pixels(16), pixels(16))
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._redraw_soon)
        self.names = NamesAside(lambda failed: self.redraw(later=not failed), self)
        self._lay_out()
        self._connect_view()
        self._connect_workspace()
        self._show_film()
        self._ask_redraw()

    def figure(self) -> Figure | None:
        """What the map shows now, for an image."""
        self.redraw()
        return self.measuring.drawn_on(self.view.figure())

    def redraw(self, later: bool = False) -> None:
        """Bring the map to what the workspace shows; names of groups that must be found first may come `later`."""
        self._soon.stop()
        space = self._workspace.space()
        bare = space is not None and self._shown() is None
        self._empty.setText(NO_MAP if bare else EMPTY)
        self._empty.adjustSize()
        self._empty.setVisible(space is None or bare)
        if space is None:
            self.view.show_figure(self.stage.staged(None))
            return
        self._ask_edges()
        figure = self._resolved(space, later)
        self._workspace.drawings.leave_empty(empty_layers(figure))
        self.view.show_figure(self.stage.staged(figure))
        earlier = None if self.film.isHidden() or self.film.following() else self.film.frame()
        if earlier is not None:
            self._show_frame(earlier)
        if self.view.camera() != self._workspace.look.camera:
            self.view.set_camera(self._workspace.look.camera)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(Breadcrumb(self._workspace, self))
        column.addWidget(self.stage, 1)
        column.addWidget(self.film)

    def _connect_view(self) -> None:
        self.bar.tool_chosen.connect(self.view.set_tool)
        self.bar.fit_asked.connect(self.view.fit)
        self.bar.tool_chosen.connect(self.stage.set_tool)
        self.bar.fit_asked.connect(self.stage.fit)
        self.bar.image_asked.connect(self.stage.picture_shown)
        self.stage.clicked.connect(self._on_clicked)
        self.stage.selected.connect(self._on_selected)
        self.stage.looked.connect(self._on_camera_changed)
        self.stage.changed.connect(self._ask_redraw)
        self.view.tool_changed.connect(self.bar.set_tool)
        self.view.clicked.connect(self._on_clicked)
        self.view.selected.connect(self._on_selected)
        self.view.camera_changed.connect(self._on_camera_changed)
        self.view.failed.connect(self._on_failed)
        self.view.all_wanted.connect(self._workspace.show_all)
        self.view.pin_wanted.connect(self._workspace.pin)
        self.view.walker.walked.connect(self._on_walked)
        every = QShortcut(QKeySequence(QKeySequence.StandardKey.SelectAll), self.view)
        every.setContext(Qt.ShortcutContext.WidgetShortcut)  # in a table or a field the keys mean what is there
        every.activated.connect(self._workspace.select_shown)
        self.film.frame_wanted.connect(self._on_frame_wanted)
        self.film.save_asked.connect(self.saving.ask)

    def _connect_workspace(self) -> None:
        workspace = self._workspace
        drawn = workspace.drawings.changed
        for changed in (workspace.selection_changed, workspace.look_changed, workspace.items_changed, drawn):
            changed.connect(self._ask_redraw)
        workspace.shown_changed.connect(self._on_shown_changed)
        workspace.framed.connect(self._on_framed)

    def _ask_redraw(self) -> None:
        self._soon.start()

    def _redraw_soon(self) -> None:
        """Of many points, first in their colours: their names take a moment more."""
        space = self._workspace.space()
        self.redraw(later=space is not None and space.rows > MANY)
        figure = self.view.figure()
        if space is not None and figure is not None and figure.groups is not None and figure.groups.waits:
            self.names.look_for(space, self._workspace.look, figure)

    def _resolved(self, space: EmbeddingSpace, later: bool) -> Figure:
        workspace = self._workspace
        for look in (workspace.look, Look(camera=workspace.look.camera)):
            try:
                return self._resolve(space, look, later)
            except UserError as error:  # a column or component that this space or projection lacks
                workspace.notice(str(error), "warn")
        raise AssertionError("a plain look can always be drawn")

    def _resolve(self, space: EmbeddingSpace, wished: Look, later: bool) -> Figure:
        workspace, shown = self._workspace, self._shown()
        settled = shown is not self._live or shown is None  # a moving layout has no trust and keeps no neighbours yet
        drawing = workspace.drawings.of(workspace.space_id)
        look, lacking = without_lacking(wished, space, workspace.trust() if settled else None)
        figure = resolve(
            space,
            shown,
            look if settled else replace(look, axes=(0, 1)),
            workspace.selection,
            workspace.pinned,
            workspace.trust() if settled else None,
            self._edges if settled else (),
            badges=(*lacking_badges(lacking), *((drawing.caption,) if drawing and drawing.caption else ())),
            known=self.names.known(self.stage.earlier(), look),
            isolated=workspace.isolated,
            filtering=workspace.filtering(),
            later=later,
        )
        return figure if drawing is None else replace(figure, arrows=drawing.arrows)

    def _ask_edges(self) -> None:
        """The true neighbours of the pinned word, kept or lost; asked once for each word and projection."""
        workspace = self._workspace
        wanted = (workspace.projection_id, workspace.pinned, workspace.look.axes)
        if wanted == self._edges_of:
            return
        self._edges_of, self._edges = wanted, ()
        space, pinned = workspace.space(), workspace.pinned
        if space is None or pinned is None or workspace.projection_id is None:
            return
        step = build(step_named("kept"), {"word": space.keys[pinned], "k": NEIGHBORS, "axes": wanted[2]})
        workspace.ask(step, partial(self._on_neighbors, wanted), self._on_no_neighbors)

    def _on_neighbors(self, wanted: Wanted, table: Table) -> None:
        if wanted != self._edges_of:
            return  # another word or another map is shown by now
        rows, states = (table.columns[name].to_pylist() for name in ("row", "status"))
        pairs = zip(rows, states, strict=True)
        self._edges = tuple(Edge(row=row, kept=state == "kept") for row, state in pairs if state != "invented")
        self._ask_redraw()

    def _on_no_neighbors(self, error: UserError) -> None:
        self._edges = ()

    def _on_shown_changed(self) -> None:
        self._edges_of, self._edges = None, ()  # their rows are of the map that was shown
        self._show_film()
        self._ask_redraw()

    def _show_film(self) -> None:
        """The frames of the training that is watched, or of the shown map, where there are any."""
        workspace = self._workspace
        watched = workspace.jobs.get(workspace.watched or "")
        if watched is not None and watched.step.keeps_itself:
            if self._filmed != watched.id:
                self._filmed = watched.id
                self.film.begin()
            return
        self._filmed = None
        shown = workspace.projection()
        self.film.show_film(shown.film if shown else None, shown.moments if shown else ())

    def _on_framed(self, job: str, coordinates: FloatArray) -> None:
        """The points of the running layout go where it has them now; its first frame brings a figure of its own."""
        if job != self._workspace.watched:
            return
        if self._filmed == job:
            self.film.add(coordinates, self._moment(job))
            if not self.film.following():
                return
        first = self._live_job != job
        self._live_job = job
        self._live = Projection(name=self._workspace.jobs[job].step.title, coordinates=coordinates)
        if first:
            self.redraw()
        else:
            self.view.show_coordinates(coordinates)
            self.stage.show_coordinates(coordinates)

    def _moment(self, job: str) -> float:
        """How many epochs of a training are over at its newest frame."""
        state = self._workspace.jobs[job]
        return float(getattr(state.step, "epochs", 1)) * state.frame_at / max(1, state.frame_total)

    def _on_frame_wanted(self, coordinates: FloatArray) -> None:
        self._show_frame(coordinates)
        if self.film.following() and self._workspace.watched is None:
            self._ask_redraw()

    def _show_frame(self, coordinates: FloatArray) -> None:
        """One frame of a film; trust and edges are those of where the points came to in the end."""
        figure = self.view.figure()
        if figure is not None and (figure.trust or figure.edges):
            self.view.show_figure(replace(figure, trust="", edges=()))
        self.view.show_coordinates(coordinates)

    def _shown(self) -> Projection | None:
        """The running layout while it is looked at, else the shown projection."""
        watched = self._workspace.watched
        return self._live if watched and watched == self._live_job else self._workspace.projection()

    def _on_walked(self, row: int) -> None:
        """What the map keeps of its neighbours is read out after the word."""
        if kept := kept_said(self._workspace.trust(), row):
            self.view.walker.say(kept)

    def _on_clicked(self, row: int, mode: Mode) -> None:
        if mode == "replace":
            self._workspace.pin(row)
        self._workspace.select([row], mode, "select")

    def _on_selected(self, rows: IntArray, mode: Mode, gesture: str) -> None:
        if gesture == "clear":
            self._workspace.pin(None)
        self._workspace.select(rows, mode, UNDO_NAMES.get(gesture, gesture))

    def _on_camera_changed(self, camera: Camera | None) -> None:
        look = replace(self._workspace.look, camera=camera)
        self._workspace.set_look(look, "move the map", merge=True)

    def _on_failed(self, complaint: str) -> None:
        self._workspace.notice(complaint, "error")
