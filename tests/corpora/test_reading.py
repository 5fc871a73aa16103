"""Reading text into a corpus: documents, words, what is left out and what is said of it."""

import gzip
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from embexplorer.core.corpus import Corpus
from embexplorer.core.errors import Cancelled, UserError
from embexplorer.core.report import Report
from embexplorer.core.tokeniser import Tokeniser
from embexplorer.corpora.reading import read_corpus
from embexplorer.corpora.text_step import TextStep

Read = Callable[..., Corpus]


def test_every_line_is_a_document(read: Read) -> None:
    corpus = read("The king rules.\nThe queen sees the king!\n")

    assert corpus.documents == [["the", "king", "rules"], ["the", "queen", "sees", "the", "king"]]


def test_words_are_counted_and_the_most_frequent_come_first_then_the_earlier_ones(read: Read) -> None:
    corpus = read("b a\nc a d\nd\n")

    assert (corpus.words, corpus.counts.tolist()) == (("a", "d", "b", "c"), [2, 2, 1, 1])


def test_blank_lines_are_no_documents(read: Read) -> None:
    corpus = read("\n\n one two\n \t\nthree\n\n")

    assert corpus.documents == [["one", "two"], ["three"]]


def test_many_documents_of_one_word_are_told(read: Read) -> None:
    corpus = read("one two\nthree\n")

    assert corpus.notes == ("Documents of one word, which has no context there: 1 of 2.",)


def test_paragraphs_are_parted_by_blank_lines(read: Read) -> None:
    corpus = read("one\ntwo\n\nthree\n \nfour\nfive", documents="paragraphs")

    assert corpus.documents == [["one", "two"], ["three"], ["four", "five"]]


def test_a_file_can_be_one_document(read: Read) -> None:
    corpus = read("one\n\ntwo\n", documents="files")

    assert corpus.documents == [["one", "two"]]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_as_on_any_machine(read: Read, end: str) -> None:
    corpus = read(f"one two{end}three{end}")

    assert corpus.documents == [["one", "two"], ["three"]]


def test_a_gz_file_is_read_as_what_is_inside_also_in_several_members(read: Read) -> None:
    corpus = read(gzip.compress(b"one two\n") + gzip.compress(b"three four\n"), "text.txt.gz")

    assert corpus.documents == [["one", "two"], ["three", "four"]]


def test_documents_without_a_word_are_left_out_and_ids_and_columns_stay_in_step(read: Read) -> None:
    corpus = read("id,text,label\na,,x\nb,two words,y\nc,...,z\n", "table.csv")

    assert (corpus.ids, corpus.columns.to_pydict()) == (("b",), {"label": ["y"]})
    assert "2 documents without a word were left out." in corpus.notes


def test_stop_words_may_empty_a_document(read: Read) -> None:
    corpus = read("the king of the land\nto be or not to be\n", stop_words="english")

    assert corpus.documents == [["king", "land"]]
    assert "1 document without a word was left out." in corpus.notes


@pytest.mark.parametrize(("language", "gone"), [("german", "nicht"), ("french", "avec"), ("russian", "это")])
def test_stop_words_are_known_in_several_languages(read: Read, language: str, gone: str) -> None:
    corpus = read(f"{gone} Embedding {gone.title()}\n", stop_words=language, lowercase=False)

    assert corpus.documents == [["Embedding"]]


def test_a_corpus_that_is_gone_after_reading_is_not_missed(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text("one two\nthree\n", encoding="utf-8")
    corpus = read_corpus(TextStep(path=path))

    path.unlink()

    assert [list(corpus.sentences), list(corpus.sentences)] == [[["one", "two"], ["three"]]] * 2


def test_a_corpus_that_is_gone_before_reading_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"gone\.txt was not found in .*: no such file"):
        read_corpus(TextStep(path=tmp_path / "gone.txt"))


@pytest.mark.parametrize(
    ("text", "parameters", "said"),
    [
        ("... !!!\n", {}, "text.txt holds no word"),
        ("1 2 3\n", {"numbers": "drop"}, "all are stop words or numbers"),
        ("the of\n", {"stop_words": "english"}, "all are stop words"),
        ("a b\n", {"phrases": True, "tokens": "bpe"}, "Phrases join words, and bpe cuts them"),
        ("a b\n", {"column": "text"}, "text.txt is plain text, which has no column ‘text’"),
        ("a b\n", {"label_columns": ("year",)}, "has no column ‘year’"),
        ("", {}, "text.txt is empty"),
        (" \n\t\n", {}, "text.txt holds only white space"),
    ],
)
def test_a_text_without_words_is_refused_with_the_reason(
    read: Read, text: str, parameters: dict[str, object], said: str
) -> None:
    with pytest.raises(UserError, match=said):
        read(text, **parameters)


def test_a_vocabulary_that_is_empty_at_the_minimum_count_is_refused_with_the_most_frequent_word(read: Read) -> None:
    corpus = read("king queen king\n")

    with pytest.raises(UserError, match="No word of text occurs 5 times: ‘king’ occurs most, 2 times"):
        corpus.vocabulary(5)


def test_a_bootstrap_draws_documents_with_replacement_and_says_so(read: Read) -> None:
    text = "\n".join(f"w{number}" for number in range(50))
    drawn = [document for (document,) in read(text, resample=3).documents]

    expected = [f"w{number}" for number in np.random.default_rng(3).integers(0, 50, 50)]

    assert drawn == expected
    assert "The documents were drawn with replacement (seed 3)." in read(text, resample=3).notes


def test_a_bootstrap_counts_anew_and_keeps_the_tokeniser(read: Read) -> None:
    drawn = read("\n".join("abcdefgh"), resample=1)

    assert dict(zip(drawn.words, drawn.counts.tolist(), strict=True)) == Counter(w for (w,) in drawn.documents)
    assert drawn.tokeniser == Tokeniser()


def test_a_script_without_spaces_is_told(read: Read) -> None:
    corpus = read("吾輩は猫である。名前はまだ無い。\n")

    assert "puts no spaces between words" in corpus.notes[-1]


def test_reading_can_be_stopped_at_its_first_word(tmp_path: Path) -> None:
    class Stopper(Report):
        def __call__(self, done: float, text: str) -> None:
            raise Cancelled

    (tmp_path / "text.txt").write_text("one two\n", encoding="utf-8")

    with pytest.raises(Cancelled):
        read_corpus(TextStep(path=tmp_path / "text.txt"), Stopper())


def test_the_king_james_bible_has_its_verses(shared_data: Path) -> None:
    corpus = read_corpus(TextStep(path=shared_data / "corpora/kjv.tsv.gz", id_column=""))

    assert (len(corpus), corpus.documents[0][:3]) == (31_102, ["in", "the", "beginning"])
    assert corpus.columns.column_names == ["book", "chapter", "verse"]


def test_addresses_keep_their_names_and_labels(shared_data: Path) -> None:
    corpus = read_corpus(TextStep(path=shared_data / "corpora/sotu.jsonl.gz", label_columns=("party", "year")))

    assert (len(corpus), corpus.ids[0], corpus.columns["year"][0].as_py()) == (233, "1790_george_washington_n", 1790)


def test_a_tokenised_text_is_taken_as_it_is(shared_data: Path) -> None:
    path = shared_data / "corpora/wikitext2.test.txt.gz"
    words = Counter(gzip.decompress(path.read_bytes()).decode().split())

    corpus = read_corpus(TextStep(path=path, tokens="whitespace", lowercase=False))

    assert dict(zip(corpus.words, corpus.counts.tolist(), strict=True)) == words
