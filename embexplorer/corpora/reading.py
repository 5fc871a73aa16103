"""Read a text as a text step asks for it: find its documents, cut them into words, number the words."""

import re
from dataclasses import replace

import numpy as np

from embexplorer.core.corpus import Corpus
from embexplorer.core.errors import UserError
from embexplorer.core.report import Part, Report, ignore
from embexplorer.core.typing import IndexArray, IntArray
from embexplorer.corpora.documents import rows_kept
from embexplorer.corpora.numbering import Numbered
from embexplorer.corpora.text_source import documents_of, name_of
from embexplorer.corpora.text_step import TextStep
from embexplorer.corpora.tokenising import refuse_impossible, tokenised

READ = 0.4  # of the progress goes to reading the file
LOOKED_AT = 1000  # of the most frequent words
UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")  # Thai, Chinese …
MANY = 0.1  # share of documents of one word that is worth a sentence


def read_corpus(step: TextStep, report: Report = ignore) -> Corpus:
    """The whole corpus in memory as numbers; what happens to the file afterwards does not matter.

    Raises UserError for a file that is missing, binary, damaged or empty, and for a column that is not there.
    """
    refuse_impossible(step)
    documents = documents_of(step, Part(report, 0.0, READ))
    words, tokeniser, told = tokenised(documents, step, Part(report, READ, 1.0))
    if not len(words.tokens):
        raise _no_word(step)
    tokens, order = _by_frequency(words)
    kept = words.lengths > 0
    lengths = words.lengths[kept]
    ids, columns = rows_kept(documents, kept)
    corpus = Corpus(
        name=name_of(step.path),
        words=tuple(words.words[i] for i in order.tolist()),
        counts=words.counts()[order],
        tokens=tokens,
        starts=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        ids=ids,
        columns=columns,
        notes=(*documents.notes, *told, *_oddities(words.lengths)),
        tokeniser=tokeniser,
    )
    corpus = replace(corpus, notes=(*corpus.notes, *_unspaced(corpus, step)))
    report(1.0, f"Read {step.path.name}: {len(tokens):,} words")
    return corpus if step.resample is None else resampled(corpus, step.resample)


def resampled(corpus: Corpus, seed: int) -> Corpus:
    """As many documents, drawn with replacement."""
    random = np.random.default_rng(seed)
    drawn = corpus.only(random.integers(0, len(corpus), len(corpus)))
    return replace(drawn, notes=(*drawn.notes, f"The documents were drawn with replacement (seed {seed})."))


def _by_frequency(words: Numbered) -> tuple[IndexArray, IntArray]:
    """The tokens numbered anew, and the order of the words: the most frequent first, ties by first appearance."""
    counts = words.counts()
    first = np.full(len(counts), len(words.tokens), np.int64)
    first[words.tokens[::-1]] = np.arange(len(words.tokens))[::-1]  # of several values the last one stays
    order = np.lexsort((first, -counts))[: int((counts > 0).sum())]
    rank = np.zeros(len(counts), np.int32)
    rank[order] = np.arange(len(order), dtype=np.int32)
    return rank[words.tokens], order


def _oddities(lengths: IntArray) -> list[str]:
    empty, alone = int((lengths == 0).sum()), int((lengths == 1).sum())
    notes = []
    if empty:
        notes.append(f"{_documents(empty)} without a word {'was' if empty == 1 else 'were'} left out.")
    if alone > MANY * len(lengths):
        notes.append(f"Documents of one word, which has no context there: {alone:,} of {len(lengths) - empty:,}.")
    return notes


def _unspaced(corpus: Corpus, step: TextStep) -> list[str]:
    words = corpus.words[:LOOKED_AT]
    if step.tokens != "words" or 2 * sum(bool(UNSPACED.search(word)) for word in words) < len(words):
        return []
    return ["This script puts no spaces between words, so that whole phrases are words here: try --tokens unigram."]


def _documents(count: int) -> str:
    return "1 document" if count == 1 else f"{count:,} documents"


def _no_word(step: TextStep) -> UserError:
    if step.stop_words != "none" or step.numbers == "drop":
        left_out = "stop words or numbers" if step.numbers == "drop" else "stop words"
        return UserError(f"No word of {step.path.name} is left: all are {left_out}.", "Keep them, or take more text.")
    return UserError(f"{step.path.name} holds no word.", "Choose a file with text in it, or take --tokens whitespace.")
