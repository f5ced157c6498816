"""What arrives later is asked for again; where everything is there at once, nothing is."""

from types import SimpleNamespace

import pytest

from factories.patience import OF_A_SANDBOX, Patience
from features import waiting
from features.drivers import Unsettled
from features.waiting import eventually


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
    answers = iter([*["none"] * 5, "read", "none"])
    assert eventually(lambda: next(answers), lambda seen: seen == "read", OF_A_SANDBOX.sharing) == "read"
    assert clock.slept == [0.25, 0.5, 1, 2, 2]


def test_what_never_arrives_is_told_as_it_is(clock):
    assert eventually(lambda: "none", lambda seen: seen == "read", 30) == "none"
    assert sum(clock.slept) == 30


def test_answers_that_disagree_are_asked_for_again_and_told_at_the_end(clock):
    def ask():
        if clock.seconds < 110:
            raise Unsettled("found by query, but not by its id")
        return "read"

    assert eventually(ask, lambda seen: seen == "read", 30) == "read"
    clock.seconds = 100.0
    with pytest.raises(Unsettled):
        eventually(ask, lambda seen: seen == "read", 5)
