"""The parameters that every step has which reads a graph: which file, what its columns mean, what describes nodes."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Literal

from embexplorer.core.step import Step, param

GRAPH_PARAMETERS = ("path", "directed", "weights", "header", "columns", "nodes", "name_column")


@dataclass(frozen=True, kw_only=True)
class GraphStep(Step):
    """Reads a graph as an edge list: two nodes in a line, with or without a weight; plain text or .gz."""

    libraries: ClassVar[tuple[str, ...]] = ("numpy", "pyarrow")
    reading_parameters: ClassVar[tuple[str, ...]] = GRAPH_PARAMETERS

    path: Path = param(help="The edge list: two nodes in a line, and a weight if there is one.")
    directed: bool = param(False, "Edges lead from the first node to the second only.")
    weights: bool = param(True, "Read the third column, where there is one, as the weight of the edge.")
    header: Literal["auto", "yes", "no"] = param(
        "auto", "Whether the first line names the columns; auto: where it reads so.", advanced=True
    )
    columns: tuple[str, ...] = param(
        (), "Names in the header of the columns source, target, weight; none: the first columns.", advanced=True
    )
    nodes: Path | None = param(None, "A table that describes the nodes: their id first, then labels and so on.")
    name_column: str = param("", "The column of that table that names the nodes on the map; empty: their ids.")

    def source_files(self) -> tuple[Path, ...]:
        return (self.path,) if self.nodes is None else (self.path, self.nodes)
