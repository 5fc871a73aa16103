"""The palettes that can be chosen: what each is for, how many classes it has, and what it is good at."""

from dataclasses import dataclass
from typing import Literal

from embexplorer.core.errors import UserError

Use = Literal["classes", "sequential", "diverging"]

AUTO = "auto"
REVERSED = "_r"  # behind the name of a palette that is wished for the other way round
CLASSES = 8  # of the usual palette
MOST_CLASSES = 250  # of any: codes are bytes, and a few of them mean something else


@dataclass(frozen=True, kw_only=True)
class Palette:
    """`key` names it in the catalogue of the library `cmap`; those without one are the program's own. What is "auto" is
    `known_as` something.

    `colors` is how many classes it tells apart, 0 for a scale. `safe`: classes, or the ends of a scale, stay apart in
    colour-blind vision (tests measure it). `uniform`: equal steps of the value look equal.
    """

    name: str
    use: Use
    known_as: str = ""
    key: str = ""
    colors: int = 0
    safe: bool = False
    uniform: bool = False


PALETTES = (
    Palette(name=AUTO, use="classes", known_as="Okabe–Ito", colors=CLASSES, safe=True),
    Palette(name="Petroff 6", use="classes", key="petroff:petroff6", colors=6, safe=True),
    Palette(name="Petroff 8", use="classes", key="petroff:petroff8", colors=8, safe=True),
    Palette(name="Petroff 10", use="classes", key="petroff:petroff10", colors=10, safe=True),
    Palette(name="Tol vibrant", use="classes", key="tol:vibrant", colors=7, safe=True),
    Palette(name="Tol muted", use="classes", key="tol:muted", colors=9, safe=True),
    Palette(name="Tol bright", use="classes", key="tol:bright", colors=7),
    Palette(name="Dark2", use="classes", key="colorbrewer:Dark2", colors=8),
    Palette(name="Set2", use="classes", key="colorbrewer:Set2", colors=8),
    Palette(name="Observable 10", use="classes", key="observable:observable10", colors=10),
    Palette(name="Tableau 10", use="classes", key="tableau:tab10", colors=10),
    Palette(name="Paired", use="classes", key="colorbrewer:Paired", colors=12),
    Palette(name="Set3", use="classes", key="colorbrewer:Set3", colors=12),
    Palette(name="Tableau 20", use="classes", key="tableau:tab20", colors=20),
    Palette(name="Glasbey", use="classes", key="glasbey:glasbey", colors=198),
    Palette(name=AUTO, use="sequential", known_as="even blue", safe=True, uniform=True),
    Palette(name="viridis", use="sequential", key="bids:viridis", safe=True, uniform=True),
    Palette(name="cividis", use="sequential", safe=True, uniform=True),
    Palette(name="batlow", use="sequential", safe=True, uniform=True),
    Palette(name="magma", use="sequential", key="bids:magma", safe=True, uniform=True),
    Palette(name="inferno", use="sequential", key="bids:inferno", safe=True, uniform=True),
    Palette(name="plasma", use="sequential", key="bids:plasma", safe=True, uniform=True),
    Palette(name="mako", use="sequential", key="seaborn:mako", safe=True, uniform=True),
    Palette(name="rocket", use="sequential", key="seaborn:rocket", safe=True, uniform=True),
    Palette(name="crest", use="sequential", key="seaborn:crest", safe=True, uniform=True),
    Palette(name="flare", use="sequential", key="seaborn:flare", safe=True, uniform=True),
    Palette(name="thermal", use="sequential", key="cmocean:thermal", safe=True, uniform=True),
    Palette(name="haline", use="sequential", key="cmocean:haline", safe=True, uniform=True),
    Palette(name="lapaz", use="sequential", key="crameri:lapaz", safe=True, uniform=True),
    Palette(name="lipari", use="sequential", key="crameri:lipari", safe=True, uniform=True),
    Palette(name="hawaii", use="sequential", key="crameri:hawaii", safe=True, uniform=True),
    Palette(name="YlGnBu", use="sequential", key="colorbrewer:YlGnBu", safe=True),
    Palette(name="Greys", use="sequential", key="colorbrewer:Greys", safe=True),
    Palette(name=AUTO, use="diverging", known_as="vik, managua", safe=True, uniform=True),
    Palette(name="vik", use="diverging", key="crameri:vik", safe=True, uniform=True),
    Palette(name="roma", use="diverging", key="crameri:roma", safe=True, uniform=True),
    Palette(name="managua", use="diverging", key="crameri:managua", safe=True, uniform=True),
    Palette(name="berlin", use="diverging", key="crameri:berlin", safe=True, uniform=True),
    Palette(name="vanimo", use="diverging", key="crameri:vanimo", safe=True, uniform=True),
    Palette(name="cork", use="diverging", key="crameri:cork", uniform=True),
    Palette(name="RdBu", use="diverging", key="colorbrewer:RdBu", safe=True),
    Palette(name="PuOr", use="diverging", key="colorbrewer:PuOr", safe=True),
    Palette(name="PRGn", use="diverging", key="colorbrewer:PRGn", safe=True),
    Palette(name="BrBG", use="diverging", key="colorbrewer:BrBG"),
    Palette(name="PiYG", use="diverging", key="colorbrewer:PiYG"),
)


def of_use(use: Use) -> tuple[Palette, ...]:
    """The palettes of one kind, the usual one first."""
    return tuple(palette for palette in PALETTES if palette.use == use)


def palette_of(name: str, use: Use) -> Palette:
    """The palette of this name for this use, whichever way round; the usual one where there is none of it."""
    bare = name.removesuffix(REVERSED)
    return next((palette for palette in of_use(use) if palette.name == bare), of_use(use)[0])


def palette_named(text: str) -> str:
    """The name of a palette as someone may write it, "tableau20" or "viridis_r".

    Raises UserError for one that is not there.
    """
    written = _bare(text.removesuffix(REVERSED))
    known = [palette.name for palette in PALETTES if _bare(palette.name) == written]
    if not known:
        raise UserError(f"There is no palette ‘{text}’.", f"There are: {', '.join(dict.fromkeys(_names()))}.")
    return known[0] + (REVERSED if is_reversed(text) else "")


def _bare(name: str) -> str:
    return name.lower().replace(" ", "").replace("-", "")


def _names() -> list[str]:
    return [palette.name for palette in PALETTES]


def is_reversed(name: str) -> bool:
    """Whether a palette is wished for the other way round."""
    return name.endswith(REVERSED)


def turned(name: str) -> str:
    """The same palette the other way round."""
    return name.removesuffix(REVERSED) if is_reversed(name) else name + REVERSED


def most_classes(name: str) -> int:
    """How many classes get a colour of their own."""
    return min(palette_of(name, "classes").colors, MOST_CLASSES)
