"""The caption says what was run."""

from dataclasses import replace

import numpy as np
import pyarrow as pa

from embexplorer.core.figure import Figure
from embexplorer.core.figure_caption import caption_of, description_of, title_of
from embexplorer.core.figure_file import FigureFile
from embexplorer.core.keys import Keys
from embexplorer.core.look import Look
from embexplorer.core.projection import Projection
from embexplorer.core.recipe import Recipe, RecipeStep
from embexplorer.core.resolving import resolve
from embexplorer.core.space import EmbeddingSpace

READ = RecipeStep(
    name="word2vec-text",
    parameters={"path": "/home/alice/secret/glove.txt"},
    sources={"/home/alice/secret/glove.txt": "ab12"},
)
RUN = RecipeStep(name="tsne", parameters={"perplexity": 12.0, "seed": 7}, versions={"openTSNE": "1.0.4"})


def figure(name: str = "glove") -> Figure:
    space = EmbeddingSpace(
        name=name,
        keys=Keys(["a", "b", "c"]),
        vectors=np.zeros((3, 50), np.float32),
        columns=pa.table({"kind": ["x", "y", "x"]}),
    )
    places = np.array([[0, 0], [1, 1], [np.nan, 0]], np.float32)
    projection = Projection(name="t-SNE", coordinates=places, recipe=Recipe((READ, RUN)))
    return resolve(space, projection, Look(color_by="kind"), badges=("Not repeatable",))


def test_a_caption_names_map_space_parameters_seed_rows_colours_and_versions() -> None:
    caption = caption_of(figure())

    assert caption.startswith("t-SNE of glove, raw, 3 × 50: tsne with perplexity 12, seed 7.")
    assert "2 of 3 words are on the map. Coloured by kind." in caption
    assert caption.endswith("openTSNE 1.0.4.")


def test_hidden_rows_are_not_counted_as_drawn() -> None:
    hiding = replace(figure(), shown=np.array([True, False, True]))

    assert "1 of 3 words are on the map." in caption_of(hiding)


def test_a_description_has_the_hash_of_what_was_read_and_no_folder_of_the_users() -> None:
    told = description_of(figure(), FigureFile())

    assert "Read from glove.txt, SHA-256 ab12" in told
    assert "Not repeatable" in told
    assert "Command: embexplorer tsne glove.txt --perplexity 12.0 --seed 7" in told
    assert "alice" not in told


def test_a_description_ends_with_the_figure_as_json() -> None:
    assert description_of(figure(), FigureFile(dpi=150)).rpartition("Figure: ")[2].startswith('{"kind": "png"')


def test_a_name_of_a_million_letters_is_cut_and_control_signs_go() -> None:
    caption = caption_of(figure("g\x01" + "x" * 1_000_000))

    assert len(caption) < 500
    assert "\x01" not in caption


def test_a_title_is_one_line() -> None:
    assert "a b" == title_of(replace(figure(), title="a\n  b"))
