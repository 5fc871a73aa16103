"""What every trainer is beyond a step: what it reads, and a picture of its idea."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from embexplorer.core.estimate import Estimated
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Kind

Reads = Literal["text", "graph", "interactions", "images", "pairs", "space"]


@dataclass(frozen=True, kw_only=True)
class Trainer(Estimated):
    """A step that learns a space. `reads` says from what; one that reads a file has a parameter `path`.

    `idea` is its picture in one line, who predicts whom, as "the [king] rules → old": what stands in brackets predicts,
    or is predicted by, what stands beyond the arrow.
    """

    kind: ClassVar[Kind] = "trainer"
    makes: ClassVar[type] = EmbeddingSpace
    keeps_itself: ClassVar[bool] = True
    reads: ClassVar[Reads] = "text"
    idea: ClassVar[str] = ""
