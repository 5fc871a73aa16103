"""The written-out gradients beside autograd, and the guard against steps that lead too far."""

from collections.abc import Callable

import numpy as np
import pytest
import torch
from torch.nn.functional import cross_entropy

from embexplorer.models.word_blocks import Block, WordBlocks
from embexplorer.models.word_steps import (
    cbow_inputs,
    guarded,
    skip_gram_inputs,
    step_on_softmax,
)

WORDS, RATE = 12, 1e-3
Loss = Callable[[torch.Tensor, torch.Tensor], torch.Tensor]


@pytest.fixture
def block() -> Block:
    """One stretch of eight words, of which some come twice."""
    tokens = np.array([3, 1, 4, 1, 5, 9, 2, 6], np.int64)
    cut = WordBlocks(
        tokens=tokens, starts=np.array([0, 8]), keep=np.ones(WORDS), window=2, dynamic=False, stretch=8, stretches=1
    )
    return next(cut.epoch(torch.Generator().manual_seed(0)))


@pytest.fixture
def tables() -> tuple[torch.Tensor, torch.Tensor]:
    random = torch.Generator().manual_seed(2)
    return torch.randn(WORDS, 6, generator=random) / 3, torch.randn(WORDS, 6, generator=random) / 3


def words_of(block: Block) -> tuple[torch.Tensor, torch.Tensor]:
    """The middle word and the other word of every pair."""
    _, middle, other = block.near.nonzero(as_tuple=True)
    return block.middles[0, middle], block.words[0, other]


def descent(loss: Loss, tables: tuple[torch.Tensor, torch.Tensor]) -> tuple[torch.Tensor, torch.Tensor]:
    """Both tables after one plain step of gradient descent, by autograd."""
    vectors, outputs = (table.clone().requires_grad_() for table in tables)
    loss(vectors, outputs).backward()
    return vectors.detach() - RATE * vectors.grad, outputs.detach() - RATE * outputs.grad  # type: ignore[operator]


def test_skip_gram_with_the_full_softmax_steps_along_the_gradient(
    block: Block, tables: tuple[torch.Tensor, torch.Tensor]
) -> None:
    middles, others = words_of(block)

    def loss(vectors: torch.Tensor, outputs: torch.Tensor) -> torch.Tensor:
        return cross_entropy(vectors[others] @ outputs.T, middles, reduction="sum")

    expected = descent(loss, tables)
    step_on_softmax(*tables, block, skip_gram_inputs(tables[0], block), RATE)

    torch.testing.assert_close(tables, expected)


def test_cbow_predicts_each_middle_word_from_the_mean_of_its_context(
    block: Block, tables: tuple[torch.Tensor, torch.Tensor]
) -> None:
    near = block.near[0]
    mean = (near @ tables[0][block.words[0]]) / near.sum(1, keepdim=True)

    given = cbow_inputs(tables[0], block)

    torch.testing.assert_close(given.hidden[0], mean)
    torch.testing.assert_close(given.asked[0], torch.eye(8))


def test_cbow_passes_the_whole_step_of_the_mean_on_to_each_word_of_the_context(
    block: Block, tables: tuple[torch.Tensor, torch.Tensor]
) -> None:
    hidden = cbow_inputs(tables[0], block).hidden[0].clone().requires_grad_()
    cross_entropy(hidden @ tables[1].T, block.middles[0], reduction="sum").backward()
    steps = block.near[0].T @ hidden.grad  # type: ignore[operator]
    expected = tables[0].index_add(0, block.words[0], steps, alpha=-RATE)

    step_on_softmax(*tables, block, cbow_inputs(tables[0], block), RATE)

    torch.testing.assert_close(tables[0], expected)


def test_a_guarded_step_never_climbs_on_the_other_side() -> None:
    step, curve = torch.tensor([[0.3, 0.4], [0.3, 0.4]]), torch.tensor([0.0, 10.0])

    assert torch.allclose(torch.tensor([[0.3, 0.4], [0.06, 0.08]]), guarded(step, curve, 1.0))


@pytest.mark.parametrize("rate", [1.0, 1e12])
def test_no_rate_is_so_absurd_that_the_full_softmax_loses_its_numbers(
    block: Block, tables: tuple[torch.Tensor, torch.Tensor], rate: float
) -> None:
    repeat(lambda: step_on_softmax(*tables, block, skip_gram_inputs(tables[0], block), rate), 30)

    assert torch.isfinite(tables[0]).all() and torch.isfinite(tables[1]).all()


def repeat(act: Callable[[], None], times: int) -> None:
    for _ in range(times):
        act()
