"""From documents to numbered words as a text step asks: words, stop words, phrases or subwords; and the tokeniser."""

from dataclasses import replace
from importlib.util import find_spec
from typing import Literal

from embexplorer.core.errors import UserError
from embexplorer.core.report import Part, Report
from embexplorer.core.tokeniser import Tokeniser
from embexplorer.corpora.documents import Documents
from embexplorer.corpora.numbering import Numbered, numbered, replaced
from embexplorer.corpora.phrases import found_phrases, with_phrases
from embexplorer.corpora.subwords import learned_subwords
from embexplorer.corpora.text_step import TextStep
from embexplorer.corpora.unigram import MOST_LETTERS

MIN_COUNT = 5  # of phrases, for a step that has no minimum count
CUT = 0.4  # of the progress goes to words where phrases or subwords follow


def tokenised(documents: Documents, step: TextStep, report: Report) -> tuple[Numbered, Tokeniser, tuple[str, ...]]:
    """The words of all documents, how they were cut, and what must be told of it."""
    plain = plain_tokeniser(step)
    more = step.phrases or step.tokens in ("bpe", "unigram")
    words = numbered(documents.texts, plain.cut, Part(report, 0.0, CUT if more else 1.0))
    if not len(words.tokens) or not more:
        return words, plain, ()
    if step.phrases:
        return _joined(words, plain, step, Part(report, CUT, 1.0))
    return _cut_smaller(words, plain, step, Part(report, CUT, 1.0))


def plain_tokeniser(step: TextStep) -> Tokeniser:
    """What needs no learning: phrases and subwords are still missing."""
    tokeniser = Tokeniser(
        tokens=step.tokens, lowercase=step.lowercase, strip_accents=step.strip_accents, numbers=step.numbers
    )
    if not _stops(step):
        return tokeniser
    as_written = replace(tokeniser, lowercase=True)
    listed = [word for phrase in _stop_words(step.stop_words) for word in as_written.words(phrase)]
    return replace(tokeniser, stop_words=tuple(dict.fromkeys(listed)))


def refuse_impossible(step: TextStep) -> None:
    """Raise UserError for parameters that exclude each other, and for what needs a library that is missing."""
    if step.phrases and step.tokens in ("bpe", "unigram"):
        raise UserError(
            f"Phrases join words, and {step.tokens} cuts them: one text cannot have both.",
            "Leave --phrases out, or take --tokens words.",
        )
    needed = {"gensim": step.phrases, "tokenizers": step.tokens in ("bpe", "unigram"), "stop_words": _stops(step)}
    for library, wanted in needed.items():
        if wanted and find_spec(library) is None:
            spoken, hint = library.replace("_", "-"), 'Install it: pip install "embexplorer[train]"'
            raise UserError(f"Reading the text like this needs {spoken}, which is not installed.", hint)


def _stops(step: TextStep) -> bool:
    return step.stop_words != "none"


def _stop_words(language: str) -> list[str]:
    from stop_words import get_stop_words

    return list(get_stop_words(language))


def _joined(
    words: Numbered, plain: Tokeniser, step: TextStep, report: Report
) -> tuple[Numbered, Tokeniser, tuple[str, ...]]:
    least = int(getattr(step, "min_count", MIN_COUNT))
    phrases = found_phrases(words, least, step.phrase_threshold, report)
    told = f"{len(phrases):,} phrases were found and joined." if phrases else "No phrase was found: none scores enough."
    return with_phrases(words, phrases), replace(plain, phrases=phrases), (told,)


def _cut_smaller(
    words: Numbered, plain: Tokeniser, step: TextStep, report: Report
) -> tuple[Numbered, Tokeniser, tuple[str, ...]]:
    kind: Literal["bpe", "unigram"] = "unigram" if step.tokens == "unigram" else "bpe"
    learned = learned_subwords(words, kind, step.subwords, Part(report, 0.0, 0.8))
    tokeniser = replace(plain, subwords=learned)
    pieces = replaced(words, tokeniser.pieces, Part(report, 0.8, 1.0), "Cutting words into subwords")
    told = f"{len(pieces.words):,} different subwords ({kind}) make up the text."
    letters = sum(map(len, words.words))
    if kind == "bpe" or letters <= MOST_LETTERS:
        return pieces, tokeniser, (told,)
    rest = f"They were learned from the more frequent words: {MOST_LETTERS:,} of {letters:,} letters."
    return pieces, tokeniser, (told, rest)
