"""Parts of a picture side by side: the thread that asks does its share, since another takes a moment to wake up."""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor


def side_by_side(pool: Executor, helpers: int, work: Callable[..., object], *arguments: Sequence[int]) -> None:
    """Call `work` with the first of each of the arguments, the second of each, and so on: here, and on so many threads
    of the pool, each taking what is next. What it answers is forgotten; it must release the interpreter to gain by it.
    """
    parts = zip(*arguments, strict=True)  # one after the other takes from it: that runs no code of Python

    def take() -> None:
        for part in parts:
            work(*part)

    asked = [pool.submit(take) for _ in range(min(helpers, len(arguments[0]) - 1))]
    try:
        take()
    finally:
        for one in asked:
            one.result()
