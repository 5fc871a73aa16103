"""Run one step as a sub-command: parse, open the file, make the projection if one is needed, perform, deliver."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from embexplorer.cli.commands import command_of
from embexplorer.cli.files import add_file, open_space, other_reader, path_of, reader_of
from embexplorer.cli.frames import frames_path
from embexplorer.cli.interrupt import ended_by_interrupt
from embexplorer.cli.maps import check_look
from embexplorer.cli.parser import Parser, add_parameters, add_positional, values_of
from embexplorer.cli.progress import TerminalProgress
from embexplorer.cli.results import add_output, check_output, deliver
from embexplorer.cli.word_files import HELP, takes_words, with_files
from embexplorer.core.artifact import Artifact
from embexplorer.core.command import CONTINUE, FILE, POSITIONAL, flag_of, map_flag, step_flag
from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.perform import perform
from embexplorer.core.projection import Projection
from embexplorer.core.registry import steps
from embexplorer.core.report import Part, Report
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Parameter, Step, build, parameters_of
from embexplorer.core.typing import IntArray
from embexplorer.core.word_set_files import words_in_file

CONTINUE_DEST = CONTINUE.removeprefix("--").replace("-", "_")


@dataclass(frozen=True, kw_only=True)
class Request:
    """What the arguments ask for, checked before any work."""

    step: Step
    reader: Step | None
    other: Step | None = None
    projector: Step | None = None
    parsed: argparse.Namespace


def run_step(kind: type[Step], arguments: Sequence[str]) -> int:
    """Do the whole sub-command and answer the exit status."""
    request = understand(kind, arguments)
    progress = TerminalProgress(films=frames_path(request.parsed) is not None)
    try:
        inputs = gather(request, Part(progress, 0.0, 0.4))
        check_look(inputs, request.parsed)
        result = performed(request.step, inputs, progress)
        progress.clear()
        deliver(request.step, inputs, result, request.parsed, progress)
    finally:
        progress.clear()
    return 0


def performed(step: Step, inputs: Inputs, progress: TerminalProgress) -> Artifact:
    """Perform the step; the first Ctrl+C ends it with an ordinary result where it can do that."""
    report = Part(progress, 0.4, 1.0)
    if not step.keeps_itself:
        return perform(step, inputs, report)
    with ended_by_interrupt(progress.end_early):
        return perform(step, inputs, report)


def understand(kind: type[Step], arguments: Sequence[str]) -> Request:
    """Parse the arguments; every mistake that can be seen without opening the file is refused here."""
    projector = _projector(kind, arguments)
    parser = parser_for(kind, projector)
    parsed = parser.parse(arguments)
    values = with_files(kind, values_of(parsed, "step"))
    if kind.kind == "writer":
        values[FILE] = parsed.output[-1] if parsed.output else _required("-o/--output")
    if FILE in values and opens_a_file(kind):
        values[FILE] = path_of(str(values[FILE]))
    step = build(kind, values)
    check_output(step, parsed)
    if opens_a_file(kind):
        return Request(step=step, reader=None, projector=None, parsed=parsed)
    if {"projection", "other_projection"} & {*kind.takes} and projector is None:
        raise UserError(f"{kind.name} asks about a map.", "Say which: --projection pca, tsne or umap.")
    drawn = build(projector, values_of(parsed, "map")) if projector is not None else None
    other = other_reader(parsed.other) if "other" in kind.takes else None
    return Request(step=step, reader=reader_of(parsed), other=other, projector=drawn, parsed=parsed)


def parser_for(kind: type[Step], projector: type[Step] | None = None) -> Parser:
    """The parser of one sub-command, with the flags of the projector that it is asked about."""
    parser = Parser(command_of(kind), (kind.__doc__ or "").strip(), HELP if takes_words(kind) else "")
    if opens_a_file(kind):
        return _reader_parser(parser, kind)
    add_file(parser)
    if "other" in kind.takes:
        parser.add_argument("other", metavar="OTHER", help="the second space, in the same ways")
    own = [parameter for parameter in parameters_of(kind) if kind.kind != "writer" or parameter.name != FILE]
    for parameter in own:
        if parameter.name in POSITIONAL:
            add_positional(parser, parameter)
    flags = [parameter for parameter in own if parameter.name not in POSITIONAL]
    _add_flags(parser, kind.title, [parameter for parameter in flags if not parameter.advanced])
    _add_flags(parser, f"{kind.title}, for experts", [parameter for parameter in flags if parameter.advanced])
    if _asks_about_a_map(kind):
        _add_projection(parser, projector)
    if "rows" in (*kind.takes, *kind.may_take):
        parser.add_argument("--only", metavar="FILE", type=Path, help="only these words: a file with one in each line")
    add_output(parser, kind)
    return parser


def opens_a_file(kind: type[Step]) -> bool:
    """True for readers, and for what looks at a file as they do: it takes no space, its path is the FILE."""
    return "space" not in kind.takes


def gather(request: Request, report: Report) -> Inputs:
    """Open the file and make the projection; a reader needs neither."""
    before: Path | None = getattr(request.parsed, CONTINUE_DEST, None)
    if before is not None:
        return Inputs(space=open_space(build(steps("reader")["space-folder"], {FILE: before}), report))
    if request.reader is None:
        return Inputs()
    alone = request.projector is None and request.other is None
    space = open_space(request.reader, Part(report, 0.0, 1.0 if alone else 0.5))
    rows = rows_of(space, request.parsed)
    other = open_space(request.other, Part(report, 0.5, 0.6)) if request.other is not None else None
    if request.projector is None:
        return Inputs(space=space, rows=rows, other=other)
    second = projection = None
    if other is not None:
        second = _map_of(other, request.projector, Part(report, 0.6, 0.8))
    if "projection" in (*request.step.takes, *request.step.may_take):
        projection = _map_of(space, request.projector, Part(report, 0.8 if other is not None else 0.5, 1.0))
    return Inputs(space=space, projection=projection, rows=rows, other=other, other_projection=second)


def _map_of(space: EmbeddingSpace, projector: Step, report: Report) -> Projection:
    """The map that a command asks about; of two spaces, both are made in the same way."""
    projection = perform(projector, Inputs(space=space), report)
    if not isinstance(projection, Projection):
        raise TypeError(f"{projector.name} made a {type(projection).__name__}")
    return projection


def rows_of(space: EmbeddingSpace, parsed: argparse.Namespace) -> IntArray | None:
    """The rows of the words in the file behind `--only`, sorted; None for all."""
    path: Path | None = getattr(parsed, "only", None)
    if path is None:
        return None
    import numpy as np

    return np.unique(space.keys.rows_of(words_in_file(path)))


def _projector(kind: type[Step], arguments: Sequence[str]) -> type[Step] | None:
    """The projector behind `--projection`, found before the rest since it decides which flags there are."""
    if not _asks_about_a_map(kind):
        return None
    early = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    early.add_argument("--projection", nargs="?")
    name = early.parse_known_args(list(arguments))[0].projection
    known = _projectors()
    if name is not None and name not in known:
        raise UserError(f"There is no projector ‘{name}’.", f"There are: {', '.join(known)}.")
    return known[name] if name is not None else None


def _asks_about_a_map(kind: type[Step]) -> bool:
    """Whether a map of the space, or of the second one, is made before the step."""
    return "projection" in (*kind.takes, *kind.may_take) or "other_projection" in kind.takes


def _projectors() -> dict[str, type[Step]]:
    """Those that make a map of one space alone."""
    return {name: step for name, step in steps("projector").items() if "other" not in step.takes}


def _reader_parser(parser: Parser, kind: type[Step]) -> Parser:
    path = next(parameter for parameter in parameters_of(kind) if parameter.name == FILE)
    parser.add_argument(f"step.{FILE}", metavar="FILE", help=path.help[:1].lower() + path.help[1:])
    parameters = [parameter for parameter in parameters_of(kind) if parameter.name != FILE]
    of_file, own = reading_parameters(kind, parameters)
    add_parameters(parser.add_argument_group("how FILE is read"), of_file, "step", flag_of(kind))
    _add_flags(parser, kind.title, [parameter for parameter in own if not parameter.advanced])
    _add_flags(parser, f"{kind.title}, for experts", [parameter for parameter in own if parameter.advanced])
    if "space" in kind.may_take:
        text = "go on learning from this space, which was trained here and saved as a folder"
        parser.add_argument(CONTINUE, metavar="FOLDER", type=Path, help=text)
    add_output(parser, kind)
    return parser


def reading_parameters(kind: type[Step], parameters: Sequence[Parameter]) -> tuple[list[Parameter], list[Parameter]]:
    """Those that say how the file is read, and those of the work on it; a reader has no others than the first."""
    if kind.kind in ("reader", "probe"):
        return list(parameters), []
    reading = kind.reading_parameters
    return [p for p in parameters if p.name in reading], [p for p in parameters if p.name not in reading]


def _add_flags(parser: Parser, title: str, parameters: Sequence[Parameter]) -> None:
    if parameters:
        add_parameters(parser.add_argument_group(title), parameters, "step", step_flag)


def _add_projection(parser: Parser, projector: type[Step] | None) -> None:
    names = ",".join(_projectors())
    text = "the map that is asked about; it is made first, its parameters are flags that begin with --map-"
    parser.add_argument("--projection", metavar="{" + names + "}", help=text)
    if projector is not None:
        group = parser.add_argument_group(f"how the {projector.title} map is made")
        add_parameters(group, parameters_of(projector), "map", map_flag)


def _required(flag: str) -> Any:
    raise UserError(f"It is not said where to write: {flag} is missing.", "Add: -o FILE")
