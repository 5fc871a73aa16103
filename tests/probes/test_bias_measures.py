"""Ten measures side by side."""

from typing import Any

import numpy as np
import pytest
from scipy.stats import spearmanr

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.table import Table
from embexplorer.probes.bias_measures import BiasMeasures

X, Y = tuple(f"w{n}" for n in range(6)), tuple(f"w{n}" for n in range(30, 36))
A, B = tuple(f"w{n}" for n in range(10, 18)), tuple(f"w{n}" for n in range(40, 48))
C = tuple(f"w{n}" for n in range(60, 68))


def asked(space: EmbeddingSpace, **parameters: Any) -> Table:
    return BiasMeasures(**{"x": X, "y": Y, "a": A, "b": B, "draws": 60, **parameters}).run(Inputs(space=space))


def rows_of(table: Table) -> dict[str, dict[str, Any]]:
    return {row["measure"]: row for row in table.columns.to_pylist()}


def test_every_measure_has_a_value_in_its_interval_and_a_caveat(clusters: EmbeddingSpace) -> None:
    rows = asked(clusters).columns.to_pylist()

    assert 10 == len(rows)
    assert all(row["low"] <= row["high"] and row["caveat"] for row in rows)


def test_groups_that_lie_in_the_clusters_of_the_attributes_are_found_biased(clusters: EmbeddingSpace) -> None:
    rows = rows_of(asked(clusters))

    assert rows["WEAT d"]["value"] > 1.5
    assert rows["RND of A"]["value"] < 0 < rows["RND of B"]["value"]
    assert rows["ECT"]["value"] < 0


def test_the_coherence_is_the_rank_correlation_of_scipy(clusters: EmbeddingSpace) -> None:
    unit = clusters.vectors / np.linalg.norm(clusters.vectors, axis=1)[:, None]
    attributes = np.concatenate([unit[10:18], unit[40:48]])
    expected = spearmanr(attributes @ unit[:6].mean(axis=0), attributes @ unit[30:36].mean(axis=0)).statistic

    assert pytest.approx(expected) == rows_of(asked(clusters))["ECT"]["value"]


def test_groups_of_unequal_length_have_no_pairs_and_that_is_said(clusters: EmbeddingSpace) -> None:
    table = asked(clusters, y=Y[:4])

    rows = rows_of(table)
    assert [None, None] == [rows["RIPA of A"]["value"], rows["direct bias"]["value"]]
    assert any("No pairs, since X has 6 words and Y 4" in note for note in table.notes)


def test_a_pair_that_lacks_a_word_is_left_out(clusters: EmbeddingSpace) -> None:
    table = asked(clusters, y=(*Y[:5], "absent"))

    assert ("absent",) == table.missing
    assert any("1 pairs lack a word and are left out" in note for note in table.notes)


def test_the_same_seed_gives_the_same_numbers(clusters: EmbeddingSpace) -> None:
    assert asked(clusters, seed=4).columns.equals(asked(clusters, seed=4).columns)


def test_a_set_that_is_not_given_is_named(clusters: EmbeddingSpace) -> None:
    with pytest.raises(UserError, match="there is none for --b"):
        asked(clusters, b=())
