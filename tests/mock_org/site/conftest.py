"""Who visits the starter org's portal."""

import pytest

from tests.mock_org.site.portal import Member, Visitor, partner_at_portal


@pytest.fixture
def guest(world) -> Visitor:
    return Visitor(world.app.test_client())


@pytest.fixture
def acme(world) -> Member:
    return partner_at_portal(world, "Acme")


@pytest.fixture
def globex(world) -> Member:
    return partner_at_portal(world, "Globex")
