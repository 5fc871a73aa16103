"""A step of every kind ready to run: sample values for what it requires, and the inputs that it takes."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from embexplorer.core.artifact import Artifact
from embexplorer.core.inputs import Inputs
from embexplorer.core.projection import Projection
from embexplorer.core.report import Report, ignore
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Parameter, Step, build, parameters_of
from embexplorer.core.trainer import Trainer

LINES = "\n".join(f"w{row} {row}.5 {row % 7} {row % 3} 1" for row in range(20))


@dataclass(frozen=True, kw_only=True)
class Sample:
    """A step with what it is run on."""

    step: Step
    inputs: Inputs

    def run(self, report: Report = ignore) -> Artifact:
        return self.step.run(self.inputs, report)


@pytest.fixture
def sample(tmp_path: Path, clusters: EmbeddingSpace) -> Callable[[type[Step]], Sample]:
    """Make a step with its required parameters filled in, and inputs for it."""

    def made(kind: type[Step]) -> Sample:
        required = {p.name: value_for(kind, p, tmp_path) for p in parameters_of(kind) if needs_value(kind, p)}
        return Sample(step=build(kind, required), inputs=inputs_for(kind, clusters))

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
    projection = Projection(name="first two", coordinates=np.ascontiguousarray(space.vectors[:, :2]))
    return Inputs(
        space=space if "space" in roles and not issubclass(kind, Trainer) else None,
        projection=projection if "projection" in roles else None,
        rows=np.arange(0, 60, dtype=np.int64) if "rows" in roles else None,
    )


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
    from embexplorer.core.keys import Keys

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


def metadata_file(folder: Path, kind: type[Step]) -> Path:
    """A column for two of the words."""
    path = folder / "colors.csv"
    path.write_text("word,color\nw1,red\nw2,blue\n", encoding="utf-8")
    return path


def other_file(folder: Path, kind: type[Step]) -> Path:
    """A place to write to, for writers; the text file for all others."""
    return folder / "written" if kind.kind == "writer" else text_file(folder, kind)


SHORT = {"epochs": 2, "dimensions": 8, "min_count": 2}
READ: dict[str, Callable[[Path, type[Step]], Path]] = {"text": corpus, "pairs": pairs_file}
FILES: dict[str, Callable[[Path, type[Step]], Path]] = {
    "word2vec-text": text_file,
    "word2vec-binary": binary_file,
    "numpy-array": numpy_file,
    "projector-tsv": tsv_file,
    "space-folder": space_folder,
    "metadata": metadata_file,
    "corpus": corpus,
}
