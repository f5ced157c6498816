"""Every recorded exchange, played on the mock or, with --target sandbox, on a sandbox."""

import pytest

from tests.contract.compare import differences
from tests.contract.corpus import MISSING, Case, cases
from tests.contract.held import ALWAYS_HELD, NOT_HELD
from tests.contract.scenes import scene
from tests.contract.stage import Stage

CASES = cases()
AT_LEAST = 0.95


@pytest.mark.parametrize("case", CASES or [pytest.param(None, marks=pytest.mark.skip(reason=MISSING))], ids=str)
def test_the_org_answers_as_recorded(case: Case, stage: Stage, request: pytest.FixtureRequest) -> None:
    if case.id in NOT_HELD:  # most of them tell of what was in the recorded org: no other has it either
        is_mock = "settings" in stage.target.capabilities
        request.applymarker(pytest.mark.xfail(reason=NOT_HELD[case.id], strict=is_mock))
    asked = scene(case)(stage, case)
    answer = stage.send(asked)
    found = differences(stage.expected(case), answer)
    assert not found, "\n".join([f"{asked.method} {asked.path}", *found[:20]])


@pytest.mark.skipif(not CASES, reason=MISSING)
def test_nearly_every_case_is_held_and_no_recording_of_the_core_is_missing() -> None:
    known = {case.id: case for case in CASES}
    assert NOT_HELD.keys() <= known.keys(), "not_held.toml names cases that there are not"
    assert len(NOT_HELD) <= (1 - AT_LEAST) * len(CASES)
    assert [each for each in NOT_HELD if known[each].recorded and known[each].area in ALWAYS_HELD] == []
