"""Lay one map over another of the same things: turned, scaled and moved onto it, and on the way between the two."""

import numpy as np
import numpy.typing as npt

from embexplorer.core.typing import FloatArray, IntArray

ComplexArray = npt.NDArray[np.complex128]
BLOCK = 1 << 14  # pairs that are looked at together: they stay in the cache


def turned_onto(places: FloatArray, rows: IntArray, onto: FloatArray, onto_rows: IntArray) -> FloatArray:
    """All n × 2 places of a map, turned (or mirrored), scaled alike and moved so that `rows` come as near as can be, in
    least squares, to `onto_rows` of another (Procrustes; Schönemann & Carroll 1970). Neighbours on the map stay what
    they are. Rows that are nowhere in either do not count; where fewer than two are left, nothing is turned.
    """
    pairs = _Pairs()
    for start in range(0, len(rows), BLOCK):
        part = slice(start, start + BLOCK)
        pairs.add(_as_complex(places[rows[part]]), _as_complex(onto[onto_rows[part]]))
    if pairs.count < 2:
        return np.asarray(places, np.float32)
    factor, mirrored, shift = pairs.turn()
    answer = np.empty((len(places), 2), np.float32)
    for start in range(0, len(places), BLOCK):
        moved = _as_complex(places[start : start + BLOCK])
        turned = factor * (moved.conj() if mirrored else moved) + shift
        answer[start : start + BLOCK] = turned.view(np.float64).reshape(len(moved), 2)
    return answer


def left_over(turned: FloatArray, onto: FloatArray) -> float:
    """The share, 0 to 1, of the spread of `onto` that a map turned onto it does not explain (1 − R²)."""
    pairs, missed = _Pairs(), 0.0
    for start in range(0, len(onto), BLOCK):
        mine, fixed = pairs.add(_as_complex(turned[start : start + BLOCK]), _as_complex(onto[start : start + BLOCK]))
        missed += _size(mine - fixed)
    whole = pairs.spread()
    return min(1.0, missed / whole) if whole > 0 else 1.0


class _Pairs:
    """Sums over pairs of places, taken as complex numbers: a turn with a scale is then one factor, its conjugate's the
    mirror image, and a million pairs take a few dozen milliseconds. Both are counted from their first place."""

    def __init__(self) -> None:
        self.count = 0
        self._from: tuple[complex, complex] | None = None
        self._mine = self._fixed = self._plain = self._mirror = 0j
        self._size = self._fixed_size = 0.0

    def add(self, mine: ComplexArray, fixed: ComplexArray) -> tuple[ComplexArray, ComplexArray]:
        """Count these pairs; answers those that are somewhere in both."""
        there = np.isfinite(mine) & np.isfinite(fixed)
        if not there.all():
            mine, fixed = mine[there], fixed[there]
        if not len(mine):
            return mine, fixed
        if self._from is None:
            self._from = complex(mine[0]), complex(fixed[0])
        one, two = mine - self._from[0], fixed - self._from[1]
        self.count += len(one)
        self._mine, self._fixed = self._mine + complex(one.sum()), self._fixed + complex(two.sum())
        self._plain, self._mirror = self._plain + complex(np.vdot(one, two)), self._mirror + complex(one @ two)
        self._size, self._fixed_size = self._size + _size(one), self._fixed_size + _size(two)
        return mine, fixed

    def turn(self) -> tuple[complex, bool, complex]:
        """The factor, whether of the mirror image, and the shift that bring the one nearest to the other."""
        assert self._from is not None
        mine, fixed = self._mine / self.count, self._fixed / self.count
        size = self._size - self.count * abs(mine) ** 2
        plain = self._plain - self.count * mine.conjugate() * fixed
        mirror = self._mirror - self.count * mine * fixed
        mirrored = abs(mirror) > abs(plain)
        factor = complex((mirror if mirrored else plain) / size if size > 0 else 1) or 1 + 0j
        center = mine + self._from[0]
        shift = fixed + self._from[1] - factor * (center.conjugate() if mirrored else center)
        return factor, mirrored, complex(shift)

    def spread(self) -> float:
        """The sum of squares of the second places around their mean."""
        return max(0.0, self._fixed_size - abs(self._fixed) ** 2 / self.count) if self.count else 0.0


def _as_complex(places: FloatArray) -> ComplexArray:
    return np.ascontiguousarray(places, np.float64).view(np.complex128)[:, 0]


def _size(numbers: ComplexArray) -> float:
    return float(np.vdot(numbers, numbers).real)


def between(first: FloatArray, second: FloatArray, share: float) -> FloatArray:
    """The places at this share of the straight ways from the first map (0) to the second (1); n × 2 float32."""
    return np.asarray((1 - share) * np.asarray(first, np.float32) + share * np.asarray(second, np.float32), np.float32)
