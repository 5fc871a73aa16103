"""Count models: words or documents as how often they occur with others, weighted, and brought to few dimensions."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import numpy as np

from embexplorer.core.corpus import Corpus
from embexplorer.core.errors import UserError
from embexplorer.core.estimate import BYTES_A_WORD, Estimate, Size
from embexplorer.core.inputs import Inputs
from embexplorer.core.model import Model, embeds
from embexplorer.core.registry import register
from embexplorer.core.report import Part, Report, ignore
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import param
from embexplorer.core.tokeniser import Tokeniser
from embexplorer.core.trainer import Trainer
from embexplorer.core.typing import FloatArray
from embexplorer.corpora.cooccurrence import cooccurrences, different_pairs
from embexplorer.corpora.document_rows import counts_of_texts, document_space, left_out, word_counts
from embexplorer.corpora.reading import read_corpus
from embexplorer.corpora.text_step import TextStep
from embexplorer.corpora.word_trainer import word_space
from embexplorer.trainers._low_rank import (
    explained,
    product,
    projection_notes,
    random_directions,
    singular_vectors,
)
from embexplorer.trainers._weighting import Kind, Weighting, weighting_from, weighting_of

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

READ, COUNTED, WEIGHED = 0.3, 0.5, 0.6  # of the progress is over then
WORDS_A_SECOND, NUMBERS_A_SECOND = 800_000.0, 2e9  # read and counted; multiplied and added
LARGEST = 2 << 30  # bytes of a space that is not reduced
SHARES = {"none": "", "lsa": " LSA", "gaussian": " Gaussian projection", "sparse": " sparse projection"}


@register
@dataclass(frozen=True, kw_only=True)
class Counts(TextStep, Trainer):
    """Words or documents by what they occur with: counts, TF-IDF or PPMI, whole or brought to few dimensions.

    Words are counted with the words around them, or with the documents that they stand in; documents with their words.
    """

    name: ClassVar[str] = "counts"
    title: ClassVar[str] = "Count model"
    libraries: ClassVar[tuple[str, ...]] = ("numpy", "pyarrow", "scipy", "scikit-learn", "numba")
    keeps_itself: ClassVar[bool] = False
    idea: ClassVar[str] = "the [king] rules → how often: the, rules"
    presets: ClassVar = {
        "words": {"of": "words", "weighting": "ppmi", "reduce": "lsa", "dimensions": 100, "window": 5},
        "documents": {"of": "documents", "weighting": "tf-idf", "reduce": "lsa", "dimensions": 100},
        "bag of words": {"of": "documents", "weighting": "counts", "reduce": "none"},
    }

    of: Literal["words", "documents"] = param("words", "What gets a vector: each word, or each document.")
    weighting: Literal["counts", "tf-idf", "ppmi"] = param(
        "ppmi", "Plain counts, TF-IDF, or how much more often than by chance (PPMI)."
    )
    reduce: Literal["none", "lsa", "gaussian", "sparse"] = param(
        "lsa", "Keep every column, or reduce: singular vectors (LSA), Gaussian or sparse random projection."
    )
    dimensions: int = param(100, "Numbers in a vector, where it is reduced.", low=1, high=10_000)
    min_count: int = param(5, "Leave out words that occur less often.", low=1, high=1_000_000, title="Minimum count")
    window: int = param(
        5, "Words to each side that a word is counted with; 0: the documents that it stands in.", low=0, high=100
    )
    seed: int = param(0, "Of everything that is drawn at random; the same seed gives the same vectors.", low=0,
                      high=2**31 - 1)  # fmt: skip
    distance_weighted: bool = param(False, "Count a word that stands d places away as 1/d.", advanced=True)
    sublinear: bool = param(False, "TF-IDF: take 1 + the logarithm of a count for the count.", advanced=True)
    smoothing: float = param(
        0.75, "PPMI: frequencies of contexts are raised to this power; 1: as they are.", low=0, high=1, advanced=True
    )
    shift: float = param(
        1.0, "PPMI: how often more than by chance counts as nothing; 1: not shifted.", low=1, high=100, advanced=True
    )
    singular_exponent: float | None = param(
        None, "LSA: singular values are raised to this power; empty: 0.5 for words, 1 for documents.", low=0, high=2,
        advanced=True,
    )  # fmt: skip
    iterations: int = param(
        5, "LSA: power iterations of the randomised SVD; more are more exact.", low=0, high=100, advanced=True
    )

    def run(self, inputs: Inputs, report: Report = ignore) -> EmbeddingSpace:
        corpus = read_corpus(self, Part(report, 0.0, READ))
        words = corpus.vocabulary(self.min_count)
        self._refuse_what_is_too_large(corpus, len(words))
        counts = self._counts(corpus, len(words), Part(report, READ, COUNTED))
        report(COUNTED, "Weighing")
        weighting, weights = self._weighed(counts)
        rows = np.arange(len(words)) if self.of == "words" else np.flatnonzero(np.diff(counts.indptr))
        reduced = _reduced(self, weights[rows], Part(report, WEIGHED, 1.0))
        notes = (*self._notes(corpus, len(words), len(rows)), *reduced.notes)
        name, frequency = self._name(corpus), corpus.counts[: len(words)]
        if self.of == "words":
            return replace(word_space(name, words, frequency, reduced.vectors), notes=notes)
        space = document_space(name, corpus, rows, reduced.vectors)
        linked = () if reduced.columns is None else (word_space(f"{name}, words", words, frequency, reduced.columns),)
        return replace(space, notes=notes, model=_kept(corpus, words, weighting, reduced), beside=linked)

    def measured(self, report: Report = ignore) -> Size | None:
        corpus = read_corpus(self, report)
        rows = corpus.kept(self.min_count) if self.of == "words" else len(corpus)
        return Size(documents=len(corpus), units=len(corpus.tokens), rows=rows)

    def estimate(self, size: Size) -> Estimate | None:
        if self.reduce == "none":
            return None  # how many columns there will be is not known
        rows = size.rows if self.of == "words" else size.documents
        near = self.of == "words" and self.window > 0
        stored = different_pairs(2.0 * self.window * size.units, rows) if near else 0.6 * size.units
        passes = 2 * self.iterations + 2 if self.reduce == "lsa" else 1
        seconds = size.units / WORDS_A_SECOND + stored * (self.dimensions + 10) * passes / NUMBERS_A_SECOND
        memory = stored * 36.0 + rows * self.dimensions * 12.0 + size.units * BYTES_A_WORD
        return Estimate(seconds=seconds, memory=memory).loading("scipy", *(("numba",) if near else ()))

    def _refuse_what_is_too_large(self, corpus: Corpus, words: int) -> None:
        rows = words if self.of == "words" else len(corpus)
        columns = words if self.of == "documents" or self.window else len(corpus)
        needed = 4 * rows * columns
        if self.reduce == "none" and needed > LARGEST:
            raise UserError(
                f"{rows:,} rows of {columns:,} columns would take {needed / 2**30:.1f} GiB of memory.",
                "Reduce them (--reduce lsa), or raise --min-count.",
            )

    def _counts(self, corpus: Corpus, words: int, report: Report) -> "csr_matrix":
        """Rows × what they are counted with, but for words by documents under TF-IDF, which weighs documents."""
        if self.of == "words" and self.window:
            return cooccurrences(corpus, words, self.window, distance_weighted=self.distance_weighted, report=report)
        report(0.0, "Counting the words of each document")
        counts = word_counts(corpus, words)
        return counts if self.of == "documents" else counts.T.tocsr()

    def _weighed(self, counts: "csr_matrix") -> tuple[Weighting, "csr_matrix"]:
        kind: Kind = self.weighting
        turned = self.of == "words" and not self.window and kind == "tf-idf"  # the idf is always that of words
        counts = counts.T.tocsr() if turned else counts
        weighting = weighting_of(counts, kind, sublinear=self.sublinear, smoothing=self.smoothing, shift=self.shift)
        weights = weighting.of(counts)
        return weighting, weights.T.tocsr() if turned else weights

    def _name(self, corpus: Corpus) -> str:
        weighting = {"counts": "counts", "tf-idf": "TF-IDF", "ppmi": "PPMI"}[self.weighting]
        return f"{corpus.name} {self.of} {weighting}{SHARES[self.reduce]}"

    def _notes(self, corpus: Corpus, words: int, rows: int) -> tuple[str, ...]:
        notes = list(corpus.notes)
        if words < len(corpus.words):
            notes.append(
                f"{len(corpus.words) - words:,} words that occur less than {self.min_count} times were left out."
            )
        if self.of == "documents" and rows < len(corpus):
            notes.append(left_out(len(corpus) - rows, "document", "without any other word"))
        if self.reduce == "none":
            by_words = self.of == "documents" or self.window
            notes.append(
                "Its dimensions are the words, the most frequent first." if by_words else
                "Its dimensions are the documents, in their order."
            )  # fmt: skip
        return tuple(notes)


@dataclass(frozen=True, kw_only=True)
class Reduced:
    """`directions` are what weights are multiplied with (columns × dimensions, dense or sparse); None: nothing.

    `columns` are vectors of the columns in the same dimensions, where there are such.
    """

    vectors: FloatArray
    directions: Any
    columns: FloatArray | None = None
    notes: tuple[str, ...] = ()


def _reduced(step: Counts, weights: "csr_matrix", report: Report) -> Reduced:
    report(0.0, "Writing the vectors")
    match step.reduce:
        case "none":
            return Reduced(vectors=weights.astype(np.float32).toarray(), directions=None)
        case "lsa":
            return _by_singular_vectors(step, weights, report)
        case _:
            return _at_random(step, weights, report)


def _by_singular_vectors(step: Counts, weights: "csr_matrix", report: Report) -> Reduced:
    wanted = min(step.dimensions, *weights.shape)
    found = singular_vectors(weights, wanted, seed=step.seed, iterations=step.iterations, report=report)
    kept = len(found.values)
    if not kept:
        raise UserError("Nothing is left to find dimensions in: all weights are 0.", "Lower --shift or --min-count.")
    plain = product(weights.astype(np.float32), found.vectors)
    shares = explained(weights, plain)
    how = f"(randomised SVD, {step.iterations} power iterations)"
    notes = [f"{kept:,} singular vectors hold {shares.sum():.1%} of the variance, the first {shares[0]:.1%} {how}."]
    if kept < step.dimensions:
        notes.append(f"There are no more than {kept:,} dimensions; {step.dimensions:,} were asked for.")
    exponent = step.singular_exponent
    if exponent is None:
        exponent = 0.5 if step.of == "words" else 1.0
    scale = (found.values ** (exponent - 1)).astype(np.float32)
    columns = found.vectors * (found.values**exponent).astype(np.float32)
    return Reduced(vectors=plain * scale, directions=found.vectors * scale, columns=columns, notes=tuple(notes))


def _at_random(step: Counts, weights: "csr_matrix", report: Report) -> Reduced:
    directions = random_directions(step.reduce, weights.shape, step.dimensions, step.seed)
    vectors = _projected(weights, directions, report)
    report(1.0, "Measuring distances")
    return Reduced(vectors=vectors, directions=directions, notes=projection_notes(weights, vectors, step.seed))


def _projected(weights: "csr_matrix", directions: Any, report: Report = ignore) -> FloatArray:
    if directions is None:
        return np.asarray(weights.toarray(), np.float32)
    if isinstance(directions, np.ndarray):
        return np.asarray(product(weights, directions, report, (0.5, "Projecting")), np.float32)
    return np.ascontiguousarray((weights @ directions).toarray(), np.float32)


def _kept(corpus: Corpus, words: Sequence[str], weighting: Weighting, reduced: Reduced) -> Model:
    """What new texts need to become rows of this space."""
    tokeniser = corpus.tokeniser or Tokeniser()
    settings = {"tokeniser": tokeniser.to_json(), "words": list(words), "weighting": weighting.settings()}
    arrays = {"column": weighting.column}
    directions = reduced.directions
    match directions:
        case None:
            pass
        case np.ndarray():
            arrays["directions"] = directions
        case _:
            arrays |= {name: getattr(directions, name) for name in PARTS}
    return Model(kind="counts", settings=settings, arrays=arrays, accepts="text")


PARTS = ("data", "indices", "indptr")  # of sparse directions


@embeds("counts")
def embed_documents(space: EmbeddingSpace, texts: Sequence[str]) -> FloatArray:
    """New documents, cut, weighted and projected as those of the space were."""
    model = space.model
    if model is None or not model.accepts:
        raise UserError(f"{space.name} holds vectors only: nothing new can be embedded in it.", "Train documents.")
    tokeniser = Tokeniser.from_json(model.settings["tokeniser"])
    counts = counts_of_texts(texts, tokeniser, model.settings["words"])
    weights = weighting_from(model.settings["weighting"], model.arrays["column"]).of(counts)
    return _projected(weights, _directions(model, space.dimensions))


def _directions(model: Model, dimensions: int) -> Any:
    from scipy.sparse import csr_matrix

    if "directions" in model.arrays:
        return model.arrays["directions"]
    if "indptr" not in model.arrays:
        return None
    return csr_matrix(tuple(model.arrays[name] for name in PARTS), (len(model.settings["words"]), dimensions))
