"""Find places for labels beside their points so that none overlap: greedily, in the order in which they matter."""

import math
from collections.abc import Callable, Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple

CELL = 2  # pixels: places are compared on a grid this fine, rounded outwards
SIDES = 4  # pixels between two labels beside each other
APART = (66, 30)  # pixels between the point of a sparse label and that of any other
LONGEST = 66  # pixels a label may move out on a leader
RINGS = (22, 33, 44, 55, LONGEST)
DIRECTIONS = tuple((math.cos(math.pi * step / 8), -math.sin(math.pi * step / 8)) for step in range(16))


class Rank(IntEnum):
    """How a label asks for its place; the lower, the sooner."""

    PINNED = 0
    SELECTED = 1
    NEIGHBOR = 2
    CLASSED = 3
    SPARSE = 4


class Box(NamedTuple):
    """A rectangle in pixels."""

    left: float
    top: float
    right: float
    bottom: float


class Held(NamedTuple):
    """Where a label stands now: the left top corner of its box, seen from its point; `led` if a leader leads there."""

    across: float
    down: float
    led: bool = False


class Wanted(NamedTuple):
    """A label that asks for a place: the pixel of its point, how far it keeps from it, its rank, may it be led.

    A label that is `held` stays where it stands if that place is free; one with a `margin` comes only where that many
    more pixels around it are free. Both keep labels from coming and going while points move.
    """

    x: float
    y: float
    away: float
    rank: Rank
    leader: bool = False
    held: Held | None = None
    margin: float = 0.0


class Place(NamedTuple):
    """Where the label of this number stands; `led` if a leader must be drawn from its point."""

    number: int
    box: Box
    led: bool = False


def place(
    wanted: Sequence[Wanted],
    size: Callable[[int], tuple[float, float]],
    room: Box,
    taken: Sequence[Box] = (),
    avoided: Sequence[Box] = (),
    anchor: tuple[float, float] | None = None,
) -> list[Place]:
    """The labels that found a place inside `room` and outside of everything in `taken`.

    None of the ranks from CLASSED on covers anything in `avoided`; those before it do only if they must. `size` tells
    width and height of a label; it is asked only for labels that come into question. Places are rounded on a grid
    through `anchor`: while that moves with the points, as in panning, labels in the midst of the room stay as they are.
    """
    words, spread, dots = _Grid(room, taken, anchor), _Grid(room, (), anchor), _Grid(room, avoided, anchor)
    found = []
    for number, label in enumerate(wanted):
        is_new = label.held is None
        if is_new and label.rank == Rank.SPARSE and not spread.is_free(label.x, label.y, label.x, label.y):
            continue
        chosen = _chosen(number, label, size(number), words, dots)
        if chosen is None:
            continue
        left, top, right, bottom = chosen.box
        words.take(Box(left - SIDES / 2, top, right + SIDES / 2, bottom))
        across, down = APART
        spread.take(Box(label.x - across, label.y - down, label.x + across, label.y + down))
        found.append(chosen)
    return found


def standing(boxes: Sequence[Box], room: Box, taken: Sequence[Box] = ()) -> list[int]:
    """Which of these boxes may stay where they are: each that lies in the room, and in nothing taken or before it."""
    words, stay = _Grid(room, taken), []
    for number, (left, top, right, bottom) in enumerate(boxes):
        if words.is_free(left - SIDES / 2, top, right + SIDES / 2, bottom):
            words.take(Box(left - SIDES / 2, top, right + SIDES / 2, bottom))
            stay.append(number)
    return stay


def _chosen(number: int, label: Wanted, size: tuple[float, float], words: "_Grid", dots: "_Grid") -> Place | None:
    width, height = size
    if label.held is not None and (kept := _kept(number, label, label.held, size, words)):
        return kept
    covering = None
    side, above = label.margin + SIDES / 2, label.margin
    for left, top in _beside(label, width, height):
        if words.is_free(left - side, top - above, left + width + side, top + height + above):
            box = Box(left, top, left + width, top + height)
            if dots.is_free(*box):
                return Place(number, box)
            covering = covering or Place(number, box)
    if covering and label.rank < Rank.CLASSED:
        return covering
    return _led(number, label, width, height, words) if label.leader else None


def _kept(number: int, label: Wanted, held: Held, size: tuple[float, float], words: "_Grid") -> Place | None:
    left, top = label.x + held.across, label.y + held.down
    box = Box(left, top, left + size[0], top + size[1])
    free = words.is_free(left - SIDES / 2, top, box.right + SIDES / 2, box.bottom)
    return Place(number, box, held.led) if free else None


def _led(number: int, label: Wanted, width: float, height: float, words: "_Grid") -> Place | None:
    for left, top in _around(label, width, height):
        if words.is_free(left - SIDES / 2, top, left + width + SIDES / 2, top + height):
            return Place(number, Box(left, top, left + width, top + height), led=True)
    return None


def _beside(label: Wanted, width: float, height: float) -> Iterator[tuple[float, float]]:
    """Right, left, above, below, and the four corners between: the left top corner of the label in each."""
    x, y, away = label.x, label.y, label.away
    yield x + away, y - height / 2
    yield x - away - width, y - height / 2
    yield x - width / 2, y - away - height
    yield x - width / 2, y + away
    near = away * 0.7
    yield x + near, y - near - height
    yield x + near, y + near
    yield x - near - width, y - near - height
    yield x - near - width, y + near


def _around(label: Wanted, width: float, height: float) -> Iterator[tuple[float, float]]:
    """Farther and farther out; a ring's distance is that from the point to the nearest edge of the label, or less."""
    for ring in RINGS:
        for across, down in DIRECTIONS:
            middle_x = label.x + across * ring + _sign(across) * width / 2
            middle_y = label.y + down * ring + _sign(down) * height / 2
            yield middle_x - width / 2, middle_y - height / 2


def _sign(value: float) -> int:
    return 0 if abs(value) < 1e-9 else 1 if value > 0 else -1


class _Grid:
    """What is taken, one integer of bits for every row of cells; outside of the room nothing is free."""

    def __init__(self, room: Box, taken: Sequence[Box] = (), anchor: tuple[float, float] | None = None) -> None:
        self._room = room
        x, y = anchor or (room.left, room.top)
        self._left, self._top = _line_before(room.left, x), _line_before(room.top, y)
        self._rows = [0] * (math.ceil((room.bottom - self._top) / CELL) + 1)
        self._columns = math.ceil((room.right - self._left) / CELL) + 1
        for box in taken:
            self.take(box)

    def is_free(self, left: float, top: float, right: float, bottom: float) -> bool:
        room_left, room_top, room_right, room_bottom = self._room
        if left < room_left or top < room_top or right > room_right or bottom > room_bottom:
            return False
        first, last = int(left - self._left) // CELL, int(right - self._left) // CELL
        bits = ((1 << (last - first + 1)) - 1) << first
        rows = self._rows[int(top - self._top) // CELL : int(bottom - self._top) // CELL + 1]
        for row in rows:  # noqa: SIM110  a generator would take twice as long
            if row & bits:
                return False
        return True

    def take(self, box: Box) -> None:
        """The part of the box that lies in the room."""
        first = max(0, math.floor((box.left - self._left) / CELL))
        last = min(self._columns - 1, math.floor((box.right - self._left) / CELL))
        if last < first:
            return
        bits = ((1 << (last - first + 1)) - 1) << first
        top = max(0, math.floor((box.top - self._top) / CELL))
        bottom = min(len(self._rows) - 1, math.floor((box.bottom - self._top) / CELL))
        for row in range(top, bottom + 1):
            self._rows[row] |= bits


def _line_before(edge: float, anchor: float) -> float:
    """The last line before this edge of a grid that goes through the anchor."""
    return edge - (edge - anchor) % CELL if math.isfinite(anchor) else edge
