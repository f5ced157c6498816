"""aio-sf, salesforce-bulk and django-salesforce, unmodified, each as a process of its own environment."""

import pytest

from tests.clients.conftest import CONTACTS, needs, python

pytestmark = needs("several")


def test_salesforce_bulk_over_plain_http(travel, contacts):
    seen = travel(python("several"), "journeys/salesforce_bulk_day.py")

    assert "InvalidSessionId" in seen.pop("dead")
    assert seen == {
        "inserted": ["true"] * 3,
        "state": "Closed",
        "names": ["Bulk 0", "Bulk 1", "Bulk 2"],
        "contacts": CONTACTS,
        "deleted": ["true"] * 3,
    }


def test_aio_sf_over_plain_http(travel, contacts):
    assert travel(python("several"), "journeys/aio_sf_day.py") == {
        "made": [True] * 3,
        "updated": [True] * 3,
        "upserted": [False, True],
        "deleted": [True] * 3,
        "contacts": CONTACTS,
        "fields": True,
        "malformed": True,
        "dead": "SalesforceAuthError",
    }


# It logs in with the password flow and refuses an answer whose signature does not fit.
@pytest.mark.parametrize("host", ["https://login.salesforce.com", "https://acme.my.salesforce.com"])
def test_django_salesforce_through_the_proxy(travel, contacts, host):
    seen = travel(python("several"), "journeys/django_day.py", host)

    assert "DUPLICATE_VALUE" in seen.pop("duplicate")
    assert "REQUIRED_FIELD_MISSING" in seen.pop("required")
    assert seen == {
        "read": ["Django & Söhne", 5, "1000"],
        "renamed": 1,
        "lookup": "Renamed",
        "created": True,
        "in": 1,
        "bulk": 5,
        "updated": 5,
        "deleted": 5,
        "left": 0,
        "contacts": CONTACTS,
    }
