"""Which classes a legend hides, isolates or has in another colour: pure changes of the Look, and the rows it leaves."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from embexplorer.core.color_codes import NONE, OTHERS, VALUES, WITHOUT, Coloring
from embexplorer.core.look import Look
from embexplorer.core.typing import BoolArray, IntArray

NAMED = 3  # hidden classes that are named; of more, how many
LONGEST = 24  # letters of one of them


def keys_of(coloring: Coloring) -> tuple[str, ...]:
    """All that can be hidden, in the order of the legend; of a scale, those with a value and those without."""
    if coloring.kind == "categorical":
        return tuple(entry.key for entry in coloring.entries)
    return (VALUES, *(entry.key for entry in coloring.entries)) if coloring.entries else ()


def hidden_of(coloring: Coloring, look: Look) -> tuple[str, ...]:
    """Those of them that the look hides."""
    return tuple(key for key in keys_of(coloring) if key in look.hidden)


def isolated(look: Look, coloring: Coloring, key: str) -> Look:
    """Nothing but this class is shown; everything again where that is so already."""
    others = tuple(other for other in keys_of(coloring) if other != key)
    return replace(look, hidden=() if set(look.hidden) == set(others) else others)


def toggled(look: Look, coloring: Coloring, key: str) -> Look:
    """This class is hidden, or shown again."""
    hidden = hidden_of(coloring, look)
    kept = tuple(other for other in hidden if other != key) if key in hidden else (*hidden, key)
    return replace(look, hidden=kept)


def is_alone(look: Look, coloring: Coloring, key: str) -> bool:
    """Whether this class is the only one that is shown."""
    shown = [other for other in keys_of(coloring) if other not in look.hidden]
    return shown == [key] and len(keys_of(coloring)) > 1


def rows_of(coloring: Coloring, key: str) -> IntArray:
    """The rows of one class."""
    return np.flatnonzero(_has(coloring, [key]))


def rows_left(coloring: Coloring, look: Look) -> BoolArray | None:
    """The rows that the legend and the span of the scale leave, None where that is all of them."""
    hidden = hidden_of(coloring, look)
    masks = [~_has(coloring, hidden)] if hidden else []
    if coloring.outside is not None:
        masks.append(~coloring.outside)
    return np.logical_and.reduce(masks) if masks else None


def why_left_out(coloring: Coloring, look: Look) -> tuple[str, ...]:
    """What the legend leaves out, each in a few words: "only noun", "without verb, other", "rank 3 to 12"."""
    hidden, reasons = hidden_of(coloring, look), []
    shown = [key for key in keys_of(coloring) if key not in hidden]
    if hidden and len(shown) == 1 and len(hidden) > 1:
        reasons.append(f"only {said(coloring, shown[0])}")
    elif hidden:
        names = [said(coloring, key) for key in hidden]
        more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
        reasons.append(f"without {', '.join(names[:NAMED])}{more}")
    if coloring.outside is not None and coloring.bar is not None:
        low, high = (coloring.bar.text(value) for value in coloring.bar.span)
        reasons.append(f"{coloring.title} {low} to {high}")
    return tuple(reasons)


def said(coloring: Coloring, key: str) -> str:
    """A class as it is named in a sentence."""
    named = {OTHERS: "other", WITHOUT: "no category" if coloring.kind == "categorical" else "no value"}
    text = " ".join(named.get(key, coloring.title if key == VALUES else key).split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def class_name(coloring: Coloring, key: str) -> str:
    """How a colour of the user's own is kept: for a class of one column, not for whatever has its name elsewhere."""
    return f"{coloring.title}: {key}"


def own_colors(coloring: Coloring, colors: Iterable[tuple[str, str]]) -> tuple[tuple[int, str], ...]:
    """The user's colours of this colouring, by code."""
    if coloring.kind != "categorical":
        return ()
    chosen = dict(colors)
    named = ((entry.code, chosen.get(class_name(coloring, entry.key))) for entry in coloring.entries)
    return tuple((code, color) for code, color in named if color is not None)


def with_color(look: Look, coloring: Coloring, key: str, color: str | None) -> Look:
    """The look with this colour ("#rrggbb") for the class, None for that of the palette."""
    name = class_name(coloring, key)
    kept = tuple((other, chosen) for other, chosen in look.colors if other != name)
    return replace(look, colors=kept if color is None else (*kept, (name, color)))


def without_colors(look: Look, coloring: Coloring) -> Look:
    """The look without colours of the user's own for the classes of this column."""
    mine = {class_name(coloring, key) for key in keys_of(coloring)}
    return replace(look, colors=tuple(pair for pair in look.colors if pair[0] not in mine))


def focused(coloring: Coloring, key: str) -> Coloring:
    """The same legend over rows of which only this class has its colour; the others are grey and lie behind."""
    return replace(coloring, codes=np.where(_has(coloring, [key]), coloring.codes, NONE).astype(np.uint8))


def _has(coloring: Coloring, keys: Iterable[str]) -> BoolArray:
    """Whether each row is of one of these classes."""
    table = np.zeros(256, np.bool_)
    code_of = {entry.key: entry.code for entry in coloring.entries}
    for key in keys:
        if key == VALUES:
            table[:NONE] = True
        else:
            table[code_of[key]] = True
    return np.asarray(table[coloring.codes])
