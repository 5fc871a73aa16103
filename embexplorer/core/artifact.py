"""What steps make and take: any of the nouns that lie in a folder of their own."""

from pathlib import Path
from typing import Literal, cast

from embexplorer.core.errors import UserError
from embexplorer.core.folder import read_meta
from embexplorer.core.projection import Projection
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.table import Table

Artifact = EmbeddingSpace | Projection | Table

Kind = Literal["space", "projection", "table"]
KINDS: dict[str, type[EmbeddingSpace] | type[Projection] | type[Table]] = {
    "space": EmbeddingSpace,
    "projection": Projection,
    "table": Table,
}


def kind_of(folder: Path) -> Kind:
    """What lies in the folder; raises UserError when it is of no known kind."""
    kind = read_meta(folder).get("kind")
    if kind not in KINDS:
        raise UserError(f"{folder} holds a ‘{kind}’, which this program does not know.", "Update embexplorer.")
    return cast(Kind, kind)


def open_artifact(folder: Path) -> Artifact:
    """Map whatever lies in the folder; raises UserError when it is of no known kind."""
    return KINDS[kind_of(folder)].open(folder)
