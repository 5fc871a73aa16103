"""A training can be estimated before it is begun, from a file and the settings of its trainer."""

import json
from pathlib import Path

import pytest

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import nothing
from embexplorer.probes.estimate import EstimateTraining


@pytest.fixture
def rings(tmp_path: Path) -> Path:
    """A ring of ten nodes."""
    path = tmp_path / "ring.tsv"
    path.write_text("\n".join(f"a{n}\ta{(n + 1) % 10}" for n in range(10)), encoding="utf-8")
    return path


def test_edges_and_nodes_of_a_graph_are_counted(rings: Path) -> None:
    row = EstimateTraining(path=rings, trainer="node2vec").run(nothing).columns.to_pylist()[0]

    assert (10, 10) == (row["units"], row["rows"])


def test_twice_the_epochs_take_about_twice_the_time(rings: Path) -> None:
    once, twice = (
        EstimateTraining(path=rings, trainer="node2vec", settings=json.dumps({"epochs": epochs})).run(nothing)
        for epochs in (10, 20)
    )

    assert twice.columns["seconds"][0].as_py() == pytest.approx(2 * once.columns["seconds"][0].as_py(), rel=0.2)


def test_a_trainer_that_is_none_is_refused_with_those_there_are(rings: Path) -> None:
    with pytest.raises(UserError, match="no trainer ‘walks’") as refused:
        EstimateTraining(path=rings, trainer="walks").run(nothing)

    assert "node2vec" in refused.value.hint


def test_settings_that_are_no_json_are_refused(rings: Path) -> None:
    with pytest.raises(UserError, match="is no JSON"):
        EstimateTraining(path=rings, settings="{epochs").run(nothing)


def test_what_learns_from_an_open_space_is_said_to(rings: Path) -> None:
    with pytest.raises(UserError, match="open space|no parameter"):
        EstimateTraining(path=rings, trainer="contrastive").run(nothing)
