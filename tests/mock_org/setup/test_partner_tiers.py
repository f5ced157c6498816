"""The page Partner Tiers: what each tier brings, what does not fit, and mending it."""

import pytest

from tests.mock_org.setup.visitor import text_of, visitor_of

PATH = "/lightning/setup/PartnerTiers/home"


@pytest.fixture
def page(world, admin):
    return visitor_of(world, admin)


def test_the_page_tells_what_each_tier_brings_and_who_has_it(world, page):
    world.partner("Acme", Partner_Tier__c="Silver")
    said = page.read(PATH)
    assert "Tiers by Account.Partner_Tier__c" in said
    assert "Silver Silver Partner, Partner Deals and Leads 1" in said
    assert "Registered none 0" in said
    assert "Every tier fits." in said


def test_what_does_not_fit_is_listed_and_mended(world, admin, page):
    acme = world.partner("Acme", Partner_Tier__c="Silver")
    assert admin.update("User", acme.user_id, LastName='<b>"Ann"').status_code == 204
    where = f"AssigneeId = '{acme.user_id}' AND PermissionSet.Name = 'Silver_Partner'"
    [assigned] = admin.query(f"SELECT Id FROM PermissionSetAssignment WHERE {where}")
    admin.call("DELETE", f"/sobjects/PermissionSetAssignment/{assigned['Id']}")
    assert "does not have the permission set Silver Partner. Open" in page.read(PATH)
    assert "<b>" not in page.open(PATH).get_data(as_text=True)
    said = page.after(page.send(PATH))
    assert "1 assignment of permission sets changed." in said
    assert "Every tier fits." in said


def test_an_org_without_tiers_says_so(world, page):
    world.app.test_client().patch("/_mock/settings", json={"tiers": None})
    assert "This org knows no tiers" in page.read(PATH)


def test_a_program_that_is_not_there_is_told(world, page):
    world.app.test_client().patch("/_mock/settings", json={"tiers": {"program": "Nowhere", "sets": {}}})
    answer = page.open(PATH)
    assert (answer.status_code, "there is no channel program 'Nowhere'" in text_of(answer)) == (400, True)


def test_a_forged_form_changes_nothing(world, admin):
    client = visitor_of(world, admin).client
    assert client.post(PATH, data={}).status_code == 403
