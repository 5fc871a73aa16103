"""What a trained language model says of words: the mean vector of each, and the vectors of single occurrences."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import torch

from embexplorer.core.corpus import Corpus
from embexplorer.core.keys import Keys
from embexplorer.core.report import Report
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.typing import FloatArray, IntArray
from embexplorer.models.bilstm import contextual, text_losses
from embexplorer.trainers._bilstm_texts import Texts, occurrence_numbers

TOKENS = 4096  # read at once
NUMBERS = 8_000_000  # of the softmax at once: 32 MB
AVERAGE = "average"


def picked(layers: list[torch.Tensor], layer: str) -> torch.Tensor:
    """The vectors of this layer, or the mean of all of them."""
    return torch.stack(layers).mean(dim=0) if layer == AVERAGE else layers[int(layer)]


@torch.no_grad()
def losses(net: torch.nn.ModuleDict, texts: Texts, passages: IntArray, report: Report) -> tuple[float, float]:
    """Cross-entropy in nats a token over these passages, their ends included: onward and back, full softmax."""
    net.eval()
    total, tokens = np.zeros(2), 0
    for batch in texts.batched(passages, max(64, NUMBERS // (texts.words + 2))):
        report.wants_frame()  # a stop is heard here
        found, lengths = texts.padded(batch)
        total += [float(loss) for loss in text_losses(net, found, lengths)]
        tokens += int((lengths - 1).sum())
    net.train()
    return float(total[0] / tokens), float(total[1] / tokens)


@torch.no_grad()
def static_vectors(
    net: torch.nn.ModuleDict, texts: Texts, layer: str, most: int, report: Report
) -> tuple[FloatArray, IntArray]:
    """The mean of a word's vectors over its occurrences (the first `most`; 0: all), and how many those are.

    A word that does not occur has the vector it has when it stands alone.
    """
    wanted = texts.rows < texts.words
    if most:
        wanted &= occurrence_numbers(texts.rows) < most
    counts = np.bincount(texts.rows[wanted], minlength=texts.words)[: texts.words]
    sums = torch.zeros((texts.words, net["embedding"].embedding_dim), dtype=torch.float64)
    _add(net, texts, wanted, layer, sums, report)
    absent = np.flatnonzero(counts == 0)
    if len(absent):
        alone = Texts(rows=absent, starts=np.arange(len(absent) + 1), words=texts.words)
        _add(net, alone, np.ones(len(absent), bool), layer, sums, report)
    return (sums.numpy() / np.maximum(counts, 1)[:, None]).astype(np.float32), counts


def _add(
    net: torch.nn.ModuleDict, texts: Texts, wanted: "np.ndarray[tuple[int], np.dtype[np.bool_]]", layer: str,
    sums: torch.Tensor, report: Report,
) -> None:  # fmt: skip
    before = np.append(0, np.cumsum(wanted))
    passages = np.flatnonzero(before[texts.end] > before[texts.begin])
    net.eval()
    done = 0
    for batch in texts.batched(passages, TOKENS):
        report(done / len(passages), f"Averaging the vectors of words in {len(passages):,} passages")
        report.rest()
        vectors, places = _in_place(net, texts, batch, layer)
        chosen = wanted[places]
        sums.index_add_(0, torch.from_numpy(texts.rows[places[chosen]]), vectors[torch.from_numpy(chosen)].double())
        done += len(batch)


def _in_place(
    net: torch.nn.ModuleDict, texts: Texts, passages: IntArray, layer: str
) -> tuple[torch.Tensor, "np.ndarray[tuple[int], np.dtype[np.int64]]"]:
    """m × d vectors of all words of these passages, and which places of `texts.rows` they belong to."""
    tokens, lengths = texts.padded(passages)
    vectors = picked(contextual(net, tokens, lengths), layer)
    place = torch.arange(len(tokens))[:, None]
    inside = (place > 0) & (place < lengths - 1)
    at = torch.from_numpy(texts.begin[passages])[None, :] + place - 1
    return vectors[inside], at[inside].numpy()


@torch.no_grad()
def mean_vectors(net: torch.nn.ModuleDict, rows: Sequence[IntArray], words: int, layer: str) -> FloatArray:
    """The mean vector of each text's words in their places, in the order of the texts."""
    starts = np.cumsum([0, *map(len, rows)])
    texts = Texts(rows=np.concatenate(rows), starts=starts, words=words)
    sums = torch.zeros((len(rows), net["embedding"].embedding_dim), dtype=torch.float64)
    net.eval()
    for batch in texts.batched(np.arange(len(texts.begin)), TOKENS):
        vectors, places = _in_place(net, texts, batch, layer)
        text = np.searchsorted(starts, places, side="right") - 1
        sums.index_add_(0, torch.from_numpy(text), vectors.double())
    return np.asarray(sums.numpy() / np.diff(starts)[:, None], np.float32)


@torch.no_grad()
def occurrences(
    net: torch.nn.ModuleDict, corpus: Corpus, texts: Texts, keys: Keys, words: Sequence[str], most: int, report: Report
) -> tuple[EmbeddingSpace, ...]:
    """The first `most` occurrences of each of these words: one space for each layer above that of the words."""
    asked = keys.rows_of(dict.fromkeys(words))
    places = np.concatenate([np.flatnonzero(texts.rows == row)[:most] for row in asked.tolist()])
    columns, labels = _described(corpus, texts, keys, places)
    net.eval()
    layers = []
    for layer in range(1, len(net["onward"]) + 1):
        report(0.0, f"Reading {len(places):,} occurrences for layer {layer}")
        vectors = _vectors_at(net, texts, places, str(layer), report)
        name = f"Occurrences, layer {layer}"
        layers.append(
            EmbeddingSpace(name=name, keys=Keys(labels), vectors=vectors, columns=columns, unit="occurrences")
        )
    return tuple(layers)


def _vectors_at(net: torch.nn.ModuleDict, texts: Texts, places: IntArray, layer: str, report: Report) -> FloatArray:
    passages = np.unique(np.searchsorted(texts.begin, places, side="right") - 1)
    row_at = np.full(len(texts.rows), -1, np.int64)
    row_at[places] = np.arange(len(places))
    answer = np.empty((len(places), net["embedding"].embedding_dim), np.float32)
    for batch in texts.batched(passages, TOKENS):
        report.wants_frame()
        vectors, at = _in_place(net, texts, batch, layer)
        asked = row_at[at] >= 0
        answer[row_at[at[asked]]] = vectors[torch.from_numpy(asked)].numpy()
    return answer


def _described(corpus: Corpus, texts: Texts, keys: Keys, places: IntArray) -> tuple[pa.Table, list[str]]:
    """Word, sentence and position (from 1) of each place, and labels as "bank · 3"."""
    passage = np.searchsorted(texts.begin, places, side="right") - 1
    begin, end = texts.begin[passage].tolist(), texts.end[passage].tolist()
    words = keys.at(texts.rows[places])
    sentences = [
        " ".join(corpus.words[t] for t in corpus.tokens[b:e].tolist()) for b, e in zip(begin, end, strict=True)
    ]
    numbers = occurrence_numbers(texts.rows)[places] + 1
    labels = [f"{word} · {number}" for word, number in zip(words, numbers.tolist(), strict=True)]
    position = places - texts.begin[passage] + 1
    return pa.table({"word": words, "sentence": sentences, "position": position}), labels
