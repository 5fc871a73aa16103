"""A bidirectional LSTM language model as in ELMo (Peters et al. 2018): one model reads on, the other reads back.

Both share the words' vectors (layer 0) and the softmax. Each layer's cells are projected to half the dimensions, so
that a word in its place has one vector a layer, forward and backward side by side, all of the same length.
"""

from typing import TYPE_CHECKING, Literal

from embexplorer.core.typing import DoubleArray

if TYPE_CHECKING:
    import torch

Way = Literal["onward", "back"]


def bilstm(words: int, dimensions: int, layers: int, cells: int, dropout: float) -> "torch.nn.ModuleDict":
    """A new model; `dimensions` is even. Its weights are drawn from torch's global random stream."""
    from torch import nn

    half = dimensions // 2
    embedding = nn.Embedding(words, dimensions)
    nn.init.normal_(embedding.weight, std=dimensions**-0.5)

    def reader() -> nn.ModuleList:
        sizes = [dimensions, *[half] * (layers - 1)]
        return nn.ModuleList(nn.ModuleDict({"lstm": nn.LSTM(n, cells), "out": nn.Linear(cells, half)}) for n in sizes)

    parts = {"onward": reader(), "back": reader(), "softmax": nn.Linear(half, words), "dropout": nn.Dropout(dropout)}
    return nn.ModuleDict({"embedding": embedding, **parts})


def states(net: "torch.nn.ModuleDict", tokens: "torch.Tensor", way: Way) -> list["torch.Tensor"]:
    """What this reader knows after each token (T × B), one T × B × dimensions/2 a layer; reading starts anew.

    The reader that goes back is given the tokens last word first. A layer adds to the one below (Peters et al., 3.4).
    """
    given = net["dropout"](net["embedding"](tokens))
    found: list[torch.Tensor] = []
    for layer in net[way]:
        out = layer["out"](net["dropout"](layer["lstm"](given)[0]))
        given = out + found[-1] if found else out
        found.append(given)
    return found


def next_word_loss(
    net: "torch.nn.ModuleDict", tokens: "torch.Tensor", way: Way, sample: "SampledWords | None" = None
) -> "torch.Tensor":
    """The mean cross-entropy, in nats, of each token given those before it; of the full softmax or a sampled one."""
    from torch.nn import functional

    known = net["dropout"](states(net, tokens, way)[-1][:-1]).flatten(0, 1)
    targets = tokens[1:].flatten()
    if sample is not None:
        return sampled_loss(known, targets, net["softmax"], sample)
    return functional.cross_entropy(net["softmax"](known), targets)


class SampledWords:
    """Draws words for the sampled softmax, each by its chance, with replacement, one set for a whole batch."""

    def __init__(self, chances: DoubleArray, count: int, seed: int) -> None:
        import torch

        self._chances = torch.from_numpy(chances / chances.sum())
        self._count = count
        self._random = torch.Generator().manual_seed(seed)
        self.expected = torch.log(self._chances * count).float()  # the logarithm of how often each word is drawn

    def draw(self) -> "torch.Tensor":
        """The numbers of the words drawn."""
        import torch

        return torch.multinomial(self._chances, self._count, replacement=True, generator=self._random)


def sampled_loss(
    known: "torch.Tensor", targets: "torch.Tensor", softmax: "torch.nn.Linear", sample: SampledWords
) -> "torch.Tensor":
    """Cross-entropy among the target and the words drawn, these weighed by one over their expected count.

    So the sum over all words is estimated by importance sampling, and the loss tends to that of the full softmax as
    more words are drawn (Bengio & Senécal 2008).
    """
    import torch
    from torch.nn import functional

    drawn = sample.draw()
    weight, bias = softmax.weight, softmax.bias
    right = torch.linalg.vecdot(known, weight[targets]) + bias[targets]
    wrong = torch.addmm((bias - sample.expected)[drawn], known, weight[drawn].T)
    wrong.masked_fill_(drawn == targets[:, None], -torch.inf)  # the target is there already
    first = torch.zeros_like(targets)
    return functional.cross_entropy(torch.cat([right[:, None], wrong], dim=1), first)


def contextual(net: "torch.nn.ModuleDict", tokens: "torch.Tensor", lengths: "torch.Tensor") -> list["torch.Tensor"]:
    """The vectors of tokens in their places, T × B × dimensions for layer 0, 1, …; text b has `lengths[b]` tokens."""
    import torch

    turned = reversed_within(lengths, len(tokens))
    onward = states(net, tokens, "onward")
    back = states(net, tokens.gather(0, turned), "back")
    within = [turned[:, :, None].expand_as(state) for state in back]
    mirrored = [state.gather(0, index) for state, index in zip(back, within, strict=True)]
    return [net["embedding"](tokens), *(torch.cat(both, dim=2) for both in zip(onward, mirrored, strict=True))]


def text_losses(
    net: "torch.nn.ModuleDict", tokens: "torch.Tensor", lengths: "torch.Tensor"
) -> tuple["torch.Tensor", "torch.Tensor"]:
    """The sum of the full softmax's cross-entropies over whole texts, onward and back; each has length − 1 terms."""
    turned = tokens.gather(0, reversed_within(lengths, len(tokens)))
    return _summed(net, tokens, lengths, "onward"), _summed(net, turned, lengths, "back")


def _summed(net: "torch.nn.ModuleDict", tokens: "torch.Tensor", lengths: "torch.Tensor", way: Way) -> "torch.Tensor":
    import torch
    from torch.nn import functional

    known = states(net, tokens, way)[-1][:-1]
    within = torch.arange(1, len(tokens))[:, None] < lengths
    return functional.cross_entropy(net["softmax"](known[within]), tokens[1:][within], reduction="sum")


def reversed_within(lengths: "torch.Tensor", longest: int) -> "torch.Tensor":
    """T × B: where to read the t-th token from so that each text stands last word first; padding stays."""
    import torch

    place = torch.arange(longest)[:, None].expand(longest, len(lengths))
    turned = lengths[None, :] - 1 - place
    return torch.where(turned >= 0, turned, place)
