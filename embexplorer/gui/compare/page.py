"""Two maps side by side: the shown one and that of a second space, with one pinned word and one selection for both."""

from itertools import pairwise

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from embexplorer.core.agreement import TITLE
from embexplorer.core.coloring import Coloring, plain
from embexplorer.core.figure import Figure
from embexplorer.core.look import ColoredSets
from embexplorer.core.pair_figure import Colors, Side, colors, figure, morphed, shown_places, sides
from embexplorer.core.pair_parts import WHOLE, Parts, parts_of
from embexplorer.core.registry import step_named
from embexplorer.core.shared_keys import Shared
from embexplorer.core.step import build
from embexplorer.gui.compare.linking import Linking
from embexplorer.gui.compare.map_choices import Made, Shown, colour_entries, left_entries, right_entries
from embexplorer.gui.compare.morph_bar import MorphBar
from embexplorer.gui.compare.pane import Pane
from embexplorer.gui.icons import icon
from embexplorer.gui.legend_acts import LegendActs
from embexplorer.gui.map.gestures import Tool
from embexplorer.gui.map.legend_pad import LegendPad
from embexplorer.gui.map.view import MapView
from embexplorer.gui.style import font, pixels
from embexplorer.gui.widgets.choice import Choice
from embexplorer.gui.widgets.plain import PlainLabel, set_plain_tooltip
from embexplorer.gui.widgets.section import Hairline
from embexplorer.workspace.workspace import Workspace

WORDS = "words"  # the part of the answer of `compare` that has a row for each word
REST = 250  # milliseconds after the slider was moved until badges follow
NO_MAP = "There is no map of this space yet."


class ComparePage(QWidget):
    """Linked, what is pinned, selected or pointed at on one map is so on the other, by its key.

    Apart, the right map has a pin and a selection of its own. `image_asked` says that `pictured` is to be saved.
    """

    image_asked = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._by_agreement = True  # else as the one map is coloured
        self._shared: Shared | None = None
        self._sides: tuple[Side, Side] | None = None
        self._sides_of: tuple[object, ...] = ()
        self._colors: Colors | None = None
        self._colors_of: tuple[object, ...] = ()
        self.left = Pane("Left map", self)
        self.right = Pane("Right map", self)
        self.pictured = self.left
        self.linking = Linking(workspace, self.left, self.right)
        self.legends = (LegendPad(self.left.view), LegendPad(self.right.view))
        for pad in self.legends:  # both have the classes of the left space
            LegendActs(workspace, self.left.view, pad, self._beside)
        self.linked = QToolButton()
        self.color = Choice("Colour", (110, 190))
        self.morph = MorphBar(self)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.redraw)
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self.redraw)
        self._build()
        self._connect_views()
        self._connect_workspace()
        self._ask_redraw()

    def figure(self) -> Figure | None:
        """What the map shows that is to be saved."""
        return self.pictured.view.figure()

    def fit(self) -> None:
        """Show all points of both."""
        for pane in (self.left, self.right):
            pane.view.fit()

    def set_tool(self, tool: Tool) -> None:
        """What a plain drag does on both."""
        for pane in (self.left, self.right):
            pane.view.set_tool(tool)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ask_redraw()

    def redraw(self) -> None:
        """Bring both maps to what the workspace shows."""
        if not self.isVisible():
            return
        self._soon.stop()
        self._workspace.want_comparison()
        self._show_choices()
        self._follow()
        if self._sides is None or self._colors is None or self._shared is None:
            problem = self._workspace.compare_refusal()
            self.left.show_figure(None, "" if problem is None else str(problem))
            self.right.show_figure(None, NO_MAP if problem is None else "")
            return
        left, right = self._sides
        marked, parts = self.linking.marked(self._shared), self._parts(self._shared)
        self.left.show_figure(figure(left, 0, self._colors, marked[0], parts))
        self.right.show_figure(figure(morphed(left, right, self.morph.share()), 1, self._colors, marked[1], parts))

    def _build(self) -> None:
        self.linked.setText("Linked")
        self.linked.setIcon(icon("link"))
        self.linked.setIconSize(QSize(pixels(14), pixels(14)))
        self.linked.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.linked.setFont(font("table", 500))
        self.linked.setCheckable(True)
        self.linked.setAccessibleName("Linked")
        self.linked.setChecked(True)
        set_plain_tooltip(self.linked, "Linked · a word that is pinned, selected or pointed at is so on both maps")
        set_plain_tooltip(self.color, "Colour · of a word on both maps")
        self.left.fill_bar((self.linked,))
        self.right.fill_bar((PlainLabel("Colour", role="table", tone="secondary"), self.color))
        maps = QHBoxLayout()
        maps.setSpacing(0)
        maps.addWidget(self.left, 1)
        maps.addWidget(Hairline(upright=True))
        maps.addWidget(self.right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(maps, 1)
        column.addWidget(self.morph)
        stops = (self.left.maps, self.linked, self.left.view, self.right.maps, self.color, self.right.view)
        for before, after in pairwise((*stops, self.morph.slider)):
            self.setTabOrder(before, after)

    def _connect_views(self) -> None:
        for pane in (self.left, self.right):
            pane.view.failed.connect(self._on_failed)
        self.left.image_asked.connect(self._on_left_image)
        self.right.image_asked.connect(self._on_right_image)
        self.linked.toggled.connect(self.linking.link)
        self.linking.changed.connect(self._ask_redraw)
        self.morph.moved.connect(self._on_moved)
        self.color.chosen.connect(self._on_color)
        self.left.maps.chosen.connect(self._on_left_map)
        self.right.maps.chosen.connect(self._on_right_map)

    def _connect_workspace(self) -> None:
        workspace = self._workspace
        for changed in (workspace.selection_changed, workspace.items_changed, workspace.shown_changed,
                        workspace.look_changed, workspace.compared_changed, workspace.comparison_changed):  # fmt: skip
            changed.connect(self._ask_redraw)

    def _ask_redraw(self) -> None:
        self._soon.start()

    def _show_choices(self) -> None:
        workspace = self._workspace
        left, right = workspace.projection_id, workspace.compared_projection_id
        self.left.maps.show_entries(left_entries(workspace), Shown(left) if left else None)
        self.right.maps.show_entries(right_entries(workspace), Shown(right) if right else None)
        look = workspace.look
        own = TITLE if self._by_agreement else look.sets or look.color_by
        self.color.show_entries(colour_entries(workspace, TITLE), own)

    def _follow(self) -> None:
        """Both maps and their colours, made anew only where they are others."""
        workspace = self._workspace
        shared, left, right = workspace.shared(), workspace.projection(), workspace.compared_projection()
        wanted = (shared, left, right, workspace.look.axes)
        if not _are_same(wanted, self._sides_of):
            if shared is not self._shared:
                self.linking.forget()
            self._sides_of, self._shared = wanted, shared
            self._sides = None
            if shared is not None and left is not None and right is not None:
                self._sides = sides(shared, left, right, workspace.look.axes)
            self.morph.reset()
        answer, own = workspace.comparison, None if self._by_agreement else self._coloring()
        coloured = (shared, own, answer)
        if not _are_same(coloured, self._colors_of) and shared is not None:
            self._colors_of = coloured
            self._colors = colors(shared, answer.parts[WORDS] if answer is not None else None, own)

    def _coloring(self) -> Coloring:
        """That of the one map; a colour that its space has not is one grey there too."""
        space = self._workspace.space()
        return self._workspace.coloring() or plain(space.rows if space is not None else 0)

    def _parts(self, shared: Shared) -> Parts:
        """Both draw what the one map draws of the words that they share."""
        workspace = self._workspace
        filtering, shown = workspace.filtering(), workspace.shown_rows()
        coloring = workspace.coloring()
        if filtering is None or coloring is None:
            return WHOLE
        return parts_of(shared, workspace.look, coloring, shown, workspace.isolated, filtering)

    def _beside(self) -> tuple[MapView, ...]:
        return (self.right.view,)

    def _on_moved(self, share: float) -> None:
        """The points go at once; badges and labels follow when the slider rests."""
        if self._sides is not None:
            self.right.view.show_coordinates(shown_places(morphed(*self._sides, share)))
            self._rest.start()

    def _on_color(self, color: str | ColoredSets | None) -> None:
        self._by_agreement = color == TITLE
        if not self._by_agreement and not isinstance(color, ColoredSets):
            look = self._workspace.look
            chosen = look if look.sets is None and look.color_by == color else look.colored_by(color)
            self._workspace.set_look(chosen, f"Colour by {color}" if color else "Colour all grey")
        self._ask_redraw()

    def _on_left_map(self, chosen: Shown) -> None:
        self._workspace.show(chosen.item)

    def _on_right_map(self, chosen: Shown | Made) -> None:
        if isinstance(chosen, Shown):
            self._workspace.compare_with(chosen.item)
            return
        self._workspace.map_from_shown(build(step_named(chosen.step), {}))
        self._show_choices()

    def _on_left_image(self) -> None:
        self.pictured = self.left
        self.image_asked.emit()

    def _on_right_image(self) -> None:
        self.pictured = self.right
        self.image_asked.emit()

    def _on_failed(self, complaint: str) -> None:
        self._workspace.notice(complaint, "error")


def _are_same(wanted: tuple[object, ...], known: tuple[object, ...]) -> bool:
    """Whether nothing is another thing; what is large is not compared."""
    pairs = zip(wanted, known, strict=False)
    return len(wanted) == len(known) and all(one is other or (_is_small(one) and one == other) for one, other in pairs)


def _is_small(thing: object) -> bool:
    return isinstance(thing, str | tuple)
