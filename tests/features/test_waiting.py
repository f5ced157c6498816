"""What arrives later is asked for again; a scenario ends when its time is over."""

from types import SimpleNamespace

import pytest

from factories.patience import OF_A_SANDBOX, Patience
from features import waiting
from features.waiting import OutOfTime, eventually, pytest_bdd_before_scenario, pytest_bdd_before_step


@pytest.fixture
def clock(monkeypatch):
    """Time that passes by sleeping only."""
    now = SimpleNamespace(seconds=100.0, slept=[])

    def sleep(seconds):
        now.slept.append(seconds)
        now.seconds += seconds

    monkeypatch.setattr(waiting.time, "monotonic", lambda: now.seconds)
    monkeypatch.setattr(waiting.time, "sleep", sleep)
    return now


def test_an_org_that_shows_everything_at_once_is_asked_once(clock):
    answers = iter(["none", "read"])
    assert eventually(lambda: next(answers), lambda seen: seen == "read", Patience().sharing) == "none"
    assert clock.slept == []


def test_access_that_arrives_later_is_waited_for(clock):
    answers = iter(["none", "none", "read", "none"])
    assert eventually(lambda: next(answers), lambda seen: seen == "read", OF_A_SANDBOX.sharing) == "read"
    assert clock.slept == [1, 1]


def test_what_never_arrives_is_told_as_it_is(clock):
    assert eventually(lambda: "none", lambda seen: seen == "read", 30) == "none"
    assert sum(clock.slept) == 30


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
