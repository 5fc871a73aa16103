"""The modules of word2vec, as a notebook uses them, beside torch's own layers and gensim's first vectors."""

import numpy as np
import torch
from gensim.models import Word2Vec

from embexplorer.models.first_vectors import first_vectors
from embexplorer.models.word2vec import Cbow, SkipGram
from embexplorer.models.word_losses import full_softmax, negative_sampling


def test_words_begin_where_gensim_lets_them_begin() -> None:
    model = Word2Vec(vector_size=7, min_count=1, seed=3)
    model.build_vocab_from_freq({"a": 3, "b": 2, "c": 1})

    assert np.array_equal(model.wv.vectors, first_vectors(3, 7, 3))


def test_cbow_is_torch_s_bag_of_means() -> None:
    cbow = Cbow(9, 4)
    contexts = torch.tensor([[1, 2, 3], [4, 4, 8]])
    expected = torch.nn.functional.embedding_bag(contexts, cbow.vectors.weight, mode="mean")

    torch.testing.assert_close(cbow(contexts), expected)


def test_a_padded_context_counts_only_its_known_words() -> None:
    cbow = Cbow(9, 4)

    mean = cbow(torch.tensor([[1, 2, 0]]), torch.tensor([[True, True, False]]))

    torch.testing.assert_close(mean, cbow(torch.tensor([[1, 2]])))


def test_autograd_lowers_the_loss_of_a_module() -> None:
    torch.manual_seed(0)
    model = SkipGram(6, 4)
    words, targets, noise = torch.tensor([0, 1]), torch.tensor([1, 0]), torch.tensor([[2, 3], [4, 5]])
    descent = torch.optim.SGD(model.parameters(), lr=1.0)
    first = negative_sampling(model(words), model.outputs, targets, noise)

    first.backward()
    descent.step()

    assert negative_sampling(model(words), model.outputs, targets, noise) < first


def test_the_full_softmax_of_empty_outputs_is_the_logarithm_of_the_words() -> None:
    model = SkipGram(6, 4)

    loss = full_softmax(model(torch.tensor([0])), model.outputs, torch.tensor([3]))

    torch.testing.assert_close(loss.detach(), torch.tensor(6.0).log())
