"""Can this machine draw by OpenGL? A sentence that says why not, found without ending the program."""

import importlib.util
from functools import lru_cache

from PySide6.QtGui import QGuiApplication, QOffscreenSurface, QOpenGLContext

from embexplorer.core.errors import UserError

WITHOUT = ("offscreen", "minimal", "vnc", "linuxfb")  # Qt platforms that have no OpenGL
LEAST, EMBEDDED = (2, 1), (2, 0)  # versions of OpenGL, and of that for small devices
LINUX = "On Linux the package libgl1-mesa-dri has one that needs no graphics card."


@lru_cache(maxsize=1)
def problem() -> UserError | None:
    """Why there is no 3-D view here, and what to do; None where there is one. Asked once, since it cannot change."""
    if QGuiApplication.platformName() in WITHOUT:
        return UserError(
            "The 3-D view needs a screen with OpenGL, and this window has none.", "Start the program on a desktop."
        )
    missing = next((name for name in ("OpenGL", "pyqtgraph") if importlib.util.find_spec(name) is None), None)
    if missing is not None:
        package = "PyOpenGL" if missing == "OpenGL" else missing
        return UserError(
            f"The 3-D view needs the package {package}, which is not installed.", f"Install it: pip install {package}"
        )
    return _context_problem()


def _context_problem() -> UserError | None:
    """Whether a context can be made and used."""
    surface, context = QOffscreenSurface(), QOpenGLContext()
    surface.create()
    usable = surface.isValid() and context.create() and context.makeCurrent(surface)
    if usable:
        context.doneCurrent()
    surface.destroy()
    if not usable:
        return UserError("The 3-D view needs OpenGL, and no driver for it could be opened.", LINUX)
    return _too_old(context.format().version(), context.isOpenGLES())


def _too_old(version: tuple[int, int], embedded: bool) -> UserError | None:
    """Whether the driver knows the shaders that draw the points."""
    least = EMBEDDED if embedded else LEAST
    if tuple(version) >= least:
        return None
    asked, there = (f"{major}.{minor}" for major, minor in (least, version))
    return UserError(f"The 3-D view needs OpenGL {asked} or newer, and the driver here has {there}.", LINUX)
