"""Turn parameters of steps into flags with readable help, and parsed flags back into values for `build`."""

import argparse
import textwrap
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from embexplorer.cli.commands import width
from embexplorer.core.errors import UserError
from embexplorer.core.step import FOLDER, Parameter

Flag = Callable[[Parameter], str]
SHIELD = "\0"  # no argument can hold it
METAVARS = {"int": "N", "float": "X", "Path": "FILE", "str": "TEXT"}


class Parser(argparse.ArgumentParser):
    """One sub-command's parser; a mistake in the arguments is a UserError like any other."""

    def __init__(self, command: str, summary: str, epilog: str = "") -> None:
        super().__init__(
            prog=f"embexplorer {command}",
            description=summary,
            epilog=epilog,
            allow_abbrev=False,
            formatter_class=lambda prog: HelpLines(prog, max_help_position=30, width=width()),
        )

    def parse(self, arguments: Sequence[str]) -> argparse.Namespace:
        """The arguments by name; flags and words may stand in any order."""
        written = [self._written(action) for action in self._actions if not action.option_strings]
        self.usage = " ".join([self.prog, *written, "[OPTIONS]"])  # the flags are explained below it
        parsed = self.parse_intermixed_args(_shielded(arguments))
        for name, value in vars(parsed).items():
            setattr(parsed, name, _unshielded(value))
        return parsed

    def error(self, message: str) -> NoReturn:
        raise UserError(f"{message[:1].upper()}{message[1:]}.", f"See: {self.prog} --help")

    @staticmethod
    def _written(action: argparse.Action) -> str:
        match action.nargs:
            case None:
                return str(action.metavar)
            case "?":
                return f"[{action.metavar}]"
            case _:
                return f"{action.metavar} ..."


def _shielded(arguments: Sequence[str]) -> list[str]:
    """What stands behind `--` is no flag, even if it begins with a dash; argparse forgets that when flags follow."""
    if "--" not in arguments:
        return list(arguments)
    end = list(arguments).index("--")
    return [*arguments[:end], *(SHIELD + word if word.startswith("-") else word for word in arguments[end + 1 :])]


def _unshielded(value: Any) -> Any:
    if isinstance(value, list):
        return [_unshielded(item) for item in value]
    return value.removeprefix(SHIELD) if isinstance(value, str) else value


class HelpLines(argparse.RawTextHelpFormatter):
    """Keeps the lines of a help text apart, and folds those that are too long."""

    def _split_lines(self, text: str, width: int) -> list[str]:
        return [piece for line in text.splitlines() for piece in textwrap.wrap(line, width) or [""]]


Group = argparse._ArgumentGroup


def add_parameters(group: Group, parameters: Sequence[Parameter], owner: str, flag: Flag) -> None:
    """Add one flag for each parameter; `owner` keeps apart what a step, its file and its map call alike."""
    for parameter in parameters:
        names = ["-k", flag(parameter)] if parameter.name == "k" and owner == "step" else [flag(parameter)]
        dest = f"{owner}.{parameter.name}"
        if parameter.type is bool and not parameter.many:
            action = argparse.BooleanOptionalAction
            group.add_argument(*names, dest=dest, action=action, default=None, help=explained(parameter))
            continue
        many: dict[str, Any] = {"nargs": "+", "action": "extend"} if parameter.many else {}
        group.add_argument(*names, dest=dest, metavar=metavar(parameter), help=explained(parameter), **many)


def add_positional(parser: Parser, parameter: Parameter) -> None:
    """Add a parameter that is written without a flag: the word or words that are asked about."""
    nargs = "*" if parameter.many else None if parameter.required else "?"
    name = parameter.name.removesuffix("s").upper() if parameter.many else parameter.name.upper()
    parser.add_argument(f"step.{parameter.name}", nargs=nargs, metavar=name, help=explained(parameter))


def values_of(parsed: argparse.Namespace, owner: str) -> dict[str, Any]:
    """The values that were given for one owner, by parameter, as text that `build` converts."""
    given = {name.partition(".")[2]: value for name, value in vars(parsed).items() if name.startswith(f"{owner}.")}
    return {name: value for name, value in given.items() if value is not None and value != []}


def explained(parameter: Parameter) -> str:
    """The one-line effect, then range, unit and default."""
    facts = [fact for fact in (_range(parameter), parameter.unit, _default(parameter)) if fact]
    text = f"{parameter.help} ({'; '.join(facts)})" if facts else parameter.help
    return text.replace("%", "%%")


def metavar(parameter: Parameter) -> str:
    """What stands behind the flag in the help: the choices, or the kind of value."""
    if parameter.choices:
        return "{" + ",".join(parameter.choices) + "}"
    return "FOLDER" if parameter.unit == FOLDER else METAVARS[parameter.type.__name__]


def _range(parameter: Parameter) -> str:
    low, high = parameter.low, parameter.high
    if low is not None and high is not None:
        return f"{low:.12g} to {high:.12g}"
    if low is not None:
        return f"{low:.12g} or more"
    return f"{high:.12g} or less" if high is not None else ""


def _default(parameter: Parameter) -> str:
    if parameter.required:
        return "required"
    if parameter.default in (None, "", ()):
        return ""
    if isinstance(parameter.default, bool):
        return "default: yes" if parameter.default else "default: no"
    shown = " ".join(map(str, parameter.default)) if isinstance(parameter.default, tuple) else parameter.default
    return f"default: {shown}"
