"""The quality of a map at one k, read from its curve over k."""

from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from embexplorer.core.map_quality import greatest_k
from embexplorer.core.table import Table

CURVE = "curve"
SAID = {
    "trustworthiness": "trustworthiness",
    "continuity": "continuity",
    "kept": "neighbours kept",
    "beyond_chance": "kept beyond chance",
}  # columns of the curve, and what their measures are called
CHANCE = {"trustworthiness": "random_trust", "continuity": "random_trust", "kept": "random"}


def measures_at(curve: pa.Table, k: int) -> pa.Table | None:
    """One measure a row: `value`, its interval `low` to `high`, and what a random layout has; None where k is not in
    the curve.
    """
    at = curve.filter(pc.equal(curve["k"], k)).to_pylist()
    if not at:
        return None
    one = at[0]
    return pa.table(
        {
            "measure": list(SAID.values()),
            "value": [one[name] for name in SAID],
            "low": [one[name + "_low"] for name in SAID],
            "high": [one[name + "_high"] for name in SAID],
            "random": [one[CHANCE[name]] if name in CHANCE else 0.0 for name in SAID],
        }
    )


def quality_at(answer: Table, k: int) -> Table | None:
    """The answer of `map-quality` as if it had been asked about this k; None where its curve has other k only.

    Of a small space it is the greatest k that there can be, as the step itself would take.
    """
    k = min(k, greatest_k(int(answer.facts["rows"])))
    measures = measures_at(answer.parts[CURVE], k)
    if measures is None:
        return None
    caption = answer.caption.replace(f"k = {answer.facts['k']:.0f} ", f"k = {k} ", 1)
    return replace(answer, columns=measures, caption=caption, facts={**answer.facts, "k": float(k)}, parts={})


def series(answer: Table, name: str) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """A column of the curve over k."""
    curve = answer.parts[CURVE]
    return tuple(map(float, curve["k"].to_pylist())), tuple(curve[name].to_pylist())
