"""Learn a projection of an open space from labels or pairs: triplet, contrastive, InfoNCE and margin losses."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np
import pyarrow as pa

from embexplorer.core.coloring import class_column
from embexplorer.core.columns import lengths
from embexplorer.core.errors import UserError
from embexplorer.core.estimate import Estimate
from embexplorer.core.inputs import Inputs
from embexplorer.core.registry import register
from embexplorer.core.report import Report, ignore
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Step, param
from embexplorer.core.trainer import Reads, Trainer
from embexplorer.core.training_log import table_of_log
from embexplorer.core.training_watch import TrainingWatch
from embexplorer.core.typing import FloatArray, IntArray
from embexplorer.corpora.soundness import ended_early

if TYPE_CHECKING:
    import torch

    from embexplorer.trainers._contrastive_rows import Projected
    from embexplorer.trainers._contrastive_task import Task

WARNING = "Labels were used to make this space: clusters by them are no evidence."
BLOCK = 65_536  # rows
SECONDS_A_BATCH = 0.0015  # of 128 rows, projected to 50 dimensions
USED = ("no", "learned from", "held out")


@register
@dataclass(frozen=True, kw_only=True)
class Contrastive(Trainer):
    """Project a space so that rows of one label, or words of a pair, come near and others go apart.

    What it is told it also shows: clusters by the labels that were used are no evidence. Held-out rows say how far
    the projection serves for rows it has not seen.
    """

    name: ClassVar[str] = "contrastive"
    title: ClassVar[str] = "Contrastive projection"
    takes: ClassVar[tuple[str, ...]] = ("space",)
    libraries: ClassVar[tuple[str, ...]] = ("numpy", "torch")
    reads: ClassVar[Reads] = "space"
    idea: ClassVar[str] = "the [cat] → ← dog / the [cat] ← → car"
    presets: ClassVar = {
        "quick look": {"epochs": 30, "dimensions": 32},
        "balanced": {"epochs": 100, "dimensions": 50},
        "thorough": {"epochs": 300, "dimensions": 100, "projection": "mlp"},
    }

    label_column: str = param("", "The column that says what belongs together; empty: the first with a few words.")
    pairs: Path | None = param(None, "A file of pairs instead: word, tab, word, and if you like tab and 1 or 0.")
    loss: Literal["triplet", "contrastive", "infonce", "margin"] = param(
        "infonce", "Triplet and contrastive compare distances, InfoNCE and margin compare angles."
    )
    projection: Literal["linear", "mlp"] = param("linear", "One matrix, or a small net with a layer of rectifiers.")
    dimensions: int = param(50, "Numbers in a projected vector.", low=2, high=2000)
    unit_length: bool = param(True, "Scale projected vectors to length 1.")
    epochs: int = param(100, "How often each labelled row, or pair, is learned from.", low=1, high=10_000)
    seed: int = param(0, "Of everything that is drawn at random; the same seed gives the same vectors.", low=0,
                      high=2**31 - 1)  # fmt: skip
    held_out: float = param(0.2, "Share of labelled rows, or pairs, to measure on and not learn from.", low=0, high=0.5)
    margin: float = param(0.5, "How far apart others must be (all losses but InfoNCE).", low=0, high=100, advanced=True)
    temperature: float = param(0.3, "Smaller looks more at the nearest others (InfoNCE).", low=0.001, high=10,
                               advanced=True)  # fmt: skip
    hidden: int = param(128, "Rectifiers of the small net.", low=2, high=4096, advanced=True)
    batch: int = param(128, "Rows, or pairs, that are learned from at once.", low=2, high=65_536, advanced=True)
    learning_rate: float = param(0.003, "Size of the first steps (Adam); it falls in a line.", low=1e-6, high=1,
                                 advanced=True)  # fmt: skip
    weight_decay: float = param(0.01, "Pull of all weights to zero; more overfits less.", low=0, high=10,
                                advanced=True)  # fmt: skip
    clip: float = param(1.0, "Longest gradient; a longer one is cut.", low=1e-3, high=1000, advanced=True)
    threads: int = param(1, "Threads; another number may change the last digits.", low=1, high=64, advanced=True)
    watch: tuple[str, ...] = param(
        (), "Words whose neighbours, and pairs as king–queen whose cosine, are followed.", advanced=True
    )
    stop_after: int = param(
        0, "End after so many batches, counting every epoch, as a stopped run did; 0: at the end.", low=0,
        advanced=True,
    )  # fmt: skip

    def source_files(self) -> tuple[Path, ...]:
        return () if self.pairs is None else (self.pairs,)

    def stopped_at(self, iteration: int) -> Step:
        return replace(self, stop_after=iteration)

    def estimate_on(self, space: EmbeddingSpace) -> Estimate | None:
        name = self.label_column or class_column(space.columns)
        if self.pairs is not None or name not in space.columns.column_names:
            return None
        labelled = len(space.columns[name]) - space.columns[name].null_count
        batches = self.epochs * -(-labelled // self.batch)
        a_batch = SECONDS_A_BATCH * (1.8 if self.projection == "mlp" else 1.0)
        seconds = 0.5 + batches * a_batch * (self.batch / 128) * (self.dimensions / 50 + 1) / 2
        return Estimate(seconds=seconds, memory=8.0 * space.rows * (space.dimensions + self.dimensions)).loading(
            "torch, warm"
        )

    @classmethod
    def warm(cls) -> None:
        from embexplorer.models.descent import load_torch

        load_torch()

    def run(self, inputs: Inputs, report: Report = ignore) -> EmbeddingSpace:
        space = inputs.the_space()
        report(0.0, f"Looking at {space.name}")
        if self.label_column and self.pairs is not None:
            raise UserError("Both --label-column and --pairs are given.", "Learn from one of them.")
        _refuse_not_finite(space)
        from embexplorer.models.descent import load_torch, repeatable

        load_torch(lambda: report(0.0, "Loading torch"))
        from embexplorer.trainers._contrastive_rows import Projected
        from embexplorer.trainers._contrastive_task import task_of_labels, task_of_pairs

        if self.pairs is None:
            column = self.label_column or class_column(space.columns)
            task = task_of_labels(space, column, self.held_out, self.seed)
        else:
            task = task_of_pairs(space, self.pairs, self.held_out, self.seed)
        plain = task.score(lambda rows: np.asarray(space.vectors[rows], np.float32)) if task.measure else 0.0
        with repeatable(self.seed, self.threads):
            projection = Projected(space, self.projection, self.dimensions, self.hidden, self.unit_length, report)
            watch, ended = _learn(self, projection, task, space, plain, report)
            made = self._made(space, projection.all(), task.used)
            notes = (*task.notes, *ended, *task.verdict(projection.rows, plain), WARNING)
        log = table_of_log(watch.log, caption=f"{task.caption} · {space.name}")
        return replace(made, notes=notes, model=projection.model(), beside=(*watch.training_map(), log))

    def _made(self, space: EmbeddingSpace, vectors: FloatArray, used: IntArray) -> EmbeddingSpace:
        """The projected space: the columns of its parent, the new lengths, and what each row was used for."""
        name = f"{space.name} {self.loss}"
        made = EmbeddingSpace(name=name, keys=space.keys, vectors=vectors, columns=space.columns, unit=space.unit)
        words = pa.array([USED[code] for code in used.tolist()])
        return made.with_columns(pa.table({"norm": lengths(vectors), "used": words}))


def _refuse_not_finite(space: EmbeddingSpace) -> None:
    for start in range(0, space.rows, BLOCK):
        if not np.isfinite(space.vectors[start : start + BLOCK]).all():
            hint = "Open its file again and skip bad rows."
            raise UserError(f"{space.name} holds numbers that are not finite.", hint)


def _learn(
    step: Contrastive, projection: "Projected", task: "Task", space: EmbeddingSpace, plain: float, report: Report
) -> tuple[TrainingWatch, tuple[str, ...]]:
    import torch

    from embexplorer.models.descent import descend, slow_down
    from embexplorer.trainers._batches import LiveRows, batches

    shown = LiveRows(projection.all)
    report.begin(step._made(space, shown.vectors, task.used))
    random = np.random.default_rng(step.seed)
    each = -(-len(task.triples) // step.batch)
    total = each * step.epochs
    watch = TrainingWatch(
        report, space.keys, epochs=step.epochs, total=total, words=step.watch, units=len(task.triples), unit="rows",
        measure=lambda: {"loss": value, **task.curves(projection.rows, plain)},
    )  # fmt: skip
    optimizer = torch.optim.AdamW(projection.net.parameters(), step.learning_rate, weight_decay=step.weight_decay)
    done, value = 0, float("nan")
    triples = task.triples.draw(random)
    for batch in batches(total, step.stop_after, report):
        if batch and batch % each == 0:
            triples = task.triples.draw(random)
        rate = slow_down(optimizer, step.learning_rate, batch / total)
        start = batch % each * step.batch
        part = [rows[start : start + step.batch] for rows in triples]
        value = descend(_loss(step, projection, task, *part), optimizer, step.clip, batch)
        done = batch + 1
        watch.look(shown.now, done, rate=rate)
    watch.end(projection.all(), done)
    return watch, ended_early(done, total, "batches")


def _loss(
    step: Contrastive, projection: "Projected", task: "Task", anchor: IntArray, positive: IntArray, negative: IntArray
) -> "torch.Tensor":
    """The loss of these triples; for a loss of pairs each is one that belongs together and one that does not."""
    import torch

    from embexplorer.models import contrastive

    here, right, wrong = projection.of(np.concatenate([anchor, positive, negative])).chunk(3)
    match step.loss:
        case "triplet":
            return contrastive.triplet_loss(here, right, wrong, step.margin)
        case "margin":
            return contrastive.margin_loss(here, right, wrong, step.margin)
        case "contrastive":
            same = torch.arange(2 * len(anchor)) < len(anchor)
            return contrastive.contrastive_loss(here.repeat(2, 1), torch.cat([right, wrong]), same.float(), step.margin)
        case _:
            ignored = torch.from_numpy(task.triples.same(anchor, np.concatenate([positive, negative])))
            return contrastive.infonce_loss(here, torch.cat([right, wrong]), ignored, step.temperature)
