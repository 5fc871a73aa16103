"""Training that can be repeated and that refuses to go where numbers end."""

import pytest
import torch

from embexplorer.core.errors import UserError
from embexplorer.models.descent import descend, repeatable, slow_down


def test_the_same_seed_draws_the_same_numbers() -> None:
    with repeatable(4):
        first = torch.rand(3)

    with repeatable(4):
        assert torch.equal(first, torch.rand(3))


def test_everything_is_as_before_afterwards() -> None:
    threads, state = torch.get_num_threads(), torch.get_rng_state()

    with repeatable(4, threads=3):
        torch.rand(3)

    assert (threads, False) == (torch.get_num_threads(), torch.are_deterministic_algorithms_enabled())
    assert torch.equal(state, torch.get_rng_state())


@pytest.mark.parametrize("factor", [float("nan"), float("inf")])
def test_a_loss_that_is_not_finite_ends_the_training_and_changes_nothing(factor: float) -> None:
    weight = torch.nn.Parameter(torch.ones(2))
    optimizer = torch.optim.Adam([weight], lr=0.1)

    with pytest.raises(UserError, match="not finite at batch 3"):
        descend(weight.sum() * factor, optimizer, 1.0, batch=2)

    assert weight.tolist() == [1, 1]


def test_a_long_gradient_is_cut() -> None:
    weight = torch.nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([weight], lr=1.0)

    descend(weight.sum() * 1000, optimizer, 0.5, batch=0)

    assert weight.item() == pytest.approx(-0.5, rel=1e-4)


def test_the_rate_falls_in_a_line() -> None:
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)

    assert [slow_down(optimizer, 1.0, share) for share in (0, 0.5, 1)] == pytest.approx([1, 0.505, 0.01])
