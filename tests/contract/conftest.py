"""An org with the fields of the recorded ones, and the stage for a case."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from factories import OrgClient
from features.targets import Target
from mock_org.testing import MockOrg, serve_mock_org
from tests.contract.project import write_project
from tests.contract.stage import Stage


@pytest.fixture(scope="session")
def mock_org_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MockOrg]:
    """A mock org of the starter project and the recorded orgs' own fields."""
    project: Path = write_project(tmp_path_factory.mktemp("recorded-orgs"))
    with serve_mock_org("starter", project) as served:
        yield served


@pytest.fixture
def stage(org: OrgClient, target: Target, request: pytest.FixtureRequest) -> Stage:
    """The org, empty of records, as its administrator."""
    is_mock = target.name == "mock"
    return Stage(org, target, request.getfixturevalue("mock_org").ready if is_mock else {})
