"""A projection of a space that is being learned: batches of rows go through it, and all rows when they are shown."""

import numpy as np
import torch

from embexplorer.core.model import Model
from embexplorer.core.report import Report
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.typing import FloatArray, IntArray
from embexplorer.models.projection_net import Form, projected, projection_net

BLOCK = 16_384  # rows


class Projected:
    """The net with the space before it, whose rows are centred and scaled to a mean length of 1 on their way in."""

    def __init__(
        self, space: EmbeddingSpace, form: Form, dimensions: int, hidden: int, unit_length: bool, report: Report
    ) -> None:
        self.net = projection_net(space.dimensions, dimensions, form, hidden)
        self.dimensions = dimensions
        self._space = space
        self._unit_length = unit_length
        self._report = report
        self._middle, self._scale = _middle_and_scale(space.vectors)

    def of(self, rows: IntArray) -> torch.Tensor:
        """These rows, projected, so that the net can learn from it."""
        return projected(self.net, self._inputs(self._space.vectors[rows]), self._unit_length)

    @torch.no_grad()
    def rows(self, rows: IntArray) -> FloatArray:
        """These rows, projected."""
        return np.asarray(self.of(rows).numpy(), np.float32)

    @torch.no_grad()
    def all(self) -> FloatArray:
        """All rows, projected; a stop is heard meanwhile."""
        answer = np.empty((self._space.rows, self.dimensions), np.float32)
        for start in range(0, len(answer), BLOCK):
            self._report.wants_frame()
            block = self._inputs(self._space.vectors[start : start + BLOCK])
            answer[start : start + BLOCK] = projected(self.net, block, self._unit_length).numpy()
        return answer

    def model(self) -> Model:
        """The weights; they project vectors of the parent space only, so that nothing new can be embedded with them."""
        arrays = {name: tensor.detach().numpy().copy() for name, tensor in self.net.state_dict().items()}
        before = {"middle": self._middle, "scale": np.array([self._scale], np.float32)}
        return Model(kind="contrastive", settings={"unit_length": self._unit_length}, arrays={**arrays, **before})

    def _inputs(self, vectors: FloatArray) -> torch.Tensor:
        return torch.from_numpy((vectors - self._middle) * self._scale)


def _middle_and_scale(vectors: FloatArray) -> tuple[FloatArray, np.float32]:
    """The mean of all rows, and one over the mean distance from it (1 where all rows are the same)."""
    blocks = [vectors[start : start + BLOCK] for start in range(0, len(vectors), BLOCK)]
    middle = sum(block.sum(axis=0, dtype=np.float64) for block in blocks) / len(vectors)
    distance = sum(float(np.linalg.norm(block - middle, axis=1).sum()) for block in blocks) / len(vectors)
    return middle.astype(np.float32), np.float32(1 / distance if distance > 0 else 1)
