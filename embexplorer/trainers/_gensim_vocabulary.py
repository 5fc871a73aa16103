"""What gensim knows of its words: how often each occurs, and its path in the tree of hierarchical softmax."""

from typing import TYPE_CHECKING

import numpy as np

from embexplorer.core.typing import IntArray

if TYPE_CHECKING:
    from gensim.models import KeyedVectors


def counts_of(wv: "KeyedVectors") -> IntArray:
    """How often each word occurs, in the order of rows."""
    return np.array([wv.get_vecattr(word, "count") for word in wv.index_to_key], np.int64)


def paths_of(wv: "KeyedVectors") -> tuple[IntArray, IntArray]:
    """Each word's inner nodes from the root of the Huffman tree, and its turns there, −1 where the path is over."""
    turns = [wv.get_vecattr(word, "code") for word in wv.index_to_key]
    depth = max(map(len, turns))
    points = np.full((len(turns), depth), -1, np.int64)
    codes = np.zeros((len(turns), depth), np.int64)
    for row, (word, turn) in enumerate(zip(wv.index_to_key, turns, strict=True)):
        points[row, : len(turn)] = wv.get_vecattr(word, "point")[: len(turn)]
        codes[row, : len(turn)] = turn
    return points, codes
