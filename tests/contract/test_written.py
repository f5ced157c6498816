"""Every case that `mock-org drift` has written and somebody has put into the folder `written`, on any target."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from factories import OrgClient
from features.drift.case import Case
from features.drift.differences import differences
from features.drift.stage import NotPlayed, Stage
from features.drift.suite import cases_in
from tests.contract.held import NOT_HELD

CASES = cases_in(Path(__file__).parent / "written")
NONE = pytest.param(None, marks=pytest.mark.skip(reason="no case is in tests/contract/written"))


@pytest.fixture
def played_on(org: OrgClient) -> Iterator[Stage]:
    """The org of the run."""
    stage = Stage(org, version=org.connection.api_version, called="the org")
    yield stage
    stage.close()


@pytest.mark.parametrize("case", CASES or [NONE], ids=str)
def test_the_org_answers_as_was_written_down(case: Case, played_on: Stage, request: pytest.FixtureRequest) -> None:
    if case.id in NOT_HELD:
        request.applymarker(pytest.mark.xfail(reason=NOT_HELD[case.id]))
    assert case.recorded is not None, "the case has no answer of an org"
    try:
        played = played_on.play(case)
    except NotPlayed as why:
        pytest.skip(str(why))
    assert [str(each) for each in differences(case, case.recorded, played.answer)] == []
