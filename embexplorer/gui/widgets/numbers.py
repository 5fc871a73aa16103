"""Write numbers as the whole program shows them: commas, true minus, and as many decimals as the quantity bears."""

import math
from datetime import date
from typing import Any, Literal

from embexplorer.core.number_text import MINUS, number_text

Kind = Literal["text", "count", "score", "share", "norm", "year", "p", "number", "measure"]
LONG = 1e15  # greater ones would be rows of digits that mean nothing
KINDS: dict[str, Kind] = {
    "score": "score",
    "effect_size": "score",
    "without": "score",
    "change": "score",
    "p": "p",
    "p_holm": "p",
    "p_two_sided": "p",
    "cosine": "score",
    "top_percent": "share",
    "norm": "norm",
}


def kind_of(name: str, values_are_whole: bool, values_are_numbers: bool) -> Kind:
    """How a column of this name and type is written."""
    if not values_are_numbers:
        return "text"
    if name in KINDS:
        return KINDS[name]
    if name.lower().endswith("year"):
        return "year"
    return "count" if values_are_whole else "number"


def written(value: Any, kind: Kind) -> str:
    """The value as text; nothing for None, “nan” and “∞” as such."""
    if value is None:
        return ""
    if kind == "text" or isinstance(value, (bool, str, date)):
        return str(value)
    if not math.isfinite(value):
        return "nan" if math.isnan(value) else ("∞" if value > 0 else f"{MINUS}∞")
    if isinstance(value, float) and abs(value) >= LONG:
        return f"{value:.2e}".replace("-", MINUS)
    return _finite(value, kind).replace("-", MINUS)


def _finite(value: float, kind: Kind) -> str:
    match kind:
        case "count":
            return f"{value:,.0f}"
        case "score":
            return f"{value:.3f}" if abs(value) < 1000 else f"{value:,.1f}"
        case "share":
            return "< 0.01" if 0 <= value < 0.005 else f"{value:.2f}"
        case "p":
            return "< 0.001" if value < 0.001 else f"{value:.3f}"
        case "year":
            return f"{value:.0f}" if value == round(value) else number_text(value)
        case "measure":
            return f"{value:.3f}" if abs(value) < 10 else f"{value:,.1f}"
        case "norm":
            return f"{value:,.2f}"
        case _:
            return number_text(value)
