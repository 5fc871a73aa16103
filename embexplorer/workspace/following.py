"""What follows when a job ends: its result joins the library and is shown, and the next steps start by themselves."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from embexplorer.core.artifact import kind_of
from embexplorer.core.inputs import Inputs
from embexplorer.core.perform import recipe_of
from embexplorer.core.projection import Projection
from embexplorer.core.registry import step_named
from embexplorer.core.space import EmbeddingSpace, beside_of
from embexplorer.core.step import Step, build
from embexplorer.core.table import Table
from embexplorer.workspace.events import Events
from embexplorer.workspace.library import Library
from embexplorer.workspace.notices import Notice, Severity
from embexplorer.workspace.space_cache import SpaceCache
from embexplorer.workspace.trusting import Begin, Trusting
from embexplorer.workspace.work import Work

FIRST_PICTURE = "pca"
FEWEST = 4  # rows: of fewer there is no map
Carry = Callable[[str, str], None]


class Show(Protocol):
    """Make an item the shown one, and go on drawing the frames of a job."""

    def __call__(self, item: str, watched: str | None = None) -> None: ...


class Following:
    """`begin` starts a step on a space and perhaps a projection; `show` makes an item the shown one.

    `carry` takes selection, pin and colours over from a space to the one that was derived from it.
    """

    def __init__(
        self,
        library: Library,
        cache: SpaceCache,
        trusting: Trusting,
        events: Events,
        begin: Begin,
        show: Show,
        carry: Carry,
    ) -> None:
        self._library = library
        self._cache = cache
        self._trusting = trusting
        self._events = events
        self._begin = begin
        self._show = show
        self._carry = carry

    def on_finished(self, work: Work, folder: Path) -> str | None:
        """Take up a result that the user asked for."""
        if work.step.kind == "writer":
            self._on_written(folder)
            return None
        match work.step.makes:
            case made if made is EmbeddingSpace:
                return self._on_space(work, folder)
            case made if made is Projection:
                return self.on_projection(work, folder)
        parent = work.given.projection or work.given.space
        return self._library.add(folder, work.step, parent, kind="table").id

    def on_projection(self, work: Work, folder: Path) -> str | None:
        """Show it if the user is looking at its frames, or at nothing yet."""
        space = work.given.space
        if space is None or space not in self._library.items:
            shutil.rmtree(folder, ignore_errors=True)
            return None
        item = self._library.add(folder, work.step, space, kind="projection").id
        if self._library.watched == work.job.id:
            self._show(item)
        elif self._library.space_id == space and self._library.projection_id is None:
            self._show(item, watched=self._library.watched)
        self._trusting.want(item)
        return item

    def keep_frame(self, work: Work) -> str:
        """Make a projection of the last frame of a stopped job, with the recipe that would end there."""
        assert work.frame is not None
        step = work.step.stopped_at(work.frame.at)
        inputs = Inputs(
            space=self._library.space(work.given.space) if work.given.space else None,
            projection=self._library.projection(work.given.projection) if work.given.projection else None,
        )
        kept = Projection(
            name=work.step.title,
            coordinates=work.frame.array,
            notes=(f"Stopped at {work.frame.at:,} of {work.frame.total:,}.",),
            recipe=recipe_of(step, inputs, {}),
            parent=work.given.projection or work.given.space,
        )
        kept.save(Path(work.job.result))
        work.step = step
        return self.on_projection(work, Path(work.job.result)) or ""

    def on_space(self, folder: Path, step: Step, parent: str | None) -> str:
        """Show a space and begin its first picture; one that was trained is shown as its training left the map."""
        item = self._library.add(folder, step, parent, kind="space").id
        if step.kind == "transform" and parent is not None:
            self._carry(parent, item)
        maps = self._add_beside(item, step)
        self._show(maps[0] if maps else item)
        if self._library.items[item].rows >= FEWEST:
            self._begin(build(step_named(FIRST_PICTURE), {}), item, None, self.on_projection)
        for note in () if step.kind == "trainer" else self._notes(item, parent):  # a training's stand on its map
            severity: Severity = "info" if step.kind == "transform" else "warn"
            self._events.noticed.emit(Notice(text=note, severity=severity))
        return item

    def _add_beside(self, item: str, step: Step) -> list[str]:
        """What was made together with a space joins the library below it; answers the maps among it."""
        folders = beside_of(self._library.items[item].folder)
        kinds = [kind_of(folder) for folder in folders]
        added = [
            self._library.add(folder, step, item, kind=kind, id=f"{item}-{folder.name}")
            for folder, kind in zip(folders, kinds, strict=True)
        ]
        return [one.id for one in added if one.kind == "projection"]

    def _on_space(self, work: Work, folder: Path) -> str:
        if work.step.kind == "reader":
            self._cache.keep(work.step, folder)
        return self.on_space(folder, work.step, work.given.space)

    def _on_written(self, folder: Path) -> None:
        told = Table.open(folder)
        shutil.rmtree(folder, ignore_errors=True)
        self._events.noticed.emit(Notice(text=told.caption or told.name))

    def _notes(self, item: str, parent: str | None) -> tuple[str, ...]:
        """What the user has not been told already of the space that this one was made from."""
        space, before = self._library.space(item), self._library.space(parent) if parent is not None else None
        known = before.notes if before is not None else ()
        return tuple(note for note in space.notes if note not in known) if space is not None else ()
