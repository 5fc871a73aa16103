"""What is written beside a line between two clusters: what the map shows, and what is true."""

from embexplorer.core.number_text import MINUS, number_text
from embexplorer.core.table import Table

OVERLAP = "neighbours of "


def between_lines(answer: Table, is_data: bool, names: tuple[str, str]) -> tuple[str, ...]:
    """A line each for the distance on the map, the cosine of the centroids, and the overlap in either direction."""
    rows = {row["measure"]: row for row in answer.columns.to_pylist()}
    cosine = rows["centroid cosine"]
    lines = [f"true centroid cosine {_score(cosine['value'])}{_interval(cosine, 1, 3, '')}"]
    overlaps = [row for measure, row in rows.items() if measure.startswith(OVERLAP)]
    for row, (one, other) in zip(overlaps, (names, names[::-1]), strict=True):
        share = f"{_percent(row['value'])} %{_interval(row, 100, 1, ' %')}"
        lines.append(f"{share} of the {answer.facts['k']:.0f} nearest of {one} lie in {other}")
    if "map distance" in rows:
        told = "" if is_data else " · not data: this layout does not keep it"
        lines.insert(0, f"map distance {number_text(round(rows['map distance']['value'], 2))}{told}")
    return (*lines, answer.caption.partition(" · k = ")[0] + " · 95 % intervals")


def ends_of(answer: Table) -> tuple[tuple[float, float], tuple[float, float]] | None:
    """The middles of both clusters on the map, where it was measured too."""
    facts = answer.facts
    if "left_x" not in facts:
        return None
    return (facts["left_x"], facts["left_y"]), (facts["right_x"], facts["right_y"])


def _interval(row: dict[str, float | None], factor: int, decimals: int, unit: str) -> str:
    if row["low"] is None or row["high"] is None:
        return ""
    low, high = (f"{factor * value:.{decimals}f}".replace("-", MINUS) for value in (row["low"], row["high"]))
    return f" [{low}–{high}{unit}]"


def _score(value: float) -> str:
    return f"{value:.3f}".replace("-", MINUS)


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"
