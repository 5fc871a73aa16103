"""What every transform is beyond a step: it makes a space from a space, and says what a run will cost."""

from dataclasses import dataclass
from typing import ClassVar

from embexplorer.core.change import BLOCK_NUMBERS
from embexplorer.core.errors import UserError
from embexplorer.core.estimate import Estimate
from embexplorer.core.principal import PrincipalAxes
from embexplorer.core.registry import steps
from embexplorer.core.shared_keys import Shared
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Kind, Step

LEAST = 0.1  # seconds: opening and writing files
BYTES = 1.2e9  # that are read, changed and written in a second
PRODUCTS = 6e9  # multiplications of float64 in a second, on one core


@dataclass(frozen=True, kw_only=True)
class Transform(Step):
    """A step that makes a space from a space, row by row.

    `multiplies` tells whether all rows are multiplied with a matrix of d × d. `selection_fills` is the parameter of
    words that a selection on the map may fill in; empty: none.
    """

    kind: ClassVar[Kind] = "transform"
    takes: ClassVar[tuple[str, ...]] = ("space",)
    makes: ClassVar[type] = EmbeddingSpace
    libraries: ClassVar[tuple[str, ...]] = ("numpy", "pyarrow")
    multiplies: ClassVar[bool] = False
    selection_fills: ClassVar[str] = ""

    def refuse_unfit(self, space: EmbeddingSpace, other: EmbeddingSpace | None = None) -> None:
        """Raise UserError for what can be seen to be impossible before any work; `run` begins with it."""

    def estimate_on(self, space: EmbeddingSpace, other: EmbeddingSpace | None = None) -> Estimate:
        """Time and memory of a run, roughly."""
        spaces = [space] if other is None else [space, other]
        numbers = sum(one.rows * one.dimensions for one in spaces)
        seconds = LEAST + 8 * numbers / BYTES
        held = 3 * BLOCK_NUMBERS
        if self.multiplies:
            seconds += 2 * len(spaces) * numbers * space.dimensions / PRODUCTS
            held += 4 * space.dimensions**2
        copies = 2 if other is None else 3  # what is read, what is made, and the shared rows
        return Estimate(seconds=seconds, memory=4 * copies * numbers + 8 * held).loading()


def transforms() -> dict[str, type[Step]]:
    """Those that need nothing but open spaces, by title; what reads a text as well is another kind of work."""
    known = {name: step for name, step in steps("transform").items() if not step.reading_parameters}
    return dict(sorted(known.items(), key=lambda item: item[1].title))


def refuse_more_than(count: int, found: PrincipalAxes, space: EmbeddingSpace, flag: str, spared: int = 0) -> None:
    """Raise UserError when more directions are asked for than there are, `spared` of which must be left over."""
    most = found.rank - spared
    if count <= most:
        return
    if not found.rank:
        raise UserError(
            f"All rows of {space.name} are the same vector ({space.rows:,}): they have no principal components.",
            "Choose a space whose rows differ.",
        )
    why = f"has {space.dimensions:,} dimensions"
    if found.rank < space.dimensions:
        only = "one direction" if found.rank == 1 else f"{found.rank:,} directions"
        why = f"differs in only {only} ({space.rows:,} rows × {space.dimensions:,} dimensions)"
    hint = f"Choose at most {most:,}." if most > 0 else "Choose another space."
    raise UserError(f"{flag} is {count:,}, but {space.name} {why}.", hint)


def refuse_other_width(space: EmbeddingSpace, other: EmbeddingSpace, hint: str) -> None:
    """Raise UserError when the spaces do not have as many dimensions."""
    if space.dimensions != other.dimensions:
        raise UserError(
            f"{space.name} has {space.dimensions:,} dimensions and {other.name} has {other.dimensions:,}.", hint
        )


def left_out(shared: Shared) -> tuple[str, ...]:
    """What the user must see of the keys that are in one of the spaces only."""
    return (shared.note(),) if len(shared) < max(shared.space.rows, shared.other.rows) else ()


def refuse_more_dimensions(count: int, space: EmbeddingSpace) -> None:
    """Raise UserError when more dimensions are asked for than the space has."""
    if count > space.dimensions:
        raise UserError(
            f"--dimensions is {count:,}, but {space.name} has {space.dimensions:,} dimensions.",
            f"Choose at most {space.dimensions:,}.",
        )
