"""What is written for gensim is loaded by gensim, answers the same, and goes on learning."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from gensim.models import KeyedVectors, Word2Vec

from embexplorer.core.inputs import Inputs
from embexplorer.core.space import EmbeddingSpace
from embexplorer.corpora.reading import read_corpus
from embexplorer.trainers.word2vec import Word2Vec as Trainer
from embexplorer.writers.to_gensim import ToGensim

SETTINGS = [
    {"engine": "gensim", "loss": "negative"},
    {"engine": "gensim", "loss": "hierarchical"},
    {"engine": "torch", "loss": "negative", "architecture": "cbow"},
    {"engine": "torch", "loss": "hierarchical"},
]


@pytest.fixture
def step(tmp_path: Path) -> Trainer:
    path = tmp_path / "text.txt"
    path.write_text("\n".join(f"w{n % 7} sees w{n % 5} near w{n % 3}" for n in range(200)), encoding="utf-8")
    return Trainer(path=path, dimensions=8, epochs=2, min_count=2, held_out=0)


def trained(step: Trainer, **settings: str) -> EmbeddingSpace:
    return replace(step, **settings).run(Inputs())  # type: ignore[arg-type]


@pytest.mark.parametrize("settings", SETTINGS, ids=lambda s: " ".join(s.values()))
def test_gensim_loads_the_model_and_goes_on(step: Trainer, tmp_path: Path, settings: dict[str, str]) -> None:
    space = trained(step, **settings)
    ToGensim(path=tmp_path / "model").run(Inputs(space=space))

    model = Word2Vec.load(str(tmp_path / "model"))

    assert model.wv.index_to_key == list(space.keys)
    assert np.array_equal(space.vectors, model.wv.vectors)
    sentences = read_corpus(step).sentences
    model.train(sentences, total_examples=len(sentences), epochs=1)
    assert np.isfinite(model.wv.vectors).all() and not np.array_equal(space.vectors, model.wv.vectors)


def test_the_neighbours_are_those_of_gensim_s_own_model(step: Trainer, tmp_path: Path) -> None:
    direct = Word2Vec(
        read_corpus(step).sentences, vector_size=8, min_count=2, sg=1, seed=0, workers=1, epochs=2, sample=1e-3
    )
    ToGensim(path=tmp_path / "model").run(Inputs(space=trained(step)))

    model = Word2Vec.load(str(tmp_path / "model"))

    assert direct.wv.most_similar("sees") == model.wv.most_similar("sees")
    assert np.array_equal(direct.syn1neg, model.syn1neg)


def test_other_spaces_are_written_as_keyed_vectors(clusters: EmbeddingSpace, tmp_path: Path) -> None:
    table = ToGensim(path=tmp_path / "vectors").run(Inputs(space=clusters))

    keyed = KeyedVectors.load(str(tmp_path / "vectors"))

    assert np.array_equal(clusters.vectors, keyed.vectors)
    assert list(clusters.keys) == keyed.index_to_key
    assert "not trained by word2vec here" in table.notes[0]


def test_a_selection_is_written_as_keyed_vectors(step: Trainer, tmp_path: Path) -> None:
    space = trained(step)

    table = ToGensim(path=tmp_path / "part").run(Inputs(space=space, rows=np.array([0, 2])))

    assert KeyedVectors.load(str(tmp_path / "part")).index_to_key == space.keys.at(np.array([0, 2]))
    assert "A selection is no whole model" in table.notes[0]


def test_the_file_may_be_compressed(clusters: EmbeddingSpace, tmp_path: Path) -> None:
    ToGensim(path=tmp_path / "vectors.gz").run(Inputs(space=clusters))

    assert len(KeyedVectors.load(str(tmp_path / "vectors.gz"))) == clusters.rows
