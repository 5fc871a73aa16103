"""The registry of steps: every file in a room of steps, and every plug-in, is found here by name."""

import importlib
import pkgutil
from functools import cache
from importlib import metadata
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
    """All steps by name, sorted; of one kind when it is given."""
    discover()
    return {name: _steps[name] for name in sorted(_steps) if kind in (None, _steps[name].kind)}


def step_named(name: str) -> type[Step]:
    """The step of this name; raises UserError naming what there is."""
    discover()
    if name not in _steps:
        raise UserError(f"There is no step ‘{name}’.", f"There are: {', '.join(sorted(_steps))}.")
    return _steps[name]


@cache
def discover() -> None:
    """Import every file of the rooms (not those that begin with `_`) and every plug-in's entry point, once."""
    for room in ROOMS:
        _discover_room(room)
    for plugin in metadata.entry_points(group=ENTRY_POINTS):
        plugin.load()


def _discover_room(room: str) -> None:
    try:
        package = importlib.import_module(room)
    except ModuleNotFoundError as missing:
        if missing.name != room:
            raise
        return
    for module in pkgutil.iter_modules(package.__path__):
        if not module.name.startswith("_"):
            importlib.import_module(f"{room}.{module.name}")
