"""Parts are done once each, here and on other threads, and work aside gives way while a map is painted."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from embexplorer.gui.map.side_by_side import side_by_side
from embexplorer.gui.map.turns import painting, wait_for_turn


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(3) as pool:
        yield pool


@pytest.mark.parametrize("helpers", [0, 1, 3])
def test_every_part_is_done_once(pool: ThreadPoolExecutor, helpers: int) -> None:
    done: list[tuple[int, int]] = []

    side_by_side(pool, helpers, lambda first, last: done.append((first, last)), range(90), range(1, 91))

    assert [(n, n + 1) for n in range(90)] == sorted(done)


def test_another_thread_takes_part_while_this_one_works(pool: ThreadPoolExecutor) -> None:
    meeting = threading.Barrier(2, timeout=20)

    side_by_side(pool, 1, lambda part: meeting.wait(), range(2))

    assert not meeting.broken


def test_what_goes_wrong_anywhere_is_raised(pool: ThreadPoolExecutor) -> None:
    meeting = threading.Barrier(2, timeout=20)

    def work(part: int) -> None:
        meeting.wait()
        if part == 1:
            raise ValueError("part 1")

    with pytest.raises(ValueError, match="part 1"):
        side_by_side(pool, 1, work, range(2))


def test_work_aside_waits_until_the_map_is_painted(pool: ThreadPoolExecutor) -> None:
    with painting():
        turn = pool.submit(wait_for_turn)
        waited = not turn.done()

    turn.result(timeout=20)
    assert waited
