"""Write a recipe as the exact shell command that would make the same result again."""

import shlex
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from embexplorer.core.errors import UserError
from embexplorer.core.recipe import Recipe, RecipeStep
from embexplorer.core.registry import step_named
from embexplorer.core.resources import resource
from embexplorer.core.step import Parameter, Step, parameters_of, to_json
from embexplorer.core.word_sets import MARK

PROGRAM = "embexplorer"
PREFIXES = {"trainer": "train-", "encoder": "encode-"}
MAKERS = ("trainer", "encoder", "transform")  # what they make lies in no file that a reader could read again
POSITIONAL = ("words", "word", "query")  # written without a flag, after the file
FILE = "path"
CONTINUE = "--continue-from"
PLACED = "placed-map"
ALIGNED = "aligned-map"
OTHER = "other"  # the folder of the second space, where that was more than read from a file
SHORT = {"k": "-k"}


def step_flag(parameter: Parameter) -> str:
    """The flag of a parameter of the step that a command runs."""
    return parameter.flag


def file_flag(parameter: Parameter) -> str:
    """The flag of a reader's parameter: its seed is another than that of the step, so it has a name of its own."""
    return "--sample-seed" if parameter.name == "seed" else parameter.flag


def flag_of(kind: type[Step]) -> Callable[[Parameter], str]:
    """How the parameters of a step that reads a file are written."""
    return file_flag if kind.kind == "reader" else step_flag


def map_flag(parameter: Parameter) -> str:
    """The flag of a parameter of the projection that a command asks about."""
    return "--map-" + parameter.flag.removeprefix("--")


def command_of_step(step: Step, before: Recipe, other: Recipe | None = None) -> str:
    """The command line of a step that has not been run yet, on the result of `before` and that of `other`."""
    plain = to_json(step)
    second = other.to_json() if other is not None else []
    return command_line(before.then(RecipeStep(name=step.name, parameters=plain["parameters"], other=second)))


def command_line(recipe: Recipe) -> str:
    """`embexplorer neighbors FILE king -k 5`: the last step of the recipe, with the reader's options on its file.

    Only parameters that differ from their defaults are written. Raises UserError for a recipe that starts from no file.
    """
    if not recipe.steps or FILE not in recipe.steps[0].parameters:
        raise UserError("This result was not made from a file.", "Save its space first, then open that.")
    _refuse_other_maps(recipe)
    recipe = _with_one_projector(recipe)
    if prepared := _other_prepared(recipe.steps[-1]):
        return f"{prepared} && {command_line(_on_prepared(recipe))}"
    made = _made_before(recipe)
    if made:
        folder = made[-1].name
        before, rest = Recipe(tuple(made)), recipe.steps[len(made) :]
        return f"{command_line(before)} -o {folder} && {_on_folder(folder, rest)}"
    reader, last = recipe.steps[0], recipe.steps[-1]
    kind = step_named(reader.name)
    words = [] if last is reader else _words(last)
    positional = [shown_path(Path(reader.parameters[FILE])), *_other(last), *words]
    joined = any(word.startswith("-") for word in positional)
    own = [] if last is reader else _flags(last, step_flag, joined)
    flags = [*_flags(reader, flag_of(kind)), *_between(recipe), *own]
    return shlex.join([PROGRAM, *_verb(reader, last), *_arranged(positional, flags)])


def _refuse_other_maps(recipe: Recipe) -> None:
    """A map that began at the map of another space, or was turned onto one that was made in another way."""
    for step in recipe.steps:
        last = step is recipe.steps[-1] and step.name in (ALIGNED, PLACED)
        if step.other and step_named(step.name).kind == "projector" and not last:
            raise UserError("This map was made from the map of another space.", "Make it again in the window.")


def _with_one_projector(recipe: Recipe) -> Recipe:
    """Both maps of an alignment are made by the same projector, which a command names once; new rows are placed on a
    map that is made of the second space alone."""
    last = recipe.steps[-1]
    other = Recipe.from_json(last.other).steps
    if last.name == PLACED and other and step_named(other[-1].name).kind == "projector":
        alone = replace(last, other=Recipe(other[:-1]).to_json())
        return Recipe((*recipe.steps[:-1], other[-1], alone))
    if last.name != ALIGNED or not other or step_named(other[-1].name).kind != "projector":
        return recipe
    own = recipe.steps[-2]
    if (own.name, own.parameters) != (other[-1].name, other[-1].parameters):
        raise UserError("The two maps were made in different ways.", "Make them again in the window.")
    return Recipe((*recipe.steps[:-1], replace(last, other=Recipe(other[:-1]).to_json())))


def _other_prepared(last: RecipeStep) -> str:
    """The command that keeps the second space in a folder; empty where there is none, or its file is enough."""
    recipe = Recipe.from_json(last.other)
    if not recipe.steps:
        return ""
    reader = recipe.steps[0]
    if len(recipe.steps) > 1 or step_named(reader.name).kind != "reader":
        return f"{command_line(recipe)} -o {OTHER}"
    if not _flags(reader, file_flag):
        return ""
    return shlex.join([PROGRAM, reader.name, str(_path(reader)), *_flags(reader, file_flag), "-o", OTHER])


def _on_prepared(recipe: Recipe) -> Recipe:
    """The recipe whose last step takes the second space from its folder."""
    folder = RecipeStep(name="space-folder", parameters={FILE: OTHER})
    last = replace(recipe.steps[-1], other=Recipe((folder,)).to_json())
    return Recipe((*recipe.steps[:-1], last))


def _other(last: RecipeStep) -> list[str]:
    """The file of the second space."""
    return [shown_path(_path(Recipe.from_json(last.other).steps[0]))] if last.other else []


def _path(reader: RecipeStep) -> Path:
    return Path(str(reader.parameters[FILE]))


def _made_before(recipe: Recipe) -> list[RecipeStep]:
    """The steps up to the last one that made a space of its own from something, unless it is the last of all.

    What they made has to be kept in a folder before a command can go on from it.
    """
    steps = recipe.steps
    makers = [n for n, step in enumerate(steps[:-1]) if step_named(step.name).kind in MAKERS]
    return list(steps[: makers[-1] + 1]) if makers else []


def _on_folder(folder: str, steps: tuple[RecipeStep, ...]) -> str:
    """The command of the last step on a space in a folder, which an earlier command has written."""
    last = steps[-1]
    if FILE in last.parameters and "space" in step_named(last.name).may_take:
        alone = command_line(Recipe((last,)))
        return f"{alone} {CONTINUE} {shlex.quote(folder)}"
    return command_line(Recipe((RecipeStep(name="space-folder", parameters={FILE: folder}), *steps)))


def shown_path(path: Path) -> str:
    """The path as the command line takes it: a bundled demo by its name."""
    return f"demo:{path.name.partition('.')[0]}" if path.parent == resource("demos") else str(path)


def _verb(reader: RecipeStep, last: RecipeStep) -> list[str]:
    """The sub-command; opening a file is the program's own task and needs none."""
    if last is reader and step_named(last.name).kind not in MAKERS:
        return []
    return [PREFIXES.get(step_named(last.name).kind, "") + last.name]


def _between(recipe: Recipe) -> list[str]:
    """`--projection tsne` when the last step needs a projection, so that the command makes that first.

    A probe that may also do without is asked without: its answer is the same but for what it says of the map.
    """
    last = step_named(recipe.steps[-1].name)
    needs = last.takes if last.kind == "probe" else (*last.takes, *last.may_take)
    maps = [step for step in recipe.steps[1:-1] if step_named(step.name).kind == "projector"]
    if not {"projection", *({"other_projection"} if last.name == PLACED else ())} & {*needs} or not maps:
        return []
    return ["--projection", maps[-1].name, *_flags(maps[-1], map_flag)]


def _words(step: RecipeStep) -> list[str]:
    given = [step.parameters.get(name) or [] for name in POSITIONAL]
    return [word for words in given for word in ([words] if isinstance(words, str) else map(_literal, words))]


def _literal(word: str) -> str:
    """A word that begins with the mark of a file of words, so that it is read as itself."""
    return MARK + word if word.startswith(MARK) else word


def _flags(step: RecipeStep, flag: Callable[[Parameter], str], joined: bool = False) -> list[str]:
    """The flags of a step; the file of a reader is positional, that of a writer stands behind -o.

    `joined` where words follow behind --, which a flag of many values would take for its own.
    """
    kind = step_named(step.name)
    known = {parameter.name: parameter for parameter in parameters_of(kind)}
    hidden = POSITIONAL if "space" in kind.takes else (*POSITIONAL, FILE)
    changed = [(known[name], value) for name, value in step.parameters.items() if name in known and name not in hidden]
    names = SHORT | ({FILE: "-o"} if kind.kind == "writer" else {}) if flag is step_flag else {}
    named = [(parameter, value, names.get(parameter.name, flag(parameter))) for parameter, value in changed]
    return [part for one in named for part in _flag(*one, joined)]


def _flag(parameter: Parameter, value: Any, name: str, joined: bool) -> list[str]:
    default = list(parameter.default) if isinstance(parameter.default, tuple) else parameter.default
    if value == default or value is None:
        return []
    if isinstance(value, bool):
        return [name if value else "--no-" + name.removeprefix("--")]
    if parameter.many:
        value = [_literal(str(item)) for item in value]
    if parameter.many and (joined or any(item.startswith("-") for item in value)):
        return [f"{name}={item}" for item in value]
    if parameter.many:
        return [name, *value]
    return [f"{name}={value}"] if str(value).startswith("-") and name.startswith("--") else [name, str(value)]


def _arranged(positional: list[str], flags: list[str]) -> list[str]:
    """File and words before the flags, unless one of them begins with a dash and must stand behind `--`."""
    if any(word.startswith("-") for word in positional):
        return [*flags, "--", *positional]
    return [*positional, *flags]


def file_of(recipe: Recipe) -> Path | None:
    """The file that the recipe starts from, None when it was made by hand."""
    if not recipe.steps or FILE not in recipe.steps[0].parameters:
        return None
    return Path(str(recipe.steps[0].parameters[FILE]))
