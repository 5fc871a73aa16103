"""Learn the pieces of a unigram model (Kudo 2018), the same ones in every process.

`tokenizers` has a trainer too, but what it learns depends on the random order of its hash maps.
"""

import numpy as np

from embexplorer.core.report import Report
from embexplorer.core.typing import BoolArray, DoubleArray, IntArray
from embexplorer.corpora.lattice import Lattice, Letters, Tables, lattice_of, letters_of

SEEDS = 10  # candidates for each piece wanted
SHRINK = 0.75  # of the pieces stay in each round
ROUNDS = 2  # of expectation and maximisation before each pruning
LEAST = 0.5  # expected occurrences below which a piece goes
MOST_LETTERS = 500_000  # of different words; rarer words beyond are not learned from
LONGEST_WORD = 64  # letters; longer words are learned from in parts


def unigram_pieces(words: dict[str, int], size: int, report: Report) -> list[tuple[str, float]]:
    """About `size` pieces with their log probabilities, the likeliest first; all letters are among them."""
    texts, counts = _learned_from(words)
    letters = letters_of(texts)
    pieces, scores = _seeds(letters, counts, SEEDS * size)
    rounds = max(1, int(np.ceil(np.log(max(1.0, len(pieces) / size)) / -np.log(SHRINK))))
    for turn in range(rounds + 1):
        lattice = lattice_of(letters, piece_tables(pieces))
        for again in range(ROUNDS):
            report(0.5 + 0.5 * (turn + again / ROUNDS) / (rounds + 1), f"Learning subwords: {len(pieces):,} candidates")
            expected = lattice.expected(scores, counts, len(pieces))
            scores = _likeliest(expected)
        if turn < rounds:
            kept = _kept(pieces, scores, expected, max(size, int(SHRINK * len(pieces))))
            pieces, scores = [pieces[i] for i in kept.tolist()], scores[kept]
    order = np.argsort(-scores, kind="stable")
    return [(pieces[i], float(scores[i])) for i in order.tolist()]


def _learned_from(words: dict[str, int]) -> tuple[list[str], DoubleArray]:
    """Parts of words, the most frequent words first, of so many letters in all."""
    texts, counts, letters = [], [], 0
    for word, count in sorted(words.items(), key=lambda item: (-item[1], item[0])):
        parts = [word[at : at + LONGEST_WORD] for at in range(0, len(word), LONGEST_WORD)]
        texts += parts
        counts += [float(count)] * len(parts)
        letters += len(word)
        if letters > MOST_LETTERS:
            break
    return texts, np.array(counts)


def _seeds(letters: Letters, counts: DoubleArray, most: int) -> tuple[list[str], DoubleArray]:
    """All letters, and the pieces that cover most text; their first probabilities."""
    pieces: list[str] = []
    times: list[DoubleArray] = []
    for length, (begins, hashes) in enumerate(letters.windows, start=1):
        _, first, group = np.unique(hashes, return_index=True, return_inverse=True)
        count = np.asarray(np.bincount(group, counts[letters.word[begins]]), np.float64)
        again = np.flatnonzero((count > 1) | (length == 1))
        pieces += [letters.text[at : at + length] for at in begins[first[again]].tolist()]
        times.append(count[again])
    count = np.concatenate(times)
    sizes = np.fromiter(map(len, pieces), np.int64, len(pieces))
    rank = np.where(sizes == 1, np.inf, count * sizes)
    kept = np.argsort(-rank, kind="stable")[: max(most, int((sizes == 1).sum()))]
    return [pieces[i] for i in kept.tolist()], np.log(count[kept] / count[kept].sum())


def piece_tables(pieces: list[str]) -> Tables:
    """The hashes of pieces of each length, sorted, and which piece each is."""
    whole = letters_of(pieces)
    sizes = np.diff(whole.starts)
    tables = []
    for length, (begins, hashes) in enumerate(whole.windows, start=1):
        own = (sizes[whole.word[begins]] == length) & (whole.place[begins] == 0)
        order = np.argsort(hashes[own], kind="stable")
        tables.append((hashes[own][order], whole.word[begins][own][order]))
    return tables


def _likeliest(expected: DoubleArray) -> DoubleArray:
    """The M step, with a prior that favours few pieces (Liang et al. 2007, variational: digamma for log)."""
    from scipy.special import digamma

    scores: DoubleArray = digamma(np.maximum(expected, 1e-3)) - digamma(expected.sum())
    return scores


def _kept(pieces: list[str], scores: DoubleArray, expected: DoubleArray, most: int) -> IntArray:
    """The pieces whose loss would cost most likelihood (Kudo 2018, 3.2), and all letters, in their order."""
    whole = letters_of(pieces)
    lattice = lattice_of(whole, piece_tables(pieces))
    itself = (lattice.target - lattice.source) == np.diff(whole.starts)[lattice.word]
    letter = np.diff(whole.starts) == 1
    instead = _without(lattice, itself & ~letter[lattice.word], scores)
    loss = np.where(letter, np.inf, np.where(expected < LEAST, -np.inf, expected * (scores - instead)))
    kept = np.argsort(-loss, kind="stable")[: max(most, int(letter.sum()))]
    return np.sort(kept[loss[kept] > -np.inf])


def _without(lattice: Lattice, edges: BoolArray, scores: DoubleArray) -> DoubleArray:
    """The best score of each word that does not use these edges."""
    rest = lattice.only(~edges)
    return rest.best(scores)[rest.last]
