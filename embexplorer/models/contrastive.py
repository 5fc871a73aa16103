"""Losses that learn from likeness: pull together what belongs together, push apart what does not.

Each takes rows of vectors that belong side by side and answers the mean over them. Distances are Euclidean.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch


def triplet_loss(
    anchor: "torch.Tensor", positive: "torch.Tensor", negative: "torch.Tensor", margin: float
) -> "torch.Tensor":
    """max(0, |a − p| − |a − n| + margin) (Schroff et al. 2015, with plain distances)."""
    from torch.nn.functional import pairwise_distance, relu

    return relu(pairwise_distance(anchor, positive) - pairwise_distance(anchor, negative) + margin).mean()


def contrastive_loss(
    left: "torch.Tensor", right: "torch.Tensor", same: "torch.Tensor", margin: float
) -> "torch.Tensor":
    """½ d² for pairs that are the `same` (1), ½ max(0, margin − d)² for others (0) (Hadsell et al. 2006, eq. 4)."""
    from torch.nn.functional import pairwise_distance, relu

    distance = pairwise_distance(left, right)
    return (same * distance**2 + (1 - same) * relu(margin - distance) ** 2).mean() / 2


def infonce_loss(
    anchor: "torch.Tensor", candidates: "torch.Tensor", ignored: "torch.Tensor", temperature: float
) -> "torch.Tensor":
    """−log softmax of the cosine of anchor i with candidate i among all candidates (van den Oord et al. 2018).

    Candidates may be more than anchors. `ignored` (anchors × candidates) marks those that belong to an anchor as well
    and are not to be pushed away; its own candidate always counts.
    """
    import torch
    from torch.nn.functional import cross_entropy, normalize

    cosines = normalize(anchor) @ normalize(candidates).T / temperature
    own = torch.arange(len(anchor))
    others = ignored.clone()
    others[own, own] = False
    return cross_entropy(cosines.masked_fill(others, -torch.inf), own)


def margin_loss(
    anchor: "torch.Tensor", positive: "torch.Tensor", negative: "torch.Tensor", margin: float
) -> "torch.Tensor":
    """max(0, cos(a, n) − cos(a, p) + margin): the right one must be nearer in angle by a margin."""
    from torch.nn.functional import cosine_similarity, relu

    return relu(cosine_similarity(anchor, negative) - cosine_similarity(anchor, positive) + margin).mean()
