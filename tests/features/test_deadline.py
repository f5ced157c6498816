"""A scenario ends when its time is over."""

from types import SimpleNamespace

import pytest

from factories.patience import OF_A_SANDBOX, Patience
from features import deadline
from features.deadline import OutOfTime, pytest_bdd_before_scenario, pytest_bdd_before_step


@pytest.fixture
def clock(monkeypatch):
    """Time that passes when a test says so."""
    now = SimpleNamespace(seconds=100.0)
    monkeypatch.setattr(deadline.time, "monotonic", lambda: now.seconds)
    return now


def scenario_with(patience):
    return SimpleNamespace(node=SimpleNamespace(stash=pytest.Stash()), getfixturevalue=lambda name: patience)


def test_a_scenario_does_not_go_on_when_its_time_is_over(clock):
    request = scenario_with(OF_A_SANDBOX)
    pytest_bdd_before_scenario(request)
    clock.seconds += 90
    pytest_bdd_before_step(request)
    clock.seconds += 1
    with pytest.raises(OutOfTime, match="has taken 91 s; 90 s are given"):
        pytest_bdd_before_step(request)


def test_a_scenario_on_a_mock_has_any_time(clock):
    request = scenario_with(Patience())
    pytest_bdd_before_scenario(request)
    clock.seconds += 1000
    pytest_bdd_before_step(request)
