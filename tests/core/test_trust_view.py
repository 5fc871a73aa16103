"""What the trust layer does to a figure."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest

from embexplorer.core.coloring import NONE
from embexplorer.core.figure import Figure
from embexplorer.core.look import Look
from embexplorer.core.projection import Projection
from embexplorer.core.resolving import resolve
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.table import Table
from embexplorer.core.trust_view import faded_codes

TRUSTED = Look(layers=("points", "trust"))


@pytest.fixture
def trust() -> Table:
    """Row i of 90 keeps i / 89 of its neighbours."""
    share = np.linspace(0, 1, 90, dtype=np.float32)
    return Table(
        name="t", columns=pa.table({"kept_share": share, "crowded": 1 - share, "torn": share}), facts={"k": 15.0}
    )


def figure(space: EmbeddingSpace, look: Look, trust: Table | None, known: Figure | None = None) -> Figure:
    """The figure of the first two dimensions."""
    return resolve(
        space, Projection(name="m", coordinates=np.ascontiguousarray(space.vectors[:, :2])), look, trust=trust,
        known=known,
    )  # fmt: skip


def test_without_the_layer_nothing_is_faded(clusters: EmbeddingSpace, trust: Table) -> None:
    assert figure(clusters, Look(color_by="cluster"), trust).faded is None


def test_each_class_fades_by_the_share_that_is_kept(clusters: EmbeddingSpace, trust: Table) -> None:
    seen = figure(clusters, replace(TRUSTED, color_by="cluster"), trust)

    base, left = faded_codes(seen.coloring)
    assert seen.coloring.codes.tolist() == base[seen.painted.codes].tolist()
    assert pytest.approx(0.08 + 0.92 * np.linspace(0, 1, 90), abs=0.02) == left[seen.painted.codes]
    assert "Faded: the fewer of its 15 nearest the map keeps." in seen.badges


def test_a_scale_fades_in_fewer_colours(clusters: EmbeddingSpace, trust: Table) -> None:
    seen = figure(clusters, replace(TRUSTED, color_by="norm"), trust)

    base, left = faded_codes(seen.coloring)
    assert np.abs(seen.coloring.codes - base[seen.painted.codes]).max() <= 254 / 60 + 1
    assert pytest.approx(0.08 + 0.92 * np.linspace(0, 1, 90), abs=0.07) == left[seen.painted.codes]


def test_grey_points_of_a_coloured_map_stay_grey(clusters: EmbeddingSpace, trust: Table) -> None:
    kinds = pa.array(["x"] * 40 + [None] * 10 + ["y"] * 40)
    space = clusters.with_columns(pa.table({"kind": kinds}))

    seen = figure(space, replace(TRUSTED, color_by="kind"), trust)

    assert {NONE} == set(seen.painted.codes[40:50].tolist())
    assert NONE not in seen.painted.codes[:40]


def test_a_map_of_one_grey_shows_the_share_alone(clusters: EmbeddingSpace, trust: Table) -> None:
    seen = figure(clusters, TRUSTED, trust)

    assert np.round(np.linspace(0, 1, 90) * 254).tolist() == seen.painted.codes.tolist()


@pytest.mark.parametrize(("view", "column"), [("kept", "kept_share"), ("invented", "crowded"), ("lost", "torn")])
def test_a_view_colours_by_its_column(clusters: EmbeddingSpace, trust: Table, view: str, column: str) -> None:
    seen = figure(clusters, replace(TRUSTED, color_by="cluster", trust_view=view), trust)

    assert column == seen.coloring.title
    assert seen.faded is None


def test_what_has_not_changed_is_not_faded_anew(clusters: EmbeddingSpace, trust: Table) -> None:
    look = replace(TRUSTED, color_by="cluster")
    first = figure(clusters, look, trust)

    assert first.faded is figure(clusters, look, trust, known=first).faded


def test_while_nothing_is_known_the_map_says_so(clusters: EmbeddingSpace) -> None:
    seen = figure(clusters, replace(TRUSTED, color_by="cluster"), None)

    assert seen.faded is None
    assert "Trust: which neighbours this map keeps is not known yet." in seen.badges
