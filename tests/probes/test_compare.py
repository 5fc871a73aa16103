"""Two spaces of the same words: what is shared, what has changed, and what is no more than chance."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import ortho_group, spearmanr

from embexplorer.core.errors import UserError
from embexplorer.core.family import Family, mark_of
from embexplorer.core.inputs import Inputs
from embexplorer.core.keys import Keys
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.table import Table
from embexplorer.probes.compare import Compare
from embexplorer.probes.compare_word import CompareWord

ROTATION = ortho_group.rvs(8, random_state=1).astype(np.float32)


@pytest.fixture
def turned(clusters: EmbeddingSpace) -> EmbeddingSpace:
    """The same words, backwards, turned; w3 has gone to another cluster, w89 is not there, and one is new."""
    vectors = np.array(clusters.vectors)
    vectors[3] = vectors[40]
    vectors[40] *= 1.5
    keys = ["new", *(f"w{row}" for row in range(88, -1, -1))]
    rows = np.concatenate([np.ones((1, 8), np.float32), vectors[88::-1]]) @ ROTATION
    return EmbeddingSpace(name="turned", keys=Keys(keys), vectors=np.asarray(rows, np.float32))


def compared(space: EmbeddingSpace, other: EmbeddingSpace, **parameters: object) -> Table:
    return Compare(**parameters).run(Inputs(space=space, other=other))  # type: ignore[arg-type]


def value(table: Table, measure: str) -> float:
    return dict(zip(table.columns["measure"].to_pylist(), table.columns["value"].to_pylist(), strict=True))[measure]


def test_a_space_beside_its_own_rotation_has_changed_in_nothing(clusters: EmbeddingSpace) -> None:
    other = replace(clusters, name="turned", vectors=clusters.vectors @ ROTATION)

    table = compared(clusters, other)

    assert pytest.approx([1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.0], abs=1e-5) == table.columns["value"].to_pylist()


def test_the_word_that_has_moved_comes_first_and_its_new_neighbours_are_named(
    clusters: EmbeddingSpace, turned: EmbeddingSpace
) -> None:
    words = compared(clusters, turned, k=5).parts["words"].to_pylist()

    assert ("w3", 3, 0, "w40") == (words[0]["word"], words[0]["row"], words[0]["shared"], words[0]["came"][:3])


def test_only_shared_words_are_compared_and_the_others_counted(
    clusters: EmbeddingSpace, turned: EmbeddingSpace
) -> None:
    table = compared(clusters, turned)

    note = "Left out since the other lacks them: 1 of clusters, 1 of turned."
    assert (89, note) == (table.parts["words"].num_rows, table.notes[0])


def test_the_rank_correlation_is_that_of_scipy_over_all_pairs(clusters: EmbeddingSpace, turned: EmbeddingSpace) -> None:
    left, right = clusters.vectors[:89], turned.vectors[:0:-1]
    unit = [np.asarray(rows / np.linalg.norm(rows, axis=1)[:, None], np.float64) for rows in (left, right)]
    every = np.triu_indices(89, 1)
    expected = spearmanr((unit[0] @ unit[0].T)[every], (unit[1] @ unit[1].T)[every]).statistic

    assert pytest.approx(expected, abs=1e-5) == value(compared(clusters, turned), "rank correlation")


def test_every_value_lies_in_its_interval(clusters: EmbeddingSpace, turned: EmbeddingSpace) -> None:
    rows = compared(clusters, turned).columns.to_pylist()

    assert all(row["low"] <= row["value"] <= row["high"] for row in rows)


def test_without_a_family_it_is_said_that_chance_is_not_known(clusters: EmbeddingSpace, turned: EmbeddingSpace) -> None:
    assert "how much of this is chance is not known" in compared(clusters, turned).notes[-1]


def test_a_family_tells_which_changes_are_beyond_chance(clusters: EmbeddingSpace, turned: EmbeddingSpace) -> None:
    random = np.random.default_rng(2)
    runs = tuple(clusters.vectors + 0.01 * random.normal(size=(90, 8)).astype(np.float32) for _ in range(3))
    family = Family(vary="seeds", values=(1, 2, 3), runs=runs, mark=mark_of(clusters.vectors))

    table = compared(replace(clusters, family=family), turned, k=5)

    words = {row["word"]: row for row in table.parts["words"].to_pylist()}
    assert (True, False) == (words["w3"]["beyond_chance"], words["w70"]["beyond_chance"])
    assert "3 further trainings of clusters (other seeds)" in table.notes[-1]


def test_named_spaces_are_a_null_too(clusters: EmbeddingSpace, turned: EmbeddingSpace, tmp_path: Path) -> None:
    same = replace(clusters, vectors=clusters.vectors @ ROTATION)
    same.save(tmp_path / "again")

    table = compared(clusters, turned, k=5, null=(str(tmp_path / "again"),))

    assert [5.0] * 89 == table.parts["words"]["null"].to_pylist()


def test_spaces_without_shared_words_are_refused(clusters: EmbeddingSpace) -> None:
    other = EmbeddingSpace(name="other", keys=Keys(["a", "b"]), vectors=np.eye(2, dtype=np.float32))

    with pytest.raises(UserError, match="clusters and other share 0 keys"):
        compared(clusters, other)


def test_more_neighbours_than_there_are_words_are_refused(clusters: EmbeddingSpace) -> None:
    with pytest.raises(UserError, match="90 shared keys have no 100 neighbours each"):
        compared(clusters, clusters, k=100)


def test_a_word_has_its_neighbours_of_both_spaces_each_with_its_rank_in_the_other(
    clusters: EmbeddingSpace,
) -> None:
    other = replace(clusters, vectors=np.asarray(clusters.vectors @ ROTATION))

    table = CompareWord(word="w5", k=4).run(Inputs(space=clusters, other=other))

    assert ([1, 2, 3, 4, 1, 2, 3, 4], 4.0) == (table.columns["rank_in_other"].to_pylist(), table.facts["shared"])


def test_a_word_that_only_one_space_has_is_refused(clusters: EmbeddingSpace, turned: EmbeddingSpace) -> None:
    with pytest.raises(UserError, match="‘w89’ is not in turned"):
        CompareWord(word="w89").run(Inputs(space=clusters, other=turned))


def test_the_drawn_comparison_of_two_glove_files_has_the_drawn_numbers(shared_data: Path) -> None:
    from embexplorer.core.inputs import nothing
    from embexplorer.core.perform import perform
    from embexplorer.core.reading import reader_for

    folder = shared_data / "vectors"
    names = ("glove.6B.100d.top30k-plus.w2v.txt.gz", "glove.6B.50d.top5k.w2v.bin.gz")
    space, other = (perform(reader_for(folder / name), nothing) for name in names)
    assert isinstance(space, EmbeddingSpace) and isinstance(other, EmbeddingSpace)

    table = compared(space, other)

    measures = ("neighbours shared, k = 10", "linear CKA", "rank correlation", "Procrustes residual")
    assert [0.665, 0.922, 0.946, 0.323] == [round(value(table, measure), 3) for measure in measures]
