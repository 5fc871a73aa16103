"""gensim's FastText while it is trained: its vectors as they are now, its loss, and what is kept of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from embexplorer.core.model import Model
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.typing import FloatArray
from embexplorer.corpora.word_trainer import word_space
from embexplorer.trainers._gensim_vocabulary import counts_of
from embexplorer.trainers._hidden_loss import hidden_loss, outputs_of
from embexplorer.trainers._pair_loss import PairSample
from embexplorer.trainers._subwords import Subwords, bucket_of, compose_quickly, drawn_ngrams, ngrams_of

if TYPE_CHECKING:
    from gensim.models import FastText as GensimModel


@dataclass(frozen=True, kw_only=True)
class Training:
    """A model with its vocabulary; `subwords` are its words' n-grams, found once."""

    name: str
    model: "GensimModel"
    subwords: Subwords

    def vectors(self) -> FloatArray:
        """The words' vectors as they are now."""
        return self.subwords.vectors(self.model.wv)

    def arrays(self) -> dict[str, FloatArray]:
        """All that is learned."""
        return {
            "words": self.model.wv.vectors_vocab,
            "ngrams": self.model.wv.vectors_ngrams,
            "outputs": outputs_of(self.model),
        }

    def space(self) -> EmbeddingSpace:
        """The words' vectors as a space."""
        return word_space(self.name, tuple(self.model.wv.index_to_key), counts_of(self.model.wv), self.vectors())

    def loss(self, sample: PairSample, skip_gram: bool) -> dict[str, float]:
        """The trained objective, a pair."""
        vectors = self.vectors()
        if skip_gram:
            hidden = self.subwords.inputs(vectors)[sample.targets]
            targets = sample.contexts[np.arange(len(hidden)), sample.known.argmax(axis=1)]
        else:
            weights = self.subwords.weights(sample.contexts, sample.known)
            hidden, targets = np.einsum("ij,ijk->ik", weights, vectors[sample.contexts]), sample.targets
        return {"loss": hidden_loss(self.model, hidden, targets, sample.noise)}

    def kept(self, settings: Mapping[str, Any]) -> Model:
        """What embedding unseen words and going on need; buckets that no word has are as they were drawn."""
        used = np.unique(self.subwords.buckets)
        wv = self.model.wv
        shape = {"min_n": wv.min_n, "max_n": wv.max_n, "buckets": wv.bucket}
        arrays = {**self.arrays(), "ngrams": wv.vectors_ngrams[used], "used": used, "counts": counts_of(wv)}
        copied = {name: np.array(array) for name, array in arrays.items()}
        return Model(kind="fasttext", accepts="word", settings={**shape, **settings}, arrays=copied)


def begun(name: str, model: "GensimModel", sentences: list[list[str]], before: EmbeddingSpace | None) -> Training:
    """Give a model without words those of the sentences; one that goes on has those of `before` first, as they were."""
    compose_quickly(model.wv)
    if before is not None:
        _resume(model, before)
    model.build_vocab(corpus_iterable=sentences, update=before is not None)
    return Training(name=name, model=model, subwords=Subwords.of(model.wv))


def _resume(model: "GensimModel", before: EmbeddingSpace) -> None:
    least, model.min_count = model.min_count, 1
    sorts, model.sorted_vocab = model.sorted_vocab, 0  # rows stay where they are
    arrays = before.model.arrays if before.model is not None else {}
    model.build_vocab_from_freq(dict(zip(before.keys, arrays["counts"].tolist(), strict=True)))
    model.min_count, model.sorted_vocab = least, sorts
    model.wv.vectors_vocab[:] = arrays["words"]
    model.wv.vectors_ngrams[:] = all_ngrams(before)
    model.syn1neg[:] = arrays["outputs"]


def all_ngrams(space: EmbeddingSpace) -> FloatArray:
    """The vectors of all buckets."""
    if space.model is None:
        raise ValueError(space.name)
    settings, arrays = space.model.settings, space.model.arrays
    ngrams = drawn_ngrams(settings["buckets"], space.dimensions, settings["ngram_seed"])
    ngrams[arrays["used"]] = arrays["ngrams"]
    return ngrams


def unseen(word: str, ngrams: FloatArray, settings: Mapping[str, Any]) -> FloatArray | None:
    """The mean of a word's n-grams, None where it is too short to have any."""
    found = ngrams_of(word, settings["min_n"], settings["max_n"])
    if not found:
        return None
    total = np.zeros(ngrams.shape[1], np.float32)
    for ngram in found:  # one after the other, as gensim sums
        total += ngrams[bucket_of(ngram, settings["buckets"])]
    return total / np.float32(len(found))
