"""What every derived space keeps of its parent, whatever was done to the rows."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from embexplorer.cli import main
from embexplorer.core.command import command_line
from embexplorer.core.described import captioned, described
from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.perform import perform
from embexplorer.core.recipe import Recipe, RecipeStep
from embexplorer.core.registry import step_named, step_names
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import build
from embexplorer.readers.space_folder import SpaceFolder
from tests.transforms.conftest import drawn, space_of

ASKED = {
    "averaged": {"align": True},
    "reduced": {"dimensions": 3},
    "truncated": {"dimensions": 3},
    "subset": {"first": 60},
}
ELSEWHERE = ("average-documents", "debiased", "joined")  # need other input, or have more rows than their parent
NAMES = [name for name in step_names("transform") if name not in ELSEWHERE]
every_transform = pytest.mark.parametrize("name", NAMES)
every_change = pytest.mark.parametrize("name", [name for name in NAMES if name != "clustered"])  # vectors stay there
Derive = Callable[..., EmbeddingSpace]


def derive(name: str, space: EmbeddingSpace) -> EmbeddingSpace:
    """The space that this transform makes."""
    kind = step_named(name)
    other = drawn(name="other") if "other" in kind.takes else None
    made = perform(build(kind, ASKED.get(name, {})), Inputs(space=space, other=other))
    assert isinstance(made, EmbeddingSpace)
    return made


@pytest.fixture
def parent() -> EmbeddingSpace:
    """A space with what may be lost on the way."""
    thumbnails = pa.table({"thumbnail": pa.array([b"png"] * 60)})
    return replace(drawn().with_columns(thumbnails), notes=("An old note.",), name="glove", unit="documents")


@every_transform
def test_keys_columns_unit_and_notes_are_kept(name: str, parent: EmbeddingSpace) -> None:
    made = derive(name, parent)

    assert list(parent.keys) == list(made.keys)
    assert parent.columns["rank"] == made.columns["rank"]
    assert parent.columns["thumbnail"] == made.columns["thumbnail"]
    assert ("documents", "An old note.") == (made.unit, made.notes[0])


@every_transform
def test_norms_are_those_of_the_new_rows(name: str, parent: EmbeddingSpace) -> None:
    made = derive(name, parent)

    expected = np.linalg.norm(made.vectors.astype(np.float64), axis=1)
    assert np.allclose(expected, made.columns["norm"].to_numpy(), rtol=1e-5)


@every_transform
def test_rows_are_finite_numbers_of_32_bits(name: str, parent: EmbeddingSpace) -> None:
    made = derive(name, parent)

    assert (np.float32, True) == (made.vectors.dtype, bool(np.isfinite(made.vectors).all()))


@every_change
def test_the_name_says_what_was_done(name: str, parent: EmbeddingSpace) -> None:
    made = derive(name, parent)

    assert f"glove · {described(made)}" == made.name
    assert f"glove, {described(made)}" == captioned(made)


@every_transform
def test_the_recipe_ends_with_the_transform(name: str, parent: EmbeddingSpace) -> None:
    assert name == derive(name, parent).recipe.steps[-1].name


@every_change
def test_a_second_transform_stacks_on_the_first(name: str, parent: EmbeddingSpace) -> None:
    first = derive(name, parent)

    made = derive("unit-length", first)

    assert f"{described(first)}, unit length" == described(made)
    assert [name, "unit-length"] == [step.name for step in made.recipe.steps]


@every_transform
def test_what_was_done_is_known_of_a_folder_that_is_opened_again(
    name: str, parent: EmbeddingSpace, tmp_path: Path
) -> None:
    made = derive(name, parent)
    made.save(tmp_path / "saved")

    opened = SpaceFolder(path=tmp_path / "saved").run(Inputs())

    assert captioned(made) == captioned(opened)


def test_what_was_done_is_known_of_a_part_of_a_folder(parent: EmbeddingSpace, tmp_path: Path) -> None:
    derive("centred", parent).save(tmp_path / "saved")

    opened = SpaceFolder(path=tmp_path / "saved", take="first", count=5).run(Inputs())

    assert ("centred", "documents") == (described(opened), opened.unit)


def test_a_space_that_nothing_was_done_to_is_raw(parent: EmbeddingSpace) -> None:
    assert "glove, raw" == captioned(parent)


def test_a_number_too_large_for_32_bits_is_refused_with_its_row() -> None:
    rows = [[-3e38], [-3e38], [3e38], [-3e38]]

    with pytest.raises(UserError, match="Row 3 of hand, ‘w2’, gets a number that is no 32-bit number"):
        derive("centred", space_of(rows))


def test_the_command_line_derives_and_derives_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    drawn().save(tmp_path / "drawn")

    main(["centred", str(tmp_path / "drawn"), "-o", str(tmp_path / "centred")])
    status = main(["unit-length", str(tmp_path / "centred"), "-o", str(tmp_path / "unit")])

    assert 0 == status
    assert "drawn · centred · unit length: 60 rows × 8 dimensions" in capsys.readouterr().out
    assert "drawn, centred, unit length" == captioned(EmbeddingSpace.open(tmp_path / "unit"))


def test_the_command_line_takes_the_second_space_after_the_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    drawn().save(tmp_path / "one")
    drawn(seed=4, name="two").save(tmp_path / "two")

    status = main(["aligned", str(tmp_path / "one"), str(tmp_path / "two"), "-o", str(tmp_path / "turned")])

    assert 0 == status
    assert "drawn · aligned to two: 60 rows" in capsys.readouterr().out
    assert (tmp_path / "turned" / "vectors.npy").is_file()


def test_the_command_line_refuses_with_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    drawn().save(tmp_path / "drawn")

    status = main(["reduced", str(tmp_path / "drawn"), "--dimensions", "20"])

    expected = "embexplorer: --dimensions is 20, but drawn has 8 dimensions. Choose at most 8.\n"
    assert (2, expected) == (status, capsys.readouterr().err)


def test_a_stack_of_transforms_is_a_chain_of_commands(parent: EmbeddingSpace) -> None:
    opened = RecipeStep(name="space-folder", parameters={"path": "glove"})
    space = replace(parent, recipe=Recipe((opened,)))

    made = derive("unit-length", derive("centred", space))

    assert "embexplorer centred glove -o centred && embexplorer unit-length centred" == command_line(made.recipe)


def test_the_recall_of_a_quantised_space_lies_beside_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    drawn().save(tmp_path / "drawn")

    main(["quantised", str(tmp_path / "drawn"), "--precision", "binary", "-k", "3", "-o", str(tmp_path / "bits")])

    told = capsys.readouterr()
    assert f"Written: {tmp_path / 'bits' / 'beside' / '0'} (Recall of binary)" in told.out
    assert "of the 3 true neighbours (cosine; all 60 rows)" in told.err
