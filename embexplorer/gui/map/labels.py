"""Draw the labels: words beside their points with a halo of the map's colour, never one over another."""

import time
from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen

from embexplorer.core.figure import Figure
from embexplorer.core.label_placement import Held, Rank
from embexplorer.gui.map.group_names import tone_of
from embexplorer.gui.map.label import Label, nearest, points_of, tone
from embexplorer.gui.map.label_layout import LabelLayout, Name, is_same
from embexplorer.gui.map.label_text import KEPT, LabelText, corners_of, font_of
from embexplorer.gui.map.moving_labels import carried, placed
from embexplorer.gui.map.scene import Scene
from embexplorer.gui.map.turns import seconds_painted
from embexplorer.gui.style import font

AGAIN = 0.3  # seconds between two placements while points move
SHARE = 10  # of the time, one part at most goes into placements while points move
NEW = 4  # words, at least, that are drawn for the first time in one frame
WHILE = 0.003  # seconds; more are drawn as long as they take less
YOUNG = 0.016  # seconds; and as long as the whole frame has taken less
LEADER = 0.75
MANY = 2_000  # points; labels and names of groups come a frame later when they are coloured or filtered anew
EDGE = 8  # pixels between the map's edge and what is told of labels to come


class Labels:
    """Each label has a range of zoom that is found once, so that panning and zooming make none come and go.

    While points move, labels go with them: those that would meet another vanish, and now and then new ones come, after
    those that are there.
    """

    def __init__(self) -> None:
        self._text = LabelText()
        self._layout = LabelLayout()
        self._scene: Scene | None = None
        self._labels: list[Label] = []
        self._names: list[Name] = []
        self._seconds = 0.0
        self._at = 0.0
        self._images: dict[int, tuple[Label, QImage]] = {}  # by row: of labels that were painted lately
        self._drawn_for: tuple[object, ...] = ()
        self._face: QFont | None = None
        self._met: object = None  # the keys whose points have been painted
        self._late = False  # whether the labels are those of the figure before
        self.unfinished = False  # whether there are labels that wait for the next frame

    @property
    def growing(self) -> bool:
        """Whether labels are still being placed, aside: there may be more of them soon."""
        return self._layout.growing

    def paint(self, painter: QPainter, scene: Scene) -> None:
        if self._is_first(scene):
            return
        labels, images = self._at_hand(scene, self.placed(scene))
        self._paint_names(painter, scene)
        self._leaders(painter, scene, labels)
        for label, corner, image in reversed(list(zip(labels, _corners(scene, labels), images, strict=True))):
            if scene.vector:
                self._text.write(painter, corner, label.text, label.rank, tone(scene, label), scene)
            else:
                painter.drawImage(corner, image)
        self._tell(painter, scene)

    def _tell(self, painter: QPainter, scene: Scene) -> None:
        """At the top left, while there are labels to come."""
        said = self._layout.so_far()
        if not said:
            return
        painter.setFont(font("caption", tabular=True))
        measure = painter.fontMetrics()
        place = QRectF(
            scene.area.left + EDGE, EDGE, measure.horizontalAdvance(said) + 2 * EDGE, measure.height() + EDGE
        )
        painter.fillRect(place, QColor(scene.tokens.map))
        painter.setPen(QColor(scene.tokens.secondary))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, said)

    def label_at(self, place: QPointF, figure: Figure | None = None) -> Label | None:
        """The label that was painted at this pixel; none if that was of other points than those of the figure."""
        if self._scene is None or (figure is not None and figure.coordinates is not self._scene.figure.coordinates):
            return None
        for label, point in zip(self._labels, points_of(self._scene, self._labels), strict=True):
            if label.box(point).contains(place):
                return label
        return None

    def names(self) -> list[Name]:
        """The names of groups that were painted last."""
        return self._names

    def _is_first(self, scene: Scene) -> bool:
        """In a hurry, the first picture of other words is their points; labels follow with the next frame."""
        met, self._met = self._met, scene.figure.keys
        self.unfinished = scene.hurry and met is not self._met
        return self.unfinished

    def _at_hand(self, scene: Scene, labels: list[Label]) -> tuple[list[Label], list[QImage]]:
        """With the images of their words, none for a vector file. In a hurry, as many as can be drawn now; the others
        are drawn with the next frame.
        """
        self.unfinished = self._late
        if scene.vector:
            return labels, [QImage()] * len(labels)
        self._forget(scene)
        until, left, ready, images = min(seconds_painted() + WHILE, YOUNG), NEW, [], []
        for label in labels:
            known, image = self._images.get(label.row, (None, QImage()))
            if known is not label:
                color = tone(scene, label)
                if scene.hurry and not self._text.is_known(label.text, label.rank, color, scene):
                    if left <= 0 and seconds_painted() > until:
                        self.unfinished = True
                        continue
                    left -= 1
                image = self._text.image(label.text, label.rank, color, scene)
                self._images[label.row] = label, image
            ready.append(label)
            images.append(image)
        return ready, images

    def _forget(self, scene: Scene) -> None:
        """The images of labels in other colours, or of another size; and all when they are many."""
        face = font_of(Rank.SPARSE)
        if face is not self._face:
            self._face, self._text = face, LabelText()
        drawn_for = (face, scene.figure.keys, scene.figure.coloring, (scene.tokens, scene.ratio))
        if len(self._images) > KEPT or not is_same(drawn_for, self._drawn_for):
            self._images.clear()
        self._drawn_for = drawn_for

    def placed(self, scene: Scene) -> list[Label]:
        """The labels of this scene."""
        known, self._scene = self._scene, scene
        if known is not None and known.figure.keys is not scene.figure.keys:
            known = None
        late, self._late = self._late, False
        if known is not None and not late and _same_labels(known, scene) and self._layout.is_whole(scene):
            return self._labels
        rests = late and known is not None and _same_parts(known, scene)
        if known is not None and self._may_wait(scene) and not (rests and self._layout.ready(scene)):
            self._late = True
            self._labels = [label for label in self._labels if scene.figure.is_shown(label.row)]
            self._names = _still_named(scene.figure, self._names) if scene.figure.groups is known.figure.groups else []
            return self._labels
        if scene.settled or self._layout.knows(scene):
            held = _held(self._labels) if known is not None and not scene.settled else None
            self._labels, self._names = self._layout.placed(scene, held)
            self._at = time.perf_counter()
            return self._labels
        self._names = []
        if known is None:
            self._place(scene, {})
        elif _words(known) != _words(scene) or time.perf_counter() - self._at > max(AGAIN, SHARE * self._seconds):
            self._place(scene, _held(self._labels))
        else:
            self._labels = carried(scene, self._labels)
        return self._labels

    def _may_wait(self, scene: Scene) -> bool:
        """Of many points that are coloured or filtered anew, the points come first, with the labels that were there.

        While a slider moves, every frame has other points: then labels wait until it rests.
        """
        return scene.hurry and scene.figure.rows > MANY and self._layout.knows(scene) and not self._layout.is_of(scene)

    def _place(self, scene: Scene, held: Mapping[int, Held]) -> None:
        started = time.perf_counter()
        self._labels = placed(scene, held)
        self._at = time.perf_counter()
        self._seconds = self._at - started

    def _paint_names(self, painter: QPainter, scene: Scene) -> None:
        for name in self._names:
            painter.setOpacity(name.opacity)
            color = tone_of(scene, name.group)
            for line, corner in name.lines():
                self._text.draw(painter, corner, line, name.group.size, color, scene)
        painter.setOpacity(1.0)

    def _leaders(self, painter: QPainter, scene: Scene, labels: list[Label]) -> None:
        led = [label for label in labels if label.led]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(scene.tokens.tertiary), LEADER))
        for label, point in zip(led, points_of(scene, led), strict=True):
            painter.drawLine(QLineF(point, nearest(label.box(point), point)))


def _corners(scene: Scene, labels: list[Label]) -> list[QPointF]:
    """Where the images of their words begin."""
    rows = np.array([label.row for label in labels], np.int64)
    offsets = np.array([(label.across, label.down) for label in labels], np.float64).reshape(-1, 2)
    places = scene.view.to_screen(scene.figure.coordinates[rows]) + offsets
    return [QPointF(x, y) for x, y in corners_of(places, scene.ratio).tolist()]


def _still_named(figure: Figure, names: list[Name]) -> list[Name]:
    """The names without those of classes that the legend hides."""
    colors = figure.groups.colors if figure.groups is not None else ()
    return [name for name in names if colors[name.group.island.group] not in figure.hidden_codes]


def _held(labels: list[Label]) -> dict[int, Held]:
    return {label.row: Held(label.across, label.down, label.led) for label in labels}


def _words(scene: Scene) -> tuple[object, ...]:
    """What decides which words ask for a label; another of it does not wait."""
    figure = scene.figure
    return id(figure.coloring), id(figure.selected), id(figure.shown), figure.pinned, figure.edges


def _same_labels(known: Scene, scene: Scene) -> bool:
    """Whether the same labels stand at the same places."""
    return _same_parts(known, scene) and known.settled == scene.settled and _outside(known) == _outside(scene)


def _same_parts(known: Scene, scene: Scene) -> bool:
    """Whether the figures have the very same parts; these are kept from one to the next."""
    one, other = known.figure, scene.figure
    parts = ("coordinates", "coloring", "selected", "labelled", "shown", "groups", "arrows")
    return all(getattr(one, part) is getattr(other, part) for part in parts)


def _outside(scene: Scene) -> tuple[object, ...]:
    figure = scene.figure
    marks = (figure.pinned, figure.edges, figure.layers, figure.badges, figure.trust, figure.axes, id(figure.keys))
    return (scene.view, scene.width, scene.height, scene.tokens, figure.label_density, *marks)
