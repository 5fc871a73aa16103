"""Undo and redo with names: a list of changes and a place in it, without knowing how a change is made."""

from dataclasses import dataclass, field, replace

from embexplorer.core.look import Look
from embexplorer.core.typing import IntArray
from embexplorer.core.word_sets import WordSet

MOST_CHANGES = 200
MERGING_SECONDS = 1.5  # a pause this long in dragging a slider or the map begins a new change


NamedSets = tuple[tuple[str, WordSet | None], ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Change:
    """`name` reads after "Undo ". A change of the selection holds both selections, one of the look both looks.

    One of named sets holds those that it touches, before and after: (name, set), the set None where there is none.

    One of the rows that are looked at alone holds both (none: all rows), and both looks where the view moves with it.
    One that comes back to a kept view holds both pinned rows too. `space` and `projection` are what was shown. `merge`
    changes of one name grow into one while they follow quickly.
    `id` is given by the history.
    """

    name: str
    space: str
    projection: str | None = None
    selections: tuple[IntArray, IntArray] | None = None
    looks: tuple[Look, Look] | None = None
    sets: tuple[NamedSets, NamedSets] | None = None
    isolations: tuple[IntArray, IntArray] | None = None
    pins: tuple[int | None, int | None] | None = None
    at: float = 0.0
    merge: bool = False
    id: int = 0

    def backwards(self) -> "Change":
        """The change that takes this one back."""
        return replace(
            self,
            selections=self.selections and (self.selections[1], self.selections[0]),
            looks=self.looks and (self.looks[1], self.looks[0]),
            sets=self.sets and (self.sets[1], self.sets[0]),
            isolations=self.isolations and (self.isolations[1], self.isolations[0]),
            pins=self.pins and (self.pins[1], self.pins[0]),
        )

    def grown(self, later: "Change") -> "Change":
        """This change and a later one as one."""
        return replace(
            self,
            selections=self.selections and later.selections and (self.selections[0], later.selections[1]),
            looks=self.looks and later.looks and (self.looks[0], later.looks[1]),
            sets=self.sets and later.sets and (self.sets[0], later.sets[1]),
            isolations=self.isolations and later.isolations and (self.isolations[0], later.isolations[1]),
            pins=self.pins and later.pins and (self.pins[0], later.pins[1]),
            at=later.at,
        )

    def takes(self, later: "Change") -> bool:
        """Whether a later change belongs to the same gesture."""
        same = (self.name, self.space, self.projection) == (later.name, later.space, later.projection)
        kinds = [(one.looks is None, one.isolations is None, _touched(one)) for one in (self, later)]
        return self.merge and later.merge and same and kinds[0] == kinds[1] and later.at - self.at <= MERGING_SECONDS


def _touched(change: Change) -> frozenset[str]:
    """The names of the sets that it changes."""
    return frozenset(name for name, _ in (change.sets or ((), ()))[1])


@dataclass(frozen=True, kw_only=True)
class History:
    """`changes[:done]` are made, the rest are undone. A value: each act gives the next history."""

    changes: tuple[Change, ...] = field(default=())
    done: int = 0

    def made(self, change: Change) -> "History":
        """With one more change; what was undone is forgotten, and the oldest when there are too many."""
        kept = self.changes[: self.done]
        if kept and kept[-1].takes(change):
            merged = (*kept[:-1], kept[-1].grown(change))
            return History(changes=merged, done=len(merged))
        numbered = replace(change, id=kept[-1].id + 1 if kept else 1)
        changes = (*kept, numbered)[-MOST_CHANGES:]
        return History(changes=changes, done=len(changes))

    def undone(self) -> "History":
        """One place back; the same at the beginning."""
        return replace(self, done=max(0, self.done - 1))

    def redone(self) -> "History":
        """One place on; the same at the end."""
        return replace(self, done=min(len(self.changes), self.done + 1))

    @property
    def last(self) -> Change | None:
        """What undo would take back."""
        return self.changes[self.done - 1] if self.done else None

    @property
    def next(self) -> Change | None:
        """What redo would make again."""
        return self.changes[self.done] if self.done < len(self.changes) else None
