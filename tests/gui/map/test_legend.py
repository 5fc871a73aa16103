"""Where the legend stands, what it shows, and what it says when it cannot show all."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QFontMetricsF

from embexplorer.core.figure import Figure
from embexplorer.core.keys import Keys
from embexplorer.core.look import ColumnFilter, Look
from embexplorer.core.projection import Projection
from embexplorer.core.resolving import resolve
from embexplorer.core.space import EmbeddingSpace
from embexplorer.gui.map.export import painted, scene_of
from embexplorer.gui.map.legend import area, code_at
from embexplorer.gui.map.legend_layout import TALL, WIDE, LegendLayout, layout
from embexplorer.gui.map.legend_words import said, told
from embexplorer.gui.map.scale_handles import HIGH, LOW
from embexplorer.gui.map.symbols import CROSS
from embexplorer.gui.style import font

SIZE = (900, 600)


def figure_of(columns: dict[str, object], **wishes: object) -> Figure:
    """A figure whose points stand in a row."""
    table = pa.table(columns)
    rows = table.num_rows
    keys, vectors = Keys([f"w{row}" for row in range(rows)]), np.zeros((rows, 2), np.float32)
    space = EmbeddingSpace(name="few", keys=keys, vectors=vectors, columns=table)
    places = np.stack([np.arange(rows), np.zeros(rows)], axis=1).astype(np.float32)
    return resolve(space, Projection(name="map", coordinates=places), Look(**wishes))


def laid_out(figure: Figure, first: int = 0) -> LegendLayout:
    return layout(scene_of(figure, SIZE, "light"), first)


def many(classes: int, **wishes: object) -> Figure:
    words = [f"class {row % classes:03}" for row in range(classes * 2)]
    return figure_of({"kind": words}, color_by="kind", palette="Glasbey", **wishes)


def test_every_class_has_a_line_that_answers_to_the_pointer() -> None:
    placed = laid_out(figure_of({"kind": ["a", "b", "a", None]}, color_by="kind"))

    assert ["a", "b", "no category"] == [row.entry.label for row in placed.rows]
    assert ["a", "b", "no category"] == [placed.row_at(row.rect.center()).entry.label for row in placed.rows]


def test_beside_the_classes_nothing_answers() -> None:
    placed = laid_out(figure_of({"kind": ["a"]}, color_by="kind"))

    assert placed.row_at(QPointF(0, 0)) is None


def test_a_plain_map_has_no_legend() -> None:
    assert area(scene_of(figure_of({"kind": ["a"]}), SIZE, "light")).isEmpty()


def test_a_legend_that_is_switched_off_takes_no_room() -> None:
    figure = figure_of({"kind": ["a"]}, color_by="kind", layers=("points",))

    assert area(scene_of(figure, SIZE, "light")).isEmpty()


def test_many_classes_stand_in_columns() -> None:
    placed = laid_out(many(40))

    assert 1 < len({row.rect.left() for row in placed.rows}) and len(placed.rows) == 40


@pytest.mark.parametrize("classes", [1, 9, 40, 198])
def test_however_many_there_are_the_legend_takes_a_part_of_the_map(classes: int) -> None:
    placed = laid_out(many(classes))

    assert placed.area.height() <= SIZE[1] * TALL + 60 and placed.area.width() <= SIZE[0] * WIDE + 60


def test_what_does_not_fit_is_said_and_can_be_scrolled_to() -> None:
    placed = laid_out(many(198), first=10_000)

    assert "class 197" == placed.rows[-1].entry.label
    assert f"{placed.first + 1}–198 of 198 classes" == placed.heads[-1].left


@pytest.mark.parametrize(
    ("wishes", "title"),
    [
        ({"color_by": "kind"}, "kind"),
        ({"color_by": "value"}, "value"),
        ({"size_by": "value"}, "size: value"),
        ({"shape_by": "kind"}, "shape: kind"),
    ],
)
def test_of_a_folded_legend_only_the_first_title_is_left(wishes: dict[str, str], title: str) -> None:
    figure = figure_of({"kind": ["a", "b"], "value": [1.0, 2.0]}, **wishes, legend_folded=True)

    placed = laid_out(figure)

    assert [title] == [head.left for head in placed.heads]
    assert ([], [], True) == (placed.rows, placed.samples, placed.bar.isEmpty())
    assert placed.area.height() < 2 * placed.heads[0].rect.height()
    assert placed.heads[0].rect.width() > QFontMetricsF(font("caption")).horizontalAdvance(title)


def test_only_on_the_screen_it_can_be_folded() -> None:
    scene = scene_of(many(3), SIZE, "light")

    assert (True, False) == (layout(scene).fold.isEmpty(), layout(replace(scene, scrolls=True)).fold.isEmpty())


def test_a_chevron_tells_whether_it_is_folded() -> None:
    open_, folded = (
        painted(replace(scene_of(many(3, legend_folded=fold), SIZE, "light"), scrolls=True)) for fold in (False, True)
    )

    assert open_ != folded


def test_on_a_small_map_that_is_one_of_two_the_legend_takes_a_small_part() -> None:
    scene = replace(scene_of(many(9), (273, 343), "light"), scrolls=True)

    area = layout(scene).area

    assert area.width() * area.height() <= 0.25 * 273 * 343


def test_on_the_screen_a_crowd_of_classes_is_one_slim_column_that_scrolls() -> None:
    scene = replace(scene_of(many(60), (526, 300), "light"), scrolls=True)

    placed = layout(scene)

    assert 1 == len({row.rect.left() for row in placed.rows})
    assert placed.area.width() <= 0.4 * 526 and placed.area.height() <= 0.6 * 300
    assert f"1–{len(placed.rows)} of 60 classes" == placed.heads[-1].left
    assert placed.rows[0].rect.top() == placed.thumb.top() < placed.thumb.bottom() < placed.rows[-1].rect.bottom()


def test_long_names_are_cut_shorter_on_a_narrow_map() -> None:
    figure = figure_of({"kind": ["a class with many words", "b"]}, color_by="kind")

    narrow, wide = (layout(replace(scene_of(figure, size, "light"), scrolls=True)) for size in ((500, 400), SIZE))

    assert ("…", "s") == (narrow.rows[0].text[-1], wide.rows[0].text[-1])


def test_of_what_filters_leave_each_class_says_how_many() -> None:
    few = ColumnFilter(column="n", low=2)
    placed = laid_out(figure_of({"kind": ["a", "b", "a", "a"], "n": range(4)}, color_by="kind", filters=(few,)))

    assert [("a", "2 of 3"), ("b", "0 of 1")] == [(row.entry.label, row.count) for row in placed.rows]
    assert ("kind", "words shown") == (placed.heads[0].left, placed.heads[0].right)


def test_what_filters_leave_is_told_of_a_class() -> None:
    few = ColumnFilter(column="n", low=2)
    figure = figure_of({"kind": ["a", "b", "a", "a"], "n": range(4)}, color_by="kind", filters=(few,))

    assert "a · 2 of 3 shown" == told(figure.coloring.entries[0], figure).split("\n")[0]
    assert "Legend: a, 2 of 3 words shown, shown, 1 of 2" == said(figure, "a")


def test_sizes_are_explained_by_three_discs_of_growing_radius() -> None:
    placed = laid_out(figure_of({"count": [1, 500, 1000]}, size_by="count"))

    assert ["size: count"] == [text.left for text in placed.heads]
    assert ["100", "400", "1,000"] == [sample.text for sample in placed.samples]
    assert placed.samples[2].radius == pytest.approx(placed.samples[0].radius * 10**0.5, rel=0.02)


def test_rows_without_a_size_are_counted() -> None:
    placed = laid_out(figure_of({"count": [1, None]}, size_by="count"))

    assert ("no value", "1") == (placed.samples[-1].text, placed.samples[-1].count)


def test_shapes_are_explained_by_their_symbols() -> None:
    placed = laid_out(figure_of({"kind": [*"aaabbc"]}, shape_by="kind"))

    assert [("a", 0, "3"), ("b", 1, "2"), ("c", 2, "1")] == [(s.text, s.symbol, s.count) for s in placed.samples]


def test_colour_and_shape_of_one_column_share_their_lines() -> None:
    words = [letter for place, letter in enumerate("abcdef") for _ in range(10 - place)]

    placed = laid_out(figure_of({"kind": words}, color_by="kind", shape_by="kind"))

    assert [] == placed.samples and CROSS == placed.rows[5].symbol


def test_the_colours_of_a_bar_run_between_the_ends_of_the_span() -> None:
    coloring = figure_of({"value": [0.0, 10.0]}, color_by="value", colored_range=(2.0, 4.0)).coloring

    assert [0, 0, 127, 254, 254] == [code_at(coloring, share) for share in (0.0, 0.2, 0.3, 0.4, 1.0)]


def test_beyond_the_span_a_bar_is_grey_where_the_points_are() -> None:
    coloring = figure_of({"value": [0.0, 10.0]}, color_by="value", colored_range=(2.0, 4.0), outside="grey").coloring

    assert (255, 255) == (code_at(coloring, 0.1), code_at(coloring, 0.5))


def test_what_lies_outside_of_the_span_is_said_under_the_bar() -> None:
    placed = laid_out(figure_of({"value": [0.0, 3.0, 10.0]}, color_by="value", colored_range=(2.0, 4.0)))

    assert "2 outside: in the end colours" == placed.heads[-1].left


def test_a_class_in_words_for_those_who_hear_it() -> None:
    figure = figure_of({"kind": ["a", "b", "a"]}, color_by="kind", hidden=("b",))

    assert "Legend: a, 2 words, shown, 1 of 2" == said(figure, "a")
    assert "Legend: b, 1 words, hidden, 2 of 2" == said(figure, "b")
    assert "Legend" == said(None, "a")


def test_a_scale_in_words_for_those_who_hear_it() -> None:
    figure = figure_of({"value": [0.0, 10.0]}, color_by="value", colored_range=(2.0, 4.0))

    assert "Legend: value, colours from 2 to 4, lower end 2" == said(figure, LOW)
    assert "Legend: value, colours from 2 to 4, upper end 4" == said(figure, HIGH)


def test_a_hidden_class_has_a_hollow_dot() -> None:
    columns = {"kind": ["a", "b"]}
    shown, hidden = (figure_of(columns, color_by="kind", hidden=keys) for keys in ((), ("b",)))
    place = laid_out(shown).row_of("b").rect
    dot = (round(place.left()) + 6, round(place.center().y()))

    full, hollow = (painted(scene_of(figure, SIZE, "light")).pixelColor(*dot) for figure in (shown, hidden))

    assert full.lightnessF() < 0.6 < hollow.lightnessF()


@pytest.mark.parametrize("label", ["<b>x</b>", "a\nb", "x" * 1_000_000, "שלום", "日本語"])
def test_odd_labels_are_drawn_as_one_line(label: str) -> None:
    figure = figure_of({"kind": [label]}, color_by="kind", size_by=None)

    assert not painted(scene_of(figure, SIZE, "dark")).isNull()
    assert "\n" not in laid_out(figure).rows[0].text and len(laid_out(figure).rows[0].text) < 200


def test_where_there_is_little_room_sizes_and_shapes_stand_in_columns_too() -> None:
    columns = {"kind": [*"abcdefghij"], "mark": [*"klmnopklmn"], "count": range(10)}
    figure = figure_of(columns, color_by="kind", shape_by="mark", size_by="count")

    low, high = (layout(scene_of(figure, (700, height), "light")) for height in (280, 900))

    assert [1, 3 + 6] == [len({sample.rect.left() for sample in high.samples}), len(high.samples)]
    assert len({sample.rect.top() for sample in low.samples}) == 1 + 3
    assert low.area.bottom() < 280
