"""A page: its size in print, its type, and what is drawn on it."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from embexplorer.core.errors import UserError
from embexplorer.core.figure_file import INCH, POINT, FigureFile
from embexplorer.core.look import Camera
from embexplorer.gui.map.page import Page, page_of, smallest_points, text_pixels, type_of
from embexplorer.gui.map.sample import sample_figure
from embexplorer.gui.style import font
from tests.gui.map.conftest import FOUR, figure_of

ALL = ("title", "legend", "labels", "badges", "caption")


def page(file: FigureFile, **seen: object) -> Page:
    with type_of(file):
        return page_of(figure_of(FOUR, color_by="kind"), file, **seen)


@pytest.mark.parametrize("points", [5.0, 7.0, 12.0])
def test_text_has_its_size_in_print(qapp: QApplication, points: float) -> None:
    made = page(FigureFile(width=89, points=points))

    assert points == pytest.approx(text_pixels() * made.unit)
    assert 89 / INCH * POINT == pytest.approx(made.scene.width * made.unit, abs=0.2)


def test_larger_text_leaves_room_for_fewer_labels(qapp: QApplication) -> None:
    from embexplorer.gui.map.labels import placed

    counts = []
    for points in (5.0, 10.0):
        file = FigureFile(width=89, height=70, points=points)
        with type_of(file):
            counts.append(len(placed(page_of(sample_figure(2000), file).scene)))

    assert counts[0] > counts[1] > 0


def test_map_title_and_caption_stand_on_whole_dots(qapp: QApplication) -> None:
    made = page(FigureFile(width=89.3, height=71.7, dpi=301, points=6.3, parts=ALL))

    dots = [part * made.scene.ratio for part in (made.above, made.scene.height, made.below, made.scene.width)]
    assert [round(part) for part in dots] == pytest.approx(dots, abs=1e-6)
    assert made.size == (round(dots[3]), round(sum(dots[:3])))


def test_the_camera_of_the_screen_shows_at_least_as_much(qapp: QApplication) -> None:
    seen = page(FigureFile(width=89, height=60), camera=Camera(x=5, y=5, scale=40), seen=(800, 600)).scene

    assert seen.width / seen.view.scale >= 800 / 40 - 1e-6
    assert seen.height / seen.view.scale >= 600 / 40 - 1e-6


def test_points_are_as_large_beside_the_map_as_on_the_screen(qapp: QApplication) -> None:
    made = page(FigureFile(width=89, height=89 * 0.75), seen=(800, 600))

    assert made.scene.width / 800 == pytest.approx(made.scene.figure.point_size, rel=0.01)


def test_parts_that_are_not_wished_for_are_not_drawn(qapp: QApplication) -> None:
    file = FigureFile(parts=())
    with type_of(file):
        figure = page_of(replace(sample_figure(50), badges=("note",), trust="k = 15"), file).scene.figure

    assert ((), "") == (figure.badges, figure.trust)
    assert not {"labels", "legend"} & set(figure.layers)


def test_a_page_without_room_for_the_map_is_refused(qapp: QApplication) -> None:
    with pytest.raises(UserError, match="no room"):
        page(FigureFile(width=30, height=20, points=20, parts=ALL))


def test_the_type_of_a_file_ends_with_it(qapp: QApplication) -> None:
    before = font("caption")
    with type_of(FigureFile(family="Courier")):
        inside = font("caption").family()

    assert ("Courier", before) == (inside, font("caption"))


def test_the_smallest_text_is_no_larger_than_the_rest(qapp: QApplication) -> None:
    assert 0.8 * 7 <= smallest_points(FigureFile(points=7)) <= 7
