"""Ask where a file is to be saved: its name gets the ending of its kind, and no other file is lost by that."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from embexplorer.gui.widgets.plain import plain_message

KNOWN = ("png", "svg", "pdf", "html", "csv", "tsv", "parquet", "json")


def asked_place(parent: QWidget, title: str, name: str, ending: str) -> Path | None:
    """The file that the user chooses; None if the user leaves it, or keeps what lies there."""
    typed, _ = QFileDialog.getSaveFileName(parent, title, name, f"*.{ending}")
    if not typed:
        return None
    place = with_ending(Path(typed), ending)
    asked_already = place == Path(typed)
    return place if asked_already or not place.exists() or _may_replace(parent, title, place) else None


def with_ending(path: Path, ending: str) -> Path:
    """The path with this ending, in place of that of another kind of file; other dots are part of the name."""
    suffix = path.suffix.lower().removeprefix(".")
    if suffix == ending:
        return path
    return path.with_suffix(f".{ending}") if suffix in KNOWN else path.with_name(f"{path.name}.{ending}")


def _may_replace(parent: QWidget, title: str, place: Path) -> bool:
    buttons = QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No
    box = plain_message(parent, title, f"{place.name} is already there. Replace it?", buttons)
    return box.exec() == QMessageBox.StandardButton.Yes
