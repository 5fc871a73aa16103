"""The map of a space while it is trained: two principal components, carried on from frame to frame so that it moves
only where the vectors do, and the film of all that."""

import numpy as np

from embexplorer.core.typing import DoubleArray, FloatArray
from embexplorer.core.vectors import norms

FIRST_TURNS, TURNS = 12, 1  # rounds of subspace iteration for the first frame, and for each one after it
SPARE = 4  # directions that are carried along beside the two shown
MOST_FRAMES = 600
MOST_NUMBERS = 24_000_000  # of a whole film: 96 MB


class LiveMap:
    """Projects rows to two coordinates, each frame from where the last one was.

    Rows are scaled to length 1 and centred; the leading directions are found by subspace iteration that starts at
    those of the frame before, and the frame is turned (and mirrored) onto that one (orthogonal Procrustes), so that
    the motion that is left means learning.
    """

    def __init__(self, seed: int = 0) -> None:
        self._random = np.random.default_rng(seed)
        self._basis: FloatArray | None = None
        self._before: FloatArray | None = None

    def frame(self, vectors: FloatArray) -> FloatArray:
        """n × 2 float32; reads the vectors without changing them, also while another thread trains them."""
        lengths = norms(vectors)
        sound = np.isfinite(lengths) & (lengths > 0)
        rows = vectors * np.where(sound, 1 / np.where(sound, lengths, 1), 0)[:, None].astype(np.float32)
        if not sound.all():
            rows[~sound] = 0
        rows -= rows.mean(axis=0)
        places = self._shown(rows)
        if self._before is not None and len(self._before) == len(places):
            places = turned_onto(places, self._before)
        self._before = places
        return places

    def _shown(self, rows: FloatArray) -> FloatArray:
        basis, turns = self._basis, TURNS
        if basis is None or len(basis) != rows.shape[1]:
            basis, turns = self._random.normal(size=(rows.shape[1], 2 + SPARE)).astype(np.float32), FIRST_TURNS
        for _ in range(turns):
            basis = np.linalg.qr(rows.T @ (rows @ basis))[0].astype(np.float32)
        places = rows @ basis
        order = np.argsort(-places.var(axis=0), kind="stable")
        self._basis = np.ascontiguousarray(basis[:, order])
        return _two(places[:, order])


def turned_onto(places: FloatArray, target: FloatArray) -> FloatArray:
    """The places turned and mirrored, not scaled, to lie as near to the target as they can (Schönemann 1966)."""
    left, _, right = np.linalg.svd(np.asarray(places, np.float64).T @ np.asarray(target, np.float64))
    turn: DoubleArray = left @ right
    return np.asarray(places @ turn, np.float32)


class Film:
    """Frames with their moments; of too many every other one is dropped, and the next come half as often."""

    def __init__(self) -> None:
        self._frames: list[FloatArray] = []
        self._moments: list[float] = []
        self._every = 1
        self._offered = 0

    def __len__(self) -> int:
        return len(self._frames)

    def add(self, frame: FloatArray, moment: float) -> None:
        """Keep this frame, if it is one of those that are kept."""
        if self._offered % self._every == 0:
            self._frames.append(np.array(frame, np.float32))
            self._moments.append(moment)
        self._offered += 1
        if len(self._frames) > max(2, min(MOST_FRAMES, MOST_NUMBERS // max(1, frame.size))):
            self._frames, self._moments = self._frames[::2], self._moments[::2]
            self._every *= 2

    def close(self, frame: FloatArray, moment: float) -> None:
        """Keep the last frame whatever came before."""
        self._frames.append(np.array(frame, np.float32))
        self._moments.append(moment)

    @property
    def kept(self) -> list[FloatArray]:
        """The frames one by one; not to be changed."""
        return self._frames

    @property
    def frames(self) -> FloatArray:
        """f × n × 2."""
        return np.stack(self._frames)

    @property
    def moments(self) -> tuple[float, ...]:
        """How far the training was at each frame, in epochs."""
        return tuple(self._moments)


def _two(places: FloatArray) -> FloatArray:
    """Two columns, also of vectors of one dimension."""
    if places.shape[1] >= 2:
        return np.ascontiguousarray(places[:, :2])
    return np.ascontiguousarray(np.column_stack([places, np.zeros(len(places), np.float32)]))
