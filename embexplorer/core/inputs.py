"""What a step works on: the open nouns, by role."""

from dataclasses import dataclass

from embexplorer.core.errors import UserError
from embexplorer.core.projection import Projection
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.typing import IntArray


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """`rows` are row ids of `space` (a selection), sorted, unique; None means all. `other` is a second space,
    `other_projection` a map of it."""

    space: EmbeddingSpace | None = None
    projection: Projection | None = None
    rows: IntArray | None = None
    other: EmbeddingSpace | None = None
    other_projection: Projection | None = None

    def the_space(self) -> EmbeddingSpace:
        """The space, or a sentence that one is needed."""
        if self.space is None:
            raise UserError("This needs a space.", "Open a vector file first.")
        return self.space

    def the_other(self) -> EmbeddingSpace:
        """The second space, or a sentence that one is needed."""
        if self.other is None:
            raise UserError("This needs a second space.", "Open another one beside it.")
        return self.other

    def the_projection(self) -> Projection:
        """The projection, or a sentence that one is needed."""
        if self.projection is None:
            raise UserError("This needs a projection.", "Run PCA, t-SNE or UMAP first.")
        return self.projection

    def the_other_projection(self) -> Projection:
        """The map of the second space, or a sentence that one is needed."""
        if self.other_projection is None:
            raise UserError("This needs a map of the second space.", "Run PCA, t-SNE or UMAP on it first.")
        return self.other_projection


nothing = Inputs()
