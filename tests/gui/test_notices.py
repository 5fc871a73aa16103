"""Notices on a window: what is said twice is shown once."""

from PySide6.QtWidgets import QWidget

from embexplorer.gui.notices import Toasts
from embexplorer.gui.style import apply


def test_a_notice_takes_the_place_of_one_that_says_the_same(qtbot, qapp) -> None:
    apply(qapp, "light")
    host = QWidget()
    qtbot.addWidget(host)
    toasts = Toasts(host, lambda: 0)

    for text in ("no column x", "no column y", "no column x"):
        last = toasts.say(text, "error")

    assert (2, last) == (len(toasts.shown()), toasts.shown()[-1])
