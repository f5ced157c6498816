"""A bare org for the tests of automation."""

import pytest

from tests.mock_org.dml.bare_org import BareOrg, fresh


@pytest.fixture
def bare() -> BareOrg:
    """Standard objects, licences and profiles, the administrator, no site."""
    return fresh()
