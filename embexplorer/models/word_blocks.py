"""Cut a text into blocks of short stretches that are learned from at once: who predicts whom is a mask over each."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch  # noqa: TID253  this room is torch; it is imported inside `run`

from embexplorer.core.typing import DoubleArray, IntArray

FEWEST_BLOCKS = 64  # an epoch of a small text has at least about so many, else too few steps are taken


@dataclass(frozen=True, kw_only=True)
class Block:
    """`words` is b × (2·window + l): stretches of l middle words with the words around them.

    `near` is b × l × (2·window + l), 1 where a word of the stretch is in the window of a middle word, else 0.
    `documents` is how many of the epoch's documents are over when this block is.
    """

    words: torch.Tensor
    middles: torch.Tensor
    near: torch.Tensor
    documents: int


@dataclass(frozen=True, kw_only=True)
class WordBlocks:
    """`tokens` are numbers of words; document i is `tokens[starts[i]:starts[i + 1]]`.

    `keep` is each word's chance to stay (subsampling); words beyond its end are left out. With
    `dynamic` the window's width is drawn for each word.
    """

    tokens: IntArray
    starts: IntArray
    keep: DoubleArray
    window: int
    dynamic: bool = True
    stretch: int = 32
    stretches: int = 32

    def epoch(self, random: torch.Generator) -> Iterator[Block]:
        """The blocks of one pass over the documents in their order; the last one has passed all documents."""
        tokens, document = (torch.from_numpy(part) for part in drawn_text(self.tokens, self.starts, self.keep, random))
        count = max(1, -(-len(tokens) // self.stretch))
        words, documents = (self._stretches(column, count, fill) for column, fill in ((tokens, 0), (document, -1)))
        shape = (count, self.stretch)
        reach = torch.randint(1, self.window + 1, shape, generator=random) if self.dynamic else self.window
        distance = self._distance()
        over = np.append(document.numpy()[self.stretch :: self.stretch], len(self.starts) - 1)
        at_once = min(self.stretches, max(1, count // FEWEST_BLOCKS))
        for start in range(0, count, at_once):
            here = slice(start, min(start + at_once, count))
            within = reach[here, :, None] if isinstance(reach, torch.Tensor) else reach
            whose = documents[here]
            middle = whose[:, self.window : self.window + self.stretch, None]
            near = (distance <= within) & (middle == whose[:, None, :]) & (middle >= 0)
            block = words[here].contiguous()
            yield Block(
                words=block,
                middles=block[:, self.window : self.window + self.stretch],
                near=near.to(torch.float32),
                documents=int(over[here.stop - 1]) if here.stop < count else len(self.starts) - 1,
            )

    def _stretches(self, column: torch.Tensor, count: int, fill: int) -> torch.Tensor:
        padded = torch.full((count * self.stretch + 2 * self.window,), fill, dtype=torch.long)
        padded[self.window : self.window + len(column)] = column
        return padded.unfold(0, self.stretch + 2 * self.window, self.stretch)

    def _distance(self) -> torch.Tensor:
        """How far each word of a stretch is from each middle word; a word is no neighbour of itself."""
        middle = torch.arange(self.stretch) + self.window
        distance = (torch.arange(self.stretch + 2 * self.window) - middle[:, None]).abs()
        return distance.masked_fill(distance == 0, self.window + 1)


def drawn_text(
    tokens: IntArray, starts: IntArray, keep: DoubleArray, random: torch.Generator
) -> tuple[IntArray, IntArray]:
    """The words that stay, each by its own chance, and the document that each is in; see `WordBlocks`."""
    lengths = np.diff(starts)
    words, document = tokens.astype(np.int64), np.repeat(np.arange(len(lengths)), lengths)
    known = words < len(keep)
    words, document = words[known], document[known]
    stays = torch.rand(len(words), generator=random, dtype=torch.float64).numpy() < keep[words]
    return words[stays], document[stays]


def chance_to_stay(counts: IntArray, subsampling: float) -> DoubleArray:
    """Frequent words are left out at random: √(t/f) + t/f, at most 1, as word2vec's own tool does; 0: all stay."""
    if subsampling <= 0:
        return np.ones(len(counts))
    share = counts / (subsampling * counts.sum())
    return np.asarray(np.minimum(1.0, (np.sqrt(share) + 1) / np.maximum(share, 1e-12)))


class Noise(torch.nn.Module):  # type: ignore[misc]  # torch has no types here
    """Draws noise words by their frequency to a power."""

    def __init__(self, counts: IntArray, exponent: float = 0.75) -> None:
        super().__init__()
        chance = np.cumsum(np.asarray(counts, np.float64) ** exponent)
        self.register_buffer("up_to", torch.from_numpy(chance / chance[-1]))

    def forward(self, shape: tuple[int, ...], random: torch.Generator) -> torch.Tensor:
        """Numbers of words, of this shape."""
        drawn = torch.rand(shape, generator=random, dtype=torch.float64)
        found: torch.Tensor = torch.searchsorted(self.up_to, drawn, right=True)
        return found.clamp(max=len(self.up_to) - 1)
