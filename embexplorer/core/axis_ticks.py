"""Round numbers along an axis, as far apart as asked."""

import math
from collections.abc import Sequence

MOST_PLACES = 5  # of a 0; the other ticks are written in powers then
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def ticks(low: float, high: float, most: int) -> tuple[float, ...]:
    """At most `most` multiples of 1, 2 or 5 times a power of ten between low and high, ascending."""
    if not (math.isfinite(low) and math.isfinite(high) and low < high) or most < 1:
        return ()
    step = _round_step((high - low) / most)
    first = math.ceil(low / step)
    last = math.floor(high / step)
    return tuple(i * step for i in range(first, last + 1))


def _round_step(least: float) -> float:
    """The smallest 1, 2 or 5 times a power of ten that is not below `least`."""
    power = 10.0 ** math.floor(math.log10(least))
    for factor in (1, 2, 5):
        if factor * power >= least * (1 - 1e-9):
            return factor * power
    return 10 * power


def tick_text(value: float, step: float) -> str:
    """The number with the decimals that its step needs, and a true minus."""
    places = max(0, -math.floor(math.log10(step) + 1e-9)) if step > 0 else 0
    size = abs(value)
    if size and (size >= 1e6 or size < 1e-5):
        return _in_powers(value, step)
    if not size and places > MOST_PLACES:
        return "0"
    text = f"{value:.{places}f}"
    return (text if float(text) else text.lstrip("-")).replace("-", "\u2212")


def shared_power(values: Sequence[float]) -> int:
    """The power of ten of the largest: divided by it, all ticks of an axis are short."""
    most = max(map(abs, values), default=0.0)
    return math.floor(math.log10(most) + 1e-9) if most else 0


def power_text(power: int) -> str:
    """Such as ×10⁻²⁸."""
    return "×10" + str(power).translate(RAISED)


def _in_powers(value: float, step: float) -> str:
    """Such as 2e38: with the digits that tell it from the next tick, and no more, for there is little room."""
    digits = math.floor(math.log10(abs(value)) + 1e-9) - math.floor(math.log10(step) + 1e-9) if step > 0 else 1
    mantissa, _, power = f"{value:.{min(max(digits, 0), 15)}e}".partition("e")
    return f"{mantissa}e{int(power)}".replace("-", "\u2212")
