"""Which of the shared words two maps side by side draw: those that its one map would draw, on both sides."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from embexplorer.core.class_hiding import hidden_of
from embexplorer.core.coloring import Coloring
from embexplorer.core.figure import NO_ROWS
from embexplorer.core.filtering import Filtering
from embexplorer.core.look import Look
from embexplorer.core.shared_keys import Shared
from embexplorer.core.shown_rows import passing_rows, shown_badges
from embexplorer.core.typing import BoolArray, IntArray

AS_WISHED = ("point_size", "label_density", "legend_folded")  # of the look


@dataclass(frozen=True, kw_only=True, eq=False)
class Part:
    """By the rows of one side: which are drawn (None: all), which of them a legend counts, hidden classes too (None:
    all), and which are looked at alone (none: all).
    """

    shown: BoolArray | None = None
    passing: BoolArray | None = None
    isolated: IntArray = field(default_factory=lambda: NO_ROWS)


@dataclass(frozen=True, kw_only=True, eq=False)
class Parts:
    """What both sides draw, the classes that their legends show as hidden, the sentences that say why there is no
    more, and what else the look wishes of a figure; `layers` None leaves them as they are.
    """

    sides: tuple[Part, Part] = (Part(), Part())
    hidden: tuple[str, ...] = ()
    badges: tuple[str, ...] = ()
    layers: tuple[str, ...] | None = None
    wished: dict[str, Any] = field(default_factory=dict)


WHOLE = Parts()


def parts_of(
    shared: Shared, look: Look, coloring: Coloring, shown: BoolArray | None, isolated: IntArray, filtering: Filtering
) -> Parts:
    """The parts of both sides. `shown`, `coloring`, `isolated` and `filtering` are those of the one left map."""
    kept = None if shown is None else shown[shared.rows]
    kept = None if kept is None or kept.all() else kept
    left, right = shared.space.rows, shared.other.rows
    passing = passing_rows(left, look, isolated, filtering)
    passing = None if passing is None or passing[shared.rows].all() else passing[shared.rows]
    return Parts(
        sides=(
            Part(
                shown=_spread(kept, shared.rows, left),
                passing=_spread(passing, shared.rows, left),
                isolated=isolated[np.isin(isolated, shared.rows)],
            ),
            Part(
                shown=_spread(kept, shared.other_rows, right),
                passing=_spread(passing, shared.other_rows, right),
                isolated=np.sort(shared.others_of(isolated)),
            ),
        ),
        hidden=hidden_of(coloring, look),
        badges=shown_badges(kept, len(shared), look, coloring, isolated, filtering),
        layers=look.layers,
        wished={
            "layer_order": look.order,
            "opacities": dict(look.opacity),
            **{name: getattr(look, name) for name in AS_WISHED},
        },
    )


def _spread(kept: BoolArray | None, rows: IntArray, count: int) -> BoolArray | None:
    if kept is None:
        return None
    shown = np.zeros(count, np.bool_)
    shown[rows] = kept
    return shown
