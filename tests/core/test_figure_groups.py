"""In which order a figure labels its rows, and which groups of it have names and outlines."""

from dataclasses import replace

import numpy as np
import pyarrow as pa

from embexplorer.core.coloring import NONE
from embexplorer.core.figure import Figure
from embexplorer.core.groups import NO_GROUPS, OF_REGIONS
from embexplorer.core.hulls import NOTE
from embexplorer.core.keys import Keys
from embexplorer.core.look import SHOWN, Look
from embexplorer.core.projection import Projection
from embexplorer.core.resolving import resolve
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.table import Table

ROWS = 300
RANDOM = np.random.default_rng(0)
PLACES = np.concatenate([RANDOM.normal(middle, 0.3, (100, 2)) for middle in ((0, 0), (9, 0), (5, 8))])
SPACE = EmbeddingSpace(
    name="three clouds",
    keys=Keys([f"w{row}" for row in range(ROWS)]),
    vectors=np.zeros((ROWS, 1), np.float32),
    columns=pa.table(
        {"cloud": ["a"] * 100 + ["b"] * 100 + ["c"] * 100, "count": np.arange(ROWS) % 7, "half": ["x", "y"] * 150}
    ),
    unit="words",
)
MAP = Projection(name="map", coordinates=PLACES.astype(np.float32))
TRUST = Table(name="trust", columns=pa.table({"row": np.arange(ROWS), "kept": np.linspace(1, 0, ROWS)}), caption="kept")


def figure(known: Figure | None = None, trust: Table | None = None, **wishes: object) -> Figure:
    return resolve(SPACE, MAP, Look(**wishes), trust=trust, known=known)


def test_without_a_wish_labels_come_in_the_order_of_drawing() -> None:
    assert figure().labelled is None


def test_labels_are_ranked_by_a_column_the_highest_first() -> None:
    assert [6, 13, 20] == figure(label_by="count").labelled[:3].tolist()


def test_reversed_the_lowest_come_first() -> None:
    assert [0, 7, 14] == figure(label_by="count", label_reverse=True).labelled[:3].tolist()


def test_labels_are_ranked_by_trust() -> None:
    assert list(range(ROWS)) == figure(label_by="kept", trust=TRUST).labelled.tolist()


def test_a_column_that_is_not_there_leaves_the_usual_order_and_that_is_said() -> None:
    found = figure(label_by="kept")

    assert (None, True) == (found.labelled, "Labels in the usual order: there is no column ‘kept’ here" in found.badges)


def test_the_ranking_is_kept_while_it_stays_the_same() -> None:
    first = figure(label_by="count")

    again, turned = figure(first, label_by="count"), figure(first, label_by="count", label_reverse=True)

    assert (True, False) == (again.labelled is first.labelled, turned.labelled is first.labelled)


def test_the_classes_of_the_colours_are_the_groups() -> None:
    assert {"a", "b", "c"} == set(figure(color_by="cloud").groups.names)


def test_another_column_may_be_the_groups() -> None:
    assert {"x", "y"} == set(figure(color_by="cloud", group_by="half").groups.names)


def test_dense_regions_are_the_groups_of_a_map_without_classes_and_that_is_said() -> None:
    found = figure(color_by="count")

    assert (3, True) == (len(found.groups.names), OF_REGIONS in found.badges)


def test_groups_may_be_switched_off() -> None:
    assert None is figure(group_by=NO_GROUPS).groups


def test_a_column_of_groups_that_is_not_there_is_told() -> None:
    assert "No names: there is no column ‘topic’ here" in figure(group_by="topic").badges


def test_without_labels_and_hulls_nothing_is_grouped() -> None:
    assert None is figure(layers=("points",)).groups


def test_groups_are_kept_while_the_map_and_its_classes_stay_the_same() -> None:
    first = figure(color_by="cloud")

    selected = resolve(SPACE, MAP, Look(color_by="cloud"), np.array([1, 2]), known=first)

    assert selected.groups is first.groups


def test_regions_are_kept_when_only_the_colours_change() -> None:
    first = figure()

    assert figure(first, color_by="count").groups is first.groups


def test_hulls_are_there_only_while_their_layer_is_on() -> None:
    without, having = figure(color_by="cloud"), figure(color_by="cloud", layers=(*SHOWN, "hulls"))

    assert ((), True, True) == (without.hulls, len(having.hulls) >= 3, NOTE in having.badges)


def test_hulls_have_the_colours_of_their_classes() -> None:
    found = figure(color_by="cloud", layers=("hulls",))

    assert {0, 1, 2} == {code for _, code in found.hulls}


def test_hulls_of_regions_have_no_colour_of_a_class() -> None:
    assert {NONE} == {code for _, code in figure(layers=("hulls",)).hulls}


def test_hulls_are_kept_while_their_groups_stay_the_same() -> None:
    first = figure(color_by="cloud", layers=("hulls",))

    assert figure(first, color_by="cloud", layers=("hulls", "points")).hulls is first.hulls


def test_groups_that_may_come_later_wait_unless_they_are_known() -> None:
    known, layers = figure(color_by="cloud"), (*SHOWN, "hulls")

    same, other = (
        resolve(SPACE, MAP, Look(color_by=column, layers=layers), known=known, later=True)
        for column in ("cloud", "half")
    )

    assert known.groups is same.groups and known.groups.grid is other.groups.grid
    assert (True, (), (), "") == (other.groups.waits, other.groups.islands, other.hulls, other.no_hulls)


def test_the_density_of_labels_is_that_of_the_look() -> None:
    assert 0.4 == figure(label_density=0.4).label_density


def test_a_look_with_a_reversed_ranking_can_be_saved() -> None:
    look = Look(label_by="count", label_reverse=True, label_density=1.5, group_by=NO_GROUPS)

    assert look == Look.from_json(look.to_json())


def test_a_look_of_an_earlier_version_has_no_reversed_ranking() -> None:
    plain = replace(Look(), label_by="count").to_json()
    del plain["label_reverse"]

    assert not Look.from_json(plain).label_reverse


def test_groups_lie_on_the_very_points_of_a_map_of_many_components_from_the_first_figure_on() -> None:
    deep = Projection(name="deep", coordinates=np.concatenate([PLACES, PLACES], axis=1).astype(np.float32))

    found = resolve(SPACE, deep, Look(color_by="cloud"))

    assert found.groups is not None
    assert found.groups.coordinates is found.coordinates
