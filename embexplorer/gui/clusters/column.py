"""A clustering as a column of its space: added under a name of its own, shown on the map, its clusters renamed."""

from dataclasses import replace

import pyarrow as pa

from embexplorer.core.clusters import cluster_column, first_rows, renamed, rows_in
from embexplorer.core.table import Table
from embexplorer.workspace.workspace import Workspace

WORDS = "words"


class ClusterColumn:
    """The column is called as its answer is in the library; what its clusters are called stands in the column."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._names: dict[str, str] = {}

    def take(self, item: str, space: str) -> None:
        """A new answer: name it, make it a column, and colour the map by it if its space is shown."""
        answer = self._workspace.table(item)
        if answer is None or item not in self._workspace.items:
            return
        self._workspace.rename(item, self._free_name(_wanted(answer), item, space))
        self._add(item, space)
        self.color(item)

    def color(self, item: str) -> None:
        """Colour the map by this answer; its column is made where it is missing."""
        space, name = self._workspace.space_id, self._workspace.items[item].name
        if space is None or space != self._space_of(item):
            return
        if name not in self._columns(space):
            self._add(item, space)
        look = self._workspace.look.colored_by(name)
        self._workspace.set_look(look, f"Colour by {name}")

    def named(self, item: str, answer: Table) -> Table:
        """The answer with the names that its clusters have now."""
        now = self._names_now(item, answer)
        self._names = {new: old for old, new in now.items()}
        if all(old == new for old, new in now.items()):
            return answer
        parts = {name: _with_names(part, now) if name != WORDS else part for name, part in answer.parts.items()}
        return replace(answer, columns=_with_names(answer.columns, now), parts=parts)

    def original(self, cluster: str) -> str:
        """What the answer itself calls the cluster that is shown under this name."""
        return self._names.get(cluster, cluster)

    def rename(self, item: str, answer: Table, before: str, name: str) -> bool:
        """Give a cluster another name, in the column; an empty one, or another cluster's, is not taken."""
        if not name or name in self._names:
            return False
        space, column = self._space_of(item), self._workspace.items[item].name
        if column not in self._columns(space):
            self._add(item, space)
        opened = self._workspace.space(space)
        if opened is None:
            return False
        rows = rows_in(answer.parts[WORDS], self.original(before))
        self._workspace.add_columns(space, pa.table({column: renamed(opened.columns[column], rows, name)}))
        return True

    def _add(self, item: str, space: str) -> None:
        answer, opened = self._workspace.table(item), self._workspace.space(space)
        if answer is not None and opened is not None:
            column = cluster_column(answer.parts[WORDS], opened.rows)
            self._workspace.add_columns(space, pa.table({self._workspace.items[item].name: column}))

    def _columns(self, space: str) -> list[str]:
        opened = self._workspace.space(space)
        return opened.columns.column_names if opened is not None else []

    def _space_of(self, item: str) -> str:
        above = self._workspace.items.get(self._workspace.items[item].parent or "")
        if above is None:
            return ""
        return above.id if above.kind == "space" else above.parent or ""

    def _free_name(self, wanted: str, item: str, space: str) -> str:
        """The name, or the name with the first number that no column and no other item has."""
        taken = {*self._columns(space), *(one.name for id, one in self._workspace.items.items() if id != item)}
        names = (wanted, *(f"{wanted} ({number})" for number in range(2, len(taken) + 3)))
        return next(name for name in names if name not in taken)

    def _names_now(self, item: str, answer: Table) -> dict[str, str]:
        """For each cluster of the answer its name in the column, at one of its rows."""
        names: list[str] = answer.columns["cluster"].to_pylist()
        opened = self._workspace.space(self._space_of(item))
        column = self._workspace.items[item].name
        if opened is None or column not in opened.columns.column_names:
            return {name: name for name in names}
        firsts = first_rows(answer.parts[WORDS])
        return {name: str(opened.columns[column][firsts[name]].as_py() or name) for name in names}


def _wanted(answer: Table) -> str:
    """“k-means 10”, from what was run: short, since a menu shows the beginning."""
    parameters = answer.recipe.steps[-1].parameters
    number = parameters["least"] if parameters["method"] == "hdbscan" else parameters["clusters"]
    return f"{parameters['method']} {number}"


def _with_names(part: pa.Table, names: dict[str, str]) -> pa.Table:
    shown = pa.array([names[name] for name in part["cluster"].to_pylist()], pa.string())
    return part.set_column(part.column_names.index("cluster"), "cluster", shown)
