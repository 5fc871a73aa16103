"""Why a map has no outlines of groups although their layer is on."""

from embexplorer.core.coloring import Coloring
from embexplorer.core.groups import FEWEST, MAPPED, NO_GROUPS, Groups
from embexplorer.core.hulls import Ring
from embexplorer.core.look import Look


def why_no_hulls(look: Look, coloring: Coloring, groups: Groups | None, hulls: tuple[Ring, ...]) -> str:
    """What is missing and what would help, in one sentence without its full stop; empty where nothing is missing."""
    if "hulls" not in look.layers or hulls:
        return ""
    if look.group_by == NO_GROUPS:
        return "names and hulls of groups are set to none; choose what they are of in the settings of the layer"
    if groups is None:
        return "there is no map yet"
    if groups.names:
        return "no group has a point that is shown"
    if look.group_by or coloring.kind == "categorical":
        return f"no class of {look.group_by or coloring.title} has {FEWEST} points on this map"
    if len(groups.coordinates) < MAPPED:
        return f"{_colors(coloring)}, and regions are looked for among {MAPPED} points or more"
    return f"{_colors(coloring)}, and this map no dense regions apart; colour by clusters"


def _colors(coloring: Coloring) -> str:
    return "one grey has no classes" if coloring.kind == "plain" else f"colours by {coloring.title} have no classes"
