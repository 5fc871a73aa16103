"""One thing in the library: a space, a projection or a table, with what the tree shows of it."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

ItemKind = Literal["space", "projection", "table"]


@dataclass(frozen=True, kw_only=True)
class Item:
    """`detail` is the short text right of the name, `parent` the item it was made from, `step` the maker."""

    id: str
    kind: ItemKind
    name: str
    parent: str | None
    folder: Path
    created: float
    step: str
    parameters: dict[str, Any] = field(default_factory=dict)
    rows: int = 0
    detail: str = ""
    live: bool = False  # a space that is being trained: its vectors are not what they will be
