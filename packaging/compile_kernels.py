"""Compile every kernel into numba's cache, so that the first start of the program need not: seconds each time saved.

Part of the set-up. What cannot be compiled now is compiled when it is first used.
"""

import os
import sys
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def main() -> int:
    """Warm each step, and the map."""
    from embexplorer.core.registry import steps
    from embexplorer.gui.map.raster import Raster

    failed = [name for name, step in steps().items() if not warmed(name, step.warm)]
    failed += [] if warmed("map", Raster().load) else ["map"]
    return 1 if failed else 0


def warmed(name: str, warm: Callable[[], None]) -> bool:
    """Do it, or say why not."""
    try:
        warm()
    except Exception as problem:  # noqa: BLE001  the set-up goes on without it
        print(f"{name} could not be prepared: {problem!r}", file=sys.stderr)
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
