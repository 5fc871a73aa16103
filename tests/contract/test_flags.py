"""Flags, defaults and “Copy as command” agree for every step: what is written is what is parsed."""

import shlex
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from embexplorer.cli.commands import step_commands
from embexplorer.cli.parser import values_of
from embexplorer.cli.running import opens_a_file, parser_for, understand
from embexplorer.core.command import FILE, MAKERS, POSITIONAL, command_line
from embexplorer.core.recipe import Recipe, RecipeStep
from embexplorer.core.registry import steps
from embexplorer.core.step import Parameter, Step, build, parameters_of, to_json

every_step = pytest.mark.parametrize("kind", steps().values(), ids=steps().keys())
CHANGEABLE = [
    (kind, parameter) for kind in steps().values() for parameter in parameters_of(kind) if parameter.name != FILE
]
every_change = pytest.mark.parametrize(
    ("kind", "parameter"), CHANGEABLE, ids=[f"{kind.name}.{parameter.name}" for kind, parameter in CHANGEABLE]
)
SampleOf = Callable[[type[Step]], Any]


@every_step
def test_every_step_is_a_sub_command(kind: type[Step]) -> None:
    assert kind in step_commands().values()


@every_step
def test_the_help_explains_every_parameter(kind: type[Step]) -> None:
    help_text = " ".join(parser_for(kind).format_help().split())

    assert [p.name for p in parameters_of(kind) if p.name != FILE and " ".join(p.help.split()) not in help_text] == []


@every_step
def test_a_command_without_flags_means_the_defaults(kind: type[Step], sample: SampleOf, tmp_path: Path) -> None:
    step = sample(kind).step

    assert parsed(step, tmp_path) == step


@every_change
def test_a_changed_parameter_survives_being_written_as_a_command(
    kind: type[Step], parameter: Parameter, sample: SampleOf, tmp_path: Path
) -> None:
    step = replace(sample(kind).step, **{parameter.name: changed(parameter)})

    assert parsed(step, tmp_path) == step


def parsed(step: Step, folder: Path) -> Step:
    """The step that the command line of this step means."""
    file = folder / "a file.txt"
    file.write_text("2 4\nw1 1 2 3 4\nw2 4 3 2 1\n", encoding="utf-8")
    reader = RecipeStep(name="word2vec-text", parameters={FILE: str(file)})
    second = Recipe((reader,)).to_json() if "other" in type(step).takes else []
    plain = RecipeStep(name=step.name, parameters=to_json(step)["parameters"], other=second)
    if opens_a_file(type(step)):
        words = shlex.split(command_line(Recipe((plain,))))
        flags = words[2:] if type(step).kind in MAKERS else words[1:]
        return build(type(step), values_of(parser_for(type(step)).parse(flags), "step"))
    words = shlex.split(command_line(Recipe((reader, plain))))[2:]
    asked = ["--projection", "pca"] if {"projection", "other_projection"} & {*type(step).takes} else []
    return understand(type(step), [*asked, *words]).step


def changed(parameter: Parameter) -> Any:
    """Another value than the default, within the range."""
    if parameter.choices:
        return parameter.choices[-1]
    if parameter.type is bool:
        return not parameter.default
    if parameter.type is Path:
        return Path("another file.tsv")
    if parameter.type is str:
        return ("--dash", "two words", "'") if parameter.many else "-a “b”"
    known = parameter.default[0] if isinstance(parameter.default, tuple) and parameter.default else parameter.default
    default = (parameter.low or 1) if known in (None, "required", ()) else known
    nearer = parameter.type(default + 1)
    value = nearer if parameter.high is None or nearer <= parameter.high else parameter.type(parameter.low)
    return (value,) if parameter.many else value


def test_positional_names_are_the_words_that_are_asked_about() -> None:
    assert POSITIONAL == ("words", "word", "query")
