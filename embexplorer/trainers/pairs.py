"""The subject–attribute model: an embedding and a linear layer learn from pairs "X is Y" by cross-entropy."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

import numpy as np
import pyarrow as pa

from embexplorer.core.columns import automatic_columns
from embexplorer.core.errors import UserError
from embexplorer.core.estimate import Estimate, Size
from embexplorer.core.inputs import Inputs
from embexplorer.core.keys import Keys
from embexplorer.core.model import Model
from embexplorer.core.registry import register
from embexplorer.core.report import Part, Report, ignore
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Step, param
from embexplorer.core.trainer import Reads, Trainer
from embexplorer.core.training_log import table_of_log
from embexplorer.core.training_watch import TrainingWatch
from embexplorer.core.typing import FloatArray, IntArray
from embexplorer.corpora.pairs import Pairs, read_pairs
from embexplorer.corpora.soundness import ended_early, refuse_endless

READ = 0.1  # of the progress goes to reading the file
BATCHES_A_SECOND, PAIRS_A_SECOND = 1500.0, 400_000.0


@register
@dataclass(frozen=True, kw_only=True)
class PairModel(Trainer):
    """Subjects with like attributes get like vectors, from pairs “X is Y”: the smallest embedding that learns."""

    name: ClassVar[str] = "pairs"
    title: ClassVar[str] = "Subject–attribute pairs"
    libraries: ClassVar[tuple[str, ...]] = ("numpy", "torch")
    reads: ClassVar[Reads] = "pairs"
    reading_parameters: ClassVar[tuple[str, ...]] = ("path", "header")
    idea: ClassVar[str] = "[king] → male"
    presets: ClassVar = {
        "quick look": {"epochs": 50, "dimensions": 2},
        "balanced": {"epochs": 200, "dimensions": 8},
        "thorough": {"epochs": 1000, "dimensions": 16},
    }

    path: Path = param(help="One pair a line: “king is male”, two words with a tab, or two columns of a CSV.")
    header: bool = param(False, "The first line names the columns and is no pair.", advanced=True)
    dimensions: int = param(8, "Numbers in a vector.", low=2, high=2000)
    epochs: int = param(200, "How often all pairs are learned from.", low=1, high=100_000)
    batch: int = param(0, "Pairs in a step; 0: all of them at once (full batch).", low=0, high=1_000_000)
    learning_rate: float = param(0.05, "Size of the steps (Adam).", low=1e-5, high=10)
    seed: int = param(0, "Of what is drawn at random; the same seed gives the same vectors.", low=0,
                      high=2**31 - 1)  # fmt: skip
    watch: tuple[str, ...] = param(
        (), "Subjects whose neighbours, and pairs as king–queen whose cosine, are followed.", advanced=True
    )
    stop_after: int = param(0, "End after so many epochs, as a stopped run did; 0: at the end.", low=0, advanced=True)

    def source_files(self) -> tuple[Path, ...]:
        return (self.path,)

    def stopped_at(self, iteration: int) -> Step:
        return replace(self, stop_after=iteration)

    def measured(self, report: Report = ignore) -> Size | None:
        pairs = read_pairs(self.path, self.header, report)
        return Size(documents=0, units=len(pairs), rows=len(pairs.subjects))

    def estimate(self, size: Size) -> Estimate | None:
        batches = 1 if self.batch == 0 else -(-size.units // self.batch)
        seconds = self.epochs * (batches / BATCHES_A_SECOND + size.units / PAIRS_A_SECOND)
        return Estimate(seconds=seconds, memory=size.rows * self.dimensions * 16.0).loading("torch")

    def run(self, inputs: Inputs, report: Report = ignore) -> EmbeddingSpace:
        pairs = read_pairs(self.path, self.header, Part(report, 0.0, READ))
        if len(pairs.attributes) < 2:
            only = pairs.attributes[0]
            raise UserError(
                f"Every pair of {pairs.name} says ‘{only}’: with one attribute there is nothing to tell apart.",
                "Add pairs with another attribute.",
            )
        from embexplorer.trainers._torch_pairs import Learning

        learning = Learning(self, pairs)
        report.begin(_subjects(pairs, learning.vectors))
        watch = TrainingWatch(
            Part(report, READ, 1.0),
            Keys(pairs.subjects),
            epochs=self.epochs,
            total=self.epochs,
            words=self.watch,
            measure=learning.measure,
            units=len(pairs),
            unit="pairs",
        )
        done = learning.train(watch, report)
        watch.end(learning.vectors, done)
        pairs = replace(pairs, notes=(*pairs.notes, *ended_early(done, self.epochs, "epochs")))
        refuse_endless(pairs.name, learning.vectors)
        return _result(pairs, learning.vectors, learning.rows, learning.bias, watch)


def _result(
    pairs: Pairs, vectors: FloatArray, rows: FloatArray, bias: FloatArray, watch: TrainingWatch
) -> EmbeddingSpace:
    space = _subjects(pairs, vectors, (vectors @ rows.T + bias).argmax(axis=1))
    log = table_of_log(watch.log, caption=f"cross-entropy in nats a pair, share of pairs answered right · {space.name}")
    model = Model(
        kind=PairModel.name,
        settings={"attributes": list(pairs.attributes)},
        arrays={"weight": np.array(rows), "bias": np.array(bias)},
    )
    return replace(space, model=model, beside=(_attributes(pairs, rows), *watch.training_map(), log))


def _subjects(pairs: Pairs, vectors: FloatArray, predicted: IntArray | None = None) -> EmbeddingSpace:
    """The subjects with how often each stands there, its first attribute, and the one that the model says."""
    first = pairs.attribute[np.unique(pairs.subject, return_index=True)[1]]
    columns = automatic_columns(vectors)
    columns = columns.append_column("pairs", pa.array(np.bincount(pairs.subject, minlength=len(pairs.subjects))))
    columns = columns.append_column("attribute", pa.array([pairs.attributes[at] for at in first]))
    if predicted is not None:
        columns = columns.append_column("predicted", pa.array([pairs.attributes[at] for at in predicted]))
    return EmbeddingSpace(
        unit="subjects",
        name=f"{pairs.name} subjects",
        keys=Keys(pairs.subjects),
        vectors=np.array(vectors, np.float32),
        columns=columns,
        notes=pairs.notes,
    )


def _attributes(pairs: Pairs, rows: FloatArray) -> EmbeddingSpace:
    """The attributes: the rows of the linear layer, in the space of the subjects."""
    often = pa.array(np.bincount(pairs.attribute, minlength=len(pairs.attributes)))
    return EmbeddingSpace(
        unit="attributes",
        name=f"{pairs.name} attributes",
        keys=Keys(pairs.attributes),
        vectors=np.array(rows, np.float32),
        columns=automatic_columns(rows).append_column("pairs", often),
        notes=("These are the rows of the linear layer: an attribute lies where its subjects point to.",),
    )
