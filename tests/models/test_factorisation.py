"""Matrix factorisation: gradients and solutions beside autograd, NumPy and SciPy."""

import numpy as np
import pytest
import torch

from embexplorer.core.typing import FloatArray
from embexplorer.models.factorisation import BprSteps, MatrixFactorisation, bpr_loss, first_factors, sampled_others
from embexplorer.models.least_squares import (
    Links,
    explicit_problem,
    implicit_problem,
    solved,
    solved_exactly,
)


@pytest.fixture
def model() -> MatrixFactorisation:
    """Six users and five items of four numbers, with biases."""
    random = np.random.default_rng(0)
    return MatrixFactorisation(first_factors(6, 4, random, 1.0), first_factors(5, 5, random, 1.0))


def test_the_score_is_the_product_of_the_rows_and_the_bias(model: MatrixFactorisation) -> None:
    user, item = model.users.weight[2].detach(), model.items.weight[3].detach()

    score = model(torch.tensor([2]), torch.tensor([3]))

    assert score.item() == pytest.approx(float(user @ item[:4] + item[4]), rel=1e-6)


def test_the_loss_is_that_of_the_logistic_function() -> None:
    seen, other = torch.tensor([1.0, -2.0]), torch.tensor([0.5, 3.0])

    loss = bpr_loss(seen, other)

    assert loss.item() == pytest.approx(float(np.mean(np.log1p(np.exp(-np.array([0.5, -5.0]))))), rel=1e-6)


def test_the_written_gradients_are_those_of_autograd(model: MatrixFactorisation) -> None:
    triple = torch.tensor([1]), torch.tensor([2]), torch.tensor([4])
    rows = model.users(triple[0]), model.items(triple[1]), model.items(triple[2])
    penalty = 0.3 * sum((row**2).sum() for row in rows) / 2
    (bpr_loss(model(triple[0], triple[1]), model(triple[0], triple[2])) + penalty).backward()

    user, seen, other = BprSteps(model, 0.1, 0.3).gradients(*triple)

    assert torch.allclose(user[0], model.users.weight.grad[1], atol=1e-6)
    assert torch.allclose(seen[0], model.items.weight.grad[2], atol=1e-6)
    assert torch.allclose(other[0], model.items.weight.grad[4], atol=1e-6)


def test_steps_put_what_was_seen_above_the_rest(model: MatrixFactorisation) -> None:
    triples = torch.arange(6), torch.zeros(6, dtype=torch.int64), torch.ones(6, dtype=torch.int64)
    steps = BprSteps(model, 0.5, 0.0)
    before = bpr_loss(model(triples[0], triples[1]), model(triples[0], triples[2])).item()

    steps.step(*triples)

    assert bpr_loss(model(triples[0], triples[1]), model(triples[0], triples[2])).item() < before


def test_what_is_drawn_was_not_seen() -> None:
    owners = np.repeat(np.arange(50), 20)
    seen = np.array([user * 10 + item for user in range(50) for item in range(7)])

    others = sampled_others(owners, seen, 10, np.random.default_rng(0))

    assert set(others.tolist()) == {7, 8, 9}


def some_links(rows: int, count: int) -> Links:
    """Each row is linked to one to five others with strengths."""
    random = np.random.default_rng(1)
    others = [np.sort(random.permutation(count)[: 1 + row % 5]) for row in range(rows)]
    starts = np.concatenate([[0], np.cumsum([len(part) for part in others])]).astype(np.int64)
    values = random.integers(1, 6, starts[-1]).astype(np.float32)
    return Links(starts=starts, others=np.concatenate(others).astype(np.int32), values=values, count=count)


def dense(links: Links) -> FloatArray:
    """The links as a matrix, 0 where there is none."""
    matrix = np.zeros((len(links.starts) - 1, links.count))
    matrix[np.repeat(np.arange(len(matrix)), np.diff(links.starts)), links.others] = links.values
    return matrix


def test_implicit_rows_solve_the_equations_of_the_paper() -> None:
    links, items = some_links(9, 12), first_factors(12, 4, np.random.default_rng(2), 1.0)
    confidence = 1 + 3 * dense(links)
    ridge = 0.1 * ((confidence - 1).sum(axis=1) + 12)
    expected = [  # (Yᵀ C Y + λ I)⁻¹ Yᵀ C p (Hu, Koren & Volinsky 2008, eq. 4)
        np.linalg.solve((items.T * c) @ items + penalty * np.eye(4), (items.T * c) @ (c > 1))
        for c, penalty in zip(confidence, ridge, strict=True)
    ]

    found = solved(implicit_problem(links, items, 3.0, 0.1), items, np.zeros((9, 4), np.float32), steps=12)

    assert np.allclose(found, expected, atol=1e-4)


def test_explicit_rows_solve_the_ridge_regression_of_scikit_learn() -> None:
    from sklearn.linear_model import Ridge

    links, items = some_links(9, 12), first_factors(12, 3, np.random.default_rng(2), 1.0)
    row = 4
    part = slice(links.starts[row], links.starts[row + 1])
    peer = Ridge(alpha=0.2 * 5, fit_intercept=False).fit(items[links.others[part]], links.values[part])

    found = solved(explicit_problem(links, links.values, 0.2), items, np.zeros((9, 3), np.float32), steps=12)

    assert np.allclose(found[row], peer.coef_, atol=1e-4)


def test_blocks_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    links, items = some_links(30, 12), first_factors(12, 4, np.random.default_rng(2), 1.0)
    problem, start = implicit_problem(links, items, 3.0, 0.1), np.zeros((30, 4), np.float32)
    whole = solved(problem, items, start, steps=8)

    monkeypatch.setattr("embexplorer.models.least_squares.BLOCK", 40)

    assert np.allclose(solved(problem, items, start, steps=8), whole, atol=1e-5)


def test_turned_links_are_the_transposed_matrix() -> None:
    links = some_links(9, 12)

    assert np.array_equal(dense(links.turned()), dense(links).T)


def test_one_row_by_elimination_is_the_same_as_by_steps() -> None:
    links, items = some_links(9, 12), first_factors(12, 4, np.random.default_rng(2), 1.0)
    problem = implicit_problem(links, items, 3.0, 0.1)
    found = solved(problem, items, np.zeros((9, 4), np.float32), steps=12)
    part = slice(links.starts[4], links.starts[5])

    alone = solved_exactly(
        items[links.others[part]],
        problem.weights[part],
        problem.targets[part],
        float(problem.ridge[4]),
        items.T @ items,
    )

    assert np.allclose(alone, found[4], atol=1e-4)
