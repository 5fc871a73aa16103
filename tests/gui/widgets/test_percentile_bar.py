"""A bar on a logarithmic scale of random pairs."""

import pytest

from embexplorer.gui.widgets.percentile_bar import PercentileBar


@pytest.mark.parametrize(("percent", "share"), [(None, 0.0), (100.0, 0.0), (10.0, 0.2), (0.1, 0.6), (0.0, 1.0)])
def test_each_tenth_is_a_fifth_of_the_bar(qtbot, percent: float | None, share: float) -> None:
    bar = PercentileBar()
    qtbot.addWidget(bar)

    bar.show_percent(percent)

    assert pytest.approx(share) == bar.share()
