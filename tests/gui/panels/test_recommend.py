"""The panel of recommendations asks for a user, and for somebody new who likes what is selected."""

from pathlib import Path

import pytest

from embexplorer.core.registry import step_named
from embexplorer.core.step import build
from embexplorer.gui.alone import settle
from embexplorer.gui.panels.recommend import RecommendPanel


@pytest.fixture
def panel(shown, workspace, tmp_path: Path) -> RecommendPanel:
    """A panel over a recommender of twelve users and seven items."""
    file = tmp_path / "visits.tsv"
    file.write_text("\n".join(f"u{user}\ti{(user * step) % 7}" for user in range(12) for step in (1, 2, 3)))
    workspace.start(build(step_named("recommender"), {"path": str(file), "dimensions": 4, "epochs": 3}))
    settle(workspace)
    return shown(RecommendPanel)


def test_a_user_gets_items_that_were_not_seen(panel: RecommendPanel, workspace) -> None:
    panel.user.setText("u1")
    panel.ask.click()
    settle(workspace)

    items = panel.table.table().columns["item"].to_pylist()
    assert items and {"i1", "i2", "i3"}.isdisjoint(items)


def test_an_unknown_user_is_named_below_the_line(panel: RecommendPanel, workspace) -> None:
    panel.user.setText("nobody")
    panel.ask.click()
    settle(workspace)

    assert "‘nobody’" in panel.problem.text()


def test_somebody_new_is_asked_for_by_what_is_selected(panel: RecommendPanel, workspace) -> None:
    workspace.select([0, 1])
    panel.liked.click()
    settle(workspace)

    assert {0, 1}.isdisjoint(panel.table.table().columns["row"].to_pylist())
