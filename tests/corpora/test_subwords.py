"""Subwords: byte pairs as in the paper, unigram pieces by sums over all cuts, and the same ones in every process."""

import itertools
import math
import subprocess
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer, models, pre_tokenizers

from embexplorer.core.errors import Cancelled
from embexplorer.core.report import Report, ignore
from embexplorer.core.tokeniser import Tokeniser
from embexplorer.corpora.lattice import Lattice, lattice_of, letters_of
from embexplorer.corpora.numbering import Numbered
from embexplorer.corpora.reading import read_corpus
from embexplorer.corpora.subwords import learned_subwords
from embexplorer.corpora.text_step import TextStep
from embexplorer.corpora.unigram import piece_tables, unigram_pieces

WORDS = ["abab", "ba", "a", "bab"]
COUNTS = np.array([3.0, 2.0, 5.0, 1.0])
PIECES = ["a", "b", "ab", "ba", "bab"]
SCORES = np.log([0.3, 0.2, 0.25, 0.15, 0.1])
LINES = "\n".join(f"low lower lowest new newer newest wide wider widest w{n % 9}" for n in range(60))


class StopsLearning(Report):
    """Lets the text be read, and stops what is learned from it."""

    def __call__(self, done: float, text: str) -> None:
        if text.startswith(("Learning subwords:", "Looking for phrases")):
            raise Cancelled


def cuts(word: str) -> list[tuple[str, ...]]:
    """All ways to write the word in pieces."""
    places = range(1, len(word))
    chosen = itertools.chain.from_iterable(itertools.combinations(places, size) for size in range(len(word)))
    parts = [tuple(word[i:j] for i, j in itertools.pairwise((0, *ends, len(word)))) for ends in chosen]
    return [part for part in parts if set(part) <= set(PIECES)]


def chance(cut: tuple[str, ...]) -> float:
    """The probability of these pieces in a row."""
    return math.exp(sum(SCORES[PIECES.index(piece)] for piece in cut))


@pytest.fixture
def lattice() -> Lattice:
    """The cuts of the four words."""
    return lattice_of(letters_of(WORDS), piece_tables(PIECES))


def test_the_sum_over_all_cuts_is_that_of_counting_them_out(lattice: Lattice) -> None:
    expected = [math.log(sum(map(chance, cuts(word)))) for word in WORDS]

    assert lattice.sums(SCORES)[lattice.last] == pytest.approx(expected)
    assert lattice.sums_after(SCORES)[lattice.first] == pytest.approx(expected)


def test_the_best_cut_is_that_of_counting_them_out(lattice: Lattice) -> None:
    expected = [math.log(max(map(chance, cuts(word)))) for word in WORDS]

    assert lattice.best(SCORES)[lattice.last] == pytest.approx(expected)


def test_expected_pieces_are_those_of_counting_all_cuts_out(lattice: Lattice) -> None:
    weights = [
        (cut, count * chance(cut) / sum(map(chance, cuts(word))))
        for word, count in zip(WORDS, COUNTS, strict=True)
        for cut in cuts(word)
    ]
    expected = [sum(weight * cut.count(piece) for cut, weight in weights) for piece in PIECES]

    assert lattice.expected(SCORES, COUNTS, len(PIECES)) == pytest.approx(expected)


def test_the_learned_pieces_explain_the_words_better_than_letters_do() -> None:
    words = {"▁lower": 5, "▁lowest": 4, "▁newer": 6, "▁newest": 3, "▁wider": 2}
    letters = Counter("".join(word * count for word, count in words.items()))
    alone = sum(count * math.log(count / letters.total()) for count in letters.values())

    pieces = dict(unigram_pieces(words, len(letters) + 3, ignore))

    together = lattice_of(letters_of(list(words)), piece_tables(list(pieces)))
    reached = together.sums(np.array(list(pieces.values())))[together.last]
    assert reached @ np.array(list(words.values())) > alone
    assert (letters.keys() < pieces.keys(), len(pieces)) == (True, len(letters) + 3)


def test_byte_pairs_are_joined_in_the_order_of_the_paper() -> None:
    """The example of Sennrich et al. 2016, with “▁” before each word instead of an end mark after it."""
    counts = {"low": 5, "lowest": 2, "newer": 6, "wider": 3}
    tokens = [word for word, count in enumerate(counts.values()) for _ in range(count)]
    corpus = Numbered(words=list(counts), tokens=np.array(tokens, np.int32), lengths=np.array([16]))

    learned = Tokenizer.from_str(learned_subwords(corpus, "bpe", 13, ignore))

    assert learned.encode("newer").tokens[-1].endswith("er")
    assert learned.encode("wider").tokens[-1] == "er"


@pytest.mark.parametrize("tokens", ["bpe", "unigram"])
def test_the_pieces_of_each_document_make_up_its_words(tmp_path: Path, tokens: str) -> None:
    (tmp_path / "text.txt").write_text(LINES, encoding="utf-8")

    corpus = read_corpus(TextStep(path=tmp_path / "text.txt", tokens=tokens, subwords=50))  # type: ignore[arg-type]

    assert ["".join(document).replace("▁", " ").strip() for document in corpus.documents] == LINES.splitlines()


@pytest.mark.parametrize("tokens", ["bpe", "unigram"])
def test_new_text_is_cut_as_the_corpus_and_unknown_letters_are_left_out(tmp_path: Path, tokens: str) -> None:
    (tmp_path / "text.txt").write_text(LINES, encoding="utf-8")
    corpus = read_corpus(TextStep(path=tmp_path / "text.txt", tokens=tokens, subwords=50))  # type: ignore[arg-type]

    assert corpus.tokeniser is not None
    again = Tokeniser.from_json(corpus.tokeniser.to_json())

    assert again.words(LINES.splitlines()[0]) == corpus.documents[0]
    assert again.words("Слон") == []
    assert "".join(again.words("lowяest")).replace("▁", "") == "lowest"


def test_unigram_words_are_cut_into_their_likeliest_pieces(tmp_path: Path) -> None:
    pieces = unigram_pieces({"▁lower": 5, "▁lowest": 4, "▁newer": 6, "▁newest": 3}, 15, ignore)
    model = Tokenizer(models.Unigram([("<unk>", 0.0), *pieces], unk_id=0))
    model.pre_tokenizer = pre_tokenizers.Metaspace()
    names, scores = [piece for piece, _ in pieces], np.array([score for _, score in pieces])
    lattice = lattice_of(letters_of(["▁lowest"]), piece_tables(names))

    found = model.encode("lowest").tokens

    assert scores[[names.index(piece) for piece in found]].sum() == pytest.approx(lattice.best(scores)[lattice.last[0]])


@pytest.mark.parametrize("parameters", [{"tokens": "bpe"}, {"tokens": "unigram"}, {"phrases": True}])
def test_learning_can_be_stopped(tmp_path: Path, parameters: dict[str, object]) -> None:
    (tmp_path / "text.txt").write_text(LINES, encoding="utf-8")

    with pytest.raises(Cancelled):
        read_corpus(TextStep(path=tmp_path / "text.txt", **parameters), StopsLearning())  # type: ignore[arg-type]


@pytest.mark.slow
@pytest.mark.parametrize("tokens", ["bpe", "unigram"])
def test_two_processes_learn_the_same_subwords(tmp_path: Path, tokens: str) -> None:
    (tmp_path / "text.txt").write_text(LINES, encoding="utf-8")
    code = (
        "import sys; from pathlib import Path; from embexplorer.corpora.reading import read_corpus;"
        "from embexplorer.corpora.text_step import TextStep;"
        "print(read_corpus(TextStep(path=Path(sys.argv[1]), tokens=sys.argv[2], subwords=60)).tokeniser.subwords)"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "text.txt"), tokens]

    answers = [subprocess.run(command, check=True, capture_output=True, text=True).stdout for _ in range(2)]

    assert answers[0] == answers[1] != ""
