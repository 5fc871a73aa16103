"""Run a step and write the recipe of what it made: the one door through which every step is run."""

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from importlib import metadata
from pathlib import Path

from embexplorer.core.artifact import Artifact
from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.recipe import Recipe, RecipeStep, sha256_of, versions_of
from embexplorer.core.report import Report, ignore
from embexplorer.core.step import Step, to_json

GONE = "the file was gone before it could be hashed"

EXTRAS = {"pacmap": "projections"}  # of the package, in which a library comes; all others that may be absent: train


def perform(step: Step, inputs: Inputs, report: Report = ignore) -> Artifact:
    """The step's result with its recipe: that of its input, then this step with versions and file hashes.

    Raises what `run` raises: UserError, Cancelled, or a bug.
    """
    _refuse_missing_libraries(step)
    with ThreadPoolExecutor(max_workers=1) as beside:  # hashing releases the interpreter: it costs no time here
        hashes = {path: beside.submit(sha256_of, path) for path in step.source_files() if path.is_file()}
        result = step.run(inputs, report)
        kept_at = report.kept_at()
        done = step if kept_at is None else step.stopped_at(kept_at)
        return replace(result, recipe=recipe_of(done, inputs, hashes), parent=_parent(inputs))


def _refuse_missing_libraries(step: Step) -> None:
    for library in step.needs():
        try:
            metadata.version(library)
        except metadata.PackageNotFoundError as missing:
            extra = EXTRAS.get(library, "train")
            what = "training needs" if extra == "train" else "it needs"
            hint = f'Install what {what}: pip install "embexplorer[{extra}]"'
            raise UserError(f"{step.title} needs {library}, which is not installed.", hint) from missing


def recipe_of(step: Step, inputs: Inputs, hashes: dict[Path, "Future[str]"]) -> Recipe:
    """The recipe of the main input with this step at its end."""
    before = inputs.projection or inputs.space
    chain = before.recipe if before is not None else Recipe()
    sources = {str(path): _digest(future) for path, future in hashes.items()}
    plain = to_json(step)
    return chain.then(
        RecipeStep(
            name=step.name,
            parameters=plain["parameters"],
            versions=versions_of(step.needs()),
            sources=sources,
            other=_other(inputs).to_json(),
        )
    )


def _other(inputs: Inputs) -> Recipe:
    """The recipe of the map of the second space, of that space where there is no map, or an empty one."""
    second = inputs.other_projection or inputs.other
    return second.recipe if second is not None else Recipe()


def _digest(future: "Future[str]") -> str:
    """The hash of a file; what was made from a file that is gone meanwhile is not lost for that."""
    try:
        return future.result()
    except OSError:
        return GONE


def _parent(inputs: Inputs) -> str | None:
    before = inputs.projection or inputs.space
    return before.folder.name if before is not None and before.folder is not None else None
