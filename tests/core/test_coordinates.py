"""Coordinates as files."""

import json
from pathlib import Path

import numpy as np

from embexplorer.core.coordinates import write_coordinates
from embexplorer.core.keys import Keys
from embexplorer.core.projection import Projection
from embexplorer.core.space import EmbeddingSpace

SPACE = EmbeddingSpace(name="two", keys=Keys(["a", "b,c"]), vectors=np.eye(2, dtype=np.float32))
MAP = Projection(name="PCA", coordinates=np.array([[0, 1, 2], [3, 4, 5.5]], np.float32), axes=("P1", "P2", "P3"))


def test_the_file_holds_key_x_y_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "map.csv"

    write_coordinates(path, SPACE, MAP, (0, 2))

    assert path.read_bytes() == b'key,x,y\na,0.0,2.0\n"b,c",3.0,5.5\n'


def test_where_they_come_from_stands_beside_them(tmp_path: Path) -> None:
    path = tmp_path / "map.csv"

    write_coordinates(path, SPACE, MAP, (0, 2))

    assert json.loads((tmp_path / "map.csv.recipe.json").read_text())["axes"] == ["P1", "P3"]
