"""Taking times."""

import statistics
import time
from collections.abc import Callable
from typing import Any


def seconds(work: Callable[[], Any]) -> float:
    """How long a piece of work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def median_seconds(work: Callable[[], Any], times: int, before: Callable[[], Any] = lambda: None) -> float:
    """The median time of a piece of work, each time after something that is not measured."""
    taken = []
    for _ in range(times):
        before()
        taken.append(seconds(work))
    return statistics.median(taken)
