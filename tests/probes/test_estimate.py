"""A training can be estimated before it is begun, from a file and the settings of its trainer."""

import json
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import nothing
from embexplorer.core.keys import Keys
from embexplorer.core.space import EmbeddingSpace
from embexplorer.probes.estimate import EstimateTraining


@pytest.fixture
def rings(tmp_path: Path) -> Path:
    """A ring of ten nodes."""
    path = tmp_path / "ring.tsv"
    path.write_text("\n".join(f"a{n}\ta{(n + 1) % 10}" for n in range(10)), encoding="utf-8")
    return path


@pytest.fixture
def text(tmp_path: Path) -> Path:
    """Two documents."""
    path = tmp_path / "text.txt"
    path.write_text("a king\na queen", encoding="utf-8")
    return path


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """The folder of sixty rows in two halves."""
    halves = pa.table({"half": ["a", "b"] * 30})
    keys, vectors = Keys([f"w{n}" for n in range(60)]), np.ones((60, 3), np.float32)
    EmbeddingSpace(name="halves", keys=keys, vectors=vectors, columns=halves).save(tmp_path / "saved")
    return tmp_path / "saved"


def test_edges_and_nodes_of_a_graph_are_counted(rings: Path) -> None:
    row = EstimateTraining(path=rings, trainer="node2vec").run(nothing).columns.to_pylist()[0]

    assert (10, 10) == (row["units"], row["rows"])


def test_twice_the_epochs_take_about_twice_the_time(rings: Path) -> None:
    once, twice = (
        EstimateTraining(path=rings, trainer="node2vec", settings=json.dumps({"epochs": epochs})).run(nothing)
        for epochs in (500, 1000)
    )

    assert twice.columns["seconds"][0].as_py() == pytest.approx(2 * once.columns["seconds"][0].as_py(), rel=0.2)


def test_a_trainer_that_is_none_is_refused_with_those_there_are(rings: Path) -> None:
    with pytest.raises(UserError, match="no trainer ‘walks’") as refused:
        EstimateTraining(path=rings, trainer="walks").run(nothing)

    assert "node2vec" in refused.value.hint


def test_settings_that_are_no_json_are_refused(rings: Path) -> None:
    with pytest.raises(UserError, match="is no JSON"):
        EstimateTraining(path=rings, settings="{epochs").run(nothing)


def test_of_what_takes_a_space_alone_the_folder_is_that_of_the_space(saved: Path) -> None:
    row = EstimateTraining(path=saved, trainer="contrastive", settings='{"label_column": "half"}').run(nothing)

    assert (60, True) == (row.columns["rows"][0].as_py(), row.columns["seconds"][0].as_py() > 0)


def test_averaged_documents_need_the_words_as_well(text: Path, saved: Path) -> None:
    row = EstimateTraining(path=text, trainer="average-documents", space=saved).run(nothing).columns.to_pylist()[0]

    assert (2, 4) == (row["documents"], row["units"])


def test_averaged_documents_without_a_space_are_refused(text: Path) -> None:
    with pytest.raises(UserError, match="takes a space as well"):
        EstimateTraining(path=text, trainer="average-documents").run(nothing)


def test_an_encoding_says_on_what_its_time_depends(text: Path, sentence_model: Path) -> None:
    settings = json.dumps({"model": str(sentence_model)})

    row = EstimateTraining(path=text, trainer="sentences", settings=settings).run(nothing).columns.to_pylist()[0]

    assert (2, "without a graphics processor") == (row["rows"], row["condition"])
