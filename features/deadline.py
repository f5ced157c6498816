"""A scenario that takes too long does not go on; how long that is, a target says."""

import time

import pytest

from factories.patience import Patience

_BEGAN = pytest.StashKey[float]()


class OutOfTime(TimeoutError):
    """A scenario has taken longer than the target is given."""


def pytest_bdd_before_scenario(request: pytest.FixtureRequest) -> None:
    """Look at the clock."""
    request.node.stash[_BEGAN] = time.monotonic()


def pytest_bdd_before_step(request: pytest.FixtureRequest) -> None:
    """Do not go on with a scenario that has taken too long; each step ends, since every wait in it does."""
    patience: Patience = request.getfixturevalue("patience")
    taken = time.monotonic() - request.node.stash[_BEGAN]
    if patience.scenario and taken > patience.scenario:
        raise OutOfTime(f"the scenario has taken {taken:.0f} s; {patience.scenario:.0f} s are given to one here")
