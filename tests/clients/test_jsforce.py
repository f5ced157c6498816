"""jsforce, unmodified, on Node 22, against a served org over plain http."""

from functools import partial

import pytest

from tests.clients.conftest import HERE, node

pytestmark = pytest.mark.skipif(
    node() is None or not (HERE / "node_modules" / "jsforce").is_dir(),
    reason="Node.js or jsforce is not installed; `make test` installs both where it may",
)


@pytest.fixture
def jsforce(travel):
    """Runs the journey with this way of logging in and answers with what jsforce saw."""
    return partial(travel, node(), "journey.js")


@pytest.mark.parametrize("way", ["soap", "oauth", "jwt", "credentials"])
def test_it_logs_in(org, jsforce, way):
    assert jsforce(way) == {
        "instanceUrl": org.ready["instance_url"],
        "username": org.ready["admin"]["username"],
    }


def test_a_wrong_password_is_refused_as_salesforce_refuses_it(jsforce):
    assert jsforce("wrong-password")["failure"].startswith("invalid_grant: authentication failure")


def test_a_days_work(org, jsforce):
    seen = jsforce("session")

    assert seen == {
        "instanceUrl": org.ready["instance_url"],
        "username": org.ready["admin"]["username"],
        "created": True,
        "name": "Łukasz & Söhne <GmbH> 🚚",
        "updated": True,
        "renamed": "Renamed",
        "deleted": True,
        "left": 0,
        "upserted": [True, False],
        "found": True,
        "fields": True,
        "sobjects": True,
        "made": 4500,
        "pages": [2000, 2000, 500],
        "retrieved": 150,
        "updatedMany": True,
        "deletedMany": True,
        "bulk": [True, False],
        "bulk2": [1, 1],
        "file": True,
        "errors": {
            "malformed": "MALFORMED_QUERY",
            "field": "INVALID_FIELD",
            "type": "INVALID_TYPE",
            "missing": "NOT_FOUND",
            "required": "REQUIRED_FIELD_MISSING",
            "duplicate": "DUPLICATE_VALUE",
            "deleted": "ENTITY_IS_DELETED",
            "several": "MULTIPLE_CHOICES",
            "session": "INVALID_SESSION_ID",
        },
        "still": "Two",
    }
