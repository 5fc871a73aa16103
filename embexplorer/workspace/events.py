"""What the workspace tells those who look at it."""

from embexplorer.core.arrangement import Arrangement
from embexplorer.core.report import Measured
from embexplorer.core.typing import FloatArray
from embexplorer.workspace.job_states import JobState
from embexplorer.workspace.notices import Notice
from embexplorer.workspace.signal import Signal


class Events:
    """The signals of one workspace, shared by its parts; each says that something has happened."""

    def __init__(self) -> None:
        self.items_changed: Signal[[]] = Signal()
        self.shown_changed: Signal[[]] = Signal()
        self.selection_changed: Signal[[]] = Signal()
        self.sets_changed: Signal[[]] = Signal()
        self.bookmarks_changed: Signal[[]] = Signal()
        self.arrangement_asked: Signal[[]] = Signal()
        self.arrangement_wanted: Signal[[Arrangement]] = Signal()
        self.drawing_changed: Signal[[]] = Signal()
        self.look_changed: Signal[[]] = Signal()
        self.compared_changed: Signal[[]] = Signal()
        self.comparison_changed: Signal[[]] = Signal()
        self.job_changed: Signal[[JobState]] = Signal()
        self.framed: Signal[[str, FloatArray]] = Signal()
        self.measured: Signal[[str, Measured]] = Signal()
        self.noticed: Signal[[Notice]] = Signal()
        self.undo_changed: Signal[[]] = Signal()
        self.project_changed: Signal[[]] = Signal()
        self.recents_changed: Signal[[]] = Signal()
