"""How the neighbour lists of watched words change while a training goes on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from embexplorer.core.report import Measured

SAME_MOMENT = 0.05  # epochs, half of the digit that a moment is told with


@dataclass(frozen=True, kw_only=True)
class ListsAt:
    """The neighbours of each watched word `at` so many epochs, best first, and how many of them stand elsewhere too.

    `newest` is whether nothing was measured later; `kept` is how many are in the newest list as well, and in the newest
    itself how many were in the one before it; None where there is none before it.
    """

    at: float
    lists: Mapping[str, tuple[str, ...]]
    kept: Mapping[str, int | None]
    newest: bool


@dataclass(frozen=True, kw_only=True)
class KeptCurve:
    """How much of a word's newest list was in its list at each moment: `ats` in epochs, `shares` in % of the newest."""

    word: str
    ats: tuple[float, ...]
    shares: tuple[float, ...]


def kept_curves(log: Sequence[Measured]) -> tuple[KeptCurve, ...]:
    """A curve for each watched word; it ends at 100 %."""
    told = _with_lists(log)
    return tuple(_kept_curve(word, told) for word in dict.fromkeys(word for one in told for word in one.lists))


def lists_at(log: Sequence[Measured], moment: float | None = None) -> ListsAt | None:
    """The lists as they were measured last until `moment` (epochs), or first where it is earlier; None: the newest."""
    told = _with_lists(log)
    if not told:
        return None
    until = [one for one in told if moment is None or one.at <= moment + SAME_MOMENT]
    shown, newest = (until or told[:1])[-1], told[-1]
    earlier = [one for one in told if one.at < shown.at - SAME_MOMENT]
    others = [newest] if shown is not newest else earlier[-1:]
    kept = {
        word: None if not others else _common(near, others[0].lists.get(word, ())) for word, near in shown.lists.items()
    }
    return ListsAt(at=shown.at, lists=shown.lists, kept=kept, newest=shown is newest)


def _kept_curve(word: str, told: Sequence[Measured]) -> KeptCurve:
    there = [one for one in told if one.lists.get(word)]
    newest = there[-1].lists[word] if there else ()
    shares = tuple(100 * _common(newest, one.lists[word]) / len(newest) for one in there)
    return KeptCurve(word=word, ats=tuple(one.at for one in there), shares=shares)


def _with_lists(log: Sequence[Measured]) -> list[Measured]:
    return sorted((one for one in log if one.lists), key=lambda one: one.at)


def _common(left: Sequence[str], right: Sequence[str]) -> int:
    return len(set(left) & set(right))
