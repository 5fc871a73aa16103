"""Which project a window begins with: the last one, or a new untitled one; untitled projects are never lost."""

import tempfile
import time
from pathlib import Path

from embexplorer.core.errors import UserError
from embexplorer.workspace.notices import Notice
from embexplorer.workspace.project import CATALOGUE, Project, ProjectInUse
from embexplorer.workspace.settings import Settings
from embexplorer.workspace.telling import notice_of

LAST = "last_project"


def first_project(settings: Settings) -> tuple[Project, list[Notice]]:
    """The project that was open last, else the newest untitled one, else a new one; and why it is not the last.

    What was restored after an unclean end the workspace tells itself.
    """
    last = settings.get(LAST)
    candidates = [Path(last)] if last and Path(last).exists() else _untitled_folders(settings)
    missed = _missed(Path(last), settings) if last else []
    for folder in candidates:
        try:
            project = Project.open(folder, untitled=folder.parent == settings.projects)
        except ProjectInUse:
            text = "Another window has the last project open; this window begins a new one."
            return new_untitled(settings), [Notice(text=text)]
        except UserError as failure:
            return new_untitled(settings), [notice_of(failure)]
        return project, missed
    return new_untitled(settings), missed


def _missed(last: Path, settings: Settings) -> list[Notice]:
    """An untitled project goes by itself when it is empty; one that was saved is missed."""
    if last.exists() or is_untitled(last, settings):
        return []
    hint = "If it was moved, open it from its new place."
    return [Notice(text=f"The last project is no longer in {last}.", hint=hint, severity="warn")]


def new_untitled(settings: Settings) -> Project:
    """A new untitled project among the user's files, or in a temporary folder when these cannot be written."""
    name = time.strftime("untitled-%Y%m%d-%H%M%S")
    try:
        settings.projects.mkdir(parents=True, exist_ok=True)
        return Project(Path(tempfile.mkdtemp(prefix=f"{name}-", dir=settings.projects)), untitled=True)
    except (OSError, UserError):
        project = Project(Path(tempfile.mkdtemp(prefix="embexplorer-")), untitled=True)
        project.restored = f"{settings.projects} cannot be written: this project is lost when the machine restarts."
        return project


def is_untitled(folder: Path, settings: Settings) -> bool:
    """Whether the folder is one of our own untitled projects."""
    return folder.parent == settings.projects


def _untitled_folders(settings: Settings) -> list[Path]:
    """Untitled projects, the newest first."""
    catalogues = list(settings.projects.glob(f"untitled-*/{CATALOGUE}"))
    return [file.parent for file in sorted(catalogues, key=lambda file: -file.stat().st_mtime)][:1]
