"""A step of every kind ready to run: sample values for what it requires, and the inputs that it takes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from embexplorer.core.artifact import Artifact
from embexplorer.core.inputs import Inputs, nothing
from embexplorer.core.keys import Keys
from embexplorer.core.model import Model, embeds
from embexplorer.core.perform import perform
from embexplorer.core.projection import Projection
from embexplorer.core.recipe import Recipe, RecipeStep
from embexplorer.core.registry import step_named
from embexplorer.core.report import Report, ignore
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Parameter, Step, build, parameters_of
from embexplorer.core.trainer import Trainer
from embexplorer.core.typing import FloatArray
from embexplorer.core.weat_tests import weat_tests
from embexplorer.models.recommendation import Recommendation

LINES = "\n".join(f"w{row} {row}.5 {row % 7} {row % 3} 1" for row in range(20))


@dataclass(frozen=True, kw_only=True)
class Sample:
    """A step with what it is run on."""

    step: Step
    inputs: Inputs

    def run(self, report: Report = ignore) -> Artifact:
        return self.step.run(self.inputs, report)


@pytest.fixture
def sample(tmp_path: Path, clusters: EmbeddingSpace, request: pytest.FixtureRequest) -> Callable[[type[Step]], Sample]:
    """Make a step with its required parameters filled in, and inputs for it."""

    def made(kind: type[Step]) -> Sample:
        required = {p.name: value_for(kind, p, tmp_path) for p in parameters_of(kind) if needs_value(kind, p)}
        required |= ASKED.get(kind.name, {})
        if kind.name == "sentences":
            required["model"] = request.getfixturevalue("sentence_model")
        again = kind.name == "repeated"
        return Sample(step=build(kind, required), inputs=inputs_for(kind, trained(tmp_path) if again else clusters))

    return made


def needs_value(kind: type[Step], parameter: Parameter) -> bool:
    """True for what is required, for the words that a probe is asked about, and for what keeps a training short."""
    return parameter.required or parameter.name in ("words", "word") or is_shortened(kind, parameter)


def is_shortened(kind: type[Step], parameter: Parameter) -> bool:
    """True for the parameters that would make a training long, or its vocabulary empty."""
    return issubclass(kind, Trainer) and parameter.name in SHORT


def value_for(kind: type[Step], parameter: Parameter, folder: Path) -> Any:
    """A value that suits the sample space."""
    if is_shortened(kind, parameter):
        return SHORT[parameter.name]
    if parameter.type is Path:
        return FILES.get(kind.name, READ.get(getattr(kind, "reads", ""), other_file))(folder, kind)
    if parameter.type is str:
        return ["w1", "w40"] if parameter.many else "w1"
    return parameter.type(parameter.low or 1)


def inputs_for(kind: type[Step], space: EmbeddingSpace) -> Inputs:
    """The inputs that the step takes or may take."""
    roles = {*kind.takes, *kind.may_take}
    space = replace(space, model=Model(kind="lengths", accepts="word")) if kind.name == "new" else space
    projection = Projection(name="first two", coordinates=np.ascontiguousarray(space.vectors[:, :2]))
    needs_space = "space" in kind.takes if issubclass(kind, Trainer) else "space" in roles
    space = SPACES.get(kind.name, lambda same: same)(space)
    return Inputs(
        space=space if needs_space else None,
        projection=projection if "projection" in roles else None,
        rows=np.arange(0, 60, dtype=np.int64) if "rows" in roles else None,
        other=OTHERS.get(kind.name, rolled)(space) if "other" in roles else None,
        other_projection=replace(projection, name="other's", recipe=Recipe((RecipeStep(name="pca"),)))
        if "other_projection" in roles
        else None,
    )


def rolled(space: EmbeddingSpace) -> EmbeddingSpace:
    """Another space of the same words."""
    return replace(space, name="other", vectors=np.roll(space.vectors, 1, axis=1))


def of_other_words(space: EmbeddingSpace) -> EmbeddingSpace:
    """The same rows under other words, as if one model had embedded them later."""
    return replace(space, name="later", keys=Keys([f"later {word}" for word in space.keys]))


def trained(folder: Path) -> EmbeddingSpace:
    """A space that a short training made, for what trains it again."""
    kind = step_named("word2vec")
    space = perform(build(kind, {"path": corpus(folder, kind), **SHORT_WORDS}), nothing)
    assert isinstance(space, EmbeddingSpace)
    return space


@embeds("lengths")
def embed_lengths(space: EmbeddingSpace, words: Sequence[str]) -> FloatArray:
    """A model that embeds any word, as how long it is."""
    return np.array([[len(word)] * space.dimensions for word in words], np.float32)


def text_file(folder: Path, kind: type[Step]) -> Path:
    """Twenty words in four dimensions."""
    path = folder / "twenty.txt"
    path.write_text(f"20 4\n{LINES}\n", encoding="utf-8")
    return path


def binary_file(folder: Path, kind: type[Step]) -> Path:
    """Twenty words in four dimensions, as the word2vec tool writes them."""
    path = folder / "twenty.bin"
    rows = [f"w{row} ".encode() + np.array([row, 1, 2, 3], "<f4").tobytes() + b"\n" for row in range(20)]
    path.write_bytes(b"20 4\n" + b"".join(rows))
    return path


def numpy_file(folder: Path, kind: type[Step]) -> Path:
    """Twenty rows without labels."""
    path = folder / "twenty.npy"
    np.save(path, np.arange(80, dtype=np.float32).reshape(20, 4))
    return path


def tsv_file(folder: Path, kind: type[Step]) -> Path:
    """Twenty rows of the Embedding Projector, with metadata beside them."""
    path = folder / "vectors.tsv"
    path.write_text("\n".join(f"{row}\t{row % 7}\t1\t2" for row in range(20)) + "\n", encoding="utf-8")
    (folder / "metadata.tsv").write_text("\n".join(f"w{row}" for row in range(20)) + "\n", encoding="utf-8")
    return path


def space_folder(folder: Path, kind: type[Step]) -> Path:
    """A saved space."""
    vectors = np.arange(80, dtype=np.float32).reshape(20, 4)
    EmbeddingSpace(name="saved", keys=Keys([f"w{row}" for row in range(20)]), vectors=vectors).save(folder / "saved")
    return folder / "saved"


def corpus(folder: Path, kind: type[Step]) -> Path:
    """A hundred and twenty small sentences of a few words."""
    path = folder / "corpus.txt"
    nouns, verbs = ("king", "queen", "dog", "cat"), ("rules", "sees", "likes")
    lines = [f"the {nouns[n % 4]} {verbs[n % 3]} the {nouns[n % 5 % 4]} of w{n % 7}" for n in range(120)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def pairs_file(folder: Path, kind: type[Step]) -> Path:
    """Twelve subjects of three attributes."""
    path = folder / "pairs.txt"
    path.write_text("\n".join(f"w{n} is {'abc'[n % 3]}" for n in range(12)), encoding="utf-8")
    return path


def graph_file(folder: Path, kind: type[Step]) -> Path:
    """Two rings of ten nodes with weights."""
    path = folder / "rings.tsv"
    lines = [f"w{ring}{n}\tw{ring}{(n + 1) % 10}\t{1 + n % 3}" for ring in (1, 2) for n in range(10)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def interactions_file(folder: Path, kind: type[Step]) -> Path:
    """Twelve users with a few of seven items."""
    path = folder / "interactions.tsv"
    lines = [f"u{user}\tw{(user * step) % 7}" for user in range(12) for step in (1, 2, 3)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def recommender_space(space: EmbeddingSpace) -> EmbeddingSpace:
    """The space as if its rows were items that the user w1 has three of."""
    known = Recommendation(
        method="bpr",
        factors=space.dimensions - 1,
        users=Keys(["w1"]),
        vectors=np.ones((1, space.dimensions), np.float32),
        starts=np.array([0, 3]),
        seen=np.array([1, 2, 40], np.int32),
    )
    return replace(space, model=known.model())


def space_of_names(space: EmbeddingSpace) -> EmbeddingSpace:
    """The space as if its first rows were the words of WEAT 6."""
    sets = weat_tests()["6"].sets.values()
    known = [word for one in sets for word in one.words]
    return replace(space, keys=Keys([*known, *list(space.keys)[len(known) :]]))


def reading_space(space: EmbeddingSpace) -> EmbeddingSpace:
    """The space as if it could embed any text."""
    return replace(space, model=Model(kind="letters", accepts="text"))


@embeds("letters")
def embed_letters(space: EmbeddingSpace, texts: Sequence[str]) -> FloatArray:
    """How often each of some letters is in a text."""
    return np.array(
        [[1 + text.count("w1067245"[n % 8]) for n in range(space.dimensions)] for text in texts], np.float32
    )


def images(folder: Path, kind: type[Step]) -> Path:
    """Twenty small images in the folders of two labels: dark and light ones."""
    from PIL import Image

    random = np.random.default_rng(0)
    for number in range(20):
        place = folder / "images" / ("dark", "light")[number % 2]
        place.mkdir(parents=True, exist_ok=True)
        pixels = random.integers(0, 60, (12, 12)) + 190 * (number % 2)
        Image.fromarray(pixels.astype(np.uint8)).save(place / f"{number}.png")
    return folder / "images"


def metadata_file(folder: Path, kind: type[Step]) -> Path:
    """A column for two of the words."""
    path = folder / "colors.csv"
    path.write_text("word,color\nw1,red\nw2,blue\n", encoding="utf-8")
    return path


def other_file(folder: Path, kind: type[Step]) -> Path:
    """A place to write to, for writers; the text file for all others."""
    return folder / "written" if kind.kind == "writer" else text_file(folder, kind)


SHORT_WORDS = {"epochs": 2, "dimensions": 8, "min_count": 2}
SHORT = {**SHORT_WORDS, "times": 2}
READ: dict[str, Callable[[Path, type[Step]], Path]] = {
    "text": corpus,
    "pairs": pairs_file,
    "graph": graph_file,
    "interactions": interactions_file,
    "images": images,
}
ASKED: dict[str, dict[str, Any]] = {
    # what a step is asked, beside what it requires: a line each, so that additions do not touch
    "bias-measures": {"x": ("w1", "w2"), "y": ("w40", "w41"), "a": ("w5", "w6"), "b": ("w70", "w71"), "draws": 50},
    "columns-map": {"x": "rank", "y": "norm"},
    "debias-cost": {"left": ("w1", "w2"), "right": ("w40", "w41"), "most": 20},
    "debiased": {"words": "own", "left": ("w1", "w2"), "right": ("w40", "w41")},
    "seat": {"x": ("w1", "w2"), "y": ("w40", "w41"), "a": ("w5", "w66"), "b": ("w777", "w7777")},
    "evaluate": {"set": ["wordsim353", "wordnet-categories"], "column": "cluster", "times": 100},
    "search": {"query": "w1"},
    "rows": {"sort_by": "word"},
    "passages": {"average": True},
    "averaged": {"align": True},
    "reduced": {"dimensions": 3},
    "truncated": {"dimensions": 3},
    "axis": {"left": ("w1", "w2"), "right": ("w40", "w41"), "times": 100},
    "axes": {"left": ("w1", "w2"), "right": ("w40", "w41")},
    "weat": {"x": ["w1", "w2", "w3"], "y": ["w40", "w41"], "a": ["w5", "w6"], "b": ["w70", "w71"], "random_sets": 20},
    "weat-battery": {"tests": [6]},
    "sc-weat": {"x": ["w1", "w40"], "a": ["w5", "w6"], "b": ["w70", "w71"]},
    "cluster": {"clusters": 3, "least": 5},
    "clustered": {"clusters": 3, "least": 5, "column": "found"},
    "stability": {"seeds": (0, 1), "settings": ("epochs=20",)},
    "between": {"left": ("w1", "w2", "w3"), "right": ("w40", "w41"), "times": 100},
    "analogy": {"words": ["w1", "w2", "w40"], "pairs": ["w3:w4", "w5:w6"]},
}
OTHERS = {"joined": of_other_words, "placed-map": of_other_words}
SPACES = {"recommend": recommender_space, "weat-battery": space_of_names, "seat": reading_space}
FILES: dict[str, Callable[[Path, type[Step]], Path]] = {
    "word2vec-text": text_file,
    "word2vec-binary": binary_file,
    "numpy-array": numpy_file,
    "projector-tsv": tsv_file,
    "space-folder": space_folder,
    "metadata": metadata_file,
    "average-documents": corpus,
    "sentences": corpus,
    "corpus": corpus,
}
