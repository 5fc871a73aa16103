"""Keep the points of a figure ready for drawing, and all of them while a filter shows some: sorting takes longer than
choosing among what is sorted."""

from dataclasses import dataclass, replace

from embexplorer.core.figure import Figure
from embexplorer.gui.map.dots import NOTHING, Dots, moved, recoded, strata
from embexplorer.gui.map.raster import Raster

Strata = tuple[Dots, Dots]


@dataclass(frozen=True)
class _Kept:
    """Points without and with a class, and the figure they are of."""

    figure: Figure
    strata: Strata


class KeptDots:
    """Gives the points of one figure after another; what two of them have in common is not done again."""

    def __init__(self, raster: Raster) -> None:
        self._raster = raster
        self._now: _Kept | None = None
        self._whole: _Kept | None = None  # of the same order, but without a filter

    @property
    def strata(self) -> Strata:
        """The points given last."""
        return self._now.strata if self._now else (NOTHING, NOTHING)

    def of(self, figure: Figure) -> Strata:
        """The grey points and those above them, ready for drawing; a selection changes nothing."""
        if self._now is None or self._now.figure is not figure:
            self._now = _Kept(figure, self._made(figure))
            if figure.shown is None:
                self._whole = self._now
        return self._now.strata

    def again(self) -> None:
        """Make all ready anew: the raster has learnt another way of drawing."""
        self._now = self._whole = None

    def _made(self, figure: Figure) -> Strata:
        now = self._now
        if now and now.figure.order is figure.order and now.figure.shown is figure.shown:
            return self._brought(now, figure)
        if now is None or now.figure.order is not figure.order:
            self._whole = None
            return self._sorted(figure)
        whole = self._whole_of(figure)
        if figure.shown is None:
            return whole
        grey, classed = (self._raster.sifted(dots, figure.shown) for dots in whole)
        return grey, replace(classed, first=len(grey))

    def _whole_of(self, figure: Figure) -> Strata:
        """The points of this figure as if it showed all."""
        every = replace(figure, shown=None)
        known = self._whole
        self._whole = _Kept(every, self._brought(known, every) if known else self._sorted(every))
        return self._whole.strata

    def _sorted(self, figure: Figure) -> Strata:
        grey, classed = strata(figure)
        return self._raster.prepared(grey), self._raster.prepared(classed)

    def _brought(self, known: _Kept, figure: Figure) -> Strata:
        """The same rows: other places are sorted, other colours are only looked up."""
        grey, classed = known.strata
        if known.figure.coordinates is not figure.coordinates:
            grey, classed = moved(grey, figure.coordinates), moved(classed, figure.coordinates)
        if _codes(known.figure) != _codes(figure):
            grey, classed = recoded(grey, figure), recoded(classed, figure)
        return self._raster.prepared(grey), self._raster.prepared(classed)


def _codes(figure: Figure) -> tuple[int, ...]:
    return tuple(id(codes) for codes in (figure.painted, figure.sizes, figure.shapes))
