"""A bare org for the tests of automation, and the doors by which jobs are switched on and fall due."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.mock_org.dml.bare_org import BareOrg, fresh


@pytest.fixture
def bare() -> BareOrg:
    """Standard objects, licences and profiles, the administrator, no site."""
    return fresh()


@pytest.fixture
def door(world) -> FlaskClient:
    return world.app.test_client()


@pytest.fixture
def put_clock(door) -> Callable[..., list[dict[str, Any]]]:
    """Sets the org's clock, and tells which jobs of this name have run by that."""

    def put(instant: str, jobs: str) -> list[dict[str, Any]]:
        answer = door.put("/_mock/clock", json={"now": instant, "frozen": True})
        assert answer.status_code == 200, answer.json
        return [run for run in answer.json["ran"] if run["job"].startswith(jobs)]

    return put


@pytest.fixture
def switch_on(door) -> Callable[..., None]:
    """Switches a job on by its setting, with more of its settings."""

    def switch(setting: str, **settings: Any) -> None:
        answer = door.patch("/_mock/settings", json={setting: {"on": True} | settings})
        assert answer.status_code == 200, answer.json

    return switch
