"""The Huffman tree beside gensim's and beside what the paper promises."""

import numpy as np
import pytest
from gensim.models import Word2Vec

from embexplorer.models.huffman import huffman

COUNTS = [40, 22, 22, 9, 7, 7, 3, 1, 1]


def test_the_tree_is_that_of_gensim() -> None:
    model = Word2Vec(hs=1, negative=0, min_count=1, vector_size=2, sorted_vocab=0)
    model.build_vocab_from_freq({f"w{word}": count for word, count in enumerate(COUNTS)})
    turns = [model.wv.get_vecattr(word, "code").tolist() for word in model.wv.index_to_key]
    points = [model.wv.get_vecattr(word, "point").tolist() for word in model.wv.index_to_key]

    tree = huffman(COUNTS)

    lengths = tree.lengths().tolist()
    assert turns == [row[:length].tolist() for row, length in zip(tree.turns, lengths, strict=True)]
    assert points == [row[:length].tolist() for row, length in zip(tree.points, lengths, strict=True)]


def test_the_shares_of_all_paths_fill_the_tree() -> None:
    lengths = huffman(COUNTS).lengths()

    assert 1.0 == (0.5**lengths).sum()  # Kraft's equality


def test_equal_counts_of_a_power_of_two_give_a_balanced_tree() -> None:
    assert [3] * 8 == huffman([5] * 8).lengths().tolist()


def test_a_rarer_word_never_has_a_shorter_path() -> None:
    assert (np.diff(huffman(COUNTS).lengths()) >= 0).all()


def test_one_word_has_no_tree() -> None:
    with pytest.raises(ValueError, match="two words"):
        huffman([3])
