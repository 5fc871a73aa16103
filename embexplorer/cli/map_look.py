"""How a figure of a map is to look: the flags for colour, size, shape and hidden classes, and the Look they ask for."""

import argparse
from dataclasses import replace
from typing import get_args

from embexplorer.cli.filters import add_filters, check_filters
from embexplorer.core.class_hiding import keys_of, said
from embexplorer.core.color_codes import Coloring
from embexplorer.core.columns import readable
from embexplorer.core.errors import UserError
from embexplorer.core.look import Look, TrustView
from embexplorer.core.palettes import AUTO, palette_named
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.trust_view import LAYER

GREY = "none"
TRUST_COLUMNS = ("kept_share", "kept", "invented", "lost", "crowded", "torn")
SEEDED_COLUMNS = ("wobble", "steady_neighbors")  # of a map that several seeds made
BY = ("color_by", "size_by", "shape_by")
NO_CLASS = ("no category", "no value")


def add_look(group: "argparse._ArgumentGroup") -> None:
    """Add the flags."""
    text = (
        "a column of the space, or of the trust in this map: kept_share, kept, invented, lost, crowded, torn\n"
        "(of several seeds: wobble, steady_neighbors); none: one grey\n"
        "(default: wobble of several seeds, else the first column of words in 2 to 64 classes)"
    )
    group.add_argument("--color-by", metavar="COLUMN", help=text)
    text = "draw what the map keeps: fade points, or colour them by neighbours kept, invented or lost"
    group.add_argument("--trust", choices=get_args(TrustView), help=text)
    text = "such as viridis, RdBu or Glasbey, as the column asks for; with _r the other way round"
    group.add_argument("--palette", metavar="NAME", help=text)
    text = "classes that are not drawn; other: those that share a colour, none: rows without a class"
    group.add_argument("--hide", metavar="CLASS", nargs="+", help=text)
    add_filters(group)
    text = "a column of numbers, to which the area of points is proportional"
    group.add_argument("--size-by", metavar="COLUMN", help=text)
    text = "a column of a few classes, each with a symbol"
    group.add_argument("--shape-by", metavar="COLUMN", help=text)


def check_columns(space: EmbeddingSpace, parsed: argparse.Namespace) -> None:
    """Refuse what is not there, once the file is open but before the map is made."""
    seeded = SEEDED_COLUMNS if "step.seeds" in vars(parsed) else ()
    known = [*readable(space.columns).column_names, *TRUST_COLUMNS, *seeded]
    for flag in BY:
        asked = getattr(parsed, flag, None)
        if asked not in (None, GREY, *known):
            raise UserError(f"{space.name} has no column ‘{asked}’.", f"It has: {', '.join(known)}.")
    if getattr(parsed, "palette", None) is not None:
        palette_named(parsed.palette)
    check_filters(space, parsed, (*TRUST_COLUMNS, *seeded))
    if getattr(parsed, "hide", None):
        _check_hidden(space, look_of(space, parsed), parsed.hide)


def look_of(space: EmbeddingSpace, parsed: argparse.Namespace, axes: tuple[int, int] = (0, 1)) -> Look:
    """What the flags ask for; without hidden classes, which are found in the colours."""
    from embexplorer.core.coloring import usual_column

    usual = SEEDED_COLUMNS[0] if "step.seeds" in vars(parsed) else usual_column(space.columns)
    asked = usual if parsed.color_by is None else parsed.color_by
    palette = AUTO if parsed.palette is None else palette_named(parsed.palette)
    color, size, shape = (None if name == GREY else name for name in (asked, parsed.size_by, parsed.shape_by))
    look = Look(color_by=color, size_by=size, shape_by=shape, palette=palette, axes=axes)
    trust = getattr(parsed, "trust", None)
    return look if trust is None else replace(look.toggled(LAYER), trust_view=trust)


def with_hidden(look: Look, coloring: Coloring, names: list[str] | None) -> Look:
    """The look with these classes hidden; raises UserError for one that is not there."""
    keys = {said(coloring, key) if key.startswith("\0") else key: key for key in keys_of(coloring)}
    for name in NO_CLASS:
        if name in keys:
            keys.setdefault(GREY, keys[name])
    wrong = [name for name in names or () if name not in keys]
    if wrong:
        of, known = coloring.title or "One grey", ", ".join(keys) or "no class"
        raise UserError(f"{of} has no class ‘{wrong[0]}’.", f"It has: {known}.")
    return replace(look, hidden=tuple(keys[name] for name in names or ()))


def _check_hidden(space: EmbeddingSpace, look: Look, names: list[str]) -> None:
    from embexplorer.core.wished_columns import coloring_of

    if look.color_by is None or look.color_by in space.columns.column_names:
        with_hidden(look, coloring_of(space, look), names)
