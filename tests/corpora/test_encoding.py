"""Encodings are found and said; bytes that cannot be read are named and never replaced."""

from collections.abc import Callable

import pytest

from embexplorer.core.corpus import Corpus
from embexplorer.core.errors import UserError

Read = Callable[..., Corpus]
GERMAN = "Die Straße führt über die Brücke, und Bäume säumen sie schön. Früher wären Mädchen nötig.\n" * 5
RUSSIAN = "В начале сотворил Бог небо и землю. Земля же была безвидна и пуста, и тьма над бездною.\n" * 5
POLISH = "Zażółć gęślą jaźń. Właśnie dziś świeci słońce, które każdy człowiek lubi.\n" * 5
JAPANESE = "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。\n" * 5
CHINESE = "在开始的时候,上帝创造了天地。大地是空虚的,黑暗笼罩着深渊的表面。\n" * 5


@pytest.mark.parametrize(
    ("text", "codec", "said"),
    [
        (GERMAN, "cp1252", "Read as Windows-1252 (detected)."),
        ("à la carte déjà vu\n", "cp1252", "Read as Windows-1252 (detected)."),
        ("He said “hello” – it’s fine.\n", "cp1252", "Read as Windows-1252 (detected)."),
        (RUSSIAN, "cp1251", "Read as Windows-1251 (detected)."),
        (RUSSIAN, "koi8-r", "Read as KOI8-R (detected)."),
        (POLISH, "cp1250", "Read as Windows-1250 (detected)."),
        (JAPANESE, "cp932", "Read as Shift-JIS (cp932) (detected)."),
        (JAPANESE, "euc-jp", "Read as EUC_JP (detected)."),
        (CHINESE, "gb18030", "Read as GB18030 (detected)."),
        (GERMAN, "utf-16", "Read as UTF-16 (it has its mark)."),
        (GERMAN, "utf-16-le", "Read as UTF-16-LE (detected)."),
        (RUSSIAN, "utf-16-be", "Read as UTF-16-BE (detected)."),
        (GERMAN, "utf-32", "Read as UTF-32 (it has its mark)."),
    ],
)
def test_an_encoding_is_found_and_said(read: Read, text: str, codec: str, said: str) -> None:
    expected = read(text, "plain.txt").documents

    corpus = read(text.encode(codec), "coded.txt")

    assert (corpus.documents, corpus.notes[0]) == (expected, said)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "ascii"])
def test_utf_8_goes_without_saying(read: Read, codec: str) -> None:
    corpus = read("plain words\nand more\n".encode(codec))

    assert (corpus.documents[0], corpus.notes) == (["plain", "words"], ())


def test_the_user_may_say_the_encoding(read: Read) -> None:
    corpus = read("déjà vu\n".encode("cp850"), encoding="cp850")

    assert (corpus.documents, corpus.notes) == ([["déjà", "vu"]], ("Read as CP850, as asked.",))


@pytest.mark.parametrize("encoding", ["nix", "rot13", "punycode", "-a “b”"])
def test_an_encoding_that_is_none_is_refused(read: Read, encoding: str) -> None:
    with pytest.raises(UserError, match=encoding):
        read("text\n", encoding=encoding)


def test_a_broken_byte_in_utf_8_is_named_with_its_line(read: Read) -> None:
    lines = [b"first \xc3\xa9\xc3\xa8\xc3\xa0\n", b"second \xe9 word\n", b"third\n"]

    with pytest.raises(UserError, match=r"text.txt, line 2: byte 0xE9 at 20 is not UTF-8, as the rest of the file is"):
        read(b"".join(lines))


def test_utf_8_that_was_cut_within_a_letter_is_said_to_be_cut(read: Read) -> None:
    with pytest.raises(UserError, match=r"line 5: byte 0xD1 .* is not UTF-8, .* The file may be cut off"):
        read(RUSSIAN.strip().removesuffix(".").encode()[:-1])


def test_utf_16_that_was_cut_within_a_letter_is_said_to_be_cut(read: Read) -> None:
    with pytest.raises(UserError, match=r"is not UTF-16\. The file may be cut off"):
        read(GERMAN.encode("utf-16")[:-1])


def test_bytes_that_the_named_encoding_lacks_are_refused(read: Read) -> None:
    with pytest.raises(UserError, match=r"line 1: byte 0x81 at 4 is not Windows-1252"):
        read(b"good\x81\n", encoding="cp1252")
