"""The registry of steps: every file in a room of steps, and every plug-in, is found here by name.

A step's file bears its name, with dashes as underscores: one step is asked for without importing the others.
"""

import importlib
from functools import cache
from typing import TypeVar

from embexplorer.core.errors import UserError
from embexplorer.core.step import Kind, Step

ROOMS: dict[str, str] = {
    "embexplorer.readers": "reader",
    "embexplorer.trainers": "trainer",
    "embexplorer.encoders": "encoder",
    "embexplorer.transforms": "transform",
    "embexplorer.projectors": "projector",
    "embexplorer.probes": "probe",
    "embexplorer.writers": "writer",
}
ENTRY_POINTS = "embexplorer.steps"

_steps: dict[str, type[Step]] = {}
AnyStep = TypeVar("AnyStep", bound=type[Step])


def register(step: AnyStep) -> AnyStep:
    """Class decorator that makes a step known by its `name`; two steps of one name are a bug."""
    known = _steps.get(step.name)
    if known is not None and known.__qualname__ != step.__qualname__:
        raise ValueError(f"two steps are named {step.name}: {known} and {step}")
    _steps[step.name] = step
    return step


def steps(kind: Kind | None = None) -> dict[str, type[Step]]:
    """All steps by name, sorted; of one kind when it is given, and then the files of other kinds are not imported."""
    for room, its_kind in ROOMS.items():
        if kind in (None, its_kind):
            _discover_room(room)
    _load_plugins()
    return {name: _steps[name] for name in sorted(_steps) if kind in (None, _steps[name].kind)}


def step_names(*kinds: Kind) -> tuple[str, ...]:
    """The names of our own steps, or of those of these kinds, told from their files without importing them."""
    rooms = [room for room, kind in ROOMS.items() if not kinds or kind in kinds]
    return tuple(file.replace("_", "-") for room in rooms for file in _files(room))


def plugin_names() -> tuple[str, ...]:
    """The names of the steps of plug-ins, which are loaded now."""
    _load_plugins()
    return tuple(name for name, step in _steps.items() if step.__module__.rpartition(".")[0] not in ROOMS)


def step_named(name: str) -> type[Step]:
    """The step of this name; raises UserError naming what there is."""
    found = find_step(name)
    if found is None:
        raise UserError(f"There is no step ‘{name}’.", f"There are: {', '.join(steps())}.")
    return found


def find_step(name: str) -> type[Step] | None:
    """The step of this name, of which only the file is imported; None when there is none."""
    if name not in _steps:
        for room in ROOMS:
            if name.replace("-", "_") in _files(room):
                importlib.import_module(f"{room}.{name.replace('-', '_')}")
    if name not in _steps:
        _load_plugins()
    return _steps.get(name)


def discover() -> None:
    """Import every file of the rooms (not those that begin with `_`) and every plug-in's entry point, once."""
    steps()


@cache
def _discover_room(room: str) -> None:
    for file in _files(room):
        importlib.import_module(f"{room}.{file}")


@cache
def _files(room: str) -> tuple[str, ...]:
    """The names of the files of a room; none where this installation lacks the room."""
    import pkgutil

    try:
        package = importlib.import_module(room)
    except ModuleNotFoundError as missing:
        if missing.name != room:
            raise
        return ()
    names = (module.name for module in pkgutil.iter_modules(package.__path__))
    return tuple(name for name in names if not name.startswith("_"))


@cache
def _load_plugins() -> None:
    from importlib import metadata

    for plugin in metadata.entry_points(group=ENTRY_POINTS):
        plugin.load()
