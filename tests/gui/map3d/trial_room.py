"""Run by test_room.py in a process with a screen: the room with three points, looked at and clicked."""

import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from embexplorer.core.keys import Keys
from embexplorer.core.look import Look
from embexplorer.core.projection import Projection
from embexplorer.core.resolving import resolve
from embexplorer.core.space import EmbeddingSpace
from embexplorer.gui.map.export import save_figure
from embexplorer.gui.map3d import availability
from embexplorer.gui.map3d.page import Map3dPage
from embexplorer.gui.style import appearance, apply
from embexplorer.gui.vision import badge, vision

SKIPPED = 77
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton


def main() -> int:
    """Look at a room; anything wrong raises."""
    app = QApplication([])
    apply(app, "light")
    problem = availability.problem()
    if problem is not None:
        sys.stdout.write(str(problem))
        return SKIPPED
    places = np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1], [-1, -1, -1]], np.float32)
    space = EmbeddingSpace(name="four", keys=Keys(["right", "up", "near", "<b>low</b>"]), vectors=places)
    figure = resolve(space, Projection(name="deep", coordinates=places), Look(), np.array([1]), 0)
    page = Map3dPage()
    page.resize(600, 400)
    page.show()
    page.show_points(figure, places, ("1", "2", "3"))
    settle(app)
    assert page.problem() is None and page.room is not None
    try_picture(page)
    try_saving(page)
    try_pointing(app, page)
    try_enclosing(app, page)
    try_turning(app, page)
    try_many(app, page)
    try_other_eyes(app, page)
    try_odd(app, page)
    page.close()
    sys.stdout.write("all held")
    return 0


def try_other_eyes(app: QApplication, page: Map3dPage) -> None:
    """In grey no pixel has a colour, and a badge says so; then the colours come back."""
    room = page.room
    assert room is not None
    vision().choose("grey")
    settle(app)
    seen = room.seen()
    assert seen is not None and badge("grey") in seen.figure.badges
    image = room.grabFramebuffer()
    assert all(image.pixelColor(x, y).saturation() == 0 for x in range(0, 600, 7) for y in range(0, 400, 7))
    vision().choose("none")
    settle(app)
    assert room.seen().figure.badges == room.figure().badges


def try_odd(app: QApplication, page: Map3dPage) -> None:
    """Points that are nowhere, in one place or very far, endless words, no size and a hidden window break nothing."""
    for numbers in ([[5, 5, 5]] * 3, [[3e38, -3e38, 1e38]] * 3, [[np.nan] * 3, [np.inf, 0, 0], [1e-42, 0, 1e-42]]):
        places = np.array(numbers, np.float32)
        words = ["x" * 1_000_000, "<b>x</b>", "\u202e\n"]
        space = EmbeddingSpace(name=words[0], keys=Keys(words), vectors=np.ones((3, 2), np.float32))
        figure = resolve(space, Projection(name="odd", coordinates=places), Look(), np.array([1]), 0)
        page.show_points(figure, places, ("1", "2", "3"))
        page.resize(0, 0)
        settle(app)
        page.hide()
        page.show_points(figure, places, ("1", "2", "3"))
        page.resize(600, 400)
        page.show()
        settle(app)
        assert page.problem() is None and page.flat() is not None


def try_picture(page: Map3dPage) -> None:
    """The ground has the colour of the map, and a point is drawn where it is said to be."""
    room = page.room
    assert room is not None
    seen = room.seen()
    assert seen is not None
    image = room.grabFramebuffer()
    assert QColor(appearance().tokens.map) == image.pixelColor(3, 3)
    point = seen.cloud.point_of(2)
    assert point is not None
    x, y = (seen.places[point] * image.devicePixelRatio()).round().astype(int).tolist()
    assert QColor(appearance().tokens.point) == image.pixelColor(x, y), image.pixelColor(x, y).name()


def try_saving(page: Map3dPage) -> None:
    """The file has the points where the eye sees them, and what is written over them."""
    seen = page.flat()
    assert seen is not None
    figure, size, camera = seen
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "room.png"
        save_figure(figure, path, size, "light", camera, ratio=1.0)
        image = QImage(str(path))
    assert size == (image.width(), image.height())
    x, y = (figure.coordinates[0] * (1, -1)).round().astype(int).tolist()
    assert QColor(appearance().tokens.accent) == image.pixelColor(x, y), "the pinned point is missing"


def try_enclosing(app: QApplication, page: Map3dPage) -> None:
    """A box takes what is seen in it; Esc leaves it; Shift draws one whatever the tool."""
    room, found = page.room, []
    assert room is not None
    seen = room.seen()
    assert seen is not None
    page.selected.connect(lambda rows, mode, gesture: found.append((rows.tolist(), mode, gesture)))
    x, y = seen.places[2].tolist()
    corners = (QPointF(x - 8, y - 8), QPointF(x + 8, y + 8))
    page.set_tool("box")
    draw(room, *corners, Qt.KeyboardModifier.ControlModifier)
    page.set_tool("lasso")
    send(room, QEvent.Type.MouseButtonPress, corners[0], LEFT)
    send(room, QEvent.Type.MouseMove, corners[1], LEFT)
    app.sendEvent(room, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier))
    send(room, QEvent.Type.MouseButtonRelease, corners[1], LEFT)
    page.set_tool("pan")
    draw(room, *corners, Qt.KeyboardModifier.ShiftModifier)
    settle(app)
    assert [([2], "add", "box"), ([2], "replace", "box")] == found, found


def draw(room: object, start: QPointF, end: QPointF, keys: Qt.KeyboardModifier) -> None:
    """A drag with keys held."""
    send(room, QEvent.Type.MouseButtonPress, start, LEFT, keys)
    send(room, QEvent.Type.MouseMove, end, LEFT, keys)
    send(room, QEvent.Type.MouseButtonRelease, end, LEFT, keys)


def try_many(app: QApplication, page: Map3dPage) -> None:
    """More selected points than get rings are outlined, and one class lies over the grey ones."""
    count = 4_000
    places = np.random.default_rng(0).normal(size=(count, 3)).astype(np.float32)
    space = EmbeddingSpace(name="many", keys=Keys([f"w{row}" for row in range(count)]), vectors=places)
    figure = resolve(space, Projection(name="many", coordinates=places), Look(layers=("points",)), np.arange(count))
    page.show_points(figure, places, ("1", "2", "3"))
    settle(app)
    assert page.room is not None and page.problem() is None
    image = page.room.grabFramebuffer()
    colors = {image.pixelColor(x, y).name() for x in range(150, 450) for y in range(100, 300, 4)}
    assert {QColor(appearance().tokens.text).name(), QColor(appearance().tokens.point).name()} <= colors


def try_pointing(app: QApplication, page: Map3dPage) -> None:
    """Hover and click find the point; a click beside all finds none."""
    room = page.room
    assert room is not None
    seen, said, picked = room.seen(), [], []
    assert seen is not None
    page.pointed.connect(said.append)
    page.clicked.connect(lambda row, mode: picked.append((row, mode)))
    at = QPointF(*seen.places[2].tolist())
    send(room, QEvent.Type.MouseMove, at, NONE)
    send(room, QEvent.Type.MouseButtonPress, at, LEFT)
    send(room, QEvent.Type.MouseButtonRelease, at, LEFT)
    send(room, QEvent.Type.MouseButtonPress, QPointF(2, 2), LEFT)
    send(room, QEvent.Type.MouseButtonRelease, QPointF(2, 2), LEFT)
    settle(app)
    assert 2 in said, said
    assert [(2, "replace")] == picked, picked


def try_turning(app: QApplication, page: Map3dPage) -> None:
    """A drag turns, the wheel comes nearer, arrow keys turn, Home leads back."""
    room = page.room
    assert room is not None
    before = room.orbit()
    send(room, QEvent.Type.MouseButtonPress, QPointF(300, 200), LEFT)
    send(room, QEvent.Type.MouseMove, QPointF(350, 200), LEFT)
    send(room, QEvent.Type.MouseButtonRelease, QPointF(350, 200), LEFT)
    turned = room.orbit()
    assert before.azimuth != turned.azimuth and before.elevation == turned.elevation
    wheel = QWheelEvent(QPointF(300, 200), QPointF(300, 200), QPoint(), QPoint(0, 120), NONE,
                        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
    app.sendEvent(room, wheel)
    assert room.orbit().distance < turned.distance
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Left):
        app.sendEvent(room, QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier))
    assert room.orbit().elevation > turned.elevation
    app.sendEvent(room, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Home, Qt.KeyboardModifier.NoModifier))
    settle(app)
    assert before == room.orbit()


def send(
    room: object,
    kind: QEvent.Type,
    at: QPointF,
    button: Qt.MouseButton,
    keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """A mouse event at a pixel of the room."""
    held = button if kind != QEvent.Type.MouseButtonRelease else NONE
    event = QMouseEvent(kind, at, at, button, held, keys)
    QApplication.sendEvent(room, event)


def settle(app: QApplication) -> None:
    """Let the window paint."""
    end = time.monotonic() + 0.5
    while time.monotonic() < end:
        app.processEvents()


if __name__ == "__main__":
    sys.exit(main())
