"""A small net that projects vectors into other dimensions: one matrix, or a layer of rectifiers before it."""

from itertools import pairwise
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import torch

Form = Literal["linear", "mlp"]


def projection_net(inputs: int, outputs: int, form: Form, hidden: int) -> "torch.nn.Sequential":
    """A new net whose matrices begin as random rotations; drawn from torch's global random stream."""
    from torch import nn

    sizes = [inputs, outputs] if form == "linear" else [inputs, hidden, outputs]
    layers: list[torch.nn.Module] = []
    for wide, narrow in pairwise(sizes):
        layer = nn.Linear(wide, narrow)
        nn.init.orthogonal_(layer.weight)
        nn.init.zeros_(layer.bias)
        layers += [layer, nn.ReLU()]
    return nn.Sequential(*layers[:-1])


def projected(net: "torch.nn.Sequential", vectors: "torch.Tensor", unit_length: bool) -> "torch.Tensor":
    """The vectors as the net sees them, scaled to length 1 where that is wished."""
    from torch.nn.functional import normalize

    out = net(vectors)
    return normalize(out) if unit_length else out
