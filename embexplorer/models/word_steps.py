"""Steps of gradient descent for word2vec's full softmax on whole blocks, gradients written out: quicker than autograd.

Every step is guarded. A block meets frequent words many times at once, and the sum of what they are asked to do can
lead far beyond the least loss; so no row goes further than the curvature of its own part of the loss allows, and no
single demand moves a row by more than `LONGEST`. Whatever the rate, the numbers stay finite.
"""

from dataclasses import dataclass

import torch  # noqa: TID253  this room is torch; it is imported inside `run`

from embexplorer.models.word_blocks import Block

LONGEST = 1.0
TURNING = 2.0  # times Newton's step, from where descent climbs again on the other side of a valley


@dataclass(frozen=True, kw_only=True)
class Predicting:
    """`hidden` is b × i × d; `asked` is b × t × i, 1 where input i should predict middle word t.

    `spread` is b × i × words of the stretch: which words a step of an input is passed on to.
    """

    hidden: torch.Tensor
    asked: torch.Tensor
    spread: torch.Tensor | None = None


def skip_gram_inputs(vectors: torch.Tensor, block: Block) -> Predicting:
    """Every word of a stretch predicts the middle words that it is near to."""
    return Predicting(hidden=vectors[block.words], asked=block.near)


def cbow_inputs(vectors: torch.Tensor, block: Block) -> Predicting:
    """The mean of the words near to a middle word predicts it; all of them then take its whole step, as in word2vec."""
    count = block.near.sum(2)
    mean = torch.bmm(block.near, vectors[block.words]) / count.clamp(min=1)[..., None]
    return Predicting(hidden=mean, asked=torch.diag_embed((count > 0).to(mean.dtype)), spread=block.near)


def step_on_softmax(vectors: torch.Tensor, outputs: torch.Tensor, block: Block, given: Predicting, rate: float) -> None:
    """One guarded step of both sides, in place, on the cross-entropy of the middle words among all words."""
    often = given.asked.sum(1)
    hidden = given.hidden.flatten(0, 1)
    share = torch.softmax(hidden @ outputs.T, 1)
    bent = share * (1 - share) * often.flatten()[:, None]
    stretch, target, inputs = given.asked.nonzero(as_tuple=True)
    wrong = share.mul_(-often.flatten()[:, None])
    place = (stretch * often.shape[1] + inputs, block.middles[stretch, target])
    wrong.index_put_(place, given.asked[stretch, target, inputs], accumulate=True)
    shape = given.hidden.shape
    to_hidden, to_outputs = (wrong @ outputs).view(shape), wrong.T @ hidden
    hidden_curve = (bent @ _squared(outputs)).view(shape[:2])
    outputs_curve = (bent.T @ _squared(hidden)).squeeze(1)
    _step_inputs(vectors, block, given, to_hidden, hidden_curve, rate)
    outputs += guarded(to_outputs, outputs_curve, rate)


def _step_inputs(
    vectors: torch.Tensor, block: Block, given: Predicting, step: torch.Tensor, curve: torch.Tensor, rate: float
) -> None:
    if given.spread is not None:
        onto = given.spread.transpose(1, 2)
        step, curve = torch.bmm(onto, step), torch.bmm(onto, curve[..., None]).squeeze(2)
    step_rows(vectors, block.words, step, curve, rate)


def step_rows(table: torch.Tensor, rows: torch.Tensor, step: torch.Tensor, curve: torch.Tensor, rate: float) -> None:
    """Add every step to its row of the table, guarded by the curvature that all steps of that row have together."""
    at = rows.flatten()
    together = torch.zeros(len(table)).index_add_(0, at, curve.flatten())
    table.index_add_(0, at, guarded(step.flatten(0, 1), together[at], rate))


def guarded(step: torch.Tensor, curve: torch.Tensor, rate: float) -> torch.Tensor:
    """rate · step, at most 2 · step / curve (the curvature is bounded by its trace), at most `LONGEST` long."""
    length = torch.linalg.vector_norm(step, dim=1)
    most = torch.minimum(TURNING / curve.clamp(min=1e-30), LONGEST / length.clamp(min=1e-30))
    return step * most.clamp(max=rate)[:, None]


def _squared(rows: torch.Tensor) -> torch.Tensor:
    return torch.linalg.vecdot(rows, rows)[..., None]
