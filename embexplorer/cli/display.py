"""Is there a display that answers? Qt ends the whole program when it finds none, so it is asked before."""

import os
import re
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

from embexplorer.cli.maps import HEADLESS
from embexplorer.core.errors import UserError

HINT = "Draw to a file instead: embexplorer umap FILE -o map.png"
X_NAME = re.compile(r"(?:\w+/)?(?:unix|(?P<host>[^:]*)):(?P<number>\d+)(?:\.\d+)?")
X_SOCKETS = "/tmp/.X11-unix/X"
X_PORT = 6000
PATIENCE = 3.0  # seconds, for a display on another machine


def refuse_without_display(environment: Mapping[str, str] = os.environ) -> None:
    """Raise UserError where no window can be shown; QT_QPA_PLATFORM is taken as the user's word."""
    if not sys.platform.startswith(HEADLESS) or environment.get("QT_QPA_PLATFORM"):
        return
    named = {name: environment[name] for name in ("DISPLAY", "WAYLAND_DISPLAY") if environment.get(name)}
    if not named:
        raise UserError("There is no display to show the window on.", HINT)
    if not any(_answers(place) for place in _places(named, environment)):
        said = " and ".join(f"{name}={value}" for name, value in named.items())
        raise UserError(f"No display answers at {said}.", HINT)


Place = str | tuple[str, int]


def _places(named: Mapping[str, str], environment: Mapping[str, str]) -> list[Place]:
    """The sockets at which these displays listen: paths, or host and port."""
    places: list[Place] = []
    if "WAYLAND_DISPLAY" in named:
        places.append(str(Path(environment.get("XDG_RUNTIME_DIR", ""), named["WAYLAND_DISPLAY"])))
    x_server = X_NAME.fullmatch(named.get("DISPLAY", ""))
    if x_server and not x_server["host"]:
        places += [X_SOCKETS + x_server["number"], "\0" + X_SOCKETS + x_server["number"]]
    if x_server:
        places.append((x_server["host"] or "localhost", X_PORT + int(x_server["number"])))
    return places


def _answers(place: Place) -> bool:
    family = socket.AF_UNIX if isinstance(place, str) else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as line:
            line.settimeout(PATIENCE)
            line.connect(place)
    except (OSError, OverflowError, ValueError):
        return False
    return True
