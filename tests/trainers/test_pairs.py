"""The pair model: what it learns, how files are read, and what is refused."""

from pathlib import Path

import numpy as np
import pytest
import torch

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.table import Table
from embexplorer.corpora.pairs import read_pairs
from embexplorer.models.attributes import SubjectAttribute
from embexplorer.trainers.pairs import PairModel
from tests.trainers.conftest import Looking, Satisfied

FAMILY = ("king is male", "queen is female", "man is male", "woman is female", "prince is male", "dog is animal")
nothing = Inputs()


@pytest.fixture
def family(tmp_path: Path) -> Path:
    return written(tmp_path, *FAMILY)


def written(folder: Path, *lines: str, name: str = "family.txt") -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def curves(space: EmbeddingSpace) -> Table:
    return next(artifact for artifact in space.beside if isinstance(artifact, Table))


@pytest.mark.parametrize("batch", [0, 2])
def test_every_pair_is_learned(family: Path, batch: int) -> None:
    space = PairModel(path=family, batch=batch).run(nothing)

    assert space.columns["attribute"].to_pylist() == space.columns["predicted"].to_pylist()
    assert curves(space).columns["accuracy"].to_pylist()[-1] == 1
    assert curves(space).columns["loss"].to_pylist()[-1] < 0.1


def test_the_attributes_lie_beside_where_their_subjects_point_to(family: Path) -> None:
    space = PairModel(path=family).run(nothing)

    attributes = next(artifact for artifact in space.beside if isinstance(artifact, EmbeddingSpace))
    logits = space.vectors @ attributes.vectors.T + space.model.arrays["bias"]  # type: ignore[union-attr]
    assert attributes.keys.at(logits.argmax(axis=1)) == space.columns["attribute"].to_pylist()


def test_the_loss_begins_at_the_logarithm_of_the_attributes(family: Path) -> None:
    looking = Looking()

    PairModel(path=family, epochs=1, learning_rate=1e-5).run(nothing, looking)

    assert looking.measured[0].numbers["loss"] == pytest.approx(np.log(3), abs=0.05)


def test_a_full_batch_is_plain_adam_by_torch(family: Path) -> None:
    random = torch.Generator().manual_seed(4)
    model = SubjectAttribute(6, 3, 8, random=random)
    subject, attribute = torch.arange(6), torch.tensor([0, 1, 0, 1, 0, 2])
    adam = torch.optim.Adam(model.parameters(), lr=0.05)
    loss = torch.nn.functional.cross_entropy(model.linear(model.embedding(subject)), attribute)
    loss.backward()
    adam.step()

    space = PairModel(path=family, epochs=1, seed=4).run(nothing)

    assert np.allclose(model.embedding.weight.detach().numpy(), space.vectors, atol=1e-6)


def test_frames_and_the_film_are_of_the_subjects(family: Path) -> None:
    looking = Looking()

    PairModel(path=family).run(nothing, looking)

    assert looking.frames > 0
    assert list(looking.begun[0].keys) == ["king", "queen", "man", "woman", "prince", "dog"]


@pytest.mark.parametrize("batch", [0, 2])
def test_what_was_stopped_can_be_made_again(family: Path, batch: int) -> None:
    report = Satisfied(0.5)
    step = PairModel(path=family, epochs=500, batch=batch)

    stopped = step.run(nothing, report)

    assert np.array_equal(stopped.vectors, step.stopped_at(report.kept_at() or 0).run(nothing).vectors)
    assert 0 < (report.kept_at() or 0) < 500


@pytest.mark.parametrize(
    "lines",
    [
        ("king is male", "the old queen IS female"),
        ("king\tmale", "the old queen\tfemale"),
        ("king,male", '"the old queen","female"'),
        ("", " king  is   male ", "", "the old queen is female"),
    ],
    ids=["sentences", "tabs", "commas", "blanks"],
)
def test_pairs_are_read_as_people_write_them(tmp_path: Path, lines: tuple[str, ...]) -> None:
    pairs = read_pairs(written(tmp_path, *lines))

    assert pairs.subjects == ("king", "the old queen")
    assert pairs.attributes == ("male", "female")


def test_a_header_is_no_pair(tmp_path: Path) -> None:
    path = written(tmp_path, "subject,attribute", "king,male", "queen,female")

    assert read_pairs(path, header=True).subjects == ("king", "queen")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (
            ("king is male", "queen female", "man is male"),
            "Line 2 of family.txt is no pair like those before: ‘queen fem",
        ),
        (
            ("king\tmale", "queen", "a\tb\tc"),
            "Lines 2, 3 of family.txt are no pair like those before: the first is ‘queen’",
        ),
        (("king male",), "Line 1 of family.txt is no pair"),
        (("king,male", "queen,"), "Line 2 of family.txt"),
        (("",), "family.txt holds no pair"),
        (("king is male", "man is male"), "Every pair of family says ‘male’"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, lines: tuple[str, ...], said: str) -> None:
    with pytest.raises(UserError, match=said):
        PairModel(path=written(tmp_path, *lines)).run(nothing)


def test_other_text_than_utf_8_is_named_by_its_line(tmp_path: Path) -> None:
    path = tmp_path / "latin.txt"
    path.write_bytes("king is male\nKönigin is female\n".encode("latin-1"))

    with pytest.raises(UserError, match="Line 2 of latin.txt is not UTF-8"):
        PairModel(path=path).run(nothing)


def test_repeated_and_manifold_pairs_are_noted(tmp_path: Path) -> None:
    path = written(tmp_path, *FAMILY, "king is male", "king is royal")

    notes = PairModel(path=path, epochs=2).run(nothing).notes

    assert "1 pairs stand there more than once and count as often." in notes
    assert any(note.startswith("Some subjects have more than one attribute") for note in notes)
