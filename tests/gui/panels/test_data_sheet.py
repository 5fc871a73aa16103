"""Rows are carried out as a table with what the map shows of them."""

import json
from pathlib import Path

import pyarrow.parquet as parquet

from embexplorer.core.figure import Figure
from embexplorer.core.resolving import resolve
from embexplorer.core.word_sets import WordSet
from embexplorer.gui.alone import settle
from embexplorer.gui.panels.data_sheet import SELECTED, SHOWN, DataSheet


def asked(shown, workspace) -> DataSheet:
    sheet = shown(DataSheet)

    def figure() -> Figure:
        return resolve(workspace.space(), workspace.projection(), workspace.look, trust=workspace.trust())

    sheet.set_figure_source(figure)
    sheet.ask()
    return sheet


def written(sheet: DataSheet, workspace, path: Path):
    sheet.write(path)
    settle(workspace)
    return parquet.read_table(path)


def test_coordinates_are_those_of_the_map(shown, workspace, tmp_path: Path) -> None:
    table = written(asked(shown, workspace), workspace, tmp_path / "a.parquet")

    assert workspace.projection().coordinates[:, 0].tolist() == table["x"].to_pylist()


def test_only_selected_rows_leave_where_some_are_selected(shown, workspace, tmp_path: Path) -> None:
    workspace.select([2, 5])

    table = written(asked(shown, workspace), workspace, tmp_path / "a.parquet")

    assert [2, 5] == table["row"].to_pylist()


def test_rows_that_the_map_shows_can_leave_alone(shown, workspace, tmp_path: Path) -> None:
    workspace.isolate([1, 4])
    sheet = asked(shown, workspace)
    sheet.rows.show_entries((("Shown", SHOWN), ("Selected", SELECTED)), SHOWN)

    assert [1, 4] == written(sheet, workspace, tmp_path / "a.parquet")["row"].to_pylist()


def test_named_sets_and_provenance_go_along(shown, workspace, tmp_path: Path) -> None:
    workspace.keep_set(WordSet(name="royal", words=("king", "queen")))

    table = written(asked(shown, workspace), workspace, tmp_path / "a.parquet")

    told = json.loads(table.schema.metadata[b"embexplorer"])
    assert (2, {"royal": ["king", "queen"]}) == (sum(table["set: royal"].to_pylist()), told["sets"])


def test_every_row_has_the_colour_of_the_map(shown, workspace, tmp_path: Path) -> None:
    workspace.set_look(workspace.look.colored_by("rank"), "colour")

    table = written(asked(shown, workspace), workspace, tmp_path / "a.parquet")

    colors = table["color"].to_pylist()
    assert all(color.startswith("#") and len(color) == 7 for color in colors)
    assert len(set(colors)) > 20


def test_what_is_not_there_is_not_offered(shown, workspace) -> None:
    sheet = asked(shown, workspace)

    assert [False, False] == [sheet.sets.isEnabled(), sheet.mark.isEnabled()]
