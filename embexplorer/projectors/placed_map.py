"""New rows put on an existing map, the points of which stay where they are."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from embexplorer.core.checks import refuse_diverged
from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.one_model import unproven
from embexplorer.core.placing import Newcomers, made_by, newcomers
from embexplorer.core.principal import principal_axes
from embexplorer.core.projection import Projection
from embexplorer.core.registry import register
from embexplorer.core.report import Part, Report, ignore
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Kind, Step, param
from embexplorer.core.typing import FloatArray

TITLES = {"pca": "PCA", "umap": "UMAP", "tsne": "t-SNE"}


@register
@dataclass(frozen=True, kw_only=True)
class PlacedMap(Step):
    """Put new rows on the map of another space of the same model; the points that are on it do not move."""

    name: ClassVar[str] = "placed-map"
    kind: ClassVar[Kind] = "projector"
    title: ClassVar[str] = "Placed on a map"
    takes: ClassVar[tuple[str, ...]] = ("space", "other", "other_projection")
    makes: ClassVar[type] = Projection
    libraries: ClassVar[tuple[str, ...]] = ("numpy", "numba", "scipy", "openTSNE")

    seed: int = param(0, "UMAP: another seed gives other places; the same seed the same", low=0, high=2**31 - 1)

    def run(self, inputs: Inputs, report: Report = ignore) -> Projection:
        """A map of `space`: rows that the other space has too (key and vector) lie where its map has them, the rest
        are placed among them by the method that made it, with the parameters it was made with.

        PCA: exactly, on the same components. UMAP: begun amid the nearest old points, then moved with those held
        (as `transform` of umap-learn). t-SNE: likewise (Poličar et al. 2021). New points do not see each other.
        """
        space, old, old_map = inputs.the_space(), inputs.the_other(), inputs.the_other_projection()
        report(0.0, "Matching rows")
        method, _ = made_by(old_map)
        if method not in TITLES:
            raise UserError(
                f"{old_map.name} was not made by {', '.join(TITLES.values())}, which alone can take new points.",
                "Choose a map that one of them made.",
            )
        found = newcomers(space, old, old_map)
        places = np.empty((space.rows, old_map.coordinates.shape[1]), np.float32)
        places[found.known] = old_map.coordinates[found.old_rows]
        if len(found.rows):
            fresh = np.asarray(space.vectors[found.rows], np.float32)
            places[found.rows] = self._placed(method, fresh, old, old_map, Part(report, 0.1, 1.0))
            refuse_diverged(places[found.rows] if len(found.rows) > 1 else places, TITLES[method])
        report(1.0, "Done")
        return Projection(
            name=f"{old_map.name}, with {len(found.rows):,} new",
            coordinates=places,
            axes=old_map.axes,
            explained=old_map.explained,
            notes=(*_told(found, space, old, old_map), *(f"Old map: {note}" for note in old_map.notes)),
            facts={"new": float(len(found.rows)), "kept": float(len(found.known))},
        )

    def _placed(
        self, method: str, fresh: FloatArray, old: EmbeddingSpace, old_map: Projection, report: Report
    ) -> FloatArray:
        match method:
            case "umap":
                from embexplorer.projectors._umap_placing import placed_by_umap

                return placed_by_umap(fresh, old, old_map, self.seed, report)
            case "tsne":
                from embexplorer.projectors._tsne_placing import placed_by_tsne

                return placed_by_tsne(fresh, old, old_map, report)
            case _:
                return _on_components(fresh, old, old_map, report)


def _on_components(fresh: FloatArray, old: EmbeddingSpace, old_map: Projection, report: Report) -> FloatArray:
    """The same shift and turn as that of the old rows."""
    report(0.0, "Finding the components of the old rows")
    axes = principal_axes(old.vectors)
    count = min(old_map.coordinates.shape[1], axes.axes.shape[1])
    answer = np.zeros((len(fresh), old_map.coordinates.shape[1]), np.float32)  # a map of one dimension has a row of 0
    answer[:, :count] = (fresh - axes.mean) @ axes.axes[:, :count]
    return answer


def _told(found: Newcomers, space: EmbeddingSpace, old: EmbeddingSpace, old_map: Projection) -> tuple[str, ...]:
    said = f"{len(found.rows):,} new {space.unit} placed on {old_map.name} of {old.name}"
    kept = (
        f"{len(found.known):,} old points lie where they were"
        if len(found.known)
        else "the old ones are not in this space"
    )
    changed = (f"{found.changed:,} of the new have another vector than in {old.name}.",) if found.changed else ()
    untold = () if found.changed or len(found.known) else (unproven(space, old),)
    return (f"{said}; {kept}.", *changed, *untold)
