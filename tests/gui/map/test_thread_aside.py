"""Work on threads ends before the program does."""

import subprocess
import sys

import pytest

ENDLESS = """
import sys, time
from embexplorer.gui.map.search_aside import SearchAside

def search(go_on):
    while go_on():
        time.sleep(0.01)
    print("ended")

SearchAside("search", search)
"""
DONE = """
from embexplorer.gui.map.thread_aside import _running, begin_aside

begin_aside("work", lambda: None, lambda: None).join()
print(len(_running))
"""


@pytest.mark.parametrize(("script", "told"), [(ENDLESS, "ended"), (DONE, "0")])
def test_a_thread_is_told_to_end_and_waited_for(script: str, told: str) -> None:
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=60)

    assert (0, told) == (answer.returncode, answer.stdout.strip()), answer.stderr
