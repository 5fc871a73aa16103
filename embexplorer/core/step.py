"""A step: a frozen dataclass of parameters with one `run`; forms, flags, recipes and the wire are written from it."""

import dataclasses
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Literal

from embexplorer.core.artifact import Artifact
from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.report import Report, ignore

Kind = Literal["reader", "trainer", "encoder", "transform", "projector", "probe", "writer"]
Scalar = int | float | bool | str | Path | None
FOLDER = "folder"  # the unit of a path that is one
SPOKEN = {int: "whole number", float: "number", bool: "yes or no"}
Value = Scalar | tuple[int, ...] | tuple[float, ...] | tuple[str, ...]


def param(
    default: Any = dataclasses.MISSING,
    help: str = "",
    *,
    low: float | None = None,
    high: float | None = None,
    unit: str = "",
    advanced: bool = False,
    title: str = "",
) -> Any:
    """Declare a parameter: its default (none = required), one-line effect, inclusive range and unit.

    `advanced` parameters fold away in a form; `title` stands there where the name is no word. The type comes from the
    annotation (see STYLE: int, float, bool, str, Path, Literal, a tuple of int, float or str, or one of these or None).
    """
    facts = {"help": help, "low": low, "high": high, "unit": unit, "advanced": advanced, "title": title}
    return dataclasses.field(default=default, metadata=facts)


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """What a form row, a flag and the contract tests need to know of one parameter."""

    name: str
    type: type
    default: Value | Literal["required"]
    help: str
    low: float | None = None
    high: float | None = None
    unit: str = ""
    advanced: bool = False
    title: str = ""
    choices: tuple[str, ...] = ()
    optional: bool = False
    many: bool = False

    @property
    def required(self) -> bool:
        return self.default == "required" and not self.choices

    @property
    def flag(self) -> str:
        return "--" + self.name.replace("_", "-")


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing the program can do. The first line of a subclass's docstring is what the user reads."""

    name: ClassVar[str]
    kind: ClassVar[Kind]
    title: ClassVar[str]
    takes: ClassVar[tuple[str, ...]] = ()
    may_take: ClassVar[tuple[str, ...]] = ()
    makes: ClassVar[type]
    libraries: ClassVar[tuple[str, ...]] = ("numpy",)
    quick: ClassVar[bool] = False
    reading_parameters: ClassVar[tuple[str, ...]] = ()  # of a step that reads a file, but is no reader: how it does
    keeps_itself: ClassVar[bool] = False  # it ends with an ordinary result when `report.enough()` says so
    colored_by: ClassVar[str] = ""  # of a projector: the column of its map that colours it at first
    presets: ClassVar[Mapping[str, Mapping[str, Value]]] = {}  # named sets of parameters, such as "quick look"

    def __post_init__(self) -> None:
        """Refuse a parameter outside its range or choices, naming it."""
        for parameter in parameters_of(type(self)):
            _check(parameter, getattr(self, parameter.name))

    def run(self, inputs: Inputs, report: Report = ignore) -> Artifact:
        """Do the work; calls `report(done, text)` often, and raises UserError for what the user can put right."""
        raise NotImplementedError

    def source_files(self) -> tuple[Path, ...]:
        """The files this step reads, whose SHA-256 belongs into the recipe."""
        return ()

    def stopped_at(self, iteration: int) -> "Step":
        """The step that would have ended by itself where this one was stopped; only iterated steps have one."""
        raise UserError(f"{self.title} has nothing to keep when it is stopped.", "Run it again to the end.")

    @classmethod
    def warm(cls) -> None:
        """Import and compile ahead of time what `run` will need; called in an idle worker."""

    def needs(self) -> tuple[str, ...]:
        """The libraries of this run: those of the step, or of another one that it is set to run."""
        return self.libraries

    @classmethod
    def summary(cls) -> str:
        """The first line of the docstring."""
        return (cls.__doc__ or "").strip().splitlines()[0]


def parameters_of(step: type[Step]) -> tuple[Parameter, ...]:
    """The parameters in the order of their declaration."""
    hints = typing.get_type_hints(step)
    return tuple(_parameter(field, hints[field.name]) for field in dataclasses.fields(step))


def to_json(step: Step) -> dict[str, Any]:
    """A JSON object `{"step": name, "parameters": {...}}`; paths become strings, tuples lists."""
    plain = {p.name: _plain(getattr(step, p.name)) for p in parameters_of(type(step))}
    return {"step": step.name, "parameters": plain}


def build(step: type[Step], values: Mapping[str, Any]) -> Step:
    """Make a step from JSON values, converting lists to tuples and strings to paths.

    Raises UserError for an unknown parameter, a value of the wrong type, or one outside its range.
    """
    known = {p.name: p for p in parameters_of(step)}
    for name in values:
        if name not in known:
            raise UserError(f"{step.name} has no parameter ‘{name}’.", f"It has: {', '.join(known)}.")
    for name, parameter in known.items():
        if parameter.required and name not in values:
            raise UserError(f"{step.name} needs {parameter.flag}.", parameter.help)
    return step(**{name: convert(known[name], value) for name, value in values.items()})


def convert(parameter: Parameter, value: Any) -> Value:
    """Bring a JSON value to the parameter's type; raises UserError when it cannot be."""
    if value is None and parameter.optional:
        return None
    try:
        if parameter.many:
            return tuple(parameter.type(item) for item in value)
        return _scalar(parameter, value)
    except (TypeError, ValueError) as wrong:
        kind = SPOKEN.get(parameter.type, f"valid {parameter.type.__name__}")
        raise UserError(f"{parameter.flag} is ‘{value}’, which is not a {kind}.", parameter.help) from wrong


def _scalar(parameter: Parameter, value: Any) -> Value:
    if parameter.type is bool and not isinstance(value, bool):
        raise TypeError(value)
    if parameter.type is int and (isinstance(value, bool) or int(value) != float(value)):
        raise ValueError(value)
    return typing.cast(Value, parameter.type(value))


def _parameter(field: "dataclasses.Field[Any]", hint: Any) -> Parameter:
    optional, hint = _strip_none(hint)
    many = typing.get_origin(hint) is tuple
    literal = typing.get_origin(hint) is Literal
    item = typing.get_args(hint)[0] if many else str if literal else hint
    default = "required" if field.default is dataclasses.MISSING else field.default
    return Parameter(
        name=field.name,
        type=item,
        default=default,
        choices=typing.get_args(hint) if literal else (),
        optional=optional,
        many=many,
        **field.metadata,
    )


def _strip_none(hint: Any) -> tuple[bool, Any]:
    if typing.get_origin(hint) not in (typing.Union, types.UnionType):
        return False, hint
    rest = [kind for kind in typing.get_args(hint) if kind is not type(None)]
    return True, rest[0]


def _check(parameter: Parameter, value: Any) -> None:
    if value is None:
        return
    if parameter.choices and value not in parameter.choices:
        raise UserError(f"{parameter.flag} is ‘{value}’.", f"Choose one of: {', '.join(parameter.choices)}.")
    for item in value if parameter.many else (value,):
        _check_range(parameter, item)


def _check_range(parameter: Parameter, value: Any) -> None:
    if parameter.type not in (int, float):
        return
    if value != value:
        raise UserError(f"{parameter.flag} is not a number.", parameter.help)
    if parameter.low is not None and value < parameter.low:
        raise UserError(f"{parameter.flag} is {value}, below its least value {parameter.low:g}.", parameter.help)
    if parameter.high is not None and value > parameter.high:
        raise UserError(f"{parameter.flag} is {value}, above its greatest value {parameter.high:g}.", parameter.help)


def _plain(value: Value) -> Any:
    if isinstance(value, Path):
        return str(value)
    return list(value) if isinstance(value, tuple) else value
