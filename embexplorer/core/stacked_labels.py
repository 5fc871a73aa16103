"""Labels over marks on one line, stacked so that none covers another."""

from collections.abc import Sequence

HIDDEN = -1


def stacked(places: Sequence[float], widths: Sequence[float], levels: int, gap: float) -> list[int]:
    """The level of each label, 0 next to the line: the lowest in which it stands `gap` from all others there.

    Labels are centred over their places and taken from left to right; HIDDEN is one for which no level has room.
    """
    ends = [float("-inf")] * levels
    found = [HIDDEN] * len(places)
    for number in sorted(range(len(places)), key=lambda n: (places[n] - widths[n] / 2, n)):
        left = places[number] - widths[number] / 2
        free = next((level for level, end in enumerate(ends) if end + gap <= left), None)
        if free is not None:
            found[number] = free
            ends[free] = left + widths[number]
    return found
