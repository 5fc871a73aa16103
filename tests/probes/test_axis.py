"""Words on an axis."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.keys import Keys
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.table import Table
from embexplorer.probes.axis import Axis
from embexplorer.projectors.axes import Axes

A, B, C = (tuple(f"w{row}" for row in range(start, start + 6)) for start in (0, 30, 60))


def asked(space: EmbeddingSpace, **parameters: Any) -> Table:
    return Axis(**{"left": A, "right": B, **parameters}).run(Inputs(space=space))


def test_scores_are_cosines_with_the_difference_of_the_unit_means(clusters: EmbeddingSpace) -> None:
    unit = clusters.vectors / np.linalg.norm(clusters.vectors, axis=1)[:, None]
    axis = unit[30:36].mean(axis=0) - unit[:6].mean(axis=0)
    expected = unit[70] @ axis / np.linalg.norm(axis)

    assert pytest.approx(float(expected), abs=1e-6) == asked(clusters, words=("w70",)).columns["score"][0].as_py()


def test_both_ends_are_shown_where_no_word_is_named(clusters: EmbeddingSpace) -> None:
    rows = asked(clusters, k=5).columns.to_pylist()

    scores = [row["score"] for row in rows]
    assert (10, sorted(scores, reverse=True)) == (len(rows), scores)
    assert {"b"} == {clusters.columns["cluster"][row["row"]].as_py() for row in rows[:5]}


def test_all_words_are_shown_where_that_is_wished(clusters: EmbeddingSpace) -> None:
    assert 90 == asked(clusters, k=0).columns.num_rows


def test_intervals_hold_the_scores_of_named_words(clusters: EmbeddingSpace) -> None:
    rows = asked(clusters, words=("w70", "w10", "w40")).columns.to_pylist()

    assert all(row["low"] < row["score"] < row["high"] for row in rows)


def test_clear_poles_are_told_apart_when_they_are_held_out(clusters: EmbeddingSpace) -> None:
    table = asked(clusters)

    assert 1.0 == table.facts["hold_out"]
    assert any("12 of 12 pole words fall on their own side" in note for note in table.notes)


def test_poles_that_mean_nothing_are_said_to_measure_nothing(clusters: EmbeddingSpace) -> None:
    mixed = [tuple(f"w{row}" for row in range(start, 30, 2)) for start in (0, 1)]

    table = asked(clusters, left=mixed[0], right=mixed[1])

    assert any("could be chance" in note for note in table.notes)


def test_single_words_cannot_be_held_out_and_that_is_said(clusters: EmbeddingSpace) -> None:
    table = asked(clusters, left=("w1",), right=("w40",))

    assert [None, None] == table.parts["poles"]["held_out"].to_pylist()
    assert any("nothing can be held out" in note for note in table.notes)


def test_a_formula_is_a_pole(clusters: EmbeddingSpace) -> None:
    table = asked(clusters, left=("w1 - w61",), right=("w40",), words=("w2",))

    assert "Axis w1 - w61 ↔ w40" == table.name


def test_a_pair_of_which_one_is_missing_is_left_out_whole(clusters: EmbeddingSpace) -> None:
    table = asked(clusters, left=(*A, "absent"), right=(*B, "w50"), method="pairs")

    words = table.parts["poles"]["word"].to_pylist()
    assert (12, ("absent",)) == (len(words), table.missing)


@pytest.mark.parametrize(
    ("parameters", "says"),
    [
        ({"left": ()}, "needs words on both sides"),
        ({"left": ("nobody",)}, "No word of the pole ‘nobody’ is in clusters"),
        ({"right": A}, "Both poles of the axis are the same"),
        ({"left": A[:2], "method": "pairs"}, "which make no pairs"),
        ({"words": ("w999",)}, "‘w999’ is not in this space"),
    ],
)
def test_what_makes_no_axis_is_refused(clusters: EmbeddingSpace, parameters: dict[str, Any], says: str) -> None:
    with pytest.raises(UserError, match=says):
        asked(clusters, **parameters)


def test_a_map_of_two_axes_has_their_cosines_and_titles(clusters: EmbeddingSpace) -> None:
    drawn = Axes(left=A, right=B, down=A, up=C).run(Inputs(space=clusters))

    across = asked(clusters, words=("w70",)).columns["score"][0].as_py()
    assert pytest.approx(across, abs=1e-6) == drawn.coordinates[70, 0]
    assert "w0, w1, w2 … ↔ w30, w31, w32 … · cosine · hold-out 12 of 12" == drawn.axes[0]


def test_a_map_of_one_axis_is_filled_up_by_the_first_component_of_the_rest(clusters: EmbeddingSpace) -> None:
    drawn = Axes(left=A, right=B).run(Inputs(space=clusters))
    unit = clusters.vectors / np.linalg.norm(clusters.vectors, axis=1)[:, None]
    axis = unit[30:36].mean(axis=0) - unit[:6].mean(axis=0)
    axis /= np.linalg.norm(axis)
    rest = unit - np.outer(unit @ axis, axis)
    _, sizes, _ = np.linalg.svd(rest - rest.mean(axis=0))

    assert pytest.approx(sizes[0], rel=1e-4) == float(np.linalg.norm(drawn.coordinates[:, 1]))
    assert drawn.axes[1].startswith("first component of the rest")


def test_a_polar_map_has_axes_at_right_angles(clusters: EmbeddingSpace) -> None:
    space = EmbeddingSpace(
        name="plane", keys=Keys(["a", "b", "c", "d"]), vectors=np.array([[1, 0], [0, 1], [1, 1], [-1, 2]], np.float32)
    )

    drawn = Axes(left=("a",), right=("b",), down=("a",), up=("c",), form="polar").run(Inputs(space=space))

    assert pytest.approx(np.ones(4), abs=1e-6) == np.linalg.norm(drawn.coordinates, axis=1)


def test_two_axes_that_are_one_are_refused(clusters: EmbeddingSpace) -> None:
    with pytest.raises(UserError, match="Both axes are the same direction"):
        Axes(left=A, right=B, down=A, up=B).run(Inputs(space=clusters))


def test_she_is_on_her_side_of_a_real_axis(shared_data: Path) -> None:
    from embexplorer.core.inputs import nothing
    from embexplorer.core.perform import perform
    from embexplorer.core.reading import reader_for

    space = perform(reader_for(shared_data / "vectors" / "glove.6B.50d.top5k.w2v.bin.gz"), nothing)
    assert isinstance(space, EmbeddingSpace)

    table = asked(space, left=("man", "he"), right=("woman", "she"), words=("mother", "father"))

    assert ["mother", "father"] == table.columns["word"].to_pylist()


def test_one_word_on_each_side_has_no_interval(clusters: EmbeddingSpace) -> None:
    table = asked(clusters, left=("w1",), right=("w40",), words=("w70",))

    assert [(None, None)] == [(row["low"], row["high"]) for row in table.columns.to_pylist()]
    assert "there are no intervals" in table.notes[1]


def test_a_pole_word_that_is_given_twice_counts_once(clusters: EmbeddingSpace) -> None:
    once, twice = (asked(clusters, left=left, words=("w70",)) for left in (A, (*A, A[0])))

    assert once.columns["score"].to_pylist() == twice.columns["score"].to_pylist()


def test_a_word_on_both_sides_is_said(clusters: EmbeddingSpace) -> None:
    table = asked(clusters, left=A, right=(*B, A[0]), words=("w70",))

    assert "On both sides of the axis: ‘w0’." in table.notes


def test_the_first_note_is_what_hold_out_says(clusters: EmbeddingSpace) -> None:
    table = asked(clusters, words=("w70",))

    assert table.notes[0].startswith("Held out one by one, 12 of 12 pole words fall on their own side")


def test_pole_words_know_their_rows(clusters: EmbeddingSpace) -> None:
    rows = asked(clusters, left=("w1", "w2"), right=("w40 - w1", "w41")).parts["poles"]["row"].to_pylist()

    assert [1, 2, None, 41] == rows


def test_a_pole_of_which_nothing_is_known_comes_with_near_spellings(clusters: EmbeddingSpace) -> None:
    with pytest.raises(UserError, match="Did you mean ‘w80’"):
        asked(clusters, left=("w80x",))


def test_pairs_that_are_left_out_are_named(clusters: EmbeddingSpace) -> None:
    table = asked(clusters, left=("w1", "w2"), right=("w40", "absent"), method="pairs", words=("w70",))

    assert "Pairs left out, since both words are needed: w2 – absent." in table.notes


def test_the_cosine_of_two_axes_of_a_map_is_told(clusters: EmbeddingSpace) -> None:
    drawn = Axes(left=A, right=B, down=A, up=C, form="polar").run(Inputs(space=clusters))

    told = f"Cosine of the two axes: {drawn.facts['cosine_of_axes']:.2f}; the one upwards is drawn at a right angle."
    assert told in drawn.notes
    assert 0.1 < drawn.facts["cosine_of_axes"]
