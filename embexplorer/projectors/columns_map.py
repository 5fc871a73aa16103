"""A map whose coordinates stand in columns of the space: made elsewhere, or measured, such as places on the earth."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from embexplorer.core.columns import readable
from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.projection import Projection
from embexplorer.core.registry import register
from embexplorer.core.report import Report, ignore
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Kind, Step, param
from embexplorer.core.typing import DoubleArray


@register
@dataclass(frozen=True, kw_only=True)
class ColumnsMap(Step):
    """A map from coordinates that are columns already: made elsewhere, or measured. The vectors are not looked at."""

    name: ClassVar[str] = "columns-map"
    kind: ClassVar[Kind] = "projector"
    title: ClassVar[str] = "Map from columns"
    takes: ClassVar[tuple[str, ...]] = ("space",)
    makes: ClassVar[type] = Projection

    x: str = param("x", "The column across; numbers or dates", title="Across")
    y: str = param("y", "The column upwards", title="Upwards")
    z: str = param("", "A third column, for the 3-D view; empty: a flat map", title="Depth")

    standardised: bool = param(
        False, "Divide each column by its standard deviation, where their units differ too much for one scale"
    )

    def run(self, inputs: Inputs, report: Report = ignore) -> Projection:
        """n × 2 or n × 3; a row that lacks one of its numbers lies nowhere (NaN), is not drawn, and is counted."""
        space = inputs.the_space()
        names = (self.x, self.y, self.z) if self.z else (self.x, self.y)
        report(0.0, "Reading the columns")
        columns = [_numbers(space, name) for name in names]
        scales = [_spread(column) if self.standardised else 1.0 for column in columns]
        scaled = np.column_stack([column / scale for column, scale in zip(columns, scales, strict=True)])
        places = np.asarray(scaled, np.float32)
        known = np.isfinite(places).all(axis=1)
        if not known.any():
            raise UserError(
                f"No row of {space.name} has numbers in {_listed(names)}.", "Choose columns that are filled."
            )
        places[~known] = np.nan
        lost = int(np.count_nonzero(~known))
        told = (f"{lost:,} of {space.rows:,} rows have no number in {_listed(names)}, and are not drawn.",)
        report(1.0, "Done")
        return Projection(
            name=f"{self.x} × {self.y}" + (f" × {self.z}" if self.z else ""),
            coordinates=places,
            axes=tuple(f"{name} · in standard deviations" for name in names) if self.standardised else names,
            notes=(f"Coordinates from the columns {_listed(names)}.", *(told if lost else ())),
            facts={"without_place": float(lost)},
        )


def _numbers(space: EmbeddingSpace, name: str) -> DoubleArray:
    """A column as float64, NaN where there is no number; what float32 cannot hold is no place on a map either."""
    if name not in space.columns.column_names:
        known = ", ".join(readable(space.columns).column_names) or "none"
        raise UserError(f"{space.name} has no column ‘{name}’.", f"It has: {known}.")
    values = space.columns[name]
    kind = values.type
    if pa.types.is_temporal(kind) and kind.bit_width in (32, 64):
        values = pc.cast(values, pa.int32() if kind.bit_width == 32 else pa.int64())
    elif not (pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind)):
        raise UserError(f"The column ‘{name}’ holds {kind}, and no numbers.", "Choose a column of numbers or dates.")
    numbers = pc.fill_null(pc.cast(values, pa.float64(), safe=False), float("nan")).to_numpy()
    largest = np.finfo(np.float32).max / 4
    return np.asarray(np.where(np.abs(numbers) <= largest, numbers, np.nan), np.float64)


def _spread(column: DoubleArray) -> float:
    """The standard deviation of the numbers there are, 1 where they do not differ."""
    known = column[np.isfinite(column)]
    return (float(known.std()) if len(known) else 0.0) or 1.0


def _listed(names: tuple[str, ...]) -> str:
    quoted = [f"‘{name}’" for name in names]
    return f"{', '.join(quoted[:-1])} and {quoted[-1]}"
