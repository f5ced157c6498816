"""Why a field may be read or edited: which profile, permission set or group gives it."""

import pytest

from mock_org.security.field_reasons import explain_field


@pytest.fixture
def told(world):
    """Why Ann reads or edits Lead.Tier__c."""

    def ask(field="Tier__c"):
        sobject = world.schema["Lead"]
        return explain_field(world.context, world.load("ann"), sobject, sobject.field(field))

    return ask


def permit(world, set_name, read=True, edit=False):
    flags = {"PermissionsRead": read, "PermissionsEdit": edit}
    world.add("FieldPermissions", ParentId=world.ids[set_name], SobjectType="Lead", Field="Lead.Tier__c", **flags)


def permission_set(world, name, **values):
    world.add("PermissionSet", name, Name=name, Label=name, IsOwnedByProfile=False, **values)
    world.add("PermissionSetAssignment", AssigneeId=world.ids["ann"], PermissionSetId=world.ids[name], IsActive=True)


def test_nobody_gives_the_field(world, told):
    permission_set(world, "Extra")
    access = told()
    assert (access.readable, access.editable) == (False, False)
    assert access.because == ("profile Partner and permission set Extra give nothing on Tier",)


def test_profile_and_permission_set_add_up(world, told):
    permission_set(world, "Extra")
    permit(world, "set of Partner")
    permit(world, "Extra", edit=True)
    access = told()
    assert (access.readable, access.editable) == (True, True)
    assert access.because == ("profile Partner gives Read on Tier", "permission set Extra gives Read and Edit on Tier")


def test_a_field_without_field_level_security_is_open(told):
    assert told("Status").because == ("Status has no field-level security: whoever sees the record reads it",)


def test_what_a_group_mutes_is_told(world, told):
    group = world.add("PermissionSetGroup", "G", DeveloperName="G", MasterLabel="G")
    world.add("PermissionSet", "sum", Name="sum", Label="G", Type="Group", PermissionSetGroupId=group)
    world.add("PermissionSetAssignment", AssigneeId=world.ids["ann"], PermissionSetGroupId=group, IsActive=True)
    world.add("PermissionSet", "member", Name="member", Label="Member", IsOwnedByProfile=False)
    world.add("PermissionSetGroupComponent", PermissionSetGroupId=group, PermissionSetId=world.ids["member"])
    permit(world, "member", edit=True)
    permit(world, "sum")
    assert "permission set group G gives Read on Tier" in told().because
    assert "permission set Member gives Edit on Tier, but the group mutes it" in told().because
