"""The three losses of word2vec, in nats a pair, as functions of what predicts (m × d) and the rows of the outputs."""

import torch  # noqa: TID253  this room is torch; it is imported inside `run`
from torch.nn.functional import cross_entropy, logsigmoid  # noqa: TID253


def negative_sampling(
    hidden: torch.Tensor, outputs: torch.Tensor, targets: torch.Tensor, noise: torch.Tensor
) -> torch.Tensor:
    """−log σ(u·h) − Σ log σ(−n·h) (Mikolov et al. 2013, eq. 4); noise words that are the target are left out."""
    right = logsigmoid((hidden * outputs[targets]).sum(-1))
    wrong = logsigmoid(-(outputs[noise] @ hidden[..., None]).squeeze(-1))
    return -(right + wrong.masked_fill(noise == targets[:, None], 0).sum(-1)).mean()


def hierarchical(
    hidden: torch.Tensor, inner: torch.Tensor, targets: torch.Tensor, points: torch.Tensor, turns: torch.Tensor
) -> torch.Tensor:
    """−Σ log σ((1 − 2·turn) node·h) along the target's path in the Huffman tree (Morin & Bengio 2005)."""
    nodes, signs = points[targets], 1 - 2 * turns[targets]
    product = (inner[nodes.clamp(min=0)] @ hidden[..., None]).squeeze(-1)
    return -logsigmoid(signs * product).masked_fill(nodes < 0, 0).sum(-1).mean()


def full_softmax(hidden: torch.Tensor, outputs: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    """−log of the target's share of Σ exp(o·h) over all words."""
    loss: torch.Tensor = cross_entropy(hidden @ outputs.T, targets)
    return loss
