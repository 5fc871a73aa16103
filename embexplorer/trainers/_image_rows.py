"""Images on their way through a net that learns: batches of them, and all of them when they are shown or measured."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from embexplorer.core.errors import UserError
from embexplorer.core.model import Model
from embexplorer.core.report import Report
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.typing import FloatArray, IntArray
from embexplorer.corpora.image_files import Pixels, open_image, scaled
from embexplorer.corpora.images import in_grey
from embexplorer.models.image_net import image_net
from embexplorer.trainers._held_out import knn_accuracy, spread

BLOCK = 256  # images at once
MOST = 2000  # images among which neighbours are sought while the net learns
SHAPE = ("channels", "size", "dimensions", "blocks", "width")


class ImageRows:
    """The net with its images; pixels are centred and scaled by the mean and spread of those learned from."""

    def __init__(self, net: torch.nn.ModuleDict, pixels: Pixels, middle: FloatArray, wide: FloatArray) -> None:
        self.net = net
        self.middle, self.wide = middle, wide
        self._pixels = pixels

    def of(self, rows: IntArray) -> torch.Tensor:
        """Vectors of these images, so that the net can learn from them."""
        vectors: torch.Tensor = self.net["vector"](self._inputs(self._pixels[rows]))
        return vectors

    @torch.no_grad()
    def vectors(self, rows: IntArray, report: Report) -> FloatArray:
        """The vectors of these images; a stop is heard meanwhile."""
        self.net.eval()
        answer = np.empty((len(rows), self.net["vector"][-1].out_features), np.float32)
        for start in range(0, len(rows), BLOCK):
            report.wants_frame()
            answer[start : start + BLOCK] = self.of(rows[start : start + BLOCK]).numpy()
        self.net.train()
        return answer

    @torch.no_grad()
    def classified(self, rows: IntArray, report: Report) -> IntArray:
        """The class that the net gives to each of these images."""
        logits = self.net["classes"](torch.from_numpy(self.vectors(rows, report)))
        return np.asarray(logits.argmax(dim=1).numpy(), np.int64)

    def model(self, settings: dict[str, object]) -> Model:
        """Weights, pixel mean and spread, so that new images can be embedded and the training can go on."""
        weights = {name: tensor.detach().numpy().copy() for name, tensor in self.net.state_dict().items()}
        arrays = {**weights, "pixel.middle": self.middle, "pixel.spread": self.wide}
        return Model(kind="images", settings=settings, arrays=arrays, accepts="image")

    def _inputs(self, pixels: Pixels) -> torch.Tensor:
        plain = (pixels.astype(np.float32) - self.middle) / self.wide
        return torch.from_numpy(np.ascontiguousarray(plain.transpose(0, 3, 1, 2)))


def new_rows(
    pixels: Pixels, learned: IntArray, classes: int, dimensions: int, blocks: int, width: int, dropout: float
) -> ImageRows:
    """A new net for images of this size."""
    size, channels = pixels.shape[2:]
    seen = pixels[learned].reshape(-1, channels)
    middle = seen.mean(axis=0, dtype=np.float64).astype(np.float32)
    wide = np.maximum(seen.std(axis=0, dtype=np.float64), 1).astype(np.float32)
    return ImageRows(image_net(channels, size, dimensions, classes, blocks, width, dropout), pixels, middle, wide)


def kept_rows(model: Model, pixels: Pixels, dropout: float = 0.0) -> ImageRows:
    """The net that a space was made with, for these images."""
    channels, size, dimensions, blocks, width = (int(model.settings[name]) for name in SHAPE)
    net = image_net(channels, size, dimensions, len(model.settings["classes"]), blocks, width, dropout)
    net.load_state_dict({name: torch.from_numpy(np.array(model.arrays[name])) for name in net.state_dict()})
    return ImageRows(net, pixels, np.array(model.arrays["pixel.middle"]), np.array(model.arrays["pixel.spread"]))


def accuracy(
    rows: ImageRows, codes: IntArray, learned: IntArray, held_out: IntArray, by_neighbors: bool, report: Report
) -> float:
    """The share of held-out images that are told right: by the net's last layer, or by their nearest neighbours."""
    if not by_neighbors:
        return float((rows.classified(held_out, report) == codes[held_out]).mean())
    known = spread(learned, MOST)
    near = rows.vectors(known, report), codes[known]
    return knn_accuracy(*near, rows.vectors(held_out, report), codes[held_out])


def read_pixels(paths: Sequence[str], size: int, channels: int) -> Pixels:
    """New images as the net was given its own; raises UserError naming the first that cannot be read."""
    if not paths:
        raise UserError("No image is named.", "Give the path of an image.")
    pixels = np.stack([scaled(open_image(Path(path)), size) for path in paths])
    return in_grey(pixels) if channels == 1 else pixels


def new_vectors(space: EmbeddingSpace, paths: Sequence[str], report: Report) -> FloatArray:
    """The vectors of images that were not in the training."""
    if space.model is None:
        raise UserError(f"{space.name} holds no model.", "Train it again.")
    settings = space.model.settings
    pixels = read_pixels(paths, int(settings["size"]), int(settings["channels"]))
    return np.asarray(kept_rows(space.model, pixels).vectors(np.arange(len(pixels)), report), np.float32)
