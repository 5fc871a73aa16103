"""Find places for labels beside their points so that none overlap: greedily, in the order in which they matter."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum

CELL = 2  # pixels: places are compared on a grid this fine, rounded outwards
SIDES = 4  # pixels between two labels beside each other
APART = (66, 30)  # pixels between the point of a sparse label and that of any other
LONGEST = 66  # pixels a label may move out on a leader
RINGS = (22, 33, 44, 55, LONGEST)
ANGLES = 16


class Rank(IntEnum):
    """How a label asks for its place; the lower, the sooner."""

    PINNED = 0
    SELECTED = 1
    NEIGHBOR = 2
    CLASSED = 3
    SPARSE = 4


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Wanted:
    """A label that asks for a place: the pixel of its point, how far it must keep from it, and its rank."""

    x: float
    y: float
    away: float
    rank: Rank
    leader: bool = False


@dataclass(frozen=True)
class Place:
    """Where the label `index` stands; `led` if a leader must be drawn from its point."""

    index: int
    box: Box
    led: bool = False


def place(
    wanted: Sequence[Wanted],
    size: Callable[[int], tuple[float, float]],
    room: Box,
    taken: Sequence[Box] = (),
    avoided: Sequence[Box] = (),
) -> list[Place]:
    """The labels that found a place inside `room` and outside of everything in `taken`.

    None of the ranks from CLASSED on covers anything in `avoided`; those before it do only if they must. `size` tells
    width and height of a label; it is asked only for labels that come into question.
    """
    grid, spread = _Grid(room, taken), _Grid(room)
    dots = _Grid(room, avoided)
    found = []
    for index, label in enumerate(wanted):
        if label.rank == Rank.SPARSE and not spread.is_free(Box(label.x, label.y, label.x, label.y)):
            continue
        chosen = _chosen(index, label, size(index), grid, dots)
        if chosen is None:
            continue
        grid.take(_with_sides(chosen.box))
        across, down = APART
        spread.take(Box(label.x - across, label.y - down, label.x + across, label.y + down))
        found.append(chosen)
    return found


def _chosen(index: int, label: Wanted, size: tuple[float, float], grid: "_Grid", dots: "_Grid") -> Place | None:
    free = [box for box in _beside(label, *size) if grid.is_free(_with_sides(box))]
    for box in free:
        if dots.is_free(box):
            return Place(index, box)
    if free and label.rank < Rank.CLASSED:
        return Place(index, free[0])
    if label.leader:
        for box in _around(label, *size):
            if grid.is_free(_with_sides(box)):
                return Place(index, box, led=True)
    return None


def _beside(label: Wanted, width: float, height: float) -> list[Box]:
    """Right, left, above, below, and the four corners between."""
    x, y, away = label.x, label.y, label.away
    near = away * 0.7
    corners = [
        (x + away, y - height / 2),
        (x - away - width, y - height / 2),
        (x - width / 2, y - away - height),
        (x - width / 2, y + away),
        (x + near, y - near - height),
        (x + near, y + near),
        (x - near - width, y - near - height),
        (x - near - width, y + near),
    ]
    return [Box(left, top, left + width, top + height) for left, top in corners]


def _around(label: Wanted, width: float, height: float) -> list[Box]:
    """Farther and farther out; the distance is that from the point to the nearest edge of the label."""
    boxes = []
    for ring in RINGS:
        for step in range(ANGLES):
            angle = 2 * math.pi * step / ANGLES
            across, down = math.cos(angle), -math.sin(angle)
            middle_x = label.x + across * ring + _sign(across) * width / 2
            middle_y = label.y + down * ring + _sign(down) * height / 2
            left, top = middle_x - width / 2, middle_y - height / 2
            boxes.append(Box(left, top, left + width, top + height))
    return boxes


def _sign(value: float) -> int:
    return 0 if abs(value) < 1e-9 else 1 if value > 0 else -1


def _with_sides(box: Box) -> Box:
    return Box(box.left - SIDES / 2, box.top, box.right + SIDES / 2, box.bottom)


class _Grid:
    """What is taken, one integer of bits for every row of cells; outside of the room nothing is free."""

    def __init__(self, room: Box, taken: Sequence[Box] = ()) -> None:
        self._room = room
        self._rows = [0] * (math.ceil((room.bottom - room.top) / CELL) + 1)
        self._columns = math.ceil((room.right - room.left) / CELL) + 1
        for box in taken:
            self.take(box)

    def is_free(self, box: Box) -> bool:
        room = self._room
        if box.left < room.left or box.top < room.top or box.right > room.right or box.bottom > room.bottom:
            return False
        first, last, bits = self._cells(box)
        return not any(row & bits for row in self._rows[first : last + 1])

    def take(self, box: Box) -> None:
        first, last, bits = self._cells(box)
        for row in range(max(0, first), min(len(self._rows) - 1, last) + 1):
            self._rows[row] |= bits

    def _cells(self, box: Box) -> tuple[int, int, int]:
        """First and last row, and the bits of the columns, rounded outwards."""
        left = max(0, math.floor((box.left - self._room.left) / CELL))
        right = min(self._columns - 1, math.floor((box.right - self._room.left) / CELL))
        first = math.floor((box.top - self._room.top) / CELL)
        last = math.floor((box.bottom - self._room.top) / CELL)
        return first, last, ((1 << max(0, right - left + 1)) - 1) << left
