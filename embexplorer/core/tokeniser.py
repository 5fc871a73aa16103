"""How text becomes words, as a value that is kept beside a model, so that new text is cut as the corpus was."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from tokenizers import Tokenizer as SubwordModel

Tokens = Literal["words", "whitespace", "bpe", "unigram"]
Numbers = Literal["keep", "mask", "drop"]
JOINT = "_"  # between the words of a phrase
UNKNOWN = "<unk>"  # what a subword model says of a letter that it has never seen
BEGINS = "▁"  # the first subword of a word begins with it
MARKS_END = 0x20000  # no letter from here on has marks above or below it


@dataclass(frozen=True, kw_only=True)
class Tokeniser:
    """`words` cuts text; it never fails, and gives an empty list for text in which there is no word.

    Words are runs of letters, digits and their marks, with apostrophes inside them (’ becomes ') and points or commas
    inside numbers, as Unicode's rules say (UAX 29); all are in the composed form (NFC). Then stop words go, phrases are
    joined by “_”, or each word is cut into subwords, of which the first begins with “▁”. `stop_words` are lower case,
    `phrases` are pairs joined already, `subwords` is the JSON of the `tokenizers` package.
    """

    tokens: Tokens = "words"
    lowercase: bool = True
    strip_accents: bool = False
    numbers: Numbers = "keep"
    stop_words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    subwords: str = ""

    def words(self, text: str) -> list[str]:
        """The words of a text, in order."""
        return self.joined([word for part in text.split() for word in self.cut(part)])

    def cut(self, part: str) -> list[str]:
        """The words (or subwords) of what stands between two spaces; phrases are not joined yet."""
        if self.lowercase and self.numbers == "keep" and part.isascii():
            kept = self._found(part.lower())  # the same as below, in half the time
        else:
            spelt = [self.spelt(word) for word in self._found(unicodedata.normalize("NFC", part))]
            kept = [word for word in spelt if word]
        if self.stop_words:
            kept = [word for word in kept if word.lower() not in self._stopped]
        return [piece for word in kept for piece in self.pieces(word)] if self.subwords else kept

    def spelt(self, word: str) -> str:
        """The word as it is counted, empty where it is left out."""
        if self.numbers == "drop" and _is_number(word):
            return ""
        if self.lowercase:
            word = word.lower()
        if self.strip_accents:
            word = without_accents(word)
        return re.sub(r"\d", "0", word) if self.numbers == "mask" else word

    def pieces(self, word: str) -> list[str]:
        """The subwords of one word; letters that were not in the corpus are left out."""
        cut = self._subword_model.encode(word)
        known = [piece for piece, number in zip(cut.tokens, cut.ids, strict=True) if number != self._unknown]
        return [] if known == [BEGINS] else known

    def joined(self, words: list[str]) -> list[str]:
        """Phrases joined from left to right, as gensim does: a word that ends a phrase begins no other."""
        if not self.phrases:
            return words
        done: list[str] = []
        free = False  # whether the last word may still begin a phrase
        for word in words:
            phrase = done[-1] + JOINT + word if free else ""
            if free and phrase in self._phrases:
                done[-1], free = phrase, False
            else:
                done.append(word)
                free = True
        return done

    def to_json(self) -> dict[str, Any]:
        """A plain object, for the settings of a model."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()}

    @staticmethod
    def from_json(plain: Mapping[str, Any]) -> "Tokeniser":
        """The inverse of `to_json`."""
        values: dict[str, Any] = {n: tuple(value) if isinstance(value, list) else value for n, value in plain.items()}
        return Tokeniser(**values)

    @cached_property
    def _found(self) -> Callable[[str], list[str]]:
        return str.split if self.tokens == "whitespace" else found_words

    @cached_property
    def _stopped(self) -> frozenset[str]:
        return frozenset(self.stop_words)

    @cached_property
    def _phrases(self) -> frozenset[str]:
        return frozenset(self.phrases)

    @cached_property
    def _unknown(self) -> int | None:
        """The number of what stands for unknown letters; BPE has none, and leaves them out itself."""
        number: int | None = self._subword_model.token_to_id(UNKNOWN) if self.tokens == "unigram" else None
        return number

    @cached_property
    def _subword_model(self) -> "SubwordModel":
        from tokenizers import Tokenizer

        return Tokenizer.from_str(self.subwords)


def found_words(text: str) -> list[str]:
    """The words of a text by Unicode's rules, in their own case; ’ between letters becomes '."""
    if text.isascii():
        found: list[str] = _ASCII_WORD.findall(text)
        return found
    return [word.replace("’", "'") for word in _word().findall(text)]


def without_accents(word: str) -> str:
    """Letters without the marks above and below them; letters that are no letter with a mark (ø, ß) stay."""
    if word.isascii():
        return word
    bare = (letter for letter in unicodedata.normalize("NFD", word) if unicodedata.category(letter) != "Mn")
    return unicodedata.normalize("NFC", "".join(bare))


_NUMBER = r"(?<=\d)[.,]\d[^\W_]*"
_ASCII_WORD = re.compile(rf"[^\W_]+(?:'[^\W_]+|{_NUMBER})*")


@cache
def _word() -> "re.Pattern[str]":
    """Python's own word characters lack the marks that are part of letters in many scripts."""
    marks = "".join(letter for letter in map(chr, range(0x300, MARKS_END)) if unicodedata.category(letter)[0] == "M")
    return re.compile(rf"[^\W_]+(?:[{marks}\u200c\u200d]+[^\W_]*|['’][^\W_]+|{_NUMBER})*")


def _is_number(word: str) -> bool:
    return word[:1].isdigit() and all(letter.isdigit() or letter in ".,'" for letter in word)
