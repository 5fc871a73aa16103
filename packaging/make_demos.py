"""Make the bundled demo data from their sources: `python packaging/make_demos.py SOURCES`.

SOURCES holds `vectors/glove.6B.100d.top30k-plus.w2v.txt.gz`, `evalsets/wordnet_categories.tsv`, `corpora/kjv.tsv.gz`
and `corpora/WORDNET-LICENSE.txt`; what each of them is stands in `resources/demos/README.md`. Run it again only when
the sources or the format of a space folder change: it writes the same bytes every time, but for the thumbnail.
"""

import csv
import gzip
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa

from embexplorer.core.inputs import Inputs
from embexplorer.core.keys import Keys
from embexplorer.core.perform import perform
from embexplorer.core.recipe import Recipe, RecipeStep, sha256_of
from embexplorer.core.registry import step_named
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import build

DEMOS = Path(__file__).resolve().parents[1] / "resources" / "demos"
GLOVE = "vectors/glove.6B.100d.top30k-plus.w2v.txt.gz"
CATEGORIES = "evalsets/wordnet_categories.tsv"
LICENSE = "corpora/WORDNET-LICENSE.txt"
BIBLE = "corpora/kjv.tsv.gz"
ROWS, DIMENSIONS = 10_000, 100
NOTE = "10,000 most frequent words of its source, which lacks “a”, “i” and tokens with a digit, full stop or accent"


def main(sources: Path) -> None:
    """Write `resources/demos` anew, but for its README."""
    space = glove(sources).save(DEMOS / "glove-10k")
    thumbnail(space)
    shutil.copyfile(sources / LICENSE, DEMOS / "WORDNET-LICENSE.txt")
    bible(sources / BIBLE, DEMOS / "kjv.tsv.gz")


def glove(sources: Path) -> EmbeddingSpace:
    """The first rows of the GloVe file, with rank, norm, and the category of the words that have one."""
    words, vectors = read_text(sources / GLOVE)
    categories = read_categories(sources / CATEGORIES)
    columns = pa.table(
        {
            "rank": pa.array(np.arange(1, ROWS + 1, dtype=np.int32)),
            "norm": pa.array(np.sqrt((vectors.astype(np.float64) ** 2).sum(axis=1)).astype(np.float32)),
            "category": pa.array([categories.get(word) for word in words], pa.large_string()),
        }
    )
    return EmbeddingSpace(
        name="glove-10k",
        keys=Keys(words),
        vectors=vectors,
        columns=columns,
        recipe=origin(sources / GLOVE),
        notes=(NOTE,),
    )


def origin(source: Path) -> Recipe:
    """What a reader would have written, with the name of the file in place of its path."""
    parameters = {"path": source.name, "take": "first", "count": ROWS}
    step = RecipeStep(name="word2vec-text", parameters=parameters, sources={source.name: sha256_of(source)})
    return Recipe((step,))


def read_text(path: Path) -> tuple[list[str], "np.ndarray[tuple[int, int], np.dtype[np.float32]]"]:
    """The words and vectors of the first rows of a word2vec text file with a header."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        next(stream)
        lines = [next(stream).rstrip("\n").split(" ") for _ in range(ROWS)]
    vectors = np.array([line[1 : DIMENSIONS + 1] for line in lines], np.float32)
    return [line[0] for line in lines], vectors


def read_categories(path: Path) -> dict[str, str]:
    """The category of each word."""
    with path.open(encoding="utf-8", newline="") as stream:
        return {row["word"]: row["category"] for row in csv.DictReader(stream, delimiter="\t")}


def thumbnail(space: EmbeddingSpace) -> None:
    """A small picture's coordinates for the welcome page: UMAP with its default parameters, seed 0."""
    in_memory = replace(space, folder=None)  # or its neighbour graph would be kept in the resources
    projection = perform(build(step_named("umap"), {"seed": 0}), Inputs(space=in_memory))
    projection.save(DEMOS / "glove-10k" / "thumbnail")


def bible(source: Path, target: Path) -> None:
    """The text as it is, compressed without a time stamp."""
    text = gzip.decompress(source.read_bytes())
    target.write_bytes(gzip.compress(text, 9, mtime=0))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
