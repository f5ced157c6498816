import pytest

from mock_org.errors import SalesforceError
from tests.mock_org.dml.bare_org import refused


@pytest.fixture
def permission_set(bare):
    return bare.admin.insert("PermissionSet", {"Name": "Extra", "Label": "Extra"})


def objects(bare, permission_set, *actions, sobject="Lead"):
    flags = {f"Permissions{a}": True for a in actions}
    return bare.admin.insert("ObjectPermissions", {"ParentId": permission_set, "SobjectType": sobject} | flags)


@pytest.mark.parametrize(
    ("actions", "text"),
    [
        (["Create"], "Permission Create Lead depends on permission(s): Read Lead"),
        (["Read", "Delete"], "Permission Delete Lead depends on permission(s): Edit Lead"),
        (["Delete"], "Permission Delete Lead depends on permission(s): Edit Lead, Read Lead"),
        (["ViewAllFields"], "Permission View All Fields Lead depends on permission(s): Read Lead"),
        (
            ["Read", "Edit", "Delete", "ModifyAllRecords"],
            "Permission Modify All Lead depends on permission(s): View All Lead",
        ),
        (["ViewAllRecords"], "Permission View All Lead depends on permission(s): Read Lead"),
    ],
)
def test_a_permission_requires_those_below_it(bare, permission_set, actions, text):
    with pytest.raises(SalesforceError) as error:
        objects(bare, permission_set, *actions)
    assert refused(error) == ("FIELD_INTEGRITY_EXCEPTION", text)


def test_a_row_about_an_object_is_there_once(bare, permission_set):
    objects(bare, permission_set, "Read")
    with pytest.raises(SalesforceError) as error:
        objects(bare, permission_set, "Read", "Edit", sobject="lead")
    assert error.value.code == "DUPLICATE_VALUE"


def test_permissions_on_what_is_not_there_are_refused(bare, permission_set):
    with pytest.raises(SalesforceError):
        objects(bare, permission_set, "Read", sobject="Nothing__c")
    with pytest.raises(SalesforceError):
        bare.admin.insert(
            "FieldPermissions",
            {"ParentId": permission_set, "SobjectType": "Lead", "Field": "Lead.Nothing", "PermissionsRead": True},
        )


def test_a_row_that_gives_nothing_any_more_is_gone(bare, permission_set):
    row = objects(bare, permission_set, "Read")
    bare.admin.update("ObjectPermissions", row, {"PermissionsRead": False})
    assert bare.records.get("ObjectPermissions", row) is None


def test_field_edit_requires_field_read(bare, permission_set):
    sent = {"ParentId": permission_set, "SobjectType": "Lead", "Field": "Lead.Phone", "PermissionsEdit": True}
    with pytest.raises(SalesforceError) as error:
        bare.admin.insert("FieldPermissions", sent)
    assert refused(error)[1] == "Permission Edit Lead.Phone depends on permission(s): Read Lead.Phone"


def test_an_assignment_is_made_once(bare, permission_set):
    user = bare.user()
    sent = {"AssigneeId": user[:15], "PermissionSetId": permission_set}
    bare.admin.insert("PermissionSetAssignment", sent)
    with pytest.raises(SalesforceError) as error:
        bare.admin.insert("PermissionSetAssignment", sent)
    assert refused(error) == (
        "DUPLICATE_VALUE",
        f"Duplicate PermissionSetAssignment.  Assignee: {user[:15]}; Permission Set: {permission_set[:15]}",
    )
    assert error.value.fields == ["AssigneeId", "PermissionSetId"]


def test_the_set_of_a_profile_is_not_assigned(bare):
    owned = bare.records.one("PermissionSet", ProfileId=bare.profile("System Administrator"), IsOwnedByProfile=True)
    with pytest.raises(SalesforceError):
        bare.admin.insert("PermissionSetAssignment", {"AssigneeId": bare.user(), "PermissionSetId": owned["Id"]})
