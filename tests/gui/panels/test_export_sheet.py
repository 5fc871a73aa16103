"""Carrying vectors out."""

from pathlib import Path

import pytest

from embexplorer.gui.alone import settle
from embexplorer.gui.panels.export_sheet import FORMATS, VectorExports


@pytest.fixture
def sheet(workspace, actions) -> VectorExports:
    return VectorExports(workspace, actions)


def test_coordinates_are_written_with_their_recipe(sheet, workspace, tmp_path: Path, notices) -> None:
    path = tmp_path / "map.csv"

    sheet.export_coordinates(path)

    assert path.read_text().startswith("key,x,y\n") and notices[-1].text.startswith("map.csv was written: 27 rows")


@pytest.mark.parametrize(("place", "suffix"), [(0, ".txt"), (1, ".npy")])
def test_a_selection_is_written_as_vectors(sheet, workspace, tmp_path: Path, place: int, suffix: str) -> None:
    path = tmp_path / f"few{suffix}"
    workspace.select([0, 8])

    sheet.export_vectors(path, FORMATS[place], selection=True)
    settle(workspace)
    workspace.open_file(path)
    settle(workspace)

    assert list(workspace.space().keys) == ["king", "<b>x</b>"]


def test_a_whole_space_is_written(sheet, workspace, tmp_path: Path) -> None:
    path = tmp_path / "all.txt"

    sheet.export_vectors(path, FORMATS[0], selection=False)
    settle(workspace)

    assert path.read_text(encoding="utf-8").startswith("27 12\n")


def test_what_cannot_be_written_is_said(sheet, workspace, tmp_path: Path, notices) -> None:
    sheet.export_coordinates(tmp_path / "none" / "map.csv")

    assert notices[-1].severity == "error"
