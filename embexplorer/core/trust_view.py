"""What the trust layer does to a figure: points coloured by what the map keeps, or faded by how little that is."""

from dataclasses import dataclass, replace

import numpy as np

from embexplorer.core.agreement import AGREEMENT
from embexplorer.core.coloring import NONE, TOP, Codes, Coloring
from embexplorer.core.look import Look
from embexplorer.core.table import Table
from embexplorer.core.typing import DoubleArray, FloatArray, IntArray

LAYER = "trust"
KEPT_SHARE = "kept_share"
COLUMNS = {"kept": KEPT_SHARE, "invented": "crowded", "lost": "torn"}  # of the trust table, by view
MOST_CLASSES = 127  # that can be faded: two levels of each
SCALE_STEPS = 31  # colours of a scale that are told apart while they fade
FAINTEST = 0.08  # of its colour that a point without a kept neighbour still has


@dataclass(frozen=True)
class Faded:
    """The colouring that is painted in place of `base`: its codes hold the colour and how far it is faded."""

    coloring: Coloring
    base: Coloring
    trust: Table


def colored_by_trust(look: Look, trust: Table | None) -> Look:
    """The look with the column of the trust that is looked at as its colours, where the layer is on and asks for it."""
    column = COLUMNS.get(look.trust_view)
    if LAYER not in look.layers or trust is None or column is None or column not in trust.columns.column_names:
        return look
    palette = AGREEMENT if column == KEPT_SHARE else "auto"
    return replace(
        look, color_by=column, sets=None, scale="sequential", palette=palette, colored_range=(0.0, 1.0), hidden=()
    )


def faded(coloring: Coloring, look: Look, trust: Table | None, known: Faded | None) -> Faded | None:
    """The colouring with each point faded by how few of its neighbours the map keeps; None where that is not asked for.

    A map without colours shows the share alone. Grey points of a coloured one stay as they are.
    """
    if LAYER not in look.layers or look.trust_view != "fade" or trust is None or trust.columns.num_rows == 0:
        return None
    if known is not None and known.base is coloring and known.trust is trust:
        return known
    share = np.asarray(trust.columns[KEPT_SHARE].to_numpy(), np.float32)
    if len(share) != len(coloring.codes) or len(coloring.entries) > MOST_CLASSES:
        return None
    return Faded(replace(coloring, codes=_codes(coloring, share), base=coloring), coloring, trust)


def faded_codes(base: Coloring) -> tuple[IntArray, DoubleArray]:
    """Of each of the 256 codes of a faded colouring: the code of the colour it fades, and how much of that is left."""
    colors, levels = _shape(base)
    code_of, left = np.full(256, NONE, np.int64), np.ones(256)
    codes = np.arange(len(colors) * levels)
    code_of[codes] = colors[codes // levels]
    left[codes] = FAINTEST + (1 - FAINTEST) * (codes % levels) / (levels - 1)
    return code_of, left


def trust_badge(look: Look, trust: Table | None, coloring: Coloring) -> tuple[str, ...]:
    """The sentence that says what colours or fading mean while the layer is on."""
    if LAYER not in look.layers:
        return ()
    if trust is None:
        return ("Trust: which neighbours this map keeps is not known yet.",)
    if look.trust_view == "fade" and len(coloring.entries) > MOST_CLASSES:
        return (f"Not faded by trust: {len(coloring.entries):,} classes are too many.",)
    k = int(trust.facts["k"])
    told = {
        "fade": f"Faded: the fewer of its {k} nearest the map keeps.",
        "kept": f"kept_share: the share of the {k} nearest that are among the {k} nearest on the map.",
        "invented": f"crowded: 0 where the {k} nearest on the map are the true ones, 1 where they truly lie far away.",
        "lost": f"torn: 0 where the {k} true nearest lie together on the map, 1 where it has torn them away.",
    }
    return (told[look.trust_view],)


def _codes(coloring: Coloring, share: FloatArray) -> Codes:
    colors, levels = _shape(coloring)
    level = (np.clip(share, 0, 1) * np.float32(levels - 1) + np.float32(0.5)).astype(np.uint8)
    if coloring.kind == "plain":
        return level
    every = np.arange(NONE + 1)
    nearest = np.searchsorted(colors, every) if coloring.kind == "categorical" else _step(every)
    first = (np.minimum(nearest, len(colors) - 1) * levels).astype(np.uint8)  # of each code; a million are looked up
    return np.where(coloring.codes == NONE, np.uint8(NONE), first[coloring.codes] + level)


def _step(codes: IntArray) -> IntArray:
    return np.asarray(np.round(codes * (SCALE_STEPS - 1) / TOP), np.int64)


def _shape(coloring: Coloring) -> tuple[IntArray, int]:
    """The codes of the colours that are faded, and in how many levels each: 255 codes at most."""
    if coloring.kind == "plain":
        colors = np.array([NONE])
    elif coloring.kind == "categorical":
        colors = np.array(sorted({entry.code for entry in coloring.entries} - {NONE}) or [0])
    else:
        colors = np.round(np.arange(SCALE_STEPS) * TOP / (SCALE_STEPS - 1))
    return colors.astype(np.int64), max(2, NONE // len(colors))
