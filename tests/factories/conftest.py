"""Clients of an org that is only a transport."""

import pytest

from factories import OrgClient
from tests.factories.fake_org import FakeOrg, connect_to


@pytest.fixture
def fake() -> FakeOrg:
    return FakeOrg()


@pytest.fixture
def connect(fake):
    """Makes clients of the fake org: connect(seed=7)."""
    clients = []

    def make(seed: int = 0, run: str = "", to: FakeOrg = fake) -> OrgClient:
        clients.append(connect_to(to, seed, run))
        return clients[-1]

    yield make
    for client in clients:
        client.close()


@pytest.fixture
def org(connect) -> OrgClient:
    return connect()
