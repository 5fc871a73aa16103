"""Things that lie along one line, put into lanes above each other so that none covers another."""

from collections.abc import Sequence


def lanes(spans: Sequence[tuple[float, float]], gap: float) -> list[int]:
    """The lane of each span (start, end), 0 first: the first lane in which it stands `gap` behind the last one there.

    Spans are taken from left to right, so that there are no more lanes than the most that lie above each other.
    """
    ends: list[float] = []
    found = [0] * len(spans)
    for number in sorted(range(len(spans)), key=lambda n: (spans[n], n)):
        start, end = spans[number]
        free = next((lane for lane, last in enumerate(ends) if last + gap <= start), len(ends))
        if free == len(ends):
            ends.append(end)
        ends[free] = end
        found[number] = free
    return found
