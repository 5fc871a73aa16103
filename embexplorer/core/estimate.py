"""What a long step will cost, said before it is begun: how large its input is, how long it takes, how much memory."""

from dataclasses import dataclass, replace

from embexplorer.core.report import Report, ignore
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Step

PYTHON = 75e6  # bytes that a process of ours holds before it loads a library
LIBRARIES = {
    "gensim": (1.0, 75e6),
    "torch": (1.8, 260e6),
    "torch, warm": (0.0, 330e6),
    "scipy": (0.25, 75e6),
    "numba": (0.0, 100e6),
    "sentence-transformers": (6.0, 390e6),
}  # seconds to load it, where no warm worker has it, and bytes that it holds

BYTES_A_WORD = 100.0  # of a text while it is read: the text, its words, their numbers, and lists of them


@dataclass(frozen=True, kw_only=True)
class Size:
    """How large an input is: `units` are words, edges, interactions, images or tokens (about); `rows` what
    gets a vector.

    `taken` are the rows and dimensions of the open space, where the step takes one.
    """

    documents: int
    units: int
    rows: int
    taken: tuple[int, int] = (0, 0)


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """What a run will take on a machine like the author's, roughly: within a factor of two where it was measured.

    `seconds` begin when the libraries of `Step.warm` are loaded. `memory` is all that the process of the run holds at
    its height, in bytes. `condition` is what must hold, as words that can follow: “without a graphics processor”.
    """

    seconds: float
    memory: float
    condition: str = ""

    def loading(self, *libraries: str) -> "Estimate":
        """The same with a process, and these libraries loaded in it."""
        seconds, held = (sum(LIBRARIES[name][at] for name in libraries) for at in (0, 1))
        return replace(self, seconds=self.seconds + seconds, memory=self.memory + PYTHON + held)


@dataclass(frozen=True, kw_only=True)
class Estimated(Step):
    """A step that can say what it will take: from the size of its file, or from the open space alone."""

    def measured(self, report: Report = ignore) -> Size | None:
        """How large the input is, read only for that; None for what learns from an open space."""
        return None

    def estimate(self, size: Size) -> Estimate | None:
        """Time and memory of a run on input of this size; None where nothing honest can be said."""
        return None

    def estimate_on(self, space: EmbeddingSpace) -> Estimate | None:
        """The same for what learns from an open space and reads no file."""
        return None


def estimated(
    step: Estimated, space: EmbeddingSpace | None, report: Report = ignore
) -> tuple[Size | None, Estimate | None]:
    """The size of the step's input, where it reads a file for it, and what the step takes."""
    size = step.measured(report)
    if size is None:
        return None, step.estimate_on(space) if space is not None else None
    taken = (space.rows, space.dimensions) if space is not None and "space" in step.takes else (0, 0)
    return size, step.estimate(replace(size, taken=taken))
