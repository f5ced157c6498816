"""An org as a stand-in for a sandbox, that answers at once and never fails."""

import pytest

from mock_org.app import create_app
from mock_org.standin import become_sandbox

ONE_HOST = "https://org.example"
"""An address without a counterpart for sites: the org and its sites are both there."""


@pytest.fixture(scope="session")
def strict(_built):
    """The app of a sandbox, made once."""
    built = _built.as_sandbox()
    return built, create_app(built, as_sandbox=True)


@pytest.fixture
def sandbox(world, strict):
    world.built, world.app = strict
    become_sandbox(world.org)
    world.org.configure(world.org.settings.patched({"standin": {"slow_percent": 0, "flaky_percent": 0}}))
    usual, world.org.base_url = world.org.base_url, ONE_HOST
    yield world
    world.org.base_url = usual
