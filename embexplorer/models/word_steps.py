"""Steps of gradient descent for word2vec on whole blocks, with the gradients written out: far quicker than autograd.

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


@dataclass(frozen=True, kw_only=True)
class Choices:
    """Yes-or-no questions: `rows` of the outputs and right `answers`, b × r; `weights`: how often they are asked."""

    rows: torch.Tensor
    answers: torch.Tensor
    weights: torch.Tensor


def hierarchical_choices(block: Block, asked: torch.Tensor, points: torch.Tensor, turns: torch.Tensor) -> Choices:
    """The inner nodes above each middle word; the answer is yes where the path turns left."""
    nodes = points[block.middles]
    there = (nodes >= 0).to(asked.dtype)
    return Choices(
        rows=nodes.clamp(min=0).flatten(1),
        answers=(1 - turns[block.middles]).to(asked.dtype).flatten(1),
        weights=(asked[:, :, None, :] * there[..., None]).flatten(1, 2),
    )


def step_on_choices(
    vectors: torch.Tensor, outputs: torch.Tensor, block: Block, given: Predicting, choices: Choices, rate: float
) -> None:
    """One guarded step of both sides, in place, on the summed logistic loss of the choices."""
    sides = outputs[choices.rows]
    share = torch.sigmoid(torch.bmm(sides, given.hidden.transpose(1, 2)))
    wrong = (choices.answers[..., None] - share) * choices.weights
    bent = share * (1 - share) * choices.weights
    back, bent_back = wrong.transpose(1, 2), bent.transpose(1, 2)
    to_hidden, to_sides = torch.bmm(back, sides), torch.bmm(wrong, given.hidden)
    hidden_curve = torch.bmm(bent_back, _squared(sides)).squeeze(2)
    sides_curve = torch.bmm(bent, _squared(given.hidden)).squeeze(2)
    _step_inputs(vectors, block, given, to_hidden, hidden_curve, rate)
    step_rows(outputs, choices.rows, to_sides, sides_curve, rate)


@dataclass(frozen=True, kw_only=True)
class Pairs:
    """Who predicts whom, one by one: `places` are rows of all inputs of a block, `targets` numbers of words; p each."""

    places: torch.Tensor
    targets: torch.Tensor


def pairs_of(block: Block, given: Predicting) -> Pairs:
    """Each input with each middle word that it is asked to predict."""
    stretch, middle, place = given.asked.nonzero(as_tuple=True)
    return Pairs(places=stretch * given.hidden.shape[1] + place, targets=block.middles[stretch, middle])


def step_on_noise(
    vectors: torch.Tensor,
    outputs: torch.Tensor,
    block: Block,
    given: Predicting,
    pairs: Pairs,
    noise: torch.Tensor,
    rate: float,
) -> None:
    """One guarded step of both sides, in place, on the summed loss of negative sampling; `noise` is p × n.

    Each pair has noise words of its own, as in word2vec's own tool: where a stretch shares them, a row is pushed by
    many inputs at once, vectors stay shorter, and the same settings lead elsewhere. A noise word that is the target
    is left out.
    """
    rows = torch.cat([pairs.targets[:, None], noise], 1)
    hidden = given.hidden.flatten(0, 1)[pairs.places]
    sides = outputs[rows]
    counted = torch.cat([torch.ones(len(rows), 1), (noise != pairs.targets[:, None]).to(hidden.dtype)], 1)
    share = torch.bmm(sides, hidden[..., None]).squeeze(2).sigmoid_()
    bent = share * (1 - share) * counted
    wrong = -share * counted
    wrong[:, 0] += 1
    to_hidden = torch.bmm(wrong[:, None], sides).squeeze(1)
    hidden_curve = (bent * _squared(sides).squeeze(2)).sum(1)
    _step_outputs(outputs, rows, wrong, bent, hidden, rate)
    step, curve = torch.zeros_like(given.hidden), torch.zeros(given.hidden.shape[:2])
    step.flatten(0, 1).index_add_(0, pairs.places, to_hidden)
    curve.flatten().index_add_(0, pairs.places, hidden_curve)
    _step_inputs(vectors, block, given, step, curve, rate)


def _step_outputs(
    outputs: torch.Tensor,
    rows: torch.Tensor,
    wrong: torch.Tensor,
    bent: torch.Tensor,
    hidden: torch.Tensor,
    rate: float,
) -> None:
    """`step_rows` for steps wrong · hidden, whose lengths are known before they are written out."""
    square, at = _squared(hidden), rows.flatten()
    together = torch.zeros(len(outputs)).index_add_(0, at, (bent * square).flatten())
    most = _most(together[at].view(rows.shape), wrong.abs() * square.sqrt())
    sizes = wrong * most.clamp(max=rate)
    outputs.index_add_(0, at, (sizes[..., None] * hidden[:, None]).flatten(0, 1))


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
    return step * _most(curve, torch.linalg.vector_norm(step, dim=1)).clamp(max=rate)[:, None]


def _most(curve: torch.Tensor, length: torch.Tensor) -> torch.Tensor:
    return torch.minimum(TURNING / curve.clamp(min=1e-30), LONGEST / length.clamp(min=1e-30))


def _squared(rows: torch.Tensor) -> torch.Tensor:
    return torch.linalg.vecdot(rows, rows)[..., None]
