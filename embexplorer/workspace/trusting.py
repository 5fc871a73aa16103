"""Asks for the trust of what is shown: once for each projection, pair of components and number of neighbours."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from embexplorer.core.registry import find_step, step_named
from embexplorer.core.step import Step, build, parameters_of
from embexplorer.core.table import Table
from embexplorer.core.trust_view import LAYER
from embexplorer.workspace.catalogue import TRUST
from embexplorer.workspace.events import Events
from embexplorer.workspace.item import Item
from embexplorer.workspace.job_states import JobState
from embexplorer.workspace.library import FIRST_AXES, USUAL_K, Library
from embexplorer.workspace.notices import Notice
from embexplorer.workspace.work import Work, forget_result

LARGE = 250_000  # rows; of more, counting takes both cores for minutes
UNCOUNTED = "How many neighbours this map keeps is not counted unasked for {:,} rows. Switch the layer Trust on."

Wish = tuple[str, tuple[int, int]]  # a map and two of its components
Finish = Callable[[Work, Path], str | None]
Begin = Callable[[Step, str, str | None, Finish], str]
Ask = Callable[[Step, str, str, Callable[[Table], None]], None]


class Trusting:
    """`begin` starts a step on a space and a projection, `ask` asks it in passing. What failed once is not begun again
    in this session; what was cancelled, when the layer is switched on the next time. That of a large map is begun only
    when the user wishes to see it.
    """

    def __init__(self, library: Library, events: Events, begin: Begin, ask: Ask) -> None:
        self._library = library
        self._events = events
        self._begin = begin
        self._ask = ask
        self._asked: dict[Wish, str] = {}  # the jobs
        self._cancelled: set[Wish] = set()
        self._wished = False
        self._told: set[str] = set()  # maps of which it was said that it is not counted
        events.job_changed.connect(self._on_job_changed)

    def want(
        self,
        projection: str | None,
        axes: tuple[int, int] = FIRST_AXES,
        k: int = USUAL_K,
        layers: tuple[str, ...] | None = None,
    ) -> None:
        """Begin to compute it unless it is there, or was asked for; that among another number is not kept.

        Among the `layers` that are on is that of trust where the user wishes to see it (None: nobody said).
        """
        if layers is not None:
            self._look_at(LAYER in layers)
        wished = LAYER in (layers or ())
        self._want_usual(projection, axes, wished)
        item = self._library.items.get(projection) if projection else None
        if k == USUAL_K or item is None or item.parent is None or self._library.trust(item.id, axes, k) is not None:
            return
        if self._rows(item) > LARGE and not wished:
            return
        self._ask(_step_for(item, axes, k), item.parent, item.id, partial(self._on_answer, item.id, axes, k))

    def _on_job_changed(self, state: JobState) -> None:
        """A job that was cancelled may be begun again."""
        if state.state == "cancelled":
            self._cancelled |= {wish for wish, job in self._asked.items() if job == state.id}

    def _look_at(self, wished: bool) -> None:
        """What was cancelled is wanted again by whoever switches the layer on."""
        if wished and not self._wished:
            for wish in self._cancelled:
                del self._asked[wish]
            self._cancelled.clear()
        self._wished = wished

    def _on_answer(self, projection: str, axes: tuple[int, int], k: int, trust: Table) -> None:
        if projection not in self._library.items:
            return
        self._library.note_trust(projection, axes, k, trust)
        if projection == self._library.projection_id:
            self._events.shown_changed.emit()

    def _want_usual(self, projection: str | None, axes: tuple[int, int], wished: bool) -> None:
        item = self._library.items.get(projection) if projection else None
        if item is None or item.parent is None or find_step(TRUST) is None:
            return
        if (item.id, axes) in self._asked or self._library.trust(item.id, axes) is not None:
            return
        map_of = self._library.projection(item.id)
        if map_of is not None and map_of.facts.get("without_place"):
            return  # some rows lie nowhere, which the map says; nobody asked for more
        if self._rows(item) > LARGE and not wished:
            self._tell_uncounted(item)
            return
        self._asked[item.id, axes] = self._begin(_step_for(item, axes), item.parent, item.id, self._on_finished)

    def _rows(self, item: Item) -> int:
        """Of the space that a map is of."""
        return self._library.items[item.parent or ""].rows

    def _tell_uncounted(self, item: Item) -> None:
        if item.id not in self._told:
            self._told.add(item.id)
            self._events.noticed.emit(Notice(text=UNCOUNTED.format(self._rows(item))))

    def _on_finished(self, work: Work, folder: Path) -> None:
        projection = work.given.projection
        if projection is None or projection not in self._library.items:
            forget_result(work, folder)
            return
        self._library.add(folder, work.step, projection, kind="table", role=TRUST)
        if projection == self._library.projection_id:
            self._events.shown_changed.emit()
        else:
            self._events.items_changed.emit()  # small maps say how much they keep


def _step_for(item: Item, axes: tuple[int, int], k: int = USUAL_K) -> Step:
    """Under the metric of the projection, where it has one."""
    trust = step_named(TRUST)
    known = {parameter.name for parameter in parameters_of(trust)}
    wanted = {"axes": axes, "k": k, "metric": item.parameters.get("metric")}
    return build(trust, {name: value for name, value in wanted.items() if name in known and value is not None})
