"""How maps stand around the shown one: those beside it, linked or with views of their own, and the view in 3-D."""

from dataclasses import asdict, dataclass
from typing import Any

from embexplorer.core.look import Camera


@dataclass(frozen=True, kw_only=True)
class Beside:
    """A map of the library beside the shown one; one that is linked has no camera of its own. None: fitted."""

    item: str
    linked: bool = False
    camera: Camera | None = None


@dataclass(frozen=True, kw_only=True)
class Arrangement:
    """`eye` is from where the view in 3-D is looked at (azimuth, elevation, distance, centre), None for a flat map."""

    beside: tuple[Beside, ...] = ()
    eye: tuple[float, float, float, float, float, float] | None = None

    def to_json(self) -> dict[str, Any]:
        """A plain object."""
        return asdict(self)

    @staticmethod
    def from_json(plain: dict[str, Any]) -> "Arrangement":
        """The inverse of `to_json`."""
        beside = [
            Beside(item=one["item"], linked=one["linked"], camera=Camera(**one["camera"]) if one["camera"] else None)
            for one in plain.get("beside", ())
        ]
        eye = plain.get("eye")
        return Arrangement(beside=tuple(beside), eye=tuple(eye) if eye else None)
