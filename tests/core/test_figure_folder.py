"""A figure that is handed to another process is the same there."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from embexplorer.core.figure import Arrow, Edge, Figure
from embexplorer.core.figure_folder import FILE, read_figure, written_figure
from embexplorer.core.keys import Keys
from embexplorer.core.look import ColoredSet, ColoredSets, Look
from embexplorer.core.projection import Projection
from embexplorer.core.recipe import Recipe, RecipeStep
from embexplorer.core.resolving import resolve
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.table import Table


def figure(look: Look) -> Figure:
    space = EmbeddingSpace(
        name="few",
        keys=Keys(["<b>x</b>", "b", "日本"]),
        vectors=np.zeros((3, 2), np.float32),
        columns=pa.table({"kind": pa.array(["x", None, "x"]).dictionary_encode(), "value": [1.5, 2.5, None]}),
    )
    recipe = Recipe((RecipeStep(name="pca", parameters={"components": 2}),))
    projection = Projection(name="map", coordinates=np.eye(3, 2, dtype=np.float32), axes=("1", "2"), recipe=recipe)
    made = resolve(space, projection, look, np.array([2]), 1, edges=[Edge(row=0, kept=True)], badges=["note"])
    return replace(made, arrows=(Arrow(start=0, end=1),), opacities={"points": 0.5}, shown=np.array([1, 0, 1], bool))


def handed_over(made: Figure, folder: Path) -> Figure:
    list(written_figure(folder, made))
    return read_figure(folder)


@pytest.mark.parametrize("look", [Look(), Look(color_by="kind"), Look(color_by="value")])
def test_what_is_drawn_is_the_same(look: Look, tmp_path: Path) -> None:
    made = figure(look)

    read = handed_over(made, tmp_path)

    assert list(made.keys) == list(read.keys)
    assert made.coordinates.tolist() == read.coordinates.tolist()
    assert made.coloring.codes.tolist() == read.coloring.codes.tolist()
    assert made.coloring.entries == read.coloring.entries
    assert [made.card(row) for row in range(3)] == [read.card(row) for row in range(3)]
    assert (made.edges, made.arrows, made.badges, made.axes) == (read.edges, read.arrows, read.badges, read.axes)
    assert made.shown.tolist() == read.shown.tolist()
    assert made.opacities == read.opacities
    assert made.projection.recipe == read.projection.recipe


def test_sets_of_many_words_are_the_same(tmp_path: Path) -> None:
    many = ColoredSets(title="two", sets=(ColoredSet(name="all", rows=tuple(range(3)) * 1000, asked=3000),))

    assert many == handed_over(figure(Look(sets=many)), tmp_path).coloring.sets


def test_a_class_of_another_room_is_not_made(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('{"is": ["subprocess", "Popen"], "fields": {"args": ["true"]}}')

    with pytest.raises(ValueError, match="no room of figures"):
        read_figure(tmp_path)


def spread_out() -> tuple[EmbeddingSpace, Projection, Table]:
    """Two clouds of two classes, and a trust in their map."""
    random = np.random.default_rng(0)
    places = np.concatenate([random.normal(size=(60, 2)), random.normal(size=(60, 2)) + 20]).astype(np.float32)
    columns = pa.table({"side": ["left"] * 60 + ["right"] * 60})
    keys = Keys([f"w{row}" for row in range(120)])
    space = EmbeddingSpace(name="clouds", keys=keys, vectors=places, columns=columns)
    trust = Table(name="trust", columns=pa.table({"row": np.arange(120), "kept_share": np.linspace(0, 1, 120)}),
                  facts={"k": 15.0})  # fmt: skip
    return space, Projection(name="map", coordinates=places), trust


def test_names_of_groups_are_still_those_of_this_map(tmp_path: Path) -> None:
    space, projection, _ = spread_out()

    read = handed_over(resolve(space, projection, Look(color_by="side")), tmp_path)

    assert read.groups is not None
    assert (("left", "right"), True) == (read.groups.names, read.groups.coordinates is read.coordinates)


def test_points_that_trust_fades_are_faded_there_too(tmp_path: Path) -> None:
    space, projection, trust = spread_out()
    made = resolve(space, projection, Look(color_by="side").toggled("trust"), trust=trust)

    read = handed_over(made, tmp_path)

    assert made.faded is not None
    assert made.painted.codes.tolist() == read.painted.codes.tolist()
