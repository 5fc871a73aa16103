"""A small convolutional net for images; its layer before the last is the space."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch

GROUPS = 4  # of channels that are normalised together


def image_net(
    channels: int, size: int, dimensions: int, classes: int, blocks: int, width: int, dropout: float
) -> "torch.nn.ModuleDict":
    """`vector` makes n × dimensions of n × channels × size × size; `classes` goes on from there to n × classes.

    Each block is a 3 × 3 convolution with group normalisation (Wu & He 2018: the same alone as in a batch), a rectifier
    and a pool that halves the sides; the channels double from `width` on, a multiple of 4. Drawn from torch's global
    random stream.
    """
    from torch import nn

    layers: list[torch.nn.Module] = []
    for block in range(blocks):
        before, after = channels if block == 0 else width << (block - 1), width << block
        layers += [nn.Conv2d(before, after, 3, padding=1), nn.GroupNorm(GROUPS, after), nn.ReLU(), nn.MaxPool2d(2)]
    side = size >> blocks
    vector = nn.Sequential(*layers, nn.Flatten(), nn.Dropout(dropout), nn.Linear((after * side) * side, dimensions))
    return nn.ModuleDict({"vector": vector, "classes": nn.Sequential(nn.ReLU(), nn.Linear(dimensions, classes))})
