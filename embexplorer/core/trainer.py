"""What every trainer is beyond a step: what it reads, a picture of its idea, and what a run will cost."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from embexplorer.core.report import Report, ignore
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Kind, Step

Reads = Literal["text", "graph", "interactions", "images", "pairs", "space"]


@dataclass(frozen=True, kw_only=True)
class Size:
    """How large a training's input is: `units` are words, edges, interactions or images; `rows` what gets a vector."""

    documents: int
    units: int
    rows: int


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """What a run will take on this machine, roughly: seconds of time and bytes of memory."""

    seconds: float
    memory: float


@dataclass(frozen=True, kw_only=True)
class Trainer(Step):
    """A step that learns a space. `reads` says from what; one that reads a file has a parameter `path`.

    `idea` is its picture in one line, who predicts whom, as "the [king] rules → old": what stands in brackets predicts,
    or is predicted by, what stands beyond the arrow.
    """

    kind: ClassVar[Kind] = "trainer"
    makes: ClassVar[type] = EmbeddingSpace
    keeps_itself: ClassVar[bool] = True
    reads: ClassVar[Reads] = "text"
    idea: ClassVar[str] = ""

    def measured(self, report: Report = ignore) -> Size | None:
        """How large the input is, read only for that; None for what learns from an open space."""
        return None

    def estimate(self, size: Size) -> Estimate | None:
        """Time and memory of a run on input of this size; None where nothing honest can be said."""
        return None

    def estimate_on(self, space: EmbeddingSpace) -> Estimate | None:
        """The same for what learns from an open space."""
        return None
