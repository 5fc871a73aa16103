"""`embexplorer steps`: every step with its parameters, for people and as JSON for programs."""

import json
from collections.abc import Sequence
from typing import Any

from embexplorer.cli.commands import command_of
from embexplorer.cli.parser import Parser
from embexplorer.core.registry import steps
from embexplorer.core.step import Parameter, Step, parameters_of


def step_list(arguments: Sequence[str]) -> int:
    """Print the list."""
    parser = Parser("steps", "List every step with its parameters.")
    parser.add_argument("--json", action="store_true", help="print one JSON list of objects")
    known = [plain_step(step) for step in steps().values()]
    if parser.parse(arguments).json:
        print(json.dumps(known, ensure_ascii=False, indent=1))
        return 0
    for step in known:
        print(f"{step['command']:<17} {step['kind']:<10} {step['summary']}")
    return 0


def plain_step(step: type[Step]) -> dict[str, Any]:
    """A step as a plain object."""
    return {
        "name": step.name,
        "kind": step.kind,
        "summary": step.summary(),
        "parameters": [plain_parameter(parameter) for parameter in parameters_of(step)],
        "command": command_of(step),
        "title": step.title,
        "takes": list(step.takes),
        "makes": step.makes.__name__,
    }


def plain_parameter(parameter: Parameter) -> dict[str, Any]:
    """A parameter as a plain object; `default` is null for a required one, and for one that may be left empty."""
    return {
        "name": parameter.name,
        "type": parameter.type.__name__,
        "many": parameter.many,
        "help": parameter.help,
        "required": parameter.required,
        "choices": list(parameter.choices),
        "low": parameter.low,
        "high": parameter.high,
        "unit": parameter.unit,
        "advanced": parameter.advanced,
        "default": None if parameter.required else plain_value(parameter.default),
    }


def plain_value(value: Any) -> Any:
    """What JSON can hold."""
    if isinstance(value, tuple):
        return list(value)
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)
