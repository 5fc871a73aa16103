"""The 3-D view by OpenGL, on a screen of its own (Xvfb with Mesa) where there is one."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

TRIAL = Path(__file__).with_name("trial_room.py")
DISPLAY = ":187"


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """A screen that nobody sees."""
    if shutil.which("Xvfb") is None:
        pytest.skip("Xvfb is not installed, and offscreen there is no OpenGL")
    server = subprocess.Popen(["Xvfb", DISPLAY, "-screen", "0", "1000x800x24"], stderr=subprocess.DEVNULL)
    yield DISPLAY
    server.terminate()
    server.wait(10)


@pytest.mark.slow
def test_points_are_drawn_picked_turned_and_labelled_by_opengl(display: str) -> None:
    surroundings = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}

    done = subprocess.run(
        [sys.executable, str(TRIAL)], env=surroundings, capture_output=True, text=True, timeout=120, check=False
    )

    if done.returncode == 77:
        pytest.skip(done.stdout.strip())
    assert "all held" == done.stdout, done.stderr


@pytest.mark.slow
def test_where_no_driver_can_be_opened_the_view_says_so_and_goes_on(display: str) -> None:
    surroundings = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "QT_XCB_GL_INTEGRATION": "none"}

    done = subprocess.run(
        [sys.executable, str(TRIAL)], env=surroundings, capture_output=True, text=True, timeout=120, check=False
    )

    assert 77 == done.returncode, done.stderr
    assert done.stdout.startswith("The 3-D view needs OpenGL, and no driver for it could be opened.")
