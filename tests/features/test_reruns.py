"""Nothing is run again on a mock; on a sandbox what ran out of time is, once, and the end of the run lists it."""

import re
from types import SimpleNamespace

import pytest

from features.reruns import TIME_OUTS, set_reruns, told_of_reruns
from features.targets import MockTarget, SandboxTarget


def config(reruns=None):
    return SimpleNamespace(option=SimpleNamespace(), getoption=lambda name, default: reruns)


def test_a_mock_has_no_reruns_and_a_sandbox_one_for_time_outs():
    on_mock, on_sandbox = config(), config()
    set_reruns(on_mock, MockTarget)
    set_reruns(on_sandbox, SandboxTarget)
    assert vars(on_mock.option) == {"reruns": None, "only_rerun": None}
    assert vars(on_sandbox.option) == {"reruns": 1, "only_rerun": list(TIME_OUTS)}


@pytest.mark.parametrize("target", [MockTarget, SandboxTarget])
def test_nobody_asks_for_reruns(target):
    with pytest.raises(pytest.UsageError, match="leave the option out"):
        set_reruns(config(reruns=3), target)


@pytest.mark.parametrize(
    ("told", "again"),
    [
        ("TimeoutError: Locator.click: Timeout 30000ms exceeded.\nCall log:", True),
        ('AssertionError: Locator expected to be visible\n  - Expect "to_be_visible" with timeout 15000ms', True),
        ("ReadTimeout: the org does not answer", True),
        ("OutOfTime: the scenario has taken 91 s", True),
        ("AssertionError: assert {'Initech'} == set()", False),
        ("Refused: INSUFFICIENT_ACCESS", False),
        ("Failed: 1 of the table's cells do not hold:", False),
    ],
)
def test_only_what_ran_out_of_time_is_run_again(told, again):
    assert any(re.search(pattern, told) for pattern in TIME_OUTS) is again


def test_the_end_of_a_run_lists_what_was_run_again():
    report = SimpleNamespace(nodeid="features/a::b[browser]", longrepr="Timeout 30000ms exceeded\nmore")
    assert told_of_reruns(SimpleNamespace(stats={})) == []
    assert told_of_reruns(SimpleNamespace(stats={"rerun": [report]})) == [
        "1 scenario ran out of time and ran again:",
        "  features/a::b[browser]: Timeout 30000ms exceeded",
    ]
