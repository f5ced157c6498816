"""The running user, read with everything that profile and permission sets give."""

import pytest

from mock_org.errors import SalesforceError
from mock_org.security import SYSTEM_USER, may


def assigned(world, **values):
    world.add("PermissionSet", "extra", Name="extra", PermissionsViewAllUsers=True)
    world.permit("extra", "Lead", "ViewAllRecords")
    ids = {"PermissionSetId": world.ids["extra"], "AssigneeId": world.ids["ann"]}
    world.add("PermissionSetAssignment", **{**ids, "IsActive": True, **values})


def test_user_is_read_with_profile_role_account_and_permissions(world):
    ann = world.load("ann")
    assert (ann.name, ann.user_type, ann.profile_name, ann.role_name) == (
        "Ann",
        "PowerPartner",
        "Partner",
        "Acme Partner User",
    )
    assert ann.external
    assert ann.is_partner
    assert ann.account_id == world.ids["Acme"]
    assert ann.has("ApiEnabled")
    assert not ann.has("ViewAllData")


def test_assigned_permission_set_adds_to_the_profile(world):
    assigned(world)
    ann = world.load("ann")
    assert ann.has("ViewAllUsers")
    assert ann.object_permissions["lead"].view_all
    assert ann.object_permissions["lead"].delete
    assert not world.load("abe").has("ViewAllUsers")


@pytest.mark.parametrize(
    "values", [{"IsActive": False}, {"IsRevoked": True}, {"ExpirationDate": "2001-01-01T00:00:00.000+0000"}]
)
def test_expired_revoked_or_inactive_assignment_adds_nothing(world, values):
    assigned(world, **values)
    assert not world.load("ann").has("ViewAllUsers")


def test_assignment_that_expires_later_counts(world):
    assigned(world, ExpirationDate="2999-01-01T00:00:00.000+0000")
    assert world.load("ann").has("ViewAllUsers")


def test_object_permissions_imply_what_they_need(world):
    world.permit("set of Partner", "Lead", "ModifyAllRecords")
    lead = world.load("ann").object_permissions["lead"]
    assert lead.read
    assert lead.edit
    assert lead.delete
    assert lead.view_all
    assert not lead.create


def test_unknown_user_is_refused(world):
    world.ids["nobody"] = "005Mo0000000zzzAAA"
    with pytest.raises(SalesforceError, match="NOT_FOUND"):
        world.load("nobody")


def test_system_may_do_everything(world):
    assert may(SYSTEM_USER(), "delete", world.schema["Lead"], world.context)


def test_set_that_wants_an_activated_session_adds_nothing(world):
    assigned(world)
    world.change("PermissionSet", "extra", HasActivationRequired=True)
    assert not world.load("ann").has("ViewAllUsers")


def test_group_gives_what_its_own_set_adds_up(world):
    group = world.add("PermissionSetGroup", DeveloperName="G", MasterLabel="G")
    world.add("PermissionSet", Name="X", Type="Group", PermissionSetGroupId=group, PermissionsViewAllUsers=True)
    world.add("PermissionSetAssignment", AssigneeId=world.ids["ann"], PermissionSetGroupId=group, IsActive=True)
    assert world.load("ann").has("ViewAllUsers")
    assert not world.load("abe").has("ViewAllUsers")


def test_external_user_never_has_what_no_external_licence_allows(world):
    world.change("PermissionSet", "set of Partner", PermissionsViewAllData=True)
    world.change("PermissionSet", "set of Sales", PermissionsViewAllData=True)
    assert not world.load("ann").has("ViewAllData")
    assert world.load("cy").has("ViewAllData")
