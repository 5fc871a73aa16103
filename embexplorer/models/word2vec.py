"""word2vec as torch modules: skip-gram gives the vector of a word, CBOW the mean of its context's vectors."""

import torch  # noqa: TID253  this room is torch; it is imported inside `run`

from embexplorer.models.first_vectors import first_vectors


class SkipGram(torch.nn.Module):  # type: ignore[misc]  # torch has no types here
    """A word predicts each word of its context. `outputs` has a row for each word, or for each inner node of a tree."""

    def __init__(self, words: int, dimensions: int, outputs: int | None = None, seed: int = 0) -> None:
        super().__init__()
        start = torch.from_numpy(first_vectors(words, dimensions, seed))
        self.vectors = torch.nn.Embedding.from_pretrained(start, freeze=False)
        self.outputs = torch.nn.Parameter(torch.zeros(words if outputs is None else outputs, dimensions))

    def forward(self, words: torch.Tensor) -> torch.Tensor:
        """The vectors of m words, m × d."""
        hidden: torch.Tensor = self.vectors(words)
        return hidden


class Cbow(SkipGram):
    """The mean of a context's vectors predicts the word in its middle."""

    def forward(self, contexts: torch.Tensor, known: torch.Tensor | None = None) -> torch.Tensor:
        """The means of m contexts, m × c words each; only those that are `known` count."""
        vectors = self.vectors(contexts)
        weight = torch.ones_like(contexts, dtype=vectors.dtype) if known is None else known.to(vectors.dtype)
        return (vectors * weight[..., None]).sum(-2) / weight.sum(-1, keepdim=True).clamp(min=1)
