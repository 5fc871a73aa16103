"""What the trust layer does to a figure: points coloured by what the map keeps, or faded by how little that is."""

from dataclasses import dataclass, replace

import numpy as np

from embexplorer.core.agreement import AGREEMENT
from embexplorer.core.coloring import NONE, OTHER, TOP, Coloring
from embexplorer.core.look import Look
from embexplorer.core.table import Table
from embexplorer.core.typing import DoubleArray

LAYER = "trust"
KEPT_SHARE = "kept_share"
COLUMNS = {"kept": KEPT_SHARE, "invented": "crowded", "lost": "torn"}  # of the trust table, by view
CLASS_LEVELS = 28  # steps of fading for each of nine classes: 252 codes
SCALE_STEPS, SCALE_LEVELS = 31, 8  # colours of a scale, and steps of fading for each: 248 codes
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
    share = np.asarray(trust.columns[KEPT_SHARE].to_numpy(), np.float64)
    if len(share) != len(coloring.codes):
        return None
    return Faded(replace(coloring, codes=_codes(coloring, share), base=coloring), coloring, trust)


def faded_codes(kind: str) -> tuple[DoubleArray, DoubleArray]:
    """Of each of the 256 codes of a faded colouring: the code of the colour it fades, and how much of that is left."""
    base, left = np.full(256, float(NONE)), np.ones(256)
    colors, levels = _shape(kind)
    codes = np.arange(colors * levels)
    steps = codes // levels
    base[codes] = steps if kind == "categorical" else NONE if kind == "plain" else np.round(steps * TOP / (colors - 1))
    left[codes] = FAINTEST + (1 - FAINTEST) * (codes % levels) / (levels - 1)
    return base, left


def trust_badge(look: Look, trust: Table | None) -> tuple[str, ...]:
    """The sentence that says what colours or fading mean while the layer is on."""
    if LAYER not in look.layers:
        return ()
    if trust is None:
        return ("Trust: which neighbours this map keeps is not known yet.",)
    k = int(trust.facts["k"])
    told = {
        "fade": f"Faded: the fewer of its {k} nearest the map keeps.",
        "kept": f"kept_share: the share of the {k} nearest that are among the {k} nearest on the map.",
        "invented": f"crowded: 0 where the {k} nearest on the map are the true ones, 1 where they truly lie far away.",
        "lost": f"torn: 0 where the {k} true nearest lie together on the map, 1 where it has torn them away.",
    }
    return (told[look.trust_view],)


def _codes(coloring: Coloring, share: DoubleArray) -> np.ndarray:
    colors, levels = _shape(coloring.kind)
    level = np.round(np.clip(share, 0, 1) * (levels - 1))
    if coloring.kind == "plain":
        return level.astype(np.uint8)
    steps = coloring.codes.astype(np.float64)
    if coloring.kind != "categorical":
        steps = np.round(steps * (colors - 1) / TOP)
    return np.where(coloring.codes == NONE, NONE, np.minimum(steps, colors - 1) * levels + level).astype(np.uint8)


def _shape(kind: str) -> tuple[int, int]:
    """How many colours, and how many levels of each."""
    if kind == "categorical":
        return OTHER + 1, CLASS_LEVELS
    return (1, TOP + 1) if kind == "plain" else (SCALE_STEPS, SCALE_LEVELS)
