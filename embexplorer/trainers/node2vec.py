"""node2vec: biased walks over a graph, read as sentences by skip-gram; DeepWalk where p = q = 1."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, cast

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
from embexplorer.corpora.graph import Graph, read_graph
from embexplorer.corpora.graph_step import GraphStep
from embexplorer.trainers._gensim import Ending, Reading, train_watched
from embexplorer.trainers._pair_loss import negative_sampling_loss, sample_pairs

if TYPE_CHECKING:
    from gensim.models import Word2Vec as GensimModel

    from embexplorer.trainers._walks import Walks

READ, WALKED = 0.08, 0.15  # shares of the progress at which the graph is read, and walked once
MEASURED_ON = 300  # walks
WALKED_AT_ONCE, BYTES_A_STEP = 1_000_000.0, 80.0  # steps of walks, as lists of words for gensim
NODES_A_SECOND = 190_000.0  # window 10, five negatives, 100 dimensions, one thread


@register
@dataclass(frozen=True, kw_only=True)
class Node2vec(GraphStep, Trainer):
    """Nodes that walks meet near each other get like vectors (node2vec; DeepWalk where p = q = 1).

    Low q explores, so that communities come together; high q stays near, so that nodes of like roles do.
    """

    name: ClassVar[str] = "node2vec"
    title: ClassVar[str] = "node2vec"
    libraries: ClassVar[tuple[str, ...]] = ("numpy", "numba", "scipy", "gensim")
    reads: ClassVar[Reads] = "graph"
    may_take: ClassVar[tuple[str, ...]] = ("space",)
    idea: ClassVar[str] = "[a] – b – c → b, c"
    presets: ClassVar = {
        "quick look": {"epochs": 1, "walks": 5, "length": 40, "dimensions": 50},
        "balanced": {"epochs": 2, "walks": 10, "length": 80, "dimensions": 100},
        "thorough": {"epochs": 5, "walks": 20, "length": 80, "dimensions": 128},
    }

    p: float = param(1.0, "Return: above 1 a walk seldom steps straight back, below 1 often.", low=0.001, high=1000)
    q: float = param(
        1.0, "In and out: above 1 a walk stays near where it was, below 1 it leaves.", low=0.001, high=1000
    )
    walks: int = param(10, "Walks that begin at each node.", low=1, high=1000)
    length: int = param(80, "Nodes in a walk, the first one counted.", low=2, high=10_000, unit="nodes")
    window: int = param(10, "Steps to each side that are context.", low=1, high=100)
    dimensions: int = param(100, "Numbers in a vector.", low=2, high=2000)
    epochs: int = param(2, "How often all walks are read.", low=1, high=1000)
    seed: int = param(0, "Of the walks and all else that is drawn; the same seed gives the same vectors.", low=0,
                      high=2**31 - 1)  # fmt: skip
    negative: int = param(5, "Noise nodes drawn for each pair.", low=1, high=100, advanced=True)
    noise_exponent: float = param(
        0.75, "Noise nodes are drawn by how often they are met to this power.", low=-2, high=2, advanced=True
    )
    learning_rate: float = param(0.025, "Size of the first steps.", low=1e-5, high=1, advanced=True)
    least_rate: float = param(0.0001, "Size of the last steps.", low=0, high=1, advanced=True)
    watch: tuple[str, ...] = param(
        (), "Nodes whose neighbours, and pairs as a–b whose cosine, are followed.", advanced=True
    )
    workers: int = param(
        1, "Threads; with more than one it is faster and not repeatable.", low=1, high=64, advanced=True
    )
    stop_after: int = param(
        0, "End after so many walks, counting every epoch, as a stopped run did; 0: at the end.", low=0, advanced=True
    )

    def run(self, inputs: Inputs, report: Report = ignore) -> EmbeddingSpace:
        from embexplorer.trainers._walks import Walks

        before = _going_on(inputs.space, self.dimensions)
        graph = read_graph(self, Part(report, 0.0, READ))
        walks = Walks(graph, rounds=self.walks, length=self.length, p=self.p, q=self.q, seed=self.seed)
        counts, early = walks.counts(Part(report, READ, WALKED))
        model = _model(self, graph, counts, len(walks), before)
        space = replace(_space(graph, counts, model), notes=self._notes(graph, counts, early))
        training = Part(report, WALKED, 1.0)
        training.begin(space)
        watch = self._watch(model, walks, counts, training)
        done = _train(self, model, walks, watch, training)
        watch.end(model.wv.vectors, done)
        log = table_of_log(watch.log, caption=f"nats a pair, on {MEASURED_ON} walks not learned from · {space.name}")
        kept = Model(kind="node2vec", settings={"loss": "negative"}, arrays={"outputs": np.array(model.syn1neg)})
        return replace(_space(graph, counts, model), notes=space.notes, model=kept, beside=(*watch.training_map(), log))

    def stopped_at(self, iteration: int) -> Step:
        return replace(self, stop_after=iteration)

    def measured(self, report: Report = ignore) -> Size | None:
        graph = read_graph(self, report)
        return Size(documents=0, units=graph.edges, rows=len(graph))

    def estimate(self, size: Size) -> Estimate | None:
        nodes = float(size.rows) * self.walks * self.length * self.epochs
        work = nodes * (self.dimensions / 100 + 0.5) / 1.5 * (self.window / 10 + 0.5) / 1.5 * (self.negative + 1) / 6
        seconds = work / (NODES_A_SECOND * min(self.workers, 2) ** 0.8)
        at_once = min(nodes / self.epochs, WALKED_AT_ONCE) * BYTES_A_STEP
        memory = size.rows * (self.dimensions * 8.0 + self.walks * 4) + size.units * 100.0 + at_once
        return Estimate(seconds=seconds, memory=memory).loading("gensim", "numba")

    @classmethod
    def warm(cls) -> None:
        from embexplorer.trainers._walks import compiled

        compiled()

    def _notes(self, graph: Graph, counts: IntArray, early: int) -> tuple[str, ...]:
        islands = int(graph.component.max())
        lonely = int((counts == 0).sum())
        apart = "no walk leads from one to another, so distances between nodes of different islands mean little"
        said = [
            (islands > 1, f"{islands:,} islands: {apart}."),
            (early > 0, f"{early:,} of {self.walks * len(graph):,} walks ended early, where no edge leads on."),
            (lonely > 0, f"{lonely:,} nodes were met by no walk that meets another node and were left out."),
            (self.p == self.q == 1, "p = q = 1: these are the walks of DeepWalk."),
            (self.workers > 1, f"Not repeatable: {self.workers} workers."),
        ]
        return (*graph.notes, *(sentence for true, sentence in said if true))

    def _watch(self, model: "GensimModel", walks: "Walks", counts: IntArray, report: Report) -> TrainingWatch:
        met = counts[counts > 0]
        others, rows = walks.others(MEASURED_ON, counts), model.wv.key_to_index
        sample = sample_pairs(others, rows, met, self.window, self.negative, self.noise_exponent, self.seed)

        def measure() -> dict[str, float]:
            if sample is None:
                return {}
            return {"loss": negative_sampling_loss(model.wv.vectors, model.syn1neg, sample, True)}

        return TrainingWatch(
            report,
            Keys(model.wv.index_to_key),
            epochs=self.epochs,
            total=len(walks) * self.epochs,
            words=self.watch,
            measure=measure,
            units=int(counts.sum()),
            unit="nodes",
        )


def _model(step: Node2vec, graph: Graph, counts: IntArray, walks: int, before: EmbeddingSpace | None) -> "GensimModel":
    """gensim's model whose words are the nodes that were met, in the order of the graph."""
    from gensim.models import Word2Vec as GensimModel

    model = GensimModel(
        vector_size=step.dimensions,
        alpha=step.learning_rate,
        min_alpha=step.least_rate,
        window=step.window,
        min_count=1,
        sample=0,
        seed=step.seed,
        workers=step.workers,
        sg=1,
        negative=step.negative,
        ns_exponent=step.noise_exponent,
        epochs=step.epochs,
        sorted_vocab=0,  # rows stay in the order of the graph
    )
    met = {name: int(count) for name, count in zip(graph.names, counts.tolist(), strict=True) if count}
    model.build_vocab_from_freq(met, corpus_count=walks)
    if before is not None and before.model is not None:
        shared = [name for name in met if before.keys.find(name) is not None]
        rows, old = [model.wv.key_to_index[name] for name in shared], before.keys.rows_of(shared)
        model.wv.vectors[rows] = before.vectors[old]
        model.syn1neg[rows] = before.model.arrays["outputs"][old]
    return model


def _train(step: Node2vec, model: "GensimModel", walks: "Walks", watch: TrainingWatch, report: Report) -> int:
    """Train to the end, or until it is enough; answers how many walks were read."""
    reading = Reading(documents=len(walks), stop_after=step.stop_after)
    passes = reading.corpus(cast(list[list[str]], walks), report.rest)  # it is only ever cut into slices

    def train() -> None:
        model.train(passes, total_examples=len(walks), epochs=step.epochs, callbacks=[Ending(reading=reading)])

    def look() -> None:
        watch.look(model.wv.vectors, reading.done, rate=float(model.min_alpha_yet_reached))

    train_watched(train, reading, look, report)
    return reading.done


def _space(graph: Graph, counts: IntArray, model: "GensimModel") -> EmbeddingSpace:
    """The nodes that were met with what the graph says of them: table columns first, then degree and island."""
    rows = pa.array(np.flatnonzero(counts))
    vectors: FloatArray = np.array(model.wv.vectors, np.float32)
    own = {"degree": pa.array(graph.degree, pa.int64())}
    if graph.directed:
        own["out_degree"] = pa.array(graph.out_degree, pa.int64())
    own |= {"weighted_degree": pa.array(graph.weighted_degree), "component": pa.array(graph.component, pa.int64())}
    described = {_other(name, own): graph.columns[name] for name in graph.columns.column_names}
    columns = pa.table({**described, **own}).take(rows)
    space = EmbeddingSpace(
        name=f"{graph.name} node2vec", keys=Keys(model.wv.index_to_key), vectors=vectors, unit="nodes"
    )
    return space.with_columns(automatic_columns(vectors)).with_columns(columns)


def _other(name: str, taken: dict[str, pa.Array]) -> str:
    """The name of a column of the node table, another one where it would hide what is computed here."""
    return f"{name} (table)" if name in (*taken, "rank", "norm") else name


def _going_on(before: EmbeddingSpace | None, dimensions: int) -> EmbeddingSpace | None:
    """The space to go on from; nodes that are new in the graph begin at random."""
    if before is None:
        return None
    if before.model is None or before.model.kind != "node2vec":
        raise UserError(f"{before.name} was not made by node2vec.", "Continue from a space that was, or from none.")
    if before.dimensions != dimensions:
        hint = f"Train with --dimensions {before.dimensions}."
        raise UserError(f"{before.name} has {before.dimensions} dimensions, expected {dimensions}.", hint)
    return before
