"""A public site: what people see there who are not logged in."""

import pytest

from tests.mock_org.site.portal import SITE, heading_of, text_of


@pytest.fixture
def public(world):
    """The starter org's site, open to guests; its guest user may read leads."""
    admin = world.admin
    central = admin.query("SELECT Id FROM Network")[0]["Id"]
    world.org.session(admin.user_id).open_to_guests(central, public=True)
    guest = admin.query("SELECT ProfileId FROM User WHERE UserType = 'Guest'")[0]["ProfileId"]
    held = admin.query(f"SELECT Id FROM PermissionSet WHERE ProfileId = '{guest}'")[0]["Id"]
    world.org.system_session().insert(
        "ObjectPermissions", {"ParentId": held, "SobjectType": "Lead", "PermissionsRead": True}
    )
    return central


def test_a_site_that_is_not_public_asks_guests_to_log_in(guest):
    assert guest.get("/s/").status_code == 302


def test_guests_see_a_page_and_the_way_to_log_in(guest, public):
    page = guest.get("/s/")
    assert page.status_code == 200
    assert heading_of(page.text) == "Welcome to Partner Central"
    assert f'href="{SITE}/s/login/">Log In</a>' in page.text
    assert "Log Out" not in page.text
    assert ">Leads</bdi>" in page.text


def test_guests_see_no_record_that_no_rule_for_guests_shares(guest, public, acme):
    lead = acme.partner.caller.create("Lead", LastName="Lee", Company="Initech")
    page = guest.get("/s/lead/Lead/Default")
    assert (page.status_code, "Initech" in page.text) == (200, False)
    hidden = guest.get(f"/s/detail/{lead}")
    assert (hidden.status_code, heading_of(hidden.text)) == (404, "Invalid Page")
    assert "Initech" not in text_of(hidden.text)


def test_guests_write_nothing(guest, public):
    for path in ("/s/createrecord/NewLead", "/s/access-review"):
        assert guest.get(path).status_code in (302, 404)
    assert (
        guest.client.post(f"{SITE}/s/createrecord/NewLead", data={"lastName": "x", "Company": "y"}).status_code == 302
    )


def test_members_are_themselves_on_a_public_site(public, acme):
    page = acme.visitor.get("/s/").text
    assert ("Log Out" in page, "Log In" in page) == (True, False)


def test_another_name_keeps_the_guest(world, guest, public):
    world.org.session(world.admin.user_id).brand_site(public, "Elsewhere", {}, None)
    assert heading_of(guest.get("/s/").text) == "Welcome to Elsewhere"


def test_a_public_site_that_is_offline_is_down(world, guest, public):
    world.admin.update("Network", public, Status="DownForMaintenance")
    assert guest.get("/s/").status_code == 503
