"""Learn the subwords of a corpus: byte pairs joined (BPE), or the likeliest pieces (unigram)."""

import os
from collections.abc import Iterator
from typing import Literal

from embexplorer.core.report import Report
from embexplorer.core.tokeniser import BEGINS, UNKNOWN
from embexplorer.corpora.numbering import Numbered
from embexplorer.corpora.unigram import unigram_pieces

AT_ONCE = 10_000  # times that a word is written down in one go


def learned_subwords(corpus: Numbered, kind: Literal["bpe", "unigram"], size: int, report: Report) -> str:
    """The JSON of a `tokenizers` model of about so many subwords; the same words and counts give the same JSON."""
    os.environ["TOKENIZERS_PARALLELISM"] = "false"  # more threads add numbers up in another order
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers

    report(0.0, f"Learning {size:,} subwords")
    counts = dict(zip(corpus.words, corpus.counts().tolist(), strict=True))
    if kind == "bpe":
        tokenizer = Tokenizer(models.BPE())
        tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
        trainer = trainers.BpeTrainer(vocab_size=size, show_progress=False)
        tokenizer.train_from_iterator(_written(counts, report), trainer)
    else:
        marked = {BEGINS + word: count for word, count in counts.items()}
        tokenizer = Tokenizer(models.Unigram([(UNKNOWN, 0.0), *unigram_pieces(marked, size, report)], unk_id=0))
        tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    return str(tokenizer.to_str())


def _written(counts: dict[str, int], report: Report) -> Iterator[str]:
    """Every word as often as it occurs: pairs are counted within words only, so that their order does not matter."""
    for number, (word, count) in enumerate(counts.items()):
        if number % 1000 == 0:
            report(0.5 * number / len(counts), f"Learning subwords: {number:,} words")
        for start in range(0, count, AT_ONCE):
            yield " ".join([word] * min(AT_ONCE, count - start))
