"""How long until the window is there, beside a bare pyqtgraph window, each in a fresh process."""

import os
import subprocess
import sys
import tempfile
from statistics import median

BARE = """
import time; begun = time.perf_counter()
import pyqtgraph
app = pyqtgraph.mkQApp()
window = pyqtgraph.PlotWidget(); window.resize(1440, 900); window.plot([1, 2, 3]); window.show()
app.processEvents(); window.grab()
print(time.perf_counter() - begun)
"""
OURS = """
import time; begun = time.perf_counter()
from embexplorer.app import open_window
from embexplorer.workspace.settings import Settings
from PySide6.QtWidgets import QApplication
from embexplorer.gui.style import apply
app = QApplication([]); apply(app, "light")
window, _ = open_window(Settings(), None); window.show()
app.processEvents(); window.grab()
there = time.perf_counter() - begun
window.furnish()
furnished = time.perf_counter() - begun
made, turns = [], []
window.later.done.connect(lambda: made.append(True))
while not made:
    turn = time.perf_counter(); app.processEvents(); turns.append(time.perf_counter() - turn)
window.grab()
print(there, furnished, time.perf_counter() - begun, max(turns))
window.close()
"""


def run(small: bool) -> dict[str, float | str]:
    """Seconds to the first paint, to the furnished window, and until every panel has been made in idle turns.

    Runs alternate, so that a busy machine hits both. Both find compiled modules, as after an installation.
    """
    with tempfile.TemporaryDirectory() as compiled:
        _seconds(BARE, compiled), _seconds(OURS, compiled)
        times = [(_seconds(BARE, compiled), _seconds(OURS, compiled)) for _ in range(1 if small else 7)]
    bare = median(bare[0] for bare, _ in times)
    painted, furnished, all_made, turn = (median(ours[part] for _, ours in times) for part in range(4))
    return {
        "bare pyqtgraph window, s": bare,
        "our window painted, s": painted,
        "our window furnished, s": furnished,
        "every panel made, s": all_made,
        "longest turn after that, ms": turn * 1000,
        "painted / bare (promised: below 2)": painted / bare,
        "furnished / bare": furnished / bare,
        "every panel / bare": all_made / bare,
    }


def _seconds(script: str, compiled: str) -> list[float]:
    with tempfile.TemporaryDirectory() as home:
        surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "EMBEXPLORER_HOME": home}
        surroundings |= {"PYTHONPYCACHEPREFIX": compiled, "PYTHONDONTWRITEBYTECODE": ""}
        done = subprocess.run(
            [sys.executable, "-c", script], env=surroundings, capture_output=True, text=True, check=True
        )
    return [float(part) for part in done.stdout.split()]


if __name__ == "__main__":
    print(run(small="--small" in sys.argv))
