"""A scenario is skipped with a reason, and the run counts the reasons."""

from types import SimpleNamespace

import pytest

from features.skipped import able, capability_of, counted, skip_unable
from features.targets import MockTarget, SandboxTarget


class Item:
    """A scenario that needs these."""

    def __init__(self, *capabilities, driver="api"):
        self.callspec = SimpleNamespace(params={"driver_name": driver})
        self._needs = [pytest.mark.needs(name).mark for name in capabilities]
        self.skipped = []

    def iter_markers(self, _name):
        return self._needs

    def add_marker(self, mark):
        self.skipped.append(mark.kwargs["reason"])


def test_what_a_sandbox_has_not_is_named_in_the_reason():
    item = Item("outbox", "clock")

    skip_unable([item], SandboxTarget)

    assert item.skipped == ["needs a clock that can be moved and an outbox, which a sandbox has not"]


def test_a_password_that_is_not_for_programs_is_typed_in_a_browser():
    program, person = Item("passwords"), Item("passwords", driver="browser")

    skip_unable([program, person], SandboxTarget)

    assert program.skipped == ["needs log-ins by password through the API, which a sandbox has not"]
    assert person.skipped == []
    assert (able(program, SandboxTarget), able(person, SandboxTarget), able(program, MockTarget)) == (False, True, True)


def test_a_mock_skips_nothing():
    item = Item("outbox", "clock", "reset")

    skip_unable([item], MockTarget)

    assert item.skipped == []


def test_a_tag_asks_for_a_capability_and_another_tag_for_none():
    assert capability_of("needs-setup-pages") == "setup-pages"
    assert capability_of("api") is None


def test_a_capability_that_nobody_knows_is_refused_with_those_that_there_are():
    with pytest.raises(pytest.Collector.CollectError, match=r"^@needs-clok: no target knows 'clok'; .*@needs-clock"):
        capability_of("needs-clok")


def test_skips_are_counted_by_reason_the_frequent_ones_first():
    clock = "needs a clock that can be moved, which a sandbox has not"
    lines = counted(["@api scenario, and the run is --driver browser", clock, clock])

    assert lines == [
        "3 scenarios skipped:",
        "  2 need a clock that can be moved, which a sandbox has not",
        "  1 @api scenario, and the run is --driver browser",
    ]


def test_one_skip_is_told_in_the_singular_and_none_not_at_all():
    assert counted(["needs an outbox, which a sandbox has not"]) == [
        "1 scenario skipped:",
        "  1 needs an outbox, which a sandbox has not",
    ]
    assert counted([]) == []
