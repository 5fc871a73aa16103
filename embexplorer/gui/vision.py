"""With whose eyes the maps are looked at: as they are, or as someone who is colour-blind sees them."""

from typing import Literal

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

__all__ = ["KINDS", "TITLES", "Kind", "Vision", "badge", "vision"]

Kind = Literal["none", "deuteranopia", "protanopia", "tritanopia", "grey"]
KINDS: tuple[Kind, ...] = ("none", "deuteranopia", "protanopia", "tritanopia", "grey")
TITLES: dict[Kind, str] = {
    "none": "Own colours",
    "deuteranopia": "Deuteranopia · no green cones",
    "protanopia": "Protanopia · no red cones",
    "tritanopia": "Tritanopia · no blue cones",
    "grey": "Grey · as printed without colours",
}


class Vision(QObject):
    """The same for all maps of the program, and forgotten at its end: nobody should meet colours that are not theirs.

    Only what is painted on the screen changes. Files, and their previews, keep the colours that are theirs.
    """

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.setObjectName("vision")
        self.kind: Kind = "none"

    def choose(self, kind: Kind) -> None:
        """Look at the maps like this from now on."""
        if kind != self.kind:
            self.kind = kind
            self.changed.emit()


def vision() -> Vision:
    """The one of this program."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app.findChild(Vision, "vision") or Vision(app)


def badge(kind: Kind) -> str:
    """What a map says of it."""
    return "Seen in grey, on the screen only" if kind == "grey" else f"Seen with {kind} (simulated), on the screen only"
