"""Digital Experiences > Settings: shown, saved, refused."""

import pytest

from mock_org.settings import Settings
from tests.mock_org.setup.visitor import text_of, visitor_of

PATH = "/lightning/setup/NetworkSettings/home"


@pytest.fixture
def visitor(world, admin):
    return visitor_of(world, admin)


def test_what_is_saved_is_the_orgs_and_holds_for_the_next_account(world, admin, visitor):
    form = {"portal_roles": "3", "customer_roles": "2", "standard_external_profiles": "on"}
    assert "The settings were saved." in visitor.after(visitor.send(PATH, **form))
    settings = world.org.settings
    assert (settings.portal_roles, settings.customer_roles) == (3, 2)
    assert (settings.standard_external_profiles, settings.partner_super_user_access) == (True, False)
    acme = world.partner("Acme")
    assert len(admin.query(f"SELECT Id FROM UserRole WHERE PortalAccountId = '{acme.account_id}'")) == 3


@pytest.mark.parametrize("number", ["0", "4", "", "zork", "1e0", "²"])
def test_only_one_two_or_three_roles_are_right(world, visitor, number):
    before = world.org.settings
    refused = visitor.send(PATH, portal_roles=number, customer_roles="1")
    assert (refused.status_code, "1, 2 or 3 is right" in text_of(refused)) == (400, True)
    assert world.org.settings == before


def test_who_may_only_look_cannot_save(world, admin):
    viewer = admin.create("PermissionSet", Name="Looks", Label="Looks", PermissionsViewSetup=True)
    sal = world.user("Sal", "Standard User")
    admin.create("PermissionSetAssignment", AssigneeId=sal, PermissionSetId=viewer)
    visitor = visitor_of(world, world.caller(sal))
    said = visitor.open(PATH).get_data(as_text=True)
    assert (">Save<" in said, "disabled" in said) == (False, True)
    assert visitor.send(PATH, portal_roles="3", customer_roles="1").status_code == 403
    assert world.org.settings.portal_roles == Settings().portal_roles
