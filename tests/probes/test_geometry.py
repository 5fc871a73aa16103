"""What `geometry` says of a space."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from scipy.stats import spearmanr
from sklearn.decomposition import PCA

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.table import Table
from embexplorer.probes.geometry import Geometry


def asked(space: EmbeddingSpace, **parameters: Any) -> Table:
    return Geometry(**parameters).run(Inputs(space=space))


def rows_of(table: Table) -> dict[str, dict[str, Any]]:
    return {row["measure"]: row for row in table.columns.to_pylist()}


def test_every_value_lies_in_its_interval(clusters: EmbeddingSpace) -> None:
    rows = asked(clusters).columns.to_pylist()

    assert all(row["low"] <= row["value"] <= row["high"] for row in rows)


def test_the_first_component_is_held_against_the_rank(clusters: EmbeddingSpace) -> None:
    first = PCA(1).fit_transform(clusters.vectors)[:, 0]

    value = rows_of(asked(clusters))["component 1 and frequency"]["value"]

    assert pytest.approx(abs(spearmanr(first, np.arange(90)).statistic), abs=1e-4) == value


def test_a_space_without_frequencies_has_no_such_row(clusters: EmbeddingSpace) -> None:
    assert "component 1 and frequency" not in rows_of(asked(replace(clusters, columns=pa.table({}))))


def test_each_finding_names_a_part_with_its_rows(clusters: EmbeddingSpace) -> None:
    table = asked(clusters)

    named = {part for part in table.parts["findings"]["part"].to_pylist() if part}
    assert named <= set(table.parts)


def test_zeros_and_twins_are_found(clusters: EmbeddingSpace) -> None:
    vectors = np.array(clusters.vectors)
    vectors[5], vectors[7] = 0, 2 * vectors[8]

    table = asked(replace(clusters, vectors=vectors))

    told = " ".join(table.parts["findings"]["finding"].to_pylist())
    assert "1 row is all zeros: no cosine." in told
    assert {"w7", "w8"} <= set(table.parts["twins"]["word"].to_pylist())


def test_a_row_near_all_others_is_a_hub(clusters: EmbeddingSpace) -> None:
    random = np.random.default_rng(1)
    vectors = random.normal(size=(90, 8)).astype(np.float32)
    vectors[4] = vectors.mean(axis=0) + 1
    vectors += 1

    table = asked(replace(clusters, vectors=vectors), k=3)

    assert "w4" == table.parts["hubs"]["word"][0].as_py()


def test_every_row_stands_in_each_histogram(clusters: EmbeddingSpace) -> None:
    table = asked(clusters)

    counted = [sum(table.parts[name]["rows"].to_pylist()) for name in ("rows by lists of neighbours", "rows by norm")]
    assert [90, 90] == counted


def test_shares_reach_to_one_and_dimensions_to_those_of_the_space(clusters: EmbeddingSpace) -> None:
    rows = rows_of(asked(clusters))

    assert (1.0, 8.0, None) == (
        rows["anisotropy"]["most"], rows["participation ratio"]["most"], rows["hubness"]["most"]
    )  # fmt: skip


def test_the_longest_row_is_named(clusters: EmbeddingSpace) -> None:
    vectors = np.array(clusters.vectors)
    vectors[7] *= 50

    told = asked(replace(clusters, vectors=vectors)).parts["findings"]["finding"].to_pylist()

    assert any(text.startswith("‘w7’ is the longest row") for text in told)


def test_too_small_a_space_is_refused(clusters: EmbeddingSpace) -> None:
    with pytest.raises(UserError, match="A space of 90 rows has no shape"):
        asked(clusters, k=100)


def test_constant_data_are_no_fault(clusters: EmbeddingSpace) -> None:
    rows = asked(replace(clusters, vectors=np.ones((90, 8), np.float32))).columns.to_pylist()

    assert all(np.isfinite(row["value"]) for row in rows)


def test_a_real_space_has_the_mean_cosine_of_all_its_pairs(shared_data: Path) -> None:
    from embexplorer.core.inputs import nothing
    from embexplorer.core.perform import perform
    from embexplorer.core.reading import reader_for

    space = perform(reader_for(shared_data / "vectors" / "glove.6B.50d.top5k.w2v.bin.gz"), nothing)
    assert isinstance(space, EmbeddingSpace)
    unit = space.vectors / np.linalg.norm(space.vectors, axis=1)[:, None]
    expected = (unit @ unit.T)[np.triu_indices(space.rows, 1)].mean()

    assert pytest.approx(expected, abs=1e-5) == rows_of(asked(space))["anisotropy"]["value"]
