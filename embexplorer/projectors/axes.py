"""A map whose axes are directions that words define, so that its distances have names."""

from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np

from embexplorer.core.axes import Method, Poles, poles_of
from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.principal import principal_components
from embexplorer.core.projection import Projection
from embexplorer.core.registry import register
from embexplorer.core.report import Part, Report, ignore
from embexplorer.core.resampling import wilson
from embexplorer.core.step import Kind, param
from embexplorer.core.typing import DoubleArray, FloatArray
from embexplorer.core.vectors import unit
from embexplorer.core.word_lookup import WordStep

PARALLEL = 0.999  # cosine from which on two axes are one


@register
@dataclass(frozen=True, kw_only=True)
class Axes(WordStep):
    """A map whose axes are directions between words, such as man ↔ woman across and poor ↔ rich upwards."""

    name: ClassVar[str] = "axes"
    kind: ClassVar[Kind] = "projector"
    title: ClassVar[str] = "Word axes"
    takes: ClassVar[tuple[str, ...]] = ("space",)
    makes: ClassVar[type] = Projection

    left: tuple[str, ...] = param((), "The left pole of the axis across: words or formulas", title="Left pole")
    right: tuple[str, ...] = param((), "The right pole of the axis across", title="Right pole")
    down: tuple[str, ...] = param(
        (), "The lower pole of the axis upwards; none: the first component of the rest", title="Lower pole"
    )
    up: tuple[str, ...] = param((), "The upper pole of the axis upwards", title="Upper pole")
    method: Method = param("means", "Between the means of both poles, or along the first component of pairs")
    form: Literal["cartesian", "polar"] = param(
        "cartesian", "Cosines with both axes, or angle and radius in the plane that they span"
    )

    def run(self, inputs: Inputs, report: Report = ignore) -> Projection:
        """n × 2: the cosine of each row with either axis; in the polar form with the axes made orthogonal."""
        space = inputs.the_space()
        if not self.left or not self.right:
            raise UserError("A map of word axes needs words on both sides.", "Give --left and --right.")
        if bool(self.down) != bool(self.up):
            raise UserError("The axis upwards has words on one side only.", "Give both --down and --up, or neither.")
        report(0.0, "Finding the axes")
        across = poles_of(space, self.left, self.right, self, self.method)
        rows = unit(np.asarray(space.vectors))
        first = across.axis()
        if self.down:
            upwards = poles_of(space, self.down, self.up, self, self.method)
            second, title, name = upwards.axis(), _title(upwards), f"{across.name} × {upwards.name}"
            notes = (*across.notes, *upwards.notes, self._of_both(first, second))
            _refuse_parallel(first, second)
            cosine = float(first @ second)
            if self.form == "polar":
                second = _orthogonal(second, first)
            places = np.stack([rows @ first, rows @ second], axis=1)
        else:
            name = across.name
            upright, title = _residual(rows, first, Part(report, 0.2, 0.9))
            notes, places, cosine = across.notes, np.stack([rows @ first, upright], axis=1), 0.0
        report(1.0, "Done")
        return Projection(
            name=name,
            coordinates=np.asarray(places, np.float32),
            axes=(_title(across), title),
            notes=tuple(dict.fromkeys(notes)),
            facts={"polar": float(self.form == "polar"), "cosine_of_axes": cosine},
        )

    def _of_both(self, first: DoubleArray, second: DoubleArray) -> str:
        told = f"Cosine of the two axes: {float(first @ second):.2f}".replace("-", "−")
        return f"{told}; the one upwards is drawn at a right angle." if self.form == "polar" else f"{told}."


def _residual(rows: FloatArray, axis: DoubleArray, report: Report) -> tuple[DoubleArray, str]:
    """The first principal component of what the axis leaves of each row."""
    rest = rows - np.outer(rows @ axis, axis).astype(np.float32)
    found = principal_components(rest, 1, report)
    return np.asarray(
        found.coordinates[:, 0], np.float64
    ), f"first component of the rest · {100 * found.explained[0]:.1f} %"


def _title(poles: Poles) -> str:
    """The poles, and how many words of them an axis without them puts on their side."""
    if not poles.can_be_held_out():
        return f"{poles.title} · cosine"
    left, right = poles.held_out()
    good, total = int(left.sum() + right.sum()), len(left) + len(right)
    doubt = "" if wilson(good, total)[0] > 0.5 else ", which could be chance"
    return f"{poles.title} · cosine · hold-out {good} of {total}{doubt}"


def _refuse_parallel(first: DoubleArray, second: DoubleArray) -> None:
    if abs(float(first @ second)) > PARALLEL:
        raise UserError("Both axes are the same direction.", "Choose other words for one of them.")


def _orthogonal(second: DoubleArray, first: DoubleArray) -> DoubleArray:
    rest = second - (second @ first) * first
    return np.asarray(rest / np.linalg.norm(rest), np.float64)
