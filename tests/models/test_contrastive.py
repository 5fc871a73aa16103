"""Losses of likeness beside torch's own and their definitions."""

import numpy as np
import pytest
import torch
from scipy.special import log_softmax

from embexplorer.models.contrastive import contrastive_loss, infonce_loss, margin_loss, triplet_loss

NONE = torch.zeros(6, 6, dtype=torch.bool)


@pytest.fixture
def rows() -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Anchors, positives and negatives: six each, in five dimensions."""
    random = torch.Generator().manual_seed(1)
    return tuple(torch.randn(6, 5, generator=random) for _ in range(3))


@pytest.mark.parametrize("margin", [0.1, 0.5, 3.0])
def test_triplet_loss_is_that_of_torch(rows: tuple[torch.Tensor, ...], margin: float) -> None:
    assert torch.allclose(torch.nn.TripletMarginLoss(margin)(*rows), triplet_loss(*rows, margin))


@pytest.mark.parametrize("margin", [0.0, 0.5, 3.0])
def test_margin_loss_is_torch_s_ranking_loss_of_cosines(rows: tuple[torch.Tensor, ...], margin: float) -> None:
    anchor, positive, negative = rows
    cosine = torch.nn.CosineSimilarity()
    ranking = torch.nn.MarginRankingLoss(margin)

    expected = ranking(cosine(anchor, positive), cosine(anchor, negative), torch.ones(6))

    assert torch.allclose(expected, margin_loss(*rows, margin))


def test_contrastive_loss_is_half_the_square_of_torch_s_hinge_of_distances(rows: tuple[torch.Tensor, ...]) -> None:
    left, right, _ = rows
    same = torch.tensor([1.0, 0, 1, 0, 0, 1])
    hinge = torch.nn.HingeEmbeddingLoss(margin=4.0, reduction="none")

    expected = (hinge(torch.nn.PairwiseDistance()(left, right), 2 * same - 1) ** 2).mean() / 2

    assert torch.allclose(expected, contrastive_loss(left, right, same, 4.0))


def test_contrastive_loss_lets_others_be_beyond_the_margin() -> None:
    left, right = torch.tensor([[0.0, 0.0]]), torch.tensor([[3.0, 4.0]])

    assert contrastive_loss(left, right, torch.zeros(1), 5.0).item() == pytest.approx(0, abs=1e-9)


def test_infonce_is_the_cross_entropy_of_cosines(rows: tuple[torch.Tensor, ...]) -> None:
    anchor, positive, _ = (tensor.double().numpy() for tensor in rows)
    cosines = anchor @ positive.T / np.outer(np.linalg.norm(anchor, axis=1), np.linalg.norm(positive, axis=1))

    expected = -np.diag(log_softmax(cosines / 0.2, axis=1)).mean()

    assert infonce_loss(rows[0], rows[1], NONE, 0.2).item() == pytest.approx(expected, rel=1e-5)


def test_infonce_compares_with_further_candidates(rows: tuple[torch.Tensor, ...]) -> None:
    anchor, positive, negative = rows
    ignored = torch.zeros(6, 12, dtype=torch.bool)
    more = infonce_loss(anchor, torch.cat([positive, negative]), ignored, 0.2)

    assert more > infonce_loss(anchor, positive, NONE, 0.2)


def test_infonce_does_not_push_away_what_is_ignored(rows: tuple[torch.Tensor, ...]) -> None:
    anchor, positive, negative = rows
    ignored = torch.cat([NONE, ~NONE], dim=1)

    answer = infonce_loss(anchor, torch.cat([positive, negative]), ignored, 0.2)

    assert torch.allclose(infonce_loss(anchor, positive, NONE, 0.2), answer)


def test_infonce_never_ignores_the_anchor_s_own_candidate(rows: tuple[torch.Tensor, ...]) -> None:
    anchor, positive, _ = rows

    assert infonce_loss(anchor, positive, ~NONE, 0.2).item() == pytest.approx(0, abs=1e-6)
