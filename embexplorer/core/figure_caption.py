"""What was run to make a figure, in sentences: for the caption below it and the description inside its file."""

import json
import re
from dataclasses import replace
from pathlib import PurePath

import numpy as np

import embexplorer
from embexplorer.core.command import command_line
from embexplorer.core.errors import UserError
from embexplorer.core.figure import Figure
from embexplorer.core.figure_file import FigureFile
from embexplorer.core.number_text import thousands
from embexplorer.core.recipe import Recipe, RecipeStep

LONGEST = 80  # letters of a name in a caption
VALUE = 60  # letters of a parameter
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")  # what no XML may hold, or no text


def caption_of(figure: Figure) -> str:
    """A paragraph: the map, its parameters and seed, the space, the rows, the colours, the versions."""
    parts = [_map_sentence(figure), _rows_sentence(figure), _color_sentence(figure), _versions_sentence(figure)]
    return plain_text(" ".join(part for part in parts if part))


def description_of(figure: Figure, file: FigureFile) -> str:
    """The caption, what the badges say, the files that were read, the command, and how the file was made, in lines."""
    recipe = figure.projection.recipe if figure.projection is not None else Recipe()
    lines = [caption_of(figure), *figure.badges, figure.trust, *_sources(recipe), _command(recipe)]
    lines.append(f"Figure: {json.dumps(file.to_json(), ensure_ascii=False)}")
    return "\n".join(plain_text(line) for line in lines if line)


def title_of(figure: Figure) -> str:
    """The name of the map in one line."""
    return plain_text(_short(figure.title, 2 * LONGEST))


def drawn_rows(figure: Figure) -> int:
    """How many rows are drawn."""
    somewhere = np.isfinite(figure.coordinates).all(axis=1)
    return int(np.count_nonzero(somewhere if figure.shown is None else somewhere & figure.shown))


def plain_text(text: str) -> str:
    """Without signs that a file may not hold."""
    return CONTROL.sub("\ufffd", text)


def program() -> str:
    """This program and its version."""
    return f"embexplorer {embexplorer.__version__}"


def _map_sentence(figure: Figure) -> str:
    step = _last_step(figure)
    about = f" of {_short(figure.about)}" if figure.about else ""
    if figure.projection is None:
        return f"{_short(figure.title)}: points on their way."
    if step is None:
        return f"{_short(figure.projection.name)}{about}."
    told = ", ".join(f"{name} {_told(value)}" for name, value in step.parameters.items() if value not in (None, ""))
    return f"{_short(figure.projection.name)}{about}: {step.name}{f' with {told}' if told else ''}."


def _rows_sentence(figure: Figure) -> str:
    drawn = drawn_rows(figure)
    unit = figure.unit
    if drawn == figure.rows:
        return f"All {thousands(figure.rows)} {unit} are on the map."
    return f"{thousands(drawn)} of {thousands(figure.rows)} {unit} are on the map."


def _color_sentence(figure: Figure) -> str:
    return f"Coloured by {_short(figure.coloring.caption)}." if figure.coloring.caption else ""


def _versions_sentence(figure: Figure) -> str:
    step = _last_step(figure)
    versions = [f"{name} {number}" for name, number in (step.versions.items() if step else ())]
    return f"Made with {', '.join([program(), *versions])}."


def _last_step(figure: Figure) -> RecipeStep | None:
    steps = figure.projection.recipe.steps if figure.projection is not None else ()
    return steps[-1] if steps else None


def _sources(recipe: Recipe) -> list[str]:
    read = [(path, digest) for step in recipe.steps for path, digest in step.sources.items()]
    return [f"Read from {_name(path)}, SHA-256 {digest}" for path, digest in read]


def _name(path: str) -> str:
    """The file alone: where it lay is the user's own affair."""
    return PurePath(path.replace("\\", "/")).name


def _command(recipe: Recipe) -> str:
    try:
        return f"Command: {command_line(_anywhere(recipe))}"
    except UserError:
        return ""


def _anywhere(recipe: Recipe) -> Recipe:
    """The recipe whose first file is named without its folders."""
    if not recipe.steps or "path" not in recipe.steps[0].parameters:
        return recipe
    first = recipe.steps[0]
    named = {**first.parameters, "path": _name(str(first.parameters["path"]))}
    return Recipe((replace(first, parameters=named), *recipe.steps[1:]))


def _told(value: object) -> str:
    if isinstance(value, list | tuple):
        return _short(", ".join(map(_told, value)), VALUE)
    return _short(f"{value:g}" if isinstance(value, float) else str(value), VALUE)


def _short(text: str, most: int = LONGEST) -> str:
    line = " ".join(text[: 4 * most].split())
    return line if len(line) <= most else line[: most - 1] + "…"
