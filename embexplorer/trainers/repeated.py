"""Train a space several times more, and say of each word how much of its neighbourhood that leaves as it was."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from embexplorer.core.coloring import COUNT
from embexplorer.core.errors import UserError
from embexplorer.core.estimate import Estimate, Size
from embexplorer.core.family import Family, Vary, aligned, mark_of, places_in, survival
from embexplorer.core.folder import read_meta
from embexplorer.core.inputs import Inputs, nothing
from embexplorer.core.neighbor_graph import NeighborGraph, neighbor_graph
from embexplorer.core.perform import perform
from embexplorer.core.recipe import Recipe, RecipeStep, sha256_of, versions_of
from embexplorer.core.registry import register, step_named
from embexplorer.core.report import Measured, Part, Report, ignore
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Step, build, param, parameters_of
from embexplorer.core.trainer import Reads, Trainer
from embexplorer.core.typing import DoubleArray, FloatArray

COMPARED = 0.05  # of the progress goes to the neighbours of what was trained first
TRAINED = 0.9  # of that of each run goes to its training
COMPARISONS_A_SECOND = 1e10  # of two numbers, where neighbours are looked for
SEARCH = 100e6  # bytes of what is loaded for that
LEAST = 2
VARIED: dict[Vary, str] = {"seeds": "seed", "documents": "resample"}
FOLDER_READER = "space-folder"


@register
@dataclass(frozen=True, kw_only=True)
class Repeated(Trainer):
    """Train it again several times, and see which neighbours, and which similarities, do not depend on chance."""

    name: ClassVar[str] = "repeated"
    title: ClassVar[str] = "Train again several times"
    takes: ClassVar[tuple[str, ...]] = ("space",)
    libraries: ClassVar[tuple[str, ...]] = ("numpy", "pyarrow", "numba", "scipy", "faiss-cpu")
    reads: ClassVar[Reads] = "space"

    times: int = param(5, "How many further trainings.", low=LEAST, high=100)
    vary: Literal["seeds", "documents"] = param(
        "seeds", "What differs between them: the seed, or documents drawn with replacement (bootstrap)."
    )
    k: int = param(10, "Nearest words whose survival is counted.", low=1, high=100)

    def run(self, inputs: Inputs, report: Report = ignore) -> EmbeddingSpace:
        """The space as it was, with the column `stability`, and the further trainings as its family."""
        space = inputs.the_space()
        report(0.0, "Looking for its training")
        training = training_of(space)
        trainers = list(self._trainers(training))
        _refuse_changed_files(training, trainers[0])
        report.begin(space)
        graph = neighbor_graph(space, self.k, "cosine", Part(report, 0.0, COMPARED))
        runs = self._runs(space, trainers, graph, report)
        values = tuple(int(getattr(trainer, VARIED[self.vary])) for trainer in trainers[: len(runs)])
        family = Family(
            vary=self.vary, values=values, runs=tuple(run.vectors for run in runs), mark=mark_of(space.vectors)
        )
        shares = np.stack([run.shares for run in runs])
        notes = (*space.notes, *self._notes(training, family, shares, graph), *_same(space, family))
        columned = space.with_columns(columns_of(shares))
        return replace(columned, name=f"{space.name}, stability", notes=notes, family=family, folder=None)

    def estimate_on(self, space: EmbeddingSpace) -> Estimate | None:
        """By the words that the space was trained on; None where its recipe or the words' counts are not there."""
        try:
            training = training_of(space)
        except UserError:
            return None
        trainer = build(step_named(training.name), training.parameters)
        if not isinstance(trainer, Trainer) or COUNT not in space.columns.column_names:
            return None
        words = int(pc.sum(space.columns[COUNT]).as_py() or 0)
        once = trainer.estimate(Size(documents=0, units=words, rows=space.rows))
        compared = float(space.rows) ** 2 * space.dimensions / COMPARISONS_A_SECOND
        more = SEARCH + space.rows * (4.0 * space.dimensions * (self.times + 1) + 16.0 * self.k)
        return once and Estimate(
            seconds=self.times * once.seconds + (self.times + 1) * compared, memory=once.memory + more
        )

    def stopped_at(self, iteration: int) -> Step:
        return replace(self, times=iteration)

    def _trainers(self, training: RecipeStep) -> Iterator[Step]:
        """The trainer as often as it is wanted, each time with another seed or other documents."""
        kind, varied = step_named(training.name), VARIED[self.vary]
        if varied not in [parameter.name for parameter in parameters_of(kind)]:
            raise UserError(
                f"{kind.title} cannot be trained on other {self.vary}: it has no parameter ‘{varied}’.",
                f"Use --vary {'documents' if self.vary == 'seeds' else 'seeds'}.",
            )
        first = training.parameters.get(varied) or 0
        for number in range(1, self.times + 1):
            yield build(kind, {**training.parameters, varied: first + number})

    def _runs(
        self, space: EmbeddingSpace, trainers: list[Step], graph: NeighborGraph, report: Report
    ) -> "list[TrainedAgain]":
        """Train until all are done, or enough; two there are always."""
        runs: list[TrainedAgain] = []
        share = (1.0 - COMPARED) / len(trainers)
        for number, trainer in enumerate(trainers):
            if report.enough() and len(runs) >= LEAST:
                report.keep(len(runs))
                break
            start = COMPARED + number * share
            alone = Alone(Part(report, start, start + share), f"Training {number + 1} of {len(trainers)}")
            runs.append(trained_again(space, trainer, graph, alone))
            mean = float(np.nanmean(np.stack([run.shares for run in runs])))
            report.measure(Measured(at=number + 1.0, numbers={"stability": mean}))
        return runs

    def _notes(
        self, training: RecipeStep, family: Family, shares: DoubleArray, graph: NeighborGraph
    ) -> tuple[str, ...]:
        varied = "seeds" if self.vary == "seeds" else "documents drawn with replacement, seeds"
        first, last, k = family.values[0], family.values[-1], graph.k
        done = f"Trained {len(family)} times more with {varied} {first}–{last}"
        meant = f"stability is the share of a word’s {k} nearest (cosine) that are among its {k} nearest in a training"
        return (f"{done}; {meant}, on average.", *_absent(shares), *graph.notes(), *_other_versions(training))


@dataclass(frozen=True)
class TrainedAgain:
    """One run: its vectors row by row as the space has them, and what survived of each word's list."""

    vectors: FloatArray
    shares: DoubleArray


def trained_again(space: EmbeddingSpace, trainer: Step, graph: NeighborGraph, report: Report) -> TrainedAgain:
    """Train once, and compare the neighbours with those of the space."""
    made = perform(trainer, nothing, Part(report, 0.0, TRAINED))
    if not isinstance(made, EmbeddingSpace):
        raise TypeError(f"{trainer.name} made a {type(made).__name__}")
    lists = neighbor_graph(made, graph.k, "cosine", Part(report, TRAINED, 1.0), "exact" if graph.exact else "auto")
    places = places_in(space.keys, made.keys)
    shares = survival(np.asarray(graph.indices), np.asarray(lists.indices), places)
    return TrainedAgain(aligned(made.vectors, places), shares)


class Alone(Report):
    """What one of several trainings says: its progress; its frames and curves go nowhere, and it never ends early."""

    def __init__(self, report: Report, title: str) -> None:
        self._report = report
        self._title = title

    def __call__(self, done: float, text: str) -> None:
        self._report(done, f"{self._title} · {text}")

    def enough(self) -> bool:
        self._report.enough()  # which may raise Cancelled
        return False

    def rest(self) -> None:
        self._report.rest()


def training_of(space: EmbeddingSpace) -> RecipeStep:
    """The step that trained this space, also where it was saved and opened again; raises UserError where none did."""
    steps = _recipe_of(space).steps
    hint = "Choose a space as its training made it, with no other step after it."
    if not steps:
        raise UserError(f"{space.name} does not say how it was made.", hint)
    if steps[-1].name == Repeated.name:
        raise UserError(f"{space.name} has been trained several times already.", "Choose the space it was made from.")
    if step_named(steps[-1].name).kind != "trainer":
        raise UserError(f"{space.name} was not made by a training, but by {steps[-1].name}.", hint)
    if len(steps) > 1:
        raise UserError(
            f"{space.name} went on learning from another space.", "Choose one that was trained from the beginning."
        )
    return steps[-1]


def _recipe_of(space: EmbeddingSpace) -> Recipe:
    """Behind a saved folder stands the recipe of what was saved there."""
    recipe = space.recipe
    while len(recipe.steps) == 1 and recipe.steps[0].name == FOLDER_READER:
        asked = recipe.steps[0].parameters
        if asked.get("take", "all") != "all":
            raise UserError(f"Of {space.name} only a part was opened.", "Open all of it.")
        recipe = Recipe.from_json(read_meta(Path(asked["path"]))["recipe"])
    return recipe


def _refuse_changed_files(training: RecipeStep, trainer: Step) -> None:
    """What is learned from must be what was learned from."""
    for name, digest in training.sources.items():
        if not Path(name).is_file():
            raise UserError(f"{name}, which was learned from, is not there any more.", "Put it back where it was.")
        if sha256_of(Path(name)) != digest:
            raise UserError(f"{name} is not what was learned from: it has been changed since.", "Train on it anew.")
    more = sorted({str(path) for path in trainer.source_files() if path.is_file()} - set(training.sources))
    if more:
        raise UserError(f"{more[0]} was not there when the space was trained.", "Take it away, or train anew.")


def _absent(shares: DoubleArray) -> tuple[str, ...]:
    """What is said of words that some trainings do not know."""
    absent = np.isnan(shares)
    if not absent.any():
        return ()
    some, never = int(absent.any(axis=0).sum()), int(absent.all(axis=0).sum())
    told = f"{some:,} words are missing from at least one of the trainings ({never:,} from all)"
    return (f"{told}, as the column trainings counts; a neighbour that is missing counts as lost.",)


def _other_versions(training: RecipeStep) -> tuple[str, ...]:
    now = versions_of(tuple(training.versions))
    return tuple(
        f"The space was trained with {name} {version}, these trainings with {now[name]}."
        for name, version in training.versions.items()
        if now[name] != version
    )


def _same(space: EmbeddingSpace, family: Family) -> tuple[str, ...]:
    if all(np.array_equal(run, space.vectors) for run in family.runs):
        return (f"Every training gave the same vectors: nothing here depends on the {family.vary}.",)
    return ()


def columns_of(shares: DoubleArray) -> pa.Table:
    """`stability` with the least and greatest of the runs; `trainings` where some do not know every word."""
    known = np.isfinite(shares)
    count = known.sum(axis=0)
    never = count == 0
    mean = np.where(known, shares, 0).sum(axis=0) / np.maximum(count, 1)
    low, high = np.where(known, shares, np.inf).min(axis=0), np.where(known, shares, -np.inf).max(axis=0)
    columns = {
        "stability": pa.array(mean.astype(np.float32), mask=never),
        "stability_low": pa.array(low.astype(np.float32), mask=never),
        "stability_high": pa.array(high.astype(np.float32), mask=never),
    }
    return pa.table(columns if known.all() else {**columns, "trainings": pa.array(count, pa.int64())})
