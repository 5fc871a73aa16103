"""One layout with several values of one of its parameters: the steps to run, and which results there are already."""

from collections.abc import Iterable, Mapping
from typing import Any

from embexplorer.core.errors import UserError
from embexplorer.core.step import Parameter, Step, build, parameters_of, to_json

MOST = 12  # maps beside each other
USUAL = {
    "perplexity": "5, 15, 30, 50, 100",
    "n_neighbors": "5, 15, 30, 50, 100",
    "min_dist": "0, 0.1, 0.25, 0.5, 0.8",
    "seed": "0, 1, 2, 3, 4",
}  # values that are offered for a parameter
FIRST = ("perplexity", "n_neighbors", "min_dist", "seed")  # the parameters that one varies first
NOT = ("stop_after",)


def varied_parameters(kind: type[Step]) -> tuple[Parameter, ...]:
    """The parameters whose values are single numbers, those that one varies first at the front."""
    known = [p for p in parameters_of(kind) if p.type in (int, float) and not p.many and p.name not in NOT]
    return tuple(sorted(known, key=lambda p: FIRST.index(p.name) if p.name in FIRST else len(FIRST)))


def usual_values(parameter: Parameter) -> str:
    """Some values worth comparing."""
    default = parameter.default if isinstance(parameter.default, int | float) else parameter.low or 1
    return USUAL.get(parameter.name, f"{default:g}")


def values_read(text: str) -> tuple[str, ...]:
    """The values in a line, separated by commas or spaces, each once; raises UserError for none or too many."""
    values = tuple(dict.fromkeys(text.replace(",", " ").split()))
    if not values:
        raise UserError("No values are given.", "Write numbers such as 5, 15, 30.")
    if len(values) > MOST:
        raise UserError(f"{len(values)} values are given.", f"{MOST} maps at most stand beside each other.")
    return values


def steps_over(kind: type[Step], parameter: str, values: Iterable[str], others: Mapping[str, Any]) -> tuple[Step, ...]:
    """The layout once for each value; the others are as given. Raises UserError for a value that it does not take."""
    known = {p.name: p for p in parameters_of(kind)}
    plain = {name: value for name, value in others.items() if name in known and name != parameter and name not in NOT}
    return tuple(build(kind, {**plain, parameter: _number(known[parameter], value)}) for value in values)


def same_parameters(step: Step, parameters: Mapping[str, Any]) -> bool:
    """Whether a result was made with just these; what an earlier version did not know is as at first."""
    own = to_json(step)["parameters"]
    first = {p.name: p.default for p in parameters_of(type(step))}
    return all(value == _plain(parameters.get(name, first[name])) for name, value in own.items())


def _number(parameter: Parameter, text: str) -> Any:
    if parameter.type is int and text.endswith(".0"):
        return text.removesuffix(".0")
    return text


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
