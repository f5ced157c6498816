"""An org with the fields of the recorded ones, and the stage for a case."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from factories import OrgClient
from features.targets import Target
from mock_org.testing import MockOrg, serve_mock_org
from tests.contract.own_metadata import Described
from tests.contract.project import write_project
from tests.contract.stage import Stage


@pytest.fixture(scope="session")
def mock_org_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MockOrg]:
    """A mock org of the starter project and the recorded orgs' own fields."""
    project: Path = write_project(tmp_path_factory.mktemp("recorded-orgs"))
    with serve_mock_org("starter", project) as served:
        yield served


@pytest.fixture(scope="session")
def described() -> Described:
    """What the org of the run says of its objects."""
    return Described()


@pytest.fixture
def stage(org: OrgClient, target: Target, described: Described, request: pytest.FixtureRequest) -> Stage:
    """The org, empty of records, as its administrator."""
    ready = request.getfixturevalue("mock_org").ready if "passwords" in target.capabilities else {}
    return Stage(org, target, ready, described)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Count the recorded cases that were not played, by the reason."""
    skipped = [each for each in terminalreporter.stats.get("skipped", []) if "test_recorded.py" in each.nodeid]
    reasons = Counter(_reason(each) for each in skipped)
    if reasons:
        terminalreporter.write_line(f"{reasons.total()} recorded cases not played:")
    for reason, count in reasons.most_common():
        terminalreporter.write_line(f"  {count} {reason}")


def _reason(report: pytest.TestReport) -> str:
    """pytest keeps file, line and "Skipped: reason" of a skip; the names in brackets are of one case."""
    told = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return re.sub(r" \([^)]*\)", "", told.removeprefix("Skipped: "))
