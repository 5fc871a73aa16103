"""Look at a corpus before it is learned from: the first documents as words, counts, and the frequency curve.

The table is that of `core.corpus_look.CorpusLook`. Its facts are documents, words, different (words), vocabulary (those
that occur `min_count` times), covered (their share of all words), one_word_documents and min_count.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from embexplorer.core.corpus import Corpus
from embexplorer.core.corpus_look import CorpusLook, SeenDocument, SeenWord
from embexplorer.core.inputs import Inputs
from embexplorer.core.registry import register
from embexplorer.core.report import Report, ignore
from embexplorer.core.step import Kind, param
from embexplorer.core.table import Table
from embexplorer.core.typing import IntArray
from embexplorer.corpora.reading import read_corpus
from embexplorer.corpora.text_step import TextStep

SHOWN_WORDS = 60  # of a document
TOP = 50  # words that stand on the curve one by one
POINTS = 200  # of the curve beyond


@register
@dataclass(frozen=True, kw_only=True)
class LookAtCorpus(TextStep):
    """Show the first documents as words, how many words there are, and how frequent they are.

    Rows of the kind "document" are the first documents as words: id, first words, place, and how many words there are.
    Rows of the kind "word" are the frequency curve: word, rank and count.
    """

    name: ClassVar[str] = "corpus"
    kind: ClassVar[Kind] = "probe"
    title: ClassVar[str] = "Look at a corpus"
    makes: ClassVar[type] = Table
    quick: ClassVar[bool] = True

    min_count: int = param(5, "Leave out words that occur less often.", low=1, high=1_000_000)
    first: int = param(3, "How many documents are shown as words.", low=0, high=1000)

    def run(self, inputs: Inputs, report: Report = ignore) -> Table:
        return look_at(read_corpus(self, report), self.min_count, self.first).to_table()


def look_at(corpus: Corpus, min_count: int, first: int) -> CorpusLook:
    """What there is to see of a corpus."""
    kept = corpus.kept(min_count)
    ranks = curve_ranks(len(corpus.words))
    return CorpusLook(
        name=corpus.name,
        documents=len(corpus),
        words=len(corpus.tokens),
        different=len(corpus.words),
        vocabulary=kept,
        covered=float(corpus.counts[:kept].sum() / len(corpus.tokens)),
        one_word_documents=int((np.diff(corpus.starts) == 1).sum()),
        min_count=min_count,
        first=tuple(_seen(corpus, number) for number in range(min(first, len(corpus)))),
        curve=tuple(
            SeenWord(word=corpus.words[rank - 1], rank=rank, count=int(corpus.counts[rank - 1]))
            for rank in ranks.tolist()
        ),
        notes=(*corpus.notes, *_on_vocabulary(corpus, kept, min_count), *_on_curve(ranks, len(corpus.words))),
    )


def curve_ranks(words: int) -> IntArray:
    """Ranks from 1 on: the first 50, at most 200 more at equal distances on a logarithmic scale, and the last."""
    top = np.arange(1, min(words, TOP) + 1)
    if words <= TOP:
        return top
    return np.unique(np.concatenate([top, np.geomspace(TOP, words, POINTS + 1).round().astype(np.int64)]))


def _seen(corpus: Corpus, number: int) -> SeenDocument:
    start, end = int(corpus.starts[number]), int(corpus.starts[number + 1])
    shown = corpus.tokens[start : min(end, start + SHOWN_WORDS)].tolist()
    name = corpus.ids[number] if corpus.ids else str(number + 1)
    return SeenDocument(id=name, words=tuple(corpus.words[token] for token in shown), length=end - start)


def _on_vocabulary(corpus: Corpus, kept: int, min_count: int) -> list[str]:
    if kept:
        return []
    most = f"‘{corpus.words[0]}’ occurs most, {corpus.counts[0]:,} times"
    return [f"No word occurs {min_count:,} times: {most}. Lower the minimum count."]


def _on_curve(ranks: IntArray, words: int) -> list[str]:
    if len(ranks) == words:
        return []
    return [f"{len(ranks):,} of {words:,} words are listed: the first {TOP}, then fewer and fewer, and the last."]
