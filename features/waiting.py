"""Waiting for an org that takes its time with access; where an org shows everything at once nothing is asked twice."""

import time
from collections.abc import Callable
from typing import TypeVar

from features.drivers import Unsettled

Answer = TypeVar("Answer")
FIRST, LONGEST = 0.25, 2.0
"""Seconds between two questions: twice as long each time, for orgs that are quick and for those that are not."""


def eventually(ask: Callable[[], Answer], right: Callable[[Answer], bool], seconds: float) -> Answer:
    """The first right answer; after so many seconds the last one, whatever it is. Zero seconds: asked once.

    Raises Unsettled where even the last answers do not agree with each other.
    """
    until, between = time.monotonic() + seconds, FIRST
    while True:
        try:
            answer = ask()
            if right(answer) or time.monotonic() >= until:
                return answer
        except Unsettled:
            if time.monotonic() >= until:
                raise
        time.sleep(min(between, max(0.0, until - time.monotonic())))
        between = min(2 * between, LONGEST)
