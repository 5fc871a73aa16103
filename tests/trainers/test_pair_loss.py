"""The measured loss of word2vec beside a plain computation by torch."""

import numpy as np
import pytest
import torch

from embexplorer.core.corpus import corpus_of
from embexplorer.models.huffman import huffman
from embexplorer.models.word_losses import full_softmax, hierarchical, negative_sampling
from embexplorer.trainers._pair_loss import (
    PairSample,
    hierarchical_loss,
    negative_sampling_loss,
    sample_pairs,
    softmax_loss,
)

RANDOM = np.random.default_rng(5)
VECTORS, OUTPUTS = (RANDOM.normal(size=(7, 4)).astype(np.float32) for _ in range(2))
COUNTS = np.array([9, 7, 5, 4, 3, 2, 1], np.int64)
TREE = huffman(COUNTS)
both = pytest.mark.parametrize("skip_gram", [True, False])


@pytest.fixture
def sample() -> PairSample:
    documents = [[f"w{word}" for word in row] for row in ([0, 1, 2, 0, 3], [4, 1], [5], [6, 0, 0, 2])]
    rows = {f"w{word}": word for word in range(7)}
    found = sample_pairs(corpus_of(documents), rows, COUNTS, window=2, negative=3, exponent=0.75, seed=1)
    assert found is not None
    return found


def sides(sample: PairSample, skip_gram: bool) -> tuple[torch.Tensor, torch.Tensor]:
    """What predicts and what is predicted, written as plainly as can be."""
    hidden, targets = [], []
    for middle, contexts, known in zip(sample.targets, sample.contexts, sample.known, strict=True):
        there = contexts[known]
        hidden.append(VECTORS[middle] if skip_gram else VECTORS[there].mean(axis=0))
        targets.append(int(there[0] if skip_gram else middle))
    return torch.from_numpy(np.array(hidden)), torch.tensor(targets)


@both
def test_negative_sampling_is_torch_s(sample: PairSample, skip_gram: bool) -> None:
    hidden, targets = sides(sample, skip_gram)
    expected = negative_sampling(hidden, torch.from_numpy(OUTPUTS), targets, torch.from_numpy(sample.noise))

    assert negative_sampling_loss(VECTORS, OUTPUTS, sample, skip_gram) == pytest.approx(float(expected), rel=1e-5)


@both
def test_hierarchical_softmax_is_torch_s(sample: PairSample, skip_gram: bool) -> None:
    hidden, targets = sides(sample, skip_gram)
    points, turns = torch.from_numpy(TREE.points), torch.from_numpy(TREE.turns)
    expected = hierarchical(hidden, torch.from_numpy(OUTPUTS), targets, points, turns)

    found = hierarchical_loss(VECTORS, OUTPUTS, sample, skip_gram, TREE.points, TREE.turns)

    assert found == pytest.approx(float(expected), rel=1e-5)


@both
def test_the_full_softmax_is_torch_s(sample: PairSample, skip_gram: bool) -> None:
    hidden, targets = sides(sample, skip_gram)
    expected = full_softmax(hidden, torch.from_numpy(OUTPUTS), targets)

    assert softmax_loss(VECTORS, OUTPUTS, sample, skip_gram) == pytest.approx(float(expected), rel=1e-5)


def test_the_leaves_of_the_tree_share_the_whole_probability() -> None:
    hidden = torch.from_numpy(VECTORS[:1]).expand(7, -1)
    points, turns = torch.from_numpy(TREE.points), torch.from_numpy(TREE.turns)

    shares = [
        torch.exp(-hierarchical(hidden[:1], torch.from_numpy(OUTPUTS), torch.tensor([word]), points, turns))
        for word in range(7)
    ]

    assert float(sum(shares)) == pytest.approx(1.0, rel=1e-5)


def test_contexts_never_reach_into_another_document(sample: PairSample) -> None:
    assert not (sample.targets == 5).any()  # alone in its document
    assert set(sample.contexts[sample.targets == 4][sample.known[sample.targets == 4]]) == {1}


def test_a_text_without_any_pair_has_no_sample() -> None:
    corpus = corpus_of([["a"], ["b"], ["a"]])

    assert sample_pairs(corpus, {"a": 0, "b": 1}, np.array([2, 1]), 2, 1, 0.75, 0) is None
