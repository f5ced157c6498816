"""Waiting for an org that takes its time: for access that arrives later, and for a scenario that does not end.

Where an org shows everything at once nothing is asked twice.
"""

import time
from collections.abc import Callable
from typing import TypeVar

import pytest

from factories.patience import Patience

Answer = TypeVar("Answer")
BETWEEN = 1.0
_BEGAN = pytest.StashKey[float]()


class OutOfTime(TimeoutError):
    """A scenario has taken longer than the target is given."""


def eventually(ask: Callable[[], Answer], right: Callable[[Answer], bool], seconds: float) -> Answer:
    """The first right answer; after so many seconds the last one, whatever it is. Zero seconds: asked once."""
    until = time.monotonic() + seconds
    while True:
        answer = ask()
        if right(answer) or time.monotonic() >= until:
            return answer
        time.sleep(min(BETWEEN, max(0.0, until - time.monotonic())))


def pytest_bdd_before_scenario(request: pytest.FixtureRequest) -> None:
    """Look at the clock."""
    request.node.stash[_BEGAN] = time.monotonic()


def pytest_bdd_before_step(request: pytest.FixtureRequest) -> None:
    """Do not go on with a scenario that has taken too long; each step ends, since every wait in it does."""
    patience: Patience = request.getfixturevalue("patience")
    taken = time.monotonic() - request.node.stash[_BEGAN]
    if patience.scenario and taken > patience.scenario:
        raise OutOfTime(f"the scenario has taken {taken:.0f} s; {patience.scenario:.0f} s are given to one here")
