"""The parameters that every step has which reads interactions: which file, how it is laid out, what counts."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Literal

from embexplorer.core.step import Step, param

INTERACTION_PARAMETERS = (
    "path", "layout", "feedback", "header", "columns", "titles", "title_column", "least_rating", "min_count",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class InteractionsStep(Step):
    """Reads who saw, bought or rated what: a line for each interaction, or a line for each user; plain text or .gz."""

    libraries: ClassVar[tuple[str, ...]] = ("numpy", "pyarrow")
    reading_parameters: ClassVar[tuple[str, ...]] = INTERACTION_PARAMETERS

    path: Path = param(help="The interactions: user, item and a rating if there is one; or a user and all items.")
    layout: Literal["auto", "table", "baskets"] = param(
        "auto", "A line is one interaction (table), or one user with all items (baskets); auto: as it reads."
    )
    feedback: Literal["auto", "implicit", "explicit"] = param(
        "auto", "Implicit: what was seen; explicit: how it was rated; auto: explicit where ratings differ."
    )
    header: Literal["auto", "yes", "no"] = param(
        "auto", "Whether the first line names the columns; auto: where it reads so.", advanced=True
    )
    columns: tuple[str, ...] = param(
        (), "Names in the header of the columns user, item, rating, time; none: the first ones.", advanced=True
    )
    titles: Path | None = param(None, "A table that describes the items: their id first, then a title and so on.")
    title_column: str = param(
        "", "The column of that table that names the items; empty: the one called title or name.", advanced=True
    )
    least_rating: float | None = param(None, "Leave out interactions that are rated lower; empty: none.", advanced=True)
    min_count: int = param(1, "Leave out items that fewer users have.", low=1, high=1_000_000, title="Minimum count")

    def source_files(self) -> tuple[Path, ...]:
        return (self.path,) if self.titles is None else (self.path, self.titles)
