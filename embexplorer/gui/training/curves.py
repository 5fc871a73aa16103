"""Which curves of a training stand in which chart, and in which colour."""

from collections.abc import Sequence

from embexplorer.core.report import Measured
from embexplorer.core.training_watch import PAIR
from embexplorer.core.watched_lists import KeptCurve
from embexplorer.gui.style import colors
from embexplorer.gui.training.followed import Followed
from embexplorer.gui.widgets.line_chart import Curve

SPEEDS = (" a second",)  # how the names of figures end that are told as a line, not drawn
RATE = "learning rate"
COVERED = "covered"  # how many pairs or questions of a test set hold only known words
LOSS = "loss"


def chart_groups(followed: Followed) -> tuple[list[Curve], list[Curve], list[Curve]]:
    """The curves of losses, of scores and of watched pairs."""
    names = list(dict.fromkeys(name for one in followed.measured for name in one.numbers if _is_drawn(name)))
    pairs = [name for name in names if name in followed.watched or PAIR in name]
    losses = [name for name in names if name.startswith(LOSS)]
    scores = [name for name in names if name not in pairs and name not in losses]
    return tuple(  # type: ignore[return-value]
        [_curve(name, followed.measured, _tone(name, group, followed.watched)) for name in group]
        for group in (losses, scores, pairs)
    )


def scored(followed: Followed, curves: Sequence[Curve]) -> tuple[str, str]:
    """What the scores are, and of what: "Spearman" and "wordsim353 · 48 covered"."""
    covered = [one.numbers[COVERED] for one in followed.measured if COVERED in one.numbers]
    if not covered:
        return "Scores", curves[0].name if len(curves) == 1 else ""
    test_set = str(followed.parameters.get("evaluate", ""))
    return "Share right" if test_set == "analogies" else "Spearman", f"{test_set} · {covered[-1]:,.0f} covered"


def kept_lines(curves: Sequence[KeptCurve], watched: Sequence[str]) -> list[Curve]:
    """How much of each watched word's newest list was there, in the word's colour."""
    return [
        Curve(name=one.word, xs=one.ats, ys=one.shares, color=color_of_watched(one.word, watched)) for one in curves
    ]


def color_of_watched(item: str, watched: Sequence[str]) -> str:
    """The class colour of a watched word or pair."""
    classes = colors().classes
    return classes[(watched.index(item) if item in watched else 0) % len(classes)]


def _curve(name: str, measured: Sequence[Measured], tone: str) -> Curve:
    there = [one for one in measured if name in one.numbers]
    return Curve(
        name=name.replace(PAIR, f" {PAIR} "),
        xs=tuple(one.at for one in there),
        ys=tuple(one.numbers[name] for one in there),
        color=tone,
    )


def _tone(name: str, group: list[str], watched: Sequence[str]) -> str:
    if name in watched:
        return color_of_watched(name, watched)
    classes = colors().classes
    return "accent" if len(group) == 1 else classes[group.index(name) % len(classes)]


def _is_drawn(name: str) -> bool:
    return not name.endswith(SPEEDS) and name not in (RATE, COVERED)
