"""Measure a language model while it learns, and keep its weights of the best epoch where that is wished."""

from collections.abc import Mapping

import numpy as np
import torch

from embexplorer.core.report import Report
from embexplorer.core.typing import FloatArray, IntArray
from embexplorer.corpora.evaluation import COVERED, Scorer
from embexplorer.trainers._bilstm_texts import Texts
from embexplorer.trainers._bilstm_vectors import losses

MOST = 20_000  # words, about, on which the loss is measured


class Judge:
    """Held-out cross-entropy (nats a token) and perplexity of both readers, and the score of a test set if asked."""

    def __init__(self, net: torch.nn.ModuleDict, texts: Texts, score: Scorer, keep: bool, report: Report) -> None:
        self._net = net
        self._texts = texts
        self._score = score
        self._keep = keep
        self._report = report
        self.passages = spread(texts, MOST)
        self._epoch = 0
        self._best: tuple[float, int, dict[str, torch.Tensor]] | None = None

    @property
    def is_part(self) -> bool:
        """Whether only a part of what could be measured on is."""
        return len(self.passages) < len(self._texts.begin)

    def curves(self) -> dict[str, float]:
        """The losses as they are now."""
        onward, back = losses(self._net, self._texts, self.passages, self._report)
        return {
            "loss forward": onward,
            "loss backward": back,
            "perplexity forward": float(np.exp(min(onward, 700))),
            "perplexity backward": float(np.exp(min(back, 700))),
        }

    def each_epoch(self, vectors: FloatArray) -> Mapping[str, float]:
        """The losses and the score at the end of an epoch; the weights are copied if they are the best so far."""
        self._epoch += 1
        curves, scores = self.curves(), self._score(vectors)
        judged = [value for name, value in scores.items() if name != COVERED]
        good = judged[0] if judged else -(curves["loss forward"] + curves["loss backward"])
        if self._keep and (self._best is None or good > self._best[0]):
            copies = {name: tensor.clone() for name, tensor in self._net.state_dict().items()}
            self._best = (good, self._epoch, copies)
        return {**curves, **scores}

    def settle(self) -> tuple[str, ...]:
        """Put the weights of the best epoch back, and say so; nothing where the last ones are kept."""
        if self._best is None:
            return ()
        self._net.load_state_dict(self._best[2])
        return (f"The model of epoch {self._best[1]} was kept, the best one.",)


def spread(texts: Texts, most: int) -> IntArray:
    """Passages of about so many words in all, evenly spread over the text; all of them where they are fewer."""
    every = max(1, -(-len(texts.rows) // most))
    return np.arange(0, len(texts.begin), every, dtype=np.int64)
