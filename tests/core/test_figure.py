"""What a map shows, resolved from space, projection and look."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest

from embexplorer.core.color_codes import OTHER, Entry
from embexplorer.core.errors import UserError
from embexplorer.core.figure import Edge, Figure
from embexplorer.core.keys import Keys
from embexplorer.core.look import Look
from embexplorer.core.projection import Projection
from embexplorer.core.resolving import resolve
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.table import Table

SPACE = EmbeddingSpace(
    name="four",
    keys=Keys(["a", "<b>x</b>", "c", "d"]),
    vectors=np.zeros((4, 2), np.float32),
    columns=pa.table({"kind": ["x", None, "y", None], "norm": [1.0, 2.0, 3.0, 4.0]}),
    notes=("1 row was dropped.",),
)
FLAT = Projection(name="t-SNE", coordinates=np.arange(8, dtype=np.float32).reshape(4, 2), notes=("Not repeatable.",))
PCA = Projection(
    name="PCA", coordinates=np.arange(12, dtype=np.float32).reshape(4, 3), axes=("PC1", "PC2", "PC3"), notes=()
)


def test_rows_with_a_class_lie_in_front_in_the_order_of_the_file() -> None:
    figure = resolve(SPACE, FLAT, Look(color_by="kind"))

    assert [0, 2, 1, 3] == figure.order.tolist()
    assert 2 == figure.classed


def test_any_two_components_can_be_shown_with_their_captions() -> None:
    figure = resolve(SPACE, PCA, Look(axes=(2, 0)))

    assert [[2, 0], [5, 3], [8, 6], [11, 9]] == figure.coordinates.tolist()
    assert ("PC3", "PC1") == figure.axes


def test_a_map_whose_units_mean_nothing_has_no_axes() -> None:
    assert resolve(SPACE, FLAT, Look()).axes is None


def test_a_component_that_is_not_there_is_refused() -> None:
    with pytest.raises(UserError, match="t-SNE has 2 components, not 3"):
        resolve(SPACE, FLAT, Look(axes=(0, 2)))


def test_a_column_that_is_not_there_is_refused_and_the_others_named() -> None:
    with pytest.raises(UserError, match="no column ‘sort’.*kind, norm"):
        resolve(SPACE, FLAT, Look(color_by="sort"))


def test_a_column_of_trust_can_be_the_colour() -> None:
    trust = Table(name="trust", columns=pa.table({"kept_share": [0.0, 0.5, 1.0, 0.5]}), caption="k = 15: 50 % kept")

    figure = resolve(SPACE, FLAT, Look(color_by="kept_share"), trust=trust)

    assert ("sequential", "k = 15: 50 % kept") == (figure.coloring.kind, figure.trust)


def test_notes_of_space_and_projection_stand_on_the_map() -> None:
    assert ("1 row was dropped.", "Not repeatable.", "a sample") == resolve(
        SPACE, FLAT, Look(), badges=["a sample"]
    ).badges


def test_without_a_projection_nothing_is_drawn_yet() -> None:
    figure = resolve(SPACE, None, Look())

    assert np.isnan(figure.coordinates).all()


def test_marks_are_passed_on() -> None:
    edges = [Edge(row=2, kept=False)]

    figure = resolve(SPACE, FLAT, Look(), np.array([1, 2]), 1, edges=edges)

    assert ([1, 2], 1, tuple(edges)) == (figure.selected.tolist(), figure.pinned, figure.edges)


def test_what_has_not_changed_is_taken_from_the_known_figure() -> None:
    known = resolve(SPACE, PCA, Look(color_by="kind"))

    figure = resolve(SPACE, PCA, Look(color_by="kind"), np.array([1]), known=known)

    assert parts(known) == parts(figure)


def test_other_components_are_not_taken_from_the_known_figure() -> None:
    known = resolve(SPACE, PCA, Look(axes=(0, 1)))

    figure = resolve(SPACE, PCA, Look(axes=(1, 2)), known=known)

    assert [1, 2] == figure.coordinates[0].tolist()


def test_the_card_of_a_point_says_its_word_as_it_is_and_its_value() -> None:
    figure = resolve(SPACE, FLAT, Look(color_by="norm"))

    assert ("<b>x</b>", "norm 2") == figure.card(1)


def test_the_card_of_a_point_without_a_value_has_its_word_alone() -> None:
    figure = resolve(SPACE, FLAT, Look(color_by="kind"))

    assert ("d",) == figure.card(3)


def parts(figure: Figure) -> tuple[int, int, int]:
    return id(figure.coordinates), id(figure.coloring), id(figure.order)


def test_hidden_classes_are_known_by_their_colours() -> None:
    figure = resolve(SPACE, FLAT, Look(color_by="kind", hidden=("y", "\0none")))

    assert (frozenset({1}), ("y", "\0none")) == (figure.hidden_codes, figure.hidden)
    assert "1 of 4 shown: only x" == figure.badges[0]


def test_the_colour_of_all_other_classes_is_hidden_like_that_of_one() -> None:
    figure = resolve(SPACE, FLAT, Look(color_by="kind"))
    others = Entry(label="other (2)", count=2, code=OTHER)

    hidden = replace(figure, coloring=replace(figure.coloring, entries=(others,)), hidden=(others.key,)).hidden_codes

    assert frozenset({OTHER}) == hidden


def test_the_card_says_what_colour_size_and_shape_stand_for_each_once() -> None:
    figure = resolve(SPACE, FLAT, Look(color_by="kind", size_by="norm", shape_by="kind"))

    assert ("c", "kind y", "norm 3") == figure.card(2)


def test_sizes_and_shapes_of_the_same_columns_are_taken_from_the_known_figure() -> None:
    look = Look(color_by="kind", size_by="norm", shape_by="kind")
    known = resolve(SPACE, FLAT, look)

    figure = resolve(SPACE, FLAT, look, np.array([1]), known=known)

    assert figure.sizes is known.sizes and figure.shapes is known.shapes


def test_an_own_colour_changes_no_codes() -> None:
    known = resolve(SPACE, FLAT, Look(color_by="kind"))

    figure = resolve(SPACE, FLAT, Look(color_by="kind", colors=(("kind: y", "#123456"),)), known=known)

    assert figure.coloring.codes is known.coloring.codes and ((1, "#123456"),) == figure.coloring.own
