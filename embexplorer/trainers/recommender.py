"""A recommender: users and items as vectors whose products say what a user will take next (matrix factorisation)."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from embexplorer.core.errors import UserError
from embexplorer.core.estimate import Estimate, Size
from embexplorer.core.inputs import Inputs
from embexplorer.core.keys import Keys
from embexplorer.core.registry import register
from embexplorer.core.report import Part, Report, ignore
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Step, param
from embexplorer.core.trainer import Reads, Trainer
from embexplorer.core.training_log import table_of_log
from embexplorer.core.training_watch import TrainingWatch
from embexplorer.core.typing import IntArray
from embexplorer.corpora.interactions import Interactions, hold_out, read_interactions
from embexplorer.corpora.interactions_step import InteractionsStep
from embexplorer.models.recommendation import Recommendation
from embexplorer.trainers._ranking import HeldOut

if TYPE_CHECKING:
    from embexplorer.trainers._factor_learners import Learner

READ = 0.1  # of the progress goes to reading
USUAL = {"bpr": 0.01, "implicit": 0.03, "explicit": 0.05}  # regularisation
PAIRS_A_SECOND = {"bpr": 400_000.0, "als": 600_000.0}  # interactions, 64 factors, one thread
BPR_BIAS = "The last number of an item's vector is its bias (1 in a user's), so that products of vectors are scores."
BIASES = (
    "The last two numbers of a vector are biases (an item's and 1; 1 and a user's with the mean), so that products of"
    " vectors are ratings."
)


@register
@dataclass(frozen=True, kw_only=True)
class Recommender(InteractionsStep, Trainer):
    """Learns users and items as vectors whose products say what a user takes next (BPR or least squares)."""

    name: ClassVar[str] = "recommender"
    title: ClassVar[str] = "Recommender"
    libraries: ClassVar[tuple[str, ...]] = ("numpy", "pyarrow", "scipy", "torch")
    reads: ClassVar[Reads] = "interactions"
    may_take: ClassVar[tuple[str, ...]] = ("space",)
    idea: ClassVar[str] = "[user] → seen > not seen"
    presets: ClassVar = {
        "quick look": {"method": "als", "epochs": 5, "dimensions": 32},
        "balanced": {"method": "als", "epochs": 15, "dimensions": 64},
        "thorough": {"method": "bpr", "epochs": 100, "dimensions": 64},
    }

    method: Literal["als", "bpr"] = param(
        "als", "Alternating least squares (als), or ranking of what was seen above what was not (bpr)."
    )
    dimensions: int = param(64, "Numbers in a vector that are learned together; biases come on top.", low=2, high=2000)
    epochs: int = param(15, "How often all interactions are gone through.", low=1, high=10_000)
    seed: int = param(0, "Of everything that is drawn at random; the same seed gives the same vectors.", low=0,
                      high=2**31 - 1)  # fmt: skip
    confidence: float = param(
        10.0, "Least squares, implicit: what one interaction weighs more than none (alpha).", low=0, high=100_000
    )
    regularisation: float | None = param(
        None,
        "Keeps vectors short; empty: 0.01 (BPR), 0.03 (implicit) or 0.05 (explicit).",
        low=0,
        high=10_000,
        advanced=True,
    )
    learning_rate: float = param(0.1, "BPR: size of the steps (Adagrad).", low=1e-5, high=10, advanced=True)
    held_out: float = param(
        0.1, "Share of users of whom one item is not learned from, to measure recall; at most 2,000.",
        low=0, high=1, advanced=True,
    )  # fmt: skip
    watch: tuple[str, ...] = param(
        (), "Items whose neighbours, and pairs as a–b whose cosine, are followed.", advanced=True
    )
    stop_after: int = param(
        0, "End after so many steps, counting every epoch, as a stopped run did; 0: at the end.", low=0, advanced=True
    )

    def run(self, inputs: Inputs, report: Report = ignore) -> EmbeddingSpace:
        from embexplorer.trainers._factor_learners import one_thread
        from embexplorer.trainers._linked_spaces import go_on, items_space, users_space

        data = read_interactions(self, rates=self._rates(), report=Part(report, 0.0, READ))
        _refuse_too_few(data)
        learned, held = hold_out(data, self.held_out, self.seed)
        learner, measured = self._learner(learned), HeldOut(data=data, learned=learned, held=held)
        if inputs.space is not None:
            go_on(learner, inputs.space, data, self._how(data))
        space = replace(items_space(data, learner.items), notes=self._notes(data, held))
        training = Part(report, READ, 1.0)
        training.begin(space)
        watch = self._watch(space.keys, learner, measured, training)
        with one_thread():
            watch.end(learner.items, self._train(learner, watch, training))
        log = table_of_log(watch.log, caption=f"{self._how(data)} · {len(held):,} interactions held out · {space.name}")
        return replace(
            items_space(data, learner.items),
            notes=(*space.notes, *measured.notes(learner.users, learner.items)),
            model=self._kept(data, learned, learner).model(),
            beside=(users_space(data, learner.users), *watch.training_map(), log),
        )

    def stopped_at(self, iteration: int) -> Step:
        return replace(self, stop_after=iteration)

    def measured(self, report: Report = ignore) -> Size | None:
        data = read_interactions(self, rates=self._rates(), report=report)
        return Size(documents=len(data.users), units=len(data), rows=len(data.ids))

    def estimate(self, size: Size) -> Estimate | None:
        work = float(size.units) * self.epochs * (self.dimensions / 64 + 0.3) / 1.3
        memory = (size.rows + size.documents) * self.dimensions * 16.0 + size.units * 60.0
        return Estimate(seconds=work / PAIRS_A_SECOND[self.method], memory=memory).loading("torch")

    def _rates(self) -> bool:
        if self.method == "bpr" and self.feedback == "explicit":
            hint = "Use --method als, or --feedback implicit with --least-rating for what counts as liked."
            raise UserError("BPR learns from what was seen and not from how it was rated.", hint)
        return self.method == "als"

    def _how(self, data: Interactions) -> str:
        """What this is called where a model is kept."""
        return "bpr" if self.method == "bpr" else "explicit" if data.rated else "implicit"

    def _penalty(self, data: Interactions) -> float:
        return USUAL[self._how(data)] if self.regularisation is None else self.regularisation

    def _learner(self, data: Interactions) -> "Learner":
        from embexplorer.trainers._factor_learners import Bpr, ExplicitSquares, ImplicitSquares

        penalty, factors, seed = self._penalty(data), self.dimensions, self.seed
        if self.method == "bpr":
            return Bpr(data, factors=factors, rate=self.learning_rate, regularisation=penalty, seed=seed)
        if data.rated:
            return ExplicitSquares(data, factors=factors, regularisation=penalty, seed=seed)
        return ImplicitSquares(data, factors=factors, alpha=self.confidence, regularisation=penalty, seed=seed)

    def _notes(self, data: Interactions, held: IntArray) -> tuple[str, ...]:
        counts = np.diff(data.starts)
        one, all_seen = int((counts == 1).sum()), int((counts == len(data.ids)).sum())
        by_all = np.flatnonzero(data.popularity == len(data.users))
        said = [
            (one > 0, f"{one:,} of {len(counts):,} users have one item: nothing is held out of them."),
            (all_seen > 0, f"{all_seen:,} users have all items: nothing is left to recommend to them."),
            (len(by_all) > 0, f"{len(by_all):,} items are those of all users: nobody can be recommended them."),
            (len(held) > 0, f"{len(held):,} interactions were held out to measure how they are ranked."),
            (len(held) == 0, "Nothing was held out: how well items are ranked was not measured."),
            (self.method == "bpr", BPR_BIAS),
            (data.rated, BIASES),
        ]
        return (*data.notes, *(sentence for true, sentence in said if true))

    def _watch(self, keys: Keys, learner: "Learner", measured: HeldOut, report: Report) -> TrainingWatch:
        return TrainingWatch(
            report,
            keys,
            epochs=self.epochs,
            total=learner.steps * self.epochs,
            words=self.watch,
            measure=learner.loss,
            each_epoch=lambda items: measured(learner.users, items),
            units=len(measured.learned),
            unit="interactions",
        )

    def _train(self, learner: "Learner", watch: TrainingWatch, report: Report) -> int:
        """To the end, or until it is enough; answers how many steps were taken."""
        total = learner.steps * self.epochs
        if self.stop_after:
            total = min(total, self.stop_after)
        done = 0
        watch.look(learner.items, done)
        while done < total:
            learner.step()
            done += 1
            watch.look(learner.items, done)
            if report.enough() and done < total:
                report.keep(done)
                break
        return done

    def _kept(self, data: Interactions, learned: Interactions, learner: "Learner") -> Recommendation:
        return Recommendation(
            method=self._how(data),
            factors=self.dimensions,
            users=Keys(data.users),
            vectors=learner.users,
            starts=data.starts,
            seen=data.items,
            alpha=self.confidence,
            regularisation=self._penalty(data),
            mean=float(learned.ratings.mean()) if data.rated else 0.0,
            best=float(data.ratings.max()),
        )


def _refuse_too_few(data: Interactions) -> None:
    if len(data.ids) < 2 or len(data.users) < 2:
        count = f"{len(data.users):,} users and {len(data.ids):,} items"
        raise UserError(f"{data.name} has {count}: two of each are needed.", "Choose a file with more interactions.")
