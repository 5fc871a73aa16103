"""The short text right of an item's name in the library: its size, or the parameters that matter."""

from embexplorer.core.artifact import Artifact
from embexplorer.core.command import ALIGNED, PLACED
from embexplorer.core.projection import Projection
from embexplorer.core.registry import step_named
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Step, to_json

STARTED = "started from another"
ORIGINS = {ALIGNED: "turned onto another"}
SHORT = {
    "perplexity": "perp",
    "neighbors": "k",
    "n_neighbors": "k",
    "k": "k",
    "seed": "seed",
    "stop_after": "until",
}


def detail_of(artifact: Artifact, step: Step) -> str:
    """ "30,228 × 100" for a space, "perp 30 · seed 0" for a map, "2 of 100" for components, "10 rows" for a table."""
    match artifact:
        case EmbeddingSpace():
            return f"{artifact.rows:,} × {artifact.dimensions:,}"
        case Projection() if artifact.film is not None and step.kind != "projector":
            return f"{len(artifact.film):,} frames"
        case Projection() if artifact.explained:
            return f"2 of {artifact.coordinates.shape[1]:,}"
        case Projection():
            return " · ".join(part for part in (_origin(artifact), *_kinds(step), _parameters(step)) if part)
    return f"{artifact.columns.num_rows:,} rows"


def _origin(projection: Projection) -> str:
    """That a map began at the map of another space, or was turned onto it; on which map it was placed."""
    last = projection.recipe.steps[-1] if projection.recipe.steps else None
    if last is None or not last.other:
        return ""
    if last.name == PLACED:
        return step_named(last.other[-1]["name"]).title
    return ORIGINS.get(last.name, STARTED)


def _kinds(step: Step) -> list[str]:
    """What makes a map another kind of map: three dimensions, densities, classes."""
    values = to_json(step)["parameters"]
    deep = "3-D" if values.get("dimensions") == 3 and step.kind == "projector" else ""
    dense = "densMAP" if (values.get("density_weight") or 0) > 0 else ""
    by = values.get("supervised_by")
    return [deep, dense, f"by {by}" if by else ""]


def _parameters(step: Step) -> str:
    values = to_json(step)["parameters"]
    if isinstance(values.get("seeds"), list):
        return f"{step_named(values['method']).title} · {len(values['seeds'])} seeds"
    told = [f"{short} {values[name]:g}" for name, short in SHORT.items() if isinstance(values.get(name), int | float)]
    return " · ".join(told)
