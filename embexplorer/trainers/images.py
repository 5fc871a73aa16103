"""Train a small convolutional net on labelled images; its layer before the last is the space."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np
import pyarrow as pa

from embexplorer.core.columns import lengths
from embexplorer.core.errors import UserError
from embexplorer.core.estimate import Estimate, Size
from embexplorer.core.inputs import Inputs
from embexplorer.core.keys import Keys
from embexplorer.core.model import embeds
from embexplorer.core.registry import register
from embexplorer.core.report import Part, Report, ignore
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Step, param
from embexplorer.core.trainer import Reads, Trainer
from embexplorer.core.training_log import table_of_log
from embexplorer.core.training_watch import TrainingWatch
from embexplorer.core.typing import FloatArray, IntArray
from embexplorer.corpora.images import Broken, Colors, ImageSet, read_images
from embexplorer.corpora.soundness import ended_early

if TYPE_CHECKING:
    import torch

    from embexplorer.trainers._image_rows import ImageRows
    from embexplorer.trainers._labelled_rows import LabelledTriples, Labels

READ = 0.1  # of the progress goes to reading the images
FEWEST = 10  # labelled images
OPERATIONS_A_SECOND, SECONDS_AN_IMAGE = 4e10, 5e-5  # of one thread, about
COPIES = 10  # of what the layers say of a batch, with gradients
WARNING = "Labels were used to make this space: clusters by them are no evidence."
USED = {0: "no", 1: "learned from", 2: "held out"}


@register
@dataclass(frozen=True, kw_only=True)
class Images(Trainer):
    """Learn vectors of labelled images with a small convolutional net.

    The net tells the labels apart (classification), or brings images of one label nearer than others (triplet). Every
    image gets a vector, also those without a label and those held out to measure on.
    """

    name: ClassVar[str] = "images"
    title: ClassVar[str] = "Image vectors"
    may_take: ClassVar[tuple[str, ...]] = ("space",)
    libraries: ClassVar[tuple[str, ...]] = ("numpy", "torch", "pillow")
    reads: ClassVar[Reads] = "images"
    idea: ClassVar[str] = "the [image] → boot, bag, coat"
    reading_parameters: ClassVar[tuple[str, ...]] = ("path", "table", "size", "colors", "broken")
    presets: ClassVar = {
        "quick look": {"epochs": 5, "dimensions": 32},
        "balanced": {"epochs": 20, "dimensions": 64},
        "thorough": {"epochs": 60, "dimensions": 128, "blocks": 3, "width": 32},
    }

    path: Path = param(help="A folder of images with a subfolder for each label, or an .npz of images and labels.")
    table: Path | None = param(None, "A table with columns file and label; empty: each subfolder is a label.")
    size: int = param(28, "Images are scaled to squares of so many pixels.", low=8, high=256, unit="pixels")
    colors: Colors = param("auto", "Grey has one number a pixel, RGB three; auto: grey if all images are.")
    broken: Broken = param("refuse", "What happens to images that cannot be read.", advanced=True)
    objective: Literal["classification", "triplet"] = param(
        "classification", "Tell the labels apart, or bring images of one label nearer than those of others."
    )
    dimensions: int = param(64, "Numbers in a vector: the width of the layer before the last.", low=2, high=2000)
    epochs: int = param(20, "How often all images are learned from.", low=1, high=10_000)
    seed: int = param(0, "Of everything that is drawn at random; the same seed gives the same vectors.", low=0,
                      high=2**31 - 1)  # fmt: skip
    held_out: float = param(0.2, "Share of each label's images to measure on and not learn from.", low=0, high=0.5)
    blocks: int = param(2, "Convolutions; each halves the sides of what it sees.", low=1, high=3)
    width: int = param(16, "Channels of the first convolution, rounded to fours; they double each time.", low=4,
                       high=256, advanced=True)  # fmt: skip
    dropout: float = param(0.3, "Share of numbers left out at random while learning.", low=0, high=0.9, advanced=True)
    margin: float = param(0.5, "How much nearer images of one label must be (triplet).", low=0, high=2, advanced=True)
    batch: int = param(64, "Images that are learned from at once.", low=2, high=4096, advanced=True)
    learning_rate: float = param(0.002, "Size of the first steps (Adam); it falls in a line.", low=1e-6, high=1,
                                 advanced=True)  # fmt: skip
    weight_decay: float = param(0.01, "Pull of all weights to zero; more overfits less.", low=0, high=10,
                                advanced=True)  # fmt: skip
    clip: float = param(1.0, "Longest gradient; a longer one is cut.", low=1e-3, high=1000, advanced=True)
    threads: int = param(1, "Threads; another number may change the last digits.", low=1, high=64, advanced=True)
    stop_after: int = param(
        0, "End after so many batches, counting every epoch, as a stopped run did; 0: at the end.", low=0,
        advanced=True,
    )  # fmt: skip

    def source_files(self) -> tuple[Path, ...]:
        """The .npz, or all files of the folder, and the table."""
        inside = tuple(sorted(p for p in self.path.rglob("*") if p.is_file())) if self.path.is_dir() else (self.path,)
        return inside if self.table is None else (*inside, self.table)

    def stopped_at(self, iteration: int) -> Step:
        return replace(self, stop_after=iteration)

    @classmethod
    def warm(cls) -> None:
        from embexplorer.models.descent import load_torch

        load_torch()

    def measured(self, report: Report = ignore) -> Size | None:
        keys = self._images(report).keys
        return Size(documents=0, units=len(keys), rows=len(keys))

    def _images(self, report: Report) -> ImageSet:
        return read_images(
            self.path, size=self.size, table=self.table, colors=self.colors, broken=self.broken, report=report
        )

    def estimate(self, size: Size) -> Estimate | None:
        side, wide = float(self.size), float(self.width)
        first = side**2 * 27 * wide
        later = sum((side / 2**n) ** 2 * 9 * wide**2 * 2 ** (2 * n - 1) for n in range(1, self.blocks))
        work = size.units * (3 * self.epochs + 1) * 2 * (first + later)
        seconds = work / OPERATIONS_A_SECOND + size.units * (3 * self.epochs + 1) * SECONDS_AN_IMAGE
        at_once = self.batch * side**2 * wide * 2 * 4.0 * COPIES
        memory = size.units * (3 * side**2 + 4096.0) + at_once
        return Estimate(seconds=1 + seconds, memory=memory).loading("torch, warm")

    def run(self, inputs: Inputs, report: Report = ignore) -> EmbeddingSpace:
        report(0.0, f"Reading {self.path.name}")
        images = self._images(Part(report, 0.0, READ))
        from embexplorer.models.descent import load_torch, repeatable

        load_torch(lambda: report(READ, "Loading torch"))
        from embexplorer.trainers._image_rows import accuracy
        from embexplorer.trainers._labelled_rows import labels_of

        labels = labels_of(images.labels)
        _refuse_labels(labels, images)
        learned, held_out = labels.split(self.held_out, self.seed)
        part = Part(report, READ, 1.0)
        with repeatable(self.seed, self.threads):
            rows = _rows(self, images, labels, learned, inputs.space)
            watch, ended = _learn(self, rows, images, labels, learned, held_out, part)
            made = _space(self, images, rows.vectors(np.arange(len(images)), part), learned, held_out)
            told = accuracy(rows, labels.codes, learned, held_out, self._by_neighbors, part) if len(held_out) else None
        log = table_of_log(watch.log, caption=f"{self._measured} of {len(held_out):,} held-out images · {made.name}")
        settings = {**_shape(self, images), "classes": list(labels.names), "objective": self.objective}
        notes = (*images.notes, *ended, *self._notes(labels, learned, held_out, told, inputs.space), WARNING)
        return replace(made, notes=notes, model=rows.model(settings), beside=(*watch.training_map(), log))

    @property
    def _by_neighbors(self) -> bool:
        return self.objective == "triplet"

    @property
    def _measured(self) -> str:
        return "kNN accuracy (k = 5, cosine)" if self._by_neighbors else "Accuracy"

    def _notes(
        self, labels: "Labels", learned: IntArray, held_out: IntArray, told: float | None, before: EmbeddingSpace | None
    ) -> tuple[str, ...]:
        known = f"{len(learned):,} images were learned from, {len(held_out):,} were held out"
        notes = [f"{known}; all have vectors, also those without a label: {labels.unlabelled:,}."]
        if before is not None:
            notes.append(f"Went on from {before.name}; what it had learned from may be held out here.")
        if told is None:
            return (*notes, "Nothing was held out: no number says how far this serves for images it has not seen.")
        alone = np.bincount(labels.codes[held_out]).max() / len(held_out)
        return (*notes, f"{self._measured} of held-out images: {told:.3f}; the commonest label alone: {alone:.3f}.")


def _refuse_labels(labels: "Labels", images: ImageSet) -> None:
    count = int(labels.counts.sum())
    if not count:
        hint = "Put images of a label into a folder of that name, or give --table."
        raise UserError(f"No image of {images.name} has a label.", hint)
    if len(labels.names) == 1:
        hint = "Give images of two labels or more."
        raise UserError(f"All labels of {images.name} are ‘{labels.names[0]}’: nothing to tell it from.", hint)
    if count < FEWEST:
        said = f"{images.name} has {count} labelled images, too few to learn from."
        raise UserError(said, f"Give {FEWEST} or more.")
    if labels.counts.max() < 2:
        raise UserError(f"Each label of {images.name} has one image only.", "Give several images of each label.")


def _shape(step: Images, images: ImageSet) -> dict[str, object]:
    size, channels = images.pixels.shape[2:]
    shape = {"channels": channels, "size": size, "dimensions": step.dimensions}
    return {**shape, "blocks": step.blocks, "width": 4 * round(step.width / 4)}


def _rows(
    step: Images, images: ImageSet, labels: "Labels", learned: IntArray, before: EmbeddingSpace | None
) -> "ImageRows":
    """A new net, or that of the space from which the training goes on."""
    from embexplorer.trainers._image_rows import kept_rows, new_rows

    if before is None:
        wide = 4 * round(step.width / 4)
        return new_rows(images.pixels, learned, len(labels.names), step.dimensions, step.blocks, wide, step.dropout)
    if before.model is None or before.model.kind != Images.name:
        raise UserError(f"{before.name} holds no net for images.", "Train one here, and keep its folder.")
    for name, value in {**_shape(step, images), "classes": list(labels.names)}.items():
        known = before.model.settings[name]
        if known != value:
            said = f"{before.name} was trained with other {name}: {known}, and here they are {value}."
            raise UserError(said, "Go on with images and parameters of that kind, or train anew.")
    return kept_rows(before.model, images.pixels, step.dropout)


def _space(
    step: Images, images: ImageSet, vectors: FloatArray, learned: IntArray, held_out: IntArray
) -> EmbeddingSpace:
    used = np.zeros(len(images), np.int64)
    used[learned], used[held_out] = 1, 2
    added = pa.table({"norm": lengths(vectors), "used": [USED[code] for code in used.tolist()]})
    keys, name = Keys(images.keys), f"{images.name} {step.objective}"
    return EmbeddingSpace(name=name, keys=keys, vectors=vectors, columns=images.columns, unit="images").with_columns(
        added
    )


def _learn(
    step: Images, rows: "ImageRows", images: ImageSet, labels: "Labels", learned: IntArray, held_out: IntArray,
    report: Report,
) -> tuple[TrainingWatch, tuple[str, ...]]:  # fmt: skip
    import torch

    from embexplorer.models.descent import descend, slow_down
    from embexplorer.trainers._batches import LiveRows, batches
    from embexplorer.trainers._labelled_rows import LabelledTriples

    every, random = np.arange(len(images)), np.random.default_rng(step.seed)
    shown = LiveRows(lambda: rows.vectors(every, report))
    report.begin(_space(step, images, shown.vectors, learned, held_out))
    triples = LabelledTriples(learned, labels.codes)
    each = -(-len(triples if step._by_neighbors else learned) // step.batch)
    watch = TrainingWatch(
        report, Keys(images.keys), epochs=step.epochs, total=each * step.epochs, units=len(learned), unit="images",
        measure=lambda: {"loss": value}, each_epoch=_told(step, rows, labels, learned, held_out, report),
    )  # fmt: skip
    optimizer = torch.optim.AdamW(rows.net.parameters(), step.learning_rate, weight_decay=step.weight_decay)
    done, value = 0, float("nan")
    drawn = _drawn(step, triples, learned, random)
    for batch in batches(each * step.epochs, step.stop_after, report):
        if batch and batch % each == 0:
            drawn = _drawn(step, triples, learned, random)
        rate = slow_down(optimizer, step.learning_rate, batch / (each * step.epochs))
        start = batch % each * step.batch
        loss = _loss(step, rows, labels.codes, [part[start : start + step.batch] for part in drawn])
        value = descend(loss, optimizer, step.clip, batch)
        done = batch + 1
        watch.look(shown.now, done, rate=rate)
    watch.end(rows.vectors(every, report), done)
    return watch, ended_early(done, each * step.epochs, "batches")


def _told(
    step: Images, rows: "ImageRows", labels: "Labels", learned: IntArray, held_out: IntArray, report: Report
) -> Callable[[FloatArray], dict[str, float]]:
    """The curve of what the net is worth, measured at the end of each epoch."""
    from embexplorer.trainers._image_rows import accuracy

    name = "kNN accuracy (held out)" if step._by_neighbors else "accuracy (held out)"

    def measured(_: FloatArray) -> dict[str, float]:
        return {name: accuracy(rows, labels.codes, learned, held_out, step._by_neighbors, report)}

    return measured if len(held_out) else lambda _: {}


def _drawn(
    step: Images, triples: "LabelledTriples", learned: IntArray, random: np.random.Generator
) -> tuple[IntArray, ...]:
    """All images once, or a triple for each, in random order."""
    return triples.draw(random) if step._by_neighbors else (random.permutation(learned),)


def _loss(step: Images, rows: "ImageRows", codes: IntArray, drawn: Sequence[IntArray]) -> "torch.Tensor":
    import torch
    from torch.nn.functional import cross_entropy, normalize

    from embexplorer.models.contrastive import triplet_loss

    vectors = rows.of(np.concatenate(drawn))
    if step._by_neighbors:
        anchor, positive, negative = normalize(vectors).chunk(3)
        return triplet_loss(anchor, positive, negative, step.margin)
    return cross_entropy(rows.net["classes"](vectors), torch.from_numpy(codes[drawn[0]]))


@embeds(Images.name)
def embed_images(space: EmbeddingSpace, inputs: Sequence[str]) -> FloatArray:
    """The vectors of images, named by their paths."""
    from embexplorer.models.descent import repeatable
    from embexplorer.trainers._image_rows import new_vectors

    with repeatable(0):
        return new_vectors(space, inputs, ignore)
