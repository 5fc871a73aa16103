"""Where the bundled files lie: icons, demo spaces and texts, found in a checkout and in an installed package alike."""

from pathlib import Path

from embexplorer.core.errors import UserError

PACKAGE = Path(__file__).resolve().parents[1]
CHECKOUT = PACKAGE.parent / "resources"
INSTALLED = PACKAGE / "resources"


def resource(path: str = "") -> Path:
    """The file or folder `resources/<path>`; a missing one is a broken installation and raises FileNotFoundError."""
    found = _root() / path
    if not found.exists():
        raise FileNotFoundError(f"{found} is missing: the installation is incomplete.")
    return found


def demo(name: str) -> Path:
    """The folder of a bundled demo space, or the file of a bundled text; raises UserError naming those there are."""
    there = {**demos(), **{text.name.partition(".")[0]: text for text in demo_texts()}}
    name = name if name in there else name.partition(".")[0]
    if name not in there:
        raise UserError(f"There is no demo ‘{name}’.", f"There are: {', '.join(there)}.")
    return there[name]


def demos() -> dict[str, Path]:
    """The bundled demo spaces by name, sorted."""
    folders = sorted(meta.parent for meta in resource("demos").glob("*/meta.json"))
    return {folder.name: folder for folder in folders}


def demo_texts() -> tuple[Path, ...]:
    """The bundled texts to train on."""
    return tuple(sorted(resource("demos").glob("*.tsv.gz")))


def is_bundled(path: Path) -> bool:
    """True for what lies in the bundled resources, which may be read-only."""
    return path.resolve().is_relative_to(_root())


def _root() -> Path:
    return CHECKOUT if (CHECKOUT.parent / "pyproject.toml").is_file() else INSTALLED
