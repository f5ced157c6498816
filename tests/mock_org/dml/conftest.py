"""A bare org for the tests of saves."""

import pytest

from tests.mock_org.dml.bare_org import BareOrg, fresh


@pytest.fixture
def bare() -> BareOrg:
    """Standard objects, the administrator, one custom object with a detail object."""
    return fresh()
