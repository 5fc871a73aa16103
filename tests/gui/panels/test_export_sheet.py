"""Carrying things out."""

from pathlib import Path

import pytest

from embexplorer.core.errors import UserError
from embexplorer.core.resolving import resolve
from embexplorer.gui.alone import settle
from embexplorer.gui.panels.export_sheet import FORMATS, ExportSheet


@pytest.fixture
def sheet(shown, workspace) -> ExportSheet:
    sheet = shown(ExportSheet)
    figure = resolve(workspace.space(), workspace.projection(), workspace.look, workspace.selection, None)
    sheet.set_figure_source(lambda: figure)
    sheet.open_image((640, 480))
    return sheet


@pytest.mark.parametrize(("suffix", "head"), [("png", b"\x89PNG"), ("svg", b"<?xml"), ("pdf", b"%PDF")])
def test_the_map_is_saved(sheet, tmp_path: Path, suffix: str, head: bytes) -> None:
    path = tmp_path / f"map.{suffix}"

    sheet.save_image(path)

    assert path.read_bytes().startswith(head)


def test_a_size_that_cannot_be_is_marked(sheet, tmp_path: Path) -> None:
    sheet.wide.setText("1")

    with pytest.raises(UserError, match="The width is ‘1’"):
        sheet.save_image(tmp_path / "map.png")

    assert sheet.wide.wrong


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
