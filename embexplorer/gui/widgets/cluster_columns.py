"""How the answer of `cluster` is shown: the columns of its table, and its silhouettes as bands."""

from embexplorer.core.table import Table
from embexplorer.gui.widgets.silhouette_plot import Band
from embexplorer.gui.widgets.table_model import Column

PROFILES = "silhouettes"


def cluster_columns(table: Table) -> tuple[Column, ...]:
    """Name, size, silhouette with its interval, what the map holds together, and the words that name a cluster."""
    there = set(table.columns.column_names)
    columns = (
        Column(name="cluster", title="Cluster", kind="text"),
        Column(name="size", title="Rows", kind="count", bar=True),
        Column(name="silhouette", title="Silhouette", kind="score", ends=("low", "high")),
        Column(name="together_on_map", title="Together on map", kind="share"),
        Column(name="keywords", title="Keywords", kind="text"),
        Column(name="medoids", title="In its middle", kind="text"),
    )
    return tuple(column for column in columns if column.name in there)


def bands_of(table: Table) -> tuple[Band, ...]:
    """The clusters that have silhouettes, in the order of the table."""
    heights: dict[str, list[float]] = {}
    if PROFILES not in table.parts:
        return ()
    for line in table.parts[PROFILES].select(["cluster", "silhouette"]).to_pylist():
        heights.setdefault(line["cluster"], []).append(line["silhouette"])
    rows = table.columns.select(["cluster", "size"]).to_pylist()
    return tuple(
        Band(name=row["cluster"], size=row["size"], heights=tuple(heights[row["cluster"]]))
        for row in rows
        if row["cluster"] in heights
    )
