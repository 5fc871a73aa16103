"""Who is near whom in the blocks, beside a plain search through the text; what is left out; how noise is drawn."""

from itertools import pairwise

import numpy as np
import torch

from embexplorer.models.word_blocks import Block, Noise, WordBlocks, chance_to_stay

STARTS = np.array([0, 3, 4, 4, 13, 20], np.int64)
TOKENS = np.arange(20, dtype=np.int64)  # every word once, so that a pair says where it is


def test_every_pair_of_a_document_within_the_window_is_there_once() -> None:
    expected = sorted(
        (middle, other)
        for start, end in pairwise(STARTS)
        for middle in range(start, end)
        for other in range(max(start, middle - 2), min(end, middle + 3))
        if other != middle
    )

    found = sorted(pair for block in blocks() for pair in pairs_of(block))

    assert expected == found


def test_a_drawn_window_leaves_out_pairs_but_adds_none() -> None:
    whole = {pair for block in blocks() for pair in pairs_of(block)}

    drawn = [pair for block in blocks(dynamic=True) for pair in pairs_of(block)]

    assert len(drawn) == len(set(drawn)) < len(whole)
    assert set(drawn) < whole


def test_documents_are_counted_up_to_the_last() -> None:
    over = [block.documents for block in blocks()]

    assert over == sorted(over)
    assert over[-1] == 5


def test_words_that_are_not_kept_are_never_met() -> None:
    keep = np.ones(20)
    keep[7] = 0

    met = {word for block in blocks(keep=keep) for pair in pairs_of(block) for word in pair}

    assert met == set(range(20)) - {3, 7}  # word 3 is alone in its document


def test_frequent_words_stay_as_often_as_in_gensim() -> None:
    from gensim.models import Word2Vec

    counts = np.array([5000, 900, 40, 3], np.int64)
    model = Word2Vec(sample=1e-2, min_count=1, vector_size=2)
    model.build_vocab_from_freq({f"w{word}": int(count) for word, count in enumerate(counts)})
    expected = [model.wv.get_vecattr(f"w{word}", "sample_int") / 2**32 for word in range(4)]

    assert np.allclose(expected, chance_to_stay(counts, 1e-2), atol=1e-6)


def test_noise_is_drawn_by_frequency_to_the_power() -> None:
    noise = Noise(np.array([81, 16, 1], np.int64), exponent=0.75)

    drawn = noise((200_000,), torch.Generator().manual_seed(0))

    shares = np.bincount(drawn.numpy(), minlength=3) / 200_000
    assert np.allclose(np.array([27, 8, 1]) / 36, shares, atol=0.005)


def blocks(keep: np.ndarray | None = None, dynamic: bool = False) -> list[Block]:
    cut = WordBlocks(
        tokens=TOKENS,
        starts=STARTS,
        keep=np.ones(20) if keep is None else keep,
        window=2,
        dynamic=dynamic,
        stretch=4,
        stretches=2,
    )
    return list(cut.epoch(torch.Generator().manual_seed(1)))


def pairs_of(block: Block) -> list[tuple[int, int]]:
    stretch, middle, other = (column.tolist() for column in block.near.nonzero(as_tuple=True))
    middles = block.middles[stretch, middle].tolist()
    return list(zip(middles, block.words[stretch, other].tolist(), strict=True))
