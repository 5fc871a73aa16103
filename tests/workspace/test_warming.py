"""Workers load what they will need while nothing is asked of them."""

import pytest

from embexplorer.core.registry import step_names
from embexplorer.workspace import session
from embexplorer.workspace.workspace import Workspace
from tests.workspace.conftest import ScriptedRunner

Scripted = tuple[Workspace, ScriptedRunner]


def test_idle_workers_are_warmed_a_moment_after_the_window_stands(
    scripted: Scripted, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace, runner = scripted
    now = [100.0]
    monkeypatch.setattr(session.time, "monotonic", lambda: now[0])
    workspace._session._warm_at = None

    workspace.poll()
    assert [] == runner.warmed
    now[0] += 2
    _ = [workspace.poll() for _ in range(2 * len(step_names()))]

    assert 1 == runner.warmed.count("umap")


def test_one_call_imports_at_most_one_step_for_its_warming(scripted: Scripted, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace, runner = scripted
    now = [100.0]
    monkeypatch.setattr(session.time, "monotonic", lambda: now[0])
    workspace._session._warm_at = 1.0
    workspace.poll()

    workspace.poll()

    assert 1 == len(runner.warmed)
