"""What a kept view holds, in lines that a list of views shows."""

from embexplorer.core.bookmark import Bookmark
from embexplorer.core.look import Look
from embexplorer.core.number_text import thousands
from embexplorer.core.shown_rows import filter_text

HELD = (
    "A view holds the map, camera, layers, colours, sizes and shapes, filters, hidden classes, what is isolated, "
    "selected and pinned, how many neighbours trust counts, and the maps beside it."
)
NAMED = 3  # filters, classes


def held(bookmark: Bookmark, pinned: str = "", beside: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The lines of a kept view; `pinned` is the word of its pinned row and `beside` the names of the other maps."""
    look = bookmark.look
    marked = [f"{thousands(len(bookmark.selected))} selected"] if len(bookmark.selected) else []
    marked += [f"{thousands(len(bookmark.isolated))} isolated"] if len(bookmark.isolated) else []
    marked += [f"pinned: {pinned}" if pinned else "1 pinned"] if bookmark.pinned is not None else []
    lines = (
        _colors(look),
        f"layers: {', '.join(look.layers)}" if look.layers else "no layers",
        "the whole map" if look.camera is None else f"zoomed to {look.camera.scale:.3g} px a unit",
        _left_out(look),
        " · ".join(marked),
        f"trust of {look.trust_k} neighbours" if "trust" in look.layers else "",
        f"beside it: {', '.join(beside)}" if beside else "",
        "in 3-D" if bookmark.arrangement.eye is not None else "",
    )
    return tuple(line for line in lines if line)


def _colors(look: Look) -> str:
    colored = look.sets.title if look.sets is not None else look.color_by
    parts = [f"coloured by {colored}" if colored else "one grey"]
    parts += [f"size: {look.size_by}"] if look.size_by else []
    parts += [f"shape: {look.shape_by}"] if look.shape_by else []
    return " · ".join(parts)


def _left_out(look: Look) -> str:
    parts = [f"filters: {_listed([filter_text(wish) for wish in look.filters])}"] if look.filters else []
    parts += [f"{thousands(len(look.hidden))} hidden classes"] if look.hidden else []
    return " · ".join(parts)


def _listed(texts: list[str]) -> str:
    return ", ".join(texts[:NAMED]) + (f" and {len(texts) - NAMED} more" if len(texts) > NAMED else "")
