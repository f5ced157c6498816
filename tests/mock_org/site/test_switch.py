"""/servlet/networks/switch: from Lightning to a site."""

import pytest

from tests.mock_org.site.portal import SITE

SWITCH = "/servlet/networks/switch"


@pytest.fixture
def site_id(world):
    return world.admin.query("SELECT Id FROM Network")[0]["Id"]


def test_a_member_gets_to_the_site_or_to_a_page_of_it_and_nowhere_else(acme, site_id):
    for start, target in (
        ("", f"{SITE}/s/"),
        (f"{SITE}/s/lead/Lead/Default", f"{SITE}/s/lead/Lead/Default"),
        ("//evil.example/", f"{SITE}/s/"),
        ("/lightning/setup/SetupOneHome/home", f"{SITE}/s/"),
    ):
        asked = {"networkId": site_id[:15]} | ({"startURL": start} if start else {})
        answer = acme.visitor.client.get(SWITCH, query_string=asked)
        assert (answer.status_code, answer.location) == (302, target)


def test_who_is_no_member_or_asks_for_no_site_is_told_so(world, acme, guest, site_id):
    for client, network in (
        (guest.client, site_id),
        (acme.visitor.client, "0DB000000000999"),
        (acme.visitor.client, ""),
    ):
        answer = client.get(SWITCH, query_string={"networkId": network})
        assert answer.status_code == 403
        assert "not a member of an experience" in answer.text
