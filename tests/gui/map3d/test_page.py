"""The 3-D view in the window: where there is no OpenGL it says so and offers the way back."""

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from embexplorer.gui.map3d import availability
from embexplorer.gui.window import MainWindow


def test_without_opengl_a_sentence_says_why_and_what_to_do(open_window: MainWindow, qtbot: QtBot) -> None:
    stage = open_window.page.stage
    qtbot.waitUntil(lambda: open_window.actions_.named("map.deep").enabled())

    open_window.actions_.trigger("map.deep")

    assert stage.is_deep() and stage.deep.room is None
    assert "The 3-D view needs a screen with OpenGL, and this window has none." == stage.deep.said.text()
    assert "Start the program on a desktop." == stage.deep.hint.text()


def test_the_button_below_the_sentence_leads_back_to_the_flat_map(open_window: MainWindow, qtbot: QtBot) -> None:
    stage = open_window.page.stage
    qtbot.waitUntil(lambda: open_window.actions_.named("map.deep").enabled())
    open_window.actions_.trigger("map.deep")

    stage.deep.back.click()

    assert not stage.is_deep() and open_window.page.view.isVisible()


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    availability.problem.cache_clear()
    monkeypatch.setattr(availability, "WITHOUT", ())
    monkeypatch.setattr(availability.importlib.util, "find_spec", lambda name: None)

    problem = availability.problem()
    availability.problem.cache_clear()

    assert str(problem) == (
        "The 3-D view needs the package PyOpenGL, which is not installed. Install it: pip install PyOpenGL"
    )


def test_a_driver_that_cannot_be_opened_is_told_with_what_helps(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def create(self) -> bool:
            return False

    availability.problem.cache_clear()
    monkeypatch.setattr(availability, "WITHOUT", ())
    monkeypatch.setattr(availability, "QOpenGLContext", Broken)

    problem = availability.problem()
    availability.problem.cache_clear()

    assert problem is not None and problem.message.endswith("no driver for it could be opened.")
    assert "libgl1-mesa-dri" in problem.hint


def test_a_driver_that_is_too_old_is_told_with_its_version() -> None:
    old = availability._too_old((1, 4), embedded=False)

    assert old is not None
    assert "The 3-D view needs OpenGL 2.1 or newer, and the driver here has 1.4." == old.message
    assert availability._too_old((2, 0), embedded=True) is None


def test_a_map_of_two_components_offers_no_third_dimension(open_window: MainWindow) -> None:
    figure = open_window.page.figure()
    assert figure is not None and figure.projection is not None
    open_window.page.stage.staged(
        figure.__class__(
            **{
                **{name: getattr(figure, name) for name in figure.__dataclass_fields__},
                "projection": None,
                "coordinates": np.array(figure.coordinates),
            }
        )
    )

    assert not open_window.actions_.named("map.deep").enabled()
