"""The bidirectional language model beside torch's own bidirectional LSTM and softmax."""

import numpy as np
import pytest
import torch

from embexplorer.models.bilstm import (
    SampledWords,
    bilstm,
    contextual,
    next_word_loss,
    reversed_within,
    sampled_loss,
    text_losses,
)

WORDS, WIDE = 11, 6


@pytest.fixture
def net() -> torch.nn.ModuleDict:
    """One layer whose cells are passed on as they are, ready to be asked."""
    with torch.random.fork_rng():
        torch.manual_seed(3)
        made = bilstm(WORDS, WIDE, layers=1, cells=WIDE // 2, dropout=0.0)
    for way in ("onward", "back"):
        torch.nn.init.eye_(made[way][0]["out"].weight)
        torch.nn.init.zeros_(made[way][0]["out"].bias)
    return made.eval()


@pytest.fixture
def tokens() -> torch.Tensor:
    """Three texts of at most seven tokens."""
    return torch.randint(0, WORDS, (7, 3), generator=torch.Generator().manual_seed(5))


LENGTHS = torch.tensor([7, 4, 2])


def torchs_own(net: torch.nn.ModuleDict) -> torch.nn.LSTM:
    """torch's bidirectional LSTM with the weights of both readers."""
    own = torch.nn.LSTM(WIDE, WIDE // 2, bidirectional=True)
    back = {f"{name}_reverse": weight for name, weight in net["back"][0]["lstm"].state_dict().items()}
    own.load_state_dict({**net["onward"][0]["lstm"].state_dict(), **back})
    return own


@pytest.mark.parametrize("text", [0, 1, 2])
def test_vectors_in_their_places_are_those_of_torch_s_bidirectional_lstm(
    net: torch.nn.ModuleDict, tokens: torch.Tensor, text: int
) -> None:
    length = int(LENGTHS[text])
    expected = torchs_own(net)(net["embedding"](tokens[:length, text : text + 1]))[0][:, 0]

    answer = contextual(net, tokens, LENGTHS)[1][:length, text]

    assert torch.allclose(expected, answer, atol=1e-6)


def test_layer_0_does_not_know_the_context(net: torch.nn.ModuleDict, tokens: torch.Tensor) -> None:
    assert torch.equal(net["embedding"].weight[tokens], contextual(net, tokens, LENGTHS)[0])


def test_each_layer_has_vectors_of_the_same_length(tokens: torch.Tensor) -> None:
    layers = contextual(bilstm(WORDS, WIDE, layers=3, cells=5, dropout=0.0), tokens, LENGTHS)

    assert [(7, 3, WIDE)] * 4 == [tuple(layer.shape) for layer in layers]


def test_the_loss_is_the_cross_entropy_of_what_follows(net: torch.nn.ModuleDict, tokens: torch.Tensor) -> None:
    known = net["onward"][0]["lstm"](net["embedding"](tokens))[0]
    chances = torch.log_softmax(net["softmax"](known), dim=2)[:-1]

    expected = -chances.gather(2, tokens[1:, :, None]).mean()

    assert torch.allclose(expected, next_word_loss(net, tokens, "onward"), atol=1e-6)


def test_losses_of_whole_texts_leave_padding_out(net: torch.nn.ModuleDict, tokens: torch.Tensor) -> None:
    parts = [tokens[:length, text : text + 1] for text, length in enumerate(LENGTHS.tolist())]
    onward = sum(next_word_loss(net, part, "onward") * (len(part) - 1) for part in parts)
    back = sum(next_word_loss(net, part.flip(0), "back") * (len(part) - 1) for part in parts)

    assert torch.allclose(torch.stack([onward, back]), torch.stack(text_losses(net, tokens, LENGTHS)), atol=1e-5)


def test_texts_are_turned_within_their_lengths() -> None:
    assert reversed_within(torch.tensor([3, 2]), 3).T.tolist() == [[2, 1, 0], [1, 0, 2]]


class EveryWord(SampledWords):
    """Draws each word once."""

    def __init__(self) -> None:
        self.expected = torch.zeros(WORDS)

    def draw(self) -> torch.Tensor:
        return torch.arange(WORDS)


def test_the_sampled_softmax_of_all_words_is_the_full_one() -> None:
    random = torch.Generator().manual_seed(0)
    known, softmax = torch.randn(20, 3, generator=random), torch.nn.Linear(3, WORDS)
    targets = torch.randint(0, WORDS, (20,), generator=random)

    expected = torch.nn.functional.cross_entropy(softmax(known), targets)

    assert torch.allclose(expected, sampled_loss(known, targets, softmax, EveryWord()), atol=1e-6)


def test_the_sampled_softmax_tends_to_the_full_one() -> None:
    random = torch.Generator().manual_seed(0)
    known, softmax = torch.randn(50, 3, generator=random), torch.nn.Linear(3, WORDS)
    targets = torch.randint(0, WORDS, (50,), generator=random)
    sample = SampledWords(np.arange(1.0, WORDS + 1), 50_000, seed=1)

    expected = torch.nn.functional.cross_entropy(softmax(known), targets).item()

    assert sampled_loss(known, targets, softmax, sample).item() == pytest.approx(expected, rel=0.02)
