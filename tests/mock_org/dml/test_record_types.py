import pytest

from mock_org.errors import SalesforceError
from mock_org.schema import PicklistEntry
from mock_org.schema.custom import custom_object
from mock_org.schema.fields import new_field
from mock_org.security import SharingModel
from mock_org.security.model import RecordTypeAccess, RecordTypeValues
from tests.mock_org.dml.bare_org import fresh, refused

PROFILE = "Standard User"


@pytest.fixture
def bare():
    bare = fresh()
    color = new_field(
        "Color__c", "picklist", "Color", custom=True, restricted_picklist=True,
        picklist=(PicklistEntry("Red", "Red"), PicklistEntry("Blue", "Blue")),
    )  # fmt: skip
    bare.org.change_schema(
        [custom_object("Kind__c", "Kind", "Kinds", "a07", fields=[color], record_types=True, sharing_model="ReadWrite")]
    )
    for holder in bare.records.find("PermissionSet", IsOwnedByProfile=True):
        row = {"ParentId": holder["Id"], "SobjectType": "Kind__c"}
        bare.records.load("ObjectPermissions", [row | {f"Permissions{a}": True for a in ("Read", "Create", "Edit")}])
        field = {
            "SobjectType": "Kind__c",
            "Field": "Kind__c.Color__c",
            "PermissionsRead": True,
            "PermissionsEdit": True,
        }
        bare.records.load("FieldPermissions", [{"ParentId": holder["Id"]} | field])
    yield bare
    bare.org.set_sharing(SharingModel())


def record_type(bare, name, sobject="Kind__c", active=True):
    values = {"Name": name, "DeveloperName": name, "SobjectType": sobject, "IsActive": active}
    return bare.records.insert("RecordType", values)


def entry(name, **more):
    return RecordTypeAccess(
        **({"holder": PROFILE, "of_profile": True, "sobject": "Kind__c", "name": name, "visible": True} | more)
    )


def denied(record_id):
    return "INVALID_CROSS_REFERENCE_KEY", f"Record Type ID: this ID value isn't valid for the user: {record_id}"


def test_a_record_type_is_of_the_object_and_active(bare):
    mine, other, old = (
        record_type(bare, "Mine"),
        record_type(bare, "Other", "Lead"),
        record_type(bare, "Old", active=False),
    )
    kind = bare.admin.insert("Kind__c", {"RecordTypeId": mine[:15]})
    assert bare.row("Kind__c", kind)["RecordTypeId"] == mine
    for wrong in (other, old, "012Mo0000009999IAA"):
        with pytest.raises(SalesforceError) as error:
            bare.admin.update("Kind__c", kind, {"RecordTypeId": wrong})
        assert refused(error) == denied(wrong)
        assert error.value.fields == ["RecordTypeId"]


def test_a_profile_says_which_types_there_are_and_which_comes_by_itself(bare):
    first, second = record_type(bare, "First"), record_type(bare, "Second")
    bare.org.set_sharing(SharingModel(record_types=(entry("first", default=True), entry("Second", visible=False))))
    user = bare.as_user(bare.user())
    assert bare.row("Kind__c", user.insert("Kind__c", {}))["RecordTypeId"] == first
    with pytest.raises(SalesforceError) as error:
        user.insert("Kind__c", {"RecordTypeId": second})
    assert refused(error) == denied(second)
    assert bare.row("Kind__c", bare.admin.insert("Kind__c", {"RecordTypeId": second}))["RecordTypeId"] == second
    infos = {info["developerName"]: info for info in user.describe("Kind__c")["recordTypeInfos"]}
    flags = ("developerName", "available", "defaultRecordTypeMapping")
    assert [tuple(infos[n][flag] for flag in flags) for n in ("First", "Second", "Master")] == [
        ("First", True, True), ("Second", False, False), ("Master", True, False),
    ]  # fmt: skip


def test_a_permission_set_opens_a_record_type(bare):
    kind = record_type(bare, "First")
    bare.org.set_sharing(SharingModel(record_types=(entry("First", holder="More", of_profile=False),)))
    user = bare.user()
    with pytest.raises(SalesforceError):
        bare.as_user(user).insert("Kind__c", {"RecordTypeId": kind})
    more = bare.admin.insert("PermissionSet", {"Name": "More", "Label": "More"})
    bare.admin.insert("PermissionSetAssignment", {"AssigneeId": user, "PermissionSetId": more})
    assert bare.as_user(user).insert("Kind__c", {"RecordTypeId": kind})


def test_a_restricted_picklist_has_the_values_of_the_record_type(bare):
    kind = record_type(bare, "First")
    values = RecordTypeValues("Kind__c", "First", "Color__c", ("Blue",), "Blue")
    bare.org.set_sharing(SharingModel(record_type_values=(values,)))
    made = bare.admin.insert("Kind__c", {"RecordTypeId": kind})
    assert bare.row("Kind__c", made)["Color__c"] == "Blue"
    with pytest.raises(SalesforceError) as error:
        bare.admin.update("Kind__c", made, {"Color__c": "Red"})
    assert refused(error) == (
        "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", "Color: bad value for restricted picklist field: Red",
    )  # fmt: skip
    assert bare.admin.insert("Kind__c", {"Color__c": "Red"})
