"""Several runs of one layout with other seeds, laid over each other: how far each point's place depends on chance."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Literal

import pyarrow as pa

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.layout_settings import CHANCE
from embexplorer.core.projection import Projection
from embexplorer.core.registry import register, step_named
from embexplorer.core.report import Part, Report, ignore
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Kind, Step, build, param, parameters_of
from embexplorer.core.typing import FloatArray
from embexplorer.core.wobble import laid_over, steady_neighbors, wobble

LAID_OUT = 0.95  # of the time, roughly


@register
@dataclass(frozen=True, kw_only=True)
class Stability(Step):
    """Runs t-SNE, UMAP or PaCMAP with several seeds, and colours each point by how far its place depends on them."""

    name: ClassVar[str] = "stability"
    kind: ClassVar[Kind] = "projector"
    title: ClassVar[str] = "Stability"
    takes: ClassVar[tuple[str, ...]] = ("space",)
    makes: ClassVar[type] = Projection
    colored_by: ClassVar[str] = "wobble"

    method: Literal["umap", "tsne", "pacmap"] = param("umap", "The layout that is run again and again")
    seeds: tuple[int, ...] = param((0, 1, 2, 3, 4), "The seeds, two or more; the map is that of the first", low=0)
    metric: Literal["cosine", "euclidean"] = param("cosine", "What makes two rows near: their angle, or their distance")
    settings: tuple[str, ...] = param((), "What else the layout takes, such as perplexity=50 or init=random")
    k: int = param(15, "Neighbours on one map that are looked for on another", low=1, high=1000, advanced=True)

    def needs(self) -> tuple[str, ...]:
        return step_named(self.method).libraries

    def run(self, inputs: Inputs, report: Report = ignore) -> Projection:
        """The map of the first seed; columns `wobble`, in units of its spread, and `steady_neighbors`, a share."""
        report(0.0, "Checking the seeds")
        wanted = self._layouts()
        with with_folder(inputs.the_space()) as space:
            maps = list(self._maps(space, wanted, report))
        layouts: list[FloatArray] = [map_.coordinates for map_ in maps]
        report(LAID_OUT, "Laying the maps over each other")
        moved = wobble(laid_over(layouts))
        report(LAID_OUT + 0.02, "Comparing the neighbours")
        steady = steady_neighbors(layouts, self.k)
        report(1.0, "Done")
        columns = {"wobble": pa.array(moved, pa.float32()), "steady_neighbors": pa.array(steady, pa.float32())}
        notes = tuple(dict.fromkeys(note for map_ in maps for note in map_.notes))
        return Projection(
            name=f"{maps[0].name} · {len(maps)} seeds",
            coordinates=layouts[0],
            notes=(*notes, self._note(float(moved.mean()), float(steady.mean()))),
            facts={"wobble": float(moved.mean()), "steady_neighbors": float(steady.mean())},
            columns=pa.table(columns),
        )

    def _layouts(self) -> list[Step]:
        """The layout once for each seed; raises UserError for a setting that it does not have."""
        if len(set(self.seeds)) < 2 or len(set(self.seeds)) < len(self.seeds):
            given = ", ".join(map(str, self.seeds)) or "none"
            raise UserError(f"--seeds is {given}.", "Give two seeds or more, each once.")
        kind = step_named(self.method)
        values = dict(self._setting(kind, setting) for setting in self.settings)
        return [build(kind, {**values, "metric": self.metric, "seed": seed}) for seed in self.seeds]

    def _setting(self, kind: type[Step], setting: str) -> tuple[str, Any]:
        known = {p.name: p for p in parameters_of(kind) if p.name not in CHANCE}
        name, equals, value = (part.strip() for part in setting.partition("="))
        name = name.replace("-", "_")
        if not equals or name not in known:
            raise UserError(
                f"‘{setting}’ is no setting of {kind.title}.",
                f"Write name=value; it has {', '.join(known)}.",
            )
        return name, _of_type(value, known[name].type)

    def _maps(self, space: EmbeddingSpace, layouts: list[Step], report: Report) -> Iterator[Projection]:
        """The neighbour graph lies beside the space after the first, and every other one takes it from there."""
        for number, layout in enumerate(layouts):
            start, end = (LAID_OUT * at / len(layouts) for at in (number, number + 1))
            told = Told(Part(report, start, end), f"Seed {self.seeds[number]}, {number + 1} of {len(layouts)}")
            made = layout.run(Inputs(space=space), told)
            if not isinstance(made, Projection):
                raise TypeError(f"{layout.name} made a {type(made).__name__}")
            yield made

    def _note(self, moved: float, steady: float) -> str:
        seeds = ", ".join(map(str, self.seeds))
        start = " from random places" if "init=random" in self.settings else ""
        kept = f"{100 * steady:.0f} % of its {self.k} nearest"
        return f"Seeds {seeds}{start}: a point moves by {moved:.2f} of the map’s spread and keeps {kept}, on average."


@contextmanager
def with_folder(space: EmbeddingSpace) -> Iterator[EmbeddingSpace]:
    """The space with a folder beside which its neighbour graph lies; a passing one where it has none of its own."""
    if space.folder is not None:
        yield space
        return
    with tempfile.TemporaryDirectory(prefix="embexplorer-") as folder:
        yield space.save(Path(folder) / "space")


class Told(Report):
    """What one of several layouts says: its progress. Its frames are not shown: they would jump from map to map."""

    def __init__(self, report: Report, title: str) -> None:
        self._report = report
        self._title = title

    def __call__(self, done: float, text: str) -> None:
        self._report(done, f"{self._title} · {text}")


def _of_type(value: str, kind: type) -> Any:
    """A setting as JSON would have it: numbers and words are left to `build`, yes and no are told apart here."""
    if value.lower() in ("none", ""):
        return None
    return value.lower() in ("yes", "true", "1") if kind is bool else value
