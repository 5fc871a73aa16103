"""The FILE of a command: a file of vectors with its reader's options, a saved folder, or a bundled demo."""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from embexplorer import __version__
from embexplorer.cli.parser import Parser, add_parameters, values_of
from embexplorer.core.command import FILE, file_flag
from embexplorer.core.errors import UserError
from embexplorer.core.reading import recognise
from embexplorer.core.registry import steps
from embexplorer.core.report import Report
from embexplorer.core.resources import demo, is_bundled
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Parameter, Step, build, parameters_of
from embexplorer.workspace.settings import Settings
from embexplorer.workspace.space_cache import opened

DEMO = "demo:"


def add_file(parser: Parser) -> None:
    """Add FILE and every option that some reader has."""
    parser.add_argument("file", metavar="FILE", help="a file of vectors, a saved folder, or demo:glove-10k")
    group = parser.add_argument_group("how FILE is read (the kind is recognised by its content)")
    add_parameters(group, reader_parameters(), "file", file_flag)


def reader_parameters() -> Sequence[Parameter]:
    """The parameters of all readers, each once, but for the path itself."""
    found = {parameter.name: parameter for reader in steps("reader").values() for parameter in parameters_of(reader)}
    return [parameter for name, parameter in found.items() if name != FILE]


def reader_of(parsed: argparse.Namespace) -> Step:
    """The step that reads FILE as the options say; raises UserError for an option that this kind of file lacks."""
    path = path_of(parsed.file)
    values: dict[str, Any] = values_of(parsed, "file")
    kind = recognise(path)
    known = {parameter.name: parameter for parameter in parameters_of(kind)}
    for parameter in reader_parameters():
        if parameter.name in values and parameter.name not in known:
            raise UserError(
                f"{path.name} is read by {kind.name}, which has no {file_flag(parameter)}.", "Leave it out."
            )
    return build(kind, {FILE: path, **values})


def other_reader(text: str) -> Step:
    """The step that reads the second space, of whichever kind it is, as that is usually read."""
    path = path_of(text)
    return build(recognise(path), {FILE: path})


def path_of(text: str) -> Path:
    """The path that the user means; `demo:NAME` lies in the bundled resources."""
    return demo(text.removeprefix(DEMO)) if text.startswith(DEMO) else Path(text)


def open_space(reader: Step, report: Report) -> EmbeddingSpace:
    """The space in the file; one that was opened before is mapped instead of read again."""
    space = opened(reader, report)
    if space.folder is None or not is_bundled(space.folder):
        return space
    return replace(space, folder=_beside(space.folder))


def _beside(folder: Path) -> Path | None:
    """Where the neighbour graphs of a bundled space are kept: never in the installation; None where nothing can be."""
    made = (folder / "vectors.npy").stat().st_mtime_ns
    place = Settings().cache / "demos" / f"{folder.name}-{__version__}-{made}"
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return place
