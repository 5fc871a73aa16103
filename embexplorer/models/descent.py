"""Train a torch module so that the run can be repeated, and end it with a sentence where its loss is not finite."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from embexplorer.core.errors import UserError

if TYPE_CHECKING:
    import torch


def load_torch(between: Callable[[], object] = lambda: None) -> None:
    """Import torch and what its optimisers load when they are first made: seconds; `between` may end that."""
    import torch

    between()
    torch.optim.SGD([torch.zeros(1, requires_grad=True)])
    between()


@contextmanager
def repeatable(seed: int, threads: int = 1) -> Iterator[None]:
    """Fixed threads, deterministic kernels and a random stream of its own; all three are as before afterwards.

    The number of threads decides the order in which numbers are added, and so their last digits.
    """
    import torch

    before = torch.get_num_threads(), torch.are_deterministic_algorithms_enabled()
    torch.set_num_threads(threads)
    torch.use_deterministic_algorithms(True)
    try:
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            yield
    finally:
        torch.set_num_threads(before[0])
        torch.use_deterministic_algorithms(before[1])


def descend(loss: "torch.Tensor", optimizer: "torch.optim.Optimizer", clip: float, batch: int) -> float:
    """One step down this loss, with the gradient's norm cut to `clip`; answers the loss.

    Raises UserError where loss or gradient is not finite, before anything has been changed by it.
    """
    import torch

    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    parameters = [parameter for group in optimizer.param_groups for parameter in group["params"]]
    norm = torch.nn.utils.clip_grad_norm_(parameters, clip)
    value = float(loss.detach())
    if not (torch.isfinite(norm) and torch.isfinite(loss.detach())):
        raise UserError(f"The training diverged: its loss was not finite at batch {batch + 1:,}.", "Learn more slowly.")
    optimizer.step()
    return value


def slow_down(optimizer: "torch.optim.Optimizer", first: float, done: float) -> float:
    """Set and answer the learning rate when this share of all batches is done: it falls in a line to a hundredth."""
    rate = first * (1 - 0.99 * min(1.0, done))
    for group in optimizer.param_groups:
        group["lr"] = rate
    return rate
