"""The watched words of a training on the command line: similarities beside the progress, and all of it at the end."""

from collections.abc import Mapping, Sequence

from embexplorer.cli.table_lines import as_written
from embexplorer.core.report import Measured
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Step
from embexplorer.core.table import Table
from embexplorer.core.training_log import is_log, log_of_table
from embexplorer.core.training_watch import PAIR, Watched
from embexplorer.core.watched_lists import kept_curves


def watched_lines(step: Step, space: EmbeddingSpace) -> list[str]:
    """Neighbours of each watched word and cosine of each pair in the trained space, and how they came about."""
    wanted: Sequence[str] = getattr(step, "watch", ())
    if not wanted:
        return []
    watched = Watched(space.keys, wanted)
    log = _log_of(space)
    pairs = [_line(name, f"{cosine:.3f}", _since(name, log)) for name, cosine in watched.cosines(space.vectors).items()]
    curves = {curve.word: dict(zip(curve.ats, curve.shares, strict=True)) for curve in kept_curves(log)}
    lists = [
        _line(word, ", ".join(near), _kept(curves.get(word, {}))) for word, near in watched.lists(space.vectors).items()
    ]
    absent = ", ".join(f"‘{word}’" for word in dict.fromkeys(watched.missing))
    missing = [f"  Not in this space: {absent}"] if absent else []
    return [f"Watched (cosine, raw space, {space.rows:,} {space.unit}):", *pairs, *lists, *missing]


def told_beside(measured: Measured) -> str:
    """The newest cosines of watched pairs, to stand beside the progress."""
    return " · ".join(f"{as_written(name)} {cosine:.2f}" for name, cosine in measured.numbers.items() if PAIR in name)


def _line(name: str, said: str, history: str) -> str:
    return as_written(f"  {name}: {said}{f' ({history})' if history else ''}")


def _since(name: str, log: Sequence[Measured]) -> str:
    """Where a pair began, as it was first measured."""
    told = [one for one in log if name in one.numbers]
    return f"{told[0].numbers[name]:.3f} at epoch {told[0].at:.1f}" if len(told) > 1 else ""


def _kept(shares: Mapping[float, float]) -> str:
    """How much of the list was there half-way, as it was measured last before."""
    if len(shares) < 2:
        return ""
    end = max(shares)
    at = max((at for at in shares if at <= end / 2), default=min(shares))
    return f"{shares[at]:.0f} % of them there at epoch {at:.1f}"


def _log_of(space: EmbeddingSpace) -> tuple[Measured, ...]:
    logs = [made for made in space.beside if isinstance(made, Table) and is_log(made)]
    return log_of_table(logs[0]) if logs else ()
