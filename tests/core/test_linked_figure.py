"""The figure of a map beside the shown one."""

from dataclasses import replace

import numpy as np
import pytest

from embexplorer.core.coloring import plain
from embexplorer.core.figure import Edge, Figure
from embexplorer.core.hulls import NOTE
from embexplorer.core.linked_figure import laid_onto, of_same_space, of_shared_keys, on_the_way, placed_groups
from embexplorer.core.look import Look
from embexplorer.core.projection import Projection
from embexplorer.core.resolving import resolve
from embexplorer.core.shared_keys import shared_keys
from embexplorer.core.space import EmbeddingSpace


@pytest.fixture
def shown(clusters: EmbeddingSpace) -> Figure:
    first = Projection(name="first", coordinates=np.array(clusters.vectors[:, :2]), notes=("of the first",))
    look = Look(color_by="cluster")
    return resolve(clusters, first, look, np.array([3, 40]), 3, edges=(Edge(row=4, kept=True),), badges=("filtered",))


def turned(figure: Figure) -> Projection:
    """The same map, a quarter turned, three times as large, and elsewhere."""
    places = 3 * figure.coordinates[:, ::-1] * (1, -1) + (7, 8)
    return Projection(name="second", coordinates=places.astype(np.float32), notes=("of the second",), axes=("a", "b"))


def test_a_map_laid_onto_another_that_it_is_a_copy_of_has_no_residual(shown: Figure) -> None:
    found = laid_onto(turned(shown), shown.coordinates)

    np.testing.assert_allclose(shown.coordinates, found.places, atol=1e-4)
    assert found.residual == pytest.approx(0, abs=1e-6)


def test_another_map_of_the_space_shares_all_but_the_places_and_what_is_said_of_them(shown: Figure) -> None:
    made = of_same_space(shown, turned(shown), "clusters")

    assert ("second · clusters", ("filtered", "of the second"), ("a", "b")) == (made.title, made.badges, made.axes)
    assert made.coloring is shown.coloring and made.order is shown.order
    assert [3, 40] == made.selected.tolist()
    assert () == made.edges


def test_laid_onto_the_shown_map_it_says_so_and_its_axes_mean_nothing(shown: Figure) -> None:
    second = turned(shown)

    made = of_same_space(shown, second, "clusters", laid_onto(second, shown.coordinates))

    assert "This map is turned onto first; residual 0.00 (0 is equal)" == made.badges[-1]
    assert made.axes is None


def test_a_map_of_another_space_has_the_shared_words_with_their_colours_and_selection(
    shown: Figure, clusters: EmbeddingSpace
) -> None:
    other = replace(clusters, name="other", keys=clusters.keys[30:], vectors=np.array(clusters.vectors[30:][::-1]),
                    columns=clusters.columns.slice(30))  # fmt: skip
    projection = Projection(name="its map", coordinates=np.array(other.vectors[:, :2]))
    hidden = np.ones(90, np.bool_)
    hidden[35] = False

    made = of_shared_keys(replace(shown, shown=hidden), shared_keys(clusters, other), projection)

    assert ("60 shared of 60", [10], None) == (made.badges[0], made.selected.tolist(), made.pinned)
    assert shown.coloring.codes[30:].tolist() == made.coloring.codes.tolist()
    assert {"b": 30, "c": 30} == {one.label: one.count for one in made.coloring.entries if one.count}
    assert made.shown is not None and [5] == np.flatnonzero(~made.shown).tolist()


def test_half_way_points_lie_in_the_middle_and_trust_is_not_claimed(shown: Figure) -> None:
    second = replace(turned(shown), coordinates=np.array(shown.coordinates) + np.array([[1, 0]], np.float32))
    laid = laid_onto(second, shown.coordinates)

    made = on_the_way(replace(shown, trust="k = 15"), laid, "second", 0.5)

    np.testing.assert_allclose((shown.coordinates + laid.places) / 2, made.coordinates, atol=1e-5)
    assert ("", ()) == (made.trust, made.edges)
    assert "50 % of the way into second, turned onto first; residual 0.00 (0 is equal)" == made.badges[-1]


def test_at_the_start_of_the_way_nothing_is_lost(shown: Figure) -> None:
    made = on_the_way(replace(shown, trust="k = 15"), laid_onto(turned(shown), shown.coordinates), "second", 0.0)

    assert ("k = 15", shown.edges) == (made.trust, made.edges)


def test_at_the_start_of_the_way_groups_keep_their_names(shown: Figure) -> None:
    made = on_the_way(shown, laid_onto(turned(shown), shown.coordinates), "second", 0.0)

    assert shown.groups is not None and made.groups is shown.groups
    assert made.groups.coordinates is made.coordinates


def test_on_the_way_classes_keep_their_names_where_their_points_are(shown: Figure) -> None:
    laid = laid_onto(turned(shown), shown.coordinates)

    made = on_the_way(shown, laid, "second", 0.5)

    assert shown.groups is not None and made.groups is not None
    assert made.groups.coordinates is made.coordinates
    assert sorted(shown.groups.names) == sorted({made.groups.names[island.group] for island in made.groups.islands})


def test_on_the_way_nothing_is_said_of_regions_and_outlines_that_are_not_there(shown: Figure) -> None:
    assert shown.groups is not None
    groups = replace(shown.groups, notes=("Names: of regions",))
    named = replace(shown, groups=groups, coloring=plain(shown.rows), badges=("Names: of regions", NOTE))

    made = on_the_way(named, laid_onto(turned(shown), shown.coordinates), "second", 0.5)

    assert 1 == len(made.badges) and (None, ()) == (made.groups, made.hulls)


def test_what_was_placed_before_is_taken(shown: Figure) -> None:
    laid = laid_onto(turned(shown), shown.coordinates)
    placed = placed_groups(shown, laid, 0.5)

    made = on_the_way(shown, laid, "second", 0.5, placed)

    assert made.coordinates is placed[0] and made.groups is placed[1]


@pytest.mark.parametrize("share", [0.5, 1.0])
def test_on_the_way_it_is_said_whose_trust_the_colours_tell(shown: Figure, share: float) -> None:
    trusted = replace(shown, layers=("points", "trust"))

    made = on_the_way(trusted, laid_onto(turned(shown), shown.coordinates), "second", share)

    assert "Trust is that of first" in made.badges


def test_beside_a_map_it_is_said_whose_trust_the_colours_tell(shown: Figure) -> None:
    made = of_same_space(replace(shown, layers=("points", "trust")), turned(shown), "clusters")

    assert "Trust is that of first" in made.badges
