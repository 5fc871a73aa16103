"""Documents as averages of the words of an open space: plain, weighted by TF-IDF, or smooth inverse frequency (SIF)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from embexplorer.core.corpus import Corpus
from embexplorer.core.errors import UserError
from embexplorer.core.estimate import Estimate, Estimated, Size
from embexplorer.core.inputs import Inputs
from embexplorer.core.keys import Keys
from embexplorer.core.model import Model, embeds
from embexplorer.core.registry import register
from embexplorer.core.report import Part, Report, ignore
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Kind, param
from embexplorer.core.tokeniser import Tokeniser
from embexplorer.core.typing import DoubleArray, FloatArray, IndexArray
from embexplorer.corpora.document_rows import counts_of, counts_of_texts, document_space, left_out
from embexplorer.corpora.reading import read_corpus
from embexplorer.corpora.text_step import TextStep

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

READ = 0.7  # of the progress is over when the text has been read
ROWS = 2048  # documents that are averaged between two reports
BY_WEIGHT = "tf-idf"  # the one weighting that is divided by the sum of the weights; the others by the number of words
WORDS_A_SECOND, NUMBERS_A_SECOND = 3_000_000.0, 1e9  # read and counted; added up
KEPT = 1 << 30  # bytes of word vectors that are kept for new texts; of larger spaces only those of the text's words


@register
@dataclass(frozen=True, kw_only=True)
class AverageDocuments(TextStep, Estimated):
    """Give each document of a text the average of its words' vectors: plain, TF-IDF-weighted or SIF."""

    name: ClassVar[str] = "average-documents"
    kind: ClassVar[Kind] = "transform"
    title: ClassVar[str] = "Averaged documents"
    takes: ClassVar[tuple[str, ...]] = ("space",)
    makes: ClassVar[type] = EmbeddingSpace
    libraries: ClassVar[tuple[str, ...]] = ("numpy", "pyarrow", "scipy")

    weighting: Literal["mean", "tf-idf", "sif"] = param(
        "sif", "All words alike, by TF-IDF, or frequent words less and without what all documents share (SIF)."
    )
    smoothing: float = param(
        0.001, "SIF: the frequency of a word that counts half as much as the rarest.", low=1e-8, high=1, advanced=True
    )
    components: int = param(
        1, "SIF: how many principal components, which all documents share, are taken away.", low=0, high=20,
        advanced=True,
    )  # fmt: skip

    def run(self, inputs: Inputs, report: Report = ignore) -> EmbeddingSpace:
        words = inputs.the_space()
        corpus = read_corpus(self, Part(report, 0.0, READ))
        row = rows_of_words(words.keys, corpus)
        self._refuse_strangers(words, corpus, row)
        counts = counts_of(row[corpus.tokens], corpus.starts, words.rows)
        documents = np.flatnonzero(np.diff(counts.indptr))
        weights = _weights(self, corpus, counts, row)
        by_weight = self.weighting == BY_WEIGHT
        vectors = averages(counts[documents], weights, words.vectors, by_weight, Part(report, READ, 1.0))
        shared = shared_directions(vectors, self._components(len(documents)))
        vectors = without(vectors, shared)
        space = document_space(f"{corpus.name} averaged in {words.name}", corpus, documents, vectors)
        known = pa.table({"known words": np.asarray(counts[documents].sum(axis=1), np.int64).ravel()})
        model, kept = _model(self, corpus, words, weights, shared, row)
        notes = (*corpus.notes, *_notes(corpus, words, row, len(documents)), *kept)
        return replace(space.with_columns(known), notes=notes, model=model)

    def measured(self, report: Report = ignore) -> Size | None:
        corpus = read_corpus(self, report)
        return Size(documents=len(corpus), units=len(corpus.tokens), rows=len(corpus))

    def estimate(self, size: Size) -> Estimate | None:
        words, dimensions = size.taken
        counted = min(size.units, size.documents * words)
        seconds = size.units / WORDS_A_SECOND + counted * dimensions / NUMBERS_A_SECOND
        averaged = size.documents * dimensions * (8.0 + 8.0 * (self.weighting == "sif"))
        kept = min(4.0 * words * dimensions, KEPT)
        return Estimate(seconds=seconds, memory=averaged + 2 * kept + size.units * 30.0).loading("scipy")

    def _components(self, documents: int) -> int:
        """How many directions are taken away."""
        count = self.components if self.weighting == "sif" else 0
        if 0 < documents <= count:
            raise UserError(
                f"{self.path.name} has {documents:,} documents: without what they share nothing is left of them.",
                "Average more documents, or take none away (--components 0).",
            )
        return count

    def _refuse_strangers(self, words: EmbeddingSpace, corpus: Corpus, row: IndexArray) -> None:
        if (row < 0).all():
            raise UserError(
                f"No word of {self.path.name} is in {words.name}: its rows are like ‘{words.keys[0]}’, "
                f"the text's words like ‘{corpus.words[0]}’.",
                "Choose a space of words, and write words as it does (--lowercase, --tokens).",
            )


def rows_of_words(keys: Keys, corpus: Corpus) -> IndexArray:
    """The row of each word of the corpus in the space, −1 where it is not there."""
    import pyarrow.compute as pc

    found = pc.index_in(pa.array(corpus.words, keys.array.type), value_set=keys.array)
    return np.asarray(found.fill_null(-1).to_numpy(zero_copy_only=False), np.int32)


def averages(
    counts: "csr_matrix", weights: DoubleArray, vectors: FloatArray, by_weight: bool, report: Report = ignore
) -> FloatArray:
    """Σ count·weight·vector of each row's words, divided by Σ count·weight or, not `by_weight`, by Σ count.

    A row without a word is zero.
    """
    weighted = counts.copy()
    weighted.data = counts.data * weights[counts.indices]
    scale = np.asarray((weighted if by_weight else counts).sum(axis=1), np.float64).ravel()
    weighted.data /= np.repeat(np.where(scale > 0, scale, 1), np.diff(counts.indptr))
    weighted = weighted.astype(np.float32)
    answer = np.empty((counts.shape[0], vectors.shape[1]), np.float32)
    for start in range(0, len(answer), ROWS):
        report(start / len(answer), f"Averaging: {start:,} of {len(answer):,} documents")
        answer[start : start + ROWS] = weighted[start : start + ROWS] @ vectors
    report(1.0, "Averaged")
    return answer


def shared_directions(vectors: FloatArray, count: int) -> FloatArray:
    """The first right singular vectors of the rows, not centred: count × d (Arora, Liang & Ma 2017, algorithm 1)."""
    exact = np.asarray(vectors, np.float64)
    _, directions = np.linalg.eigh(exact.T @ exact)
    return np.ascontiguousarray(directions[:, ::-1][:, :count].T, np.float32)


def without(vectors: FloatArray, directions: FloatArray) -> FloatArray:
    """The rows without what they have in these orthonormal directions."""
    return np.asarray(vectors - vectors @ directions.T @ directions, np.float32) if len(directions) else vectors


def _weights(step: AverageDocuments, corpus: Corpus, counts: "csr_matrix", row: IndexArray) -> DoubleArray:
    """Of each row of the space; a word that is not in this text is as rare as can be."""
    match step.weighting:
        case "tf-idf":
            having = np.bincount(counts.indices, minlength=counts.shape[1])
            return np.asarray(np.log((1 + len(corpus)) / (1 + having)) + 1, np.float64)
        case "sif":
            often = np.zeros(counts.shape[1])
            often[row[row >= 0]] = corpus.counts[row >= 0] / len(corpus.tokens)
            return np.asarray(step.smoothing / (step.smoothing + often), np.float64)
        case _:
            return np.ones(counts.shape[1])


def _notes(corpus: Corpus, words: EmbeddingSpace, row: IndexArray, documents: int) -> list[str]:
    """What the user must see of what is not in the averages."""
    notes = []
    missing = np.flatnonzero(row < 0)
    if len(missing):
        share = corpus.counts[missing].sum() / len(corpus.tokens)
        such = ", ".join(f"‘{corpus.words[word]}’" for word in missing[:3].tolist())
        notes.append(
            f"{len(missing):,} of {len(corpus.words):,} different words ({share:.1%} of all words) are not in "
            f"{words.name} and count for nothing, such as {such}."
        )
    if documents < len(corpus):
        notes.append(left_out(len(corpus) - documents, "document", "without a known word"))
    return notes


def _model(
    step: AverageDocuments,
    corpus: Corpus,
    words: EmbeddingSpace,
    weights: DoubleArray,
    shared: FloatArray,
    row: IndexArray,
) -> tuple[Model, tuple[str, ...]]:
    """What new texts need: the words' vectors and weights, and what is taken away."""
    rows = np.arange(words.rows)
    if words.vectors.nbytes > KEPT:
        rows = np.unique(row[row >= 0]).astype(np.int64)
    fewer = (f"New texts can be averaged by the {len(rows):,} words that are in this text.",)
    settings = {
        "tokeniser": (corpus.tokeniser or Tokeniser()).to_json(),
        "words": words.keys.at(rows),
        "weighting": step.weighting,
    }
    arrays: dict[str, npt.NDArray[Any]] = {
        "vectors": np.array(words.vectors[rows]),
        "weights": weights[rows],
        "shared": shared,
    }
    return Model(kind="average-documents", settings=settings, arrays=arrays, accepts="text"), fewer if len(
        rows
    ) < words.rows else ()


@embeds("average-documents")
def embed_texts(space: EmbeddingSpace, texts: Sequence[str]) -> FloatArray:
    """New texts, averaged with the weights of the text that the space was made from; zero where no word is known."""
    model = space.model
    if model is None:
        raise UserError(f"{space.name} holds vectors only.", "Average documents here first.")
    tokeniser = Tokeniser.from_json(model.settings["tokeniser"])
    counts = counts_of_texts(texts, tokeniser, model.settings["words"])
    by_weight = model.settings["weighting"] == BY_WEIGHT
    found = averages(counts, model.arrays["weights"], model.arrays["vectors"], by_weight)
    return without(found, model.arrays["shared"])
