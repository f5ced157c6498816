"""Permission set groups: what they add up to, what muting takes away, and who has it."""

import pytest

from mock_org.errors import SalesforceError
from tests.mock_org.dml.bare_org import refused


class Group:
    """A group of two permission sets that is assigned to one user."""

    def __init__(self, bare):
        self.bare, self.admin = bare, bare.admin
        self.id = self.admin.insert("PermissionSetGroup", {"DeveloperName": "Both", "MasterLabel": "Both"})
        self.sales = self.permission_set("Sales", PermissionsEditTask=True)
        self.service = self.permission_set("Service", PermissionsEditEvent=True)
        self.objects(self.sales, "Read", "Edit", "Delete")
        self.objects(self.service, "Read", "Create")
        self.fields(self.sales)
        self.parts = {each: self.component(each) for each in (self.sales, self.service)}
        self.user = bare.user()
        self.assignment = self.assign()

    def permission_set(self, name, **flags):
        return self.admin.insert("PermissionSet", {"Name": name, "Label": name} | flags)

    def objects(self, parent, *actions, sobject="Thing__c"):
        flags = {f"Permissions{each}": True for each in actions}
        return self.admin.insert("ObjectPermissions", {"ParentId": parent, "SobjectType": sobject} | flags)

    def fields(self, parent, read=True, edit=True):
        flags = {"PermissionsRead": read, "PermissionsEdit": edit}
        row = {"ParentId": parent, "SobjectType": "Lead", "Field": "Lead.Phone"}
        return self.admin.insert("FieldPermissions", row | flags)

    def component(self, parent):
        row = {"PermissionSetGroupId": self.id, "PermissionSetId": parent}
        return self.admin.insert("PermissionSetGroupComponent", row)

    def assign(self, **values):
        row = {"AssigneeId": self.user, "PermissionSetGroupId": self.id}
        return self.admin.insert("PermissionSetAssignment", row | values)

    def mute(self, **flags):
        muting = self.admin.insert("MutingPermissionSet", {"DeveloperName": "M", "MasterLabel": "M"} | flags)
        self.component(muting)
        return muting

    def actions(self, user=None):
        found = self.bare.org.running_user(user or self.user).object_permissions.get("thing__c")
        return "".join(n[0] for n in ("create", "read", "edit", "delete") if found and getattr(found, n))

    def has(self, name):
        return self.bare.org.running_user(self.user).has(name)

    def phone(self):
        fields = self.bare.org.running_user(self.user).field_permissions
        return fields.get(("lead", "phone"))

    def held(self):
        found = self.bare.records.one("PermissionSet", PermissionSetGroupId=self.id)
        assert found is not None
        return found


@pytest.fixture
def group(bare):
    bare.records.erase(
        "FieldPermissions",
        [r["Id"] for r in bare.records.find("FieldPermissions", Field="Lead.Phone", ParentId=_own_set(bare))],
    )
    return Group(bare)


def _own_set(bare):
    return bare.records.one("PermissionSet", ProfileId=bare.profile("Standard User"))["Id"]


def test_a_group_gives_what_its_sets_give_together(group):
    assert group.actions() == "cred"
    assert group.phone() == (True, True)
    assert group.has("EditTask")
    assert group.bare.row("PermissionSetGroup", group.id)["Status"] == "Updated"


def test_a_group_has_a_permission_set_of_its_own(group):
    held = group.held()
    assert (held["Type"], held["Label"], held["IsOwnedByProfile"]) == ("Group", "Both", False)
    assert group.bare.row("PermissionSetAssignment", group.assignment)["PermissionSetId"] == held["Id"]
    text = "SELECT PermissionsDelete FROM ObjectPermissions WHERE Parent.PermissionSetGroup.DeveloperName = 'Both'"
    assert [r["PermissionsDelete"] for r in group.admin.query(text).records] == [True]


def test_a_group_follows_its_sets(group):
    row = group.bare.records.one("ObjectPermissions", ParentId=group.sales)["Id"]
    group.admin.update("ObjectPermissions", row, {"PermissionsDelete": False})
    assert group.actions() == "cre"
    group.admin.delete("ObjectPermissions", row)
    assert group.actions() == "cr"
    group.admin.update("PermissionSet", group.sales, {"PermissionsEditTask": False, "PermissionsViewRoles": True})
    assert group.has("ViewRoles")
    assert not group.held()["PermissionsEditTask"]


def test_a_group_follows_its_members(group):
    group.admin.delete("PermissionSetGroupComponent", group.parts[group.service])
    assert group.actions() == "red"
    group.admin.delete("PermissionSet", group.sales)
    assert group.actions() == ""
    assert group.phone() is None


def test_muting_takes_away_inside_the_group(group):
    muting = group.mute(PermissionsEditTask=True)
    group.objects(muting, "Delete")
    group.fields(muting, read=False)
    assert group.actions() == "cre"
    assert group.phone() == (True, False)
    assert group.held()["PermissionsEditTask"] is False
    group.admin.delete("MutingPermissionSet", muting)
    assert group.actions() == "cred"
    assert group.bare.records.count("ObjectPermissions", ParentId=muting) == 0


def test_muting_does_not_reach_beyond_the_group(group):
    group.objects(group.mute(), "Read")
    assert group.actions() == ""
    group.admin.insert("PermissionSetAssignment", {"AssigneeId": group.user, "PermissionSetId": group.sales})
    assert group.actions() == "red"


def test_a_set_that_wants_an_activated_session_gives_nothing(group):
    group.admin.update("PermissionSet", group.sales, {"HasActivationRequired": True})
    assert group.actions() == "cr"
    group.admin.update("PermissionSetGroup", group.id, {"HasActivationRequired": True})
    assert group.actions() == ""


def test_an_assignment_of_a_group_ends(group):
    group.admin.delete("PermissionSetAssignment", group.assignment)
    assert group.actions() == ""
    group.assign(ExpirationDate="2001-01-01T00:00:00.000+0000")
    assert group.actions() == ""


def test_a_deleted_group_leaves_nothing(group):
    held = group.held()["Id"]
    group.admin.delete("PermissionSetGroup", group.id)
    assert group.actions() == ""
    records = group.bare.records
    assert records.get("PermissionSet", held) is None
    assert records.count("PermissionSetGroupComponent", PermissionSetGroupId=group.id) == 0
    assert records.count("ObjectPermissions", ParentId=held) == 0


def test_what_is_computed_is_not_written(group):
    held = group.held()["Id"]
    for call in (
        lambda: group.objects(held, "Read", sobject="Account"),
        lambda: group.admin.update("PermissionSet", held, {"PermissionsViewAllData": True}),
        lambda: group.admin.delete("PermissionSet", held),
    ):
        with pytest.raises(SalesforceError) as error:
            call()
        assert error.value.code == "INSUFFICIENT_ACCESS_OR_READONLY"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({}, "DUPLICATE_VALUE"),
        ({"PermissionSetId": "sales"}, "FIELD_INTEGRITY_EXCEPTION"),
        ({"PermissionSetGroupId": None, "PermissionSetId": None}, "REQUIRED_FIELD_MISSING"),
        ({"PermissionSetGroupId": None, "PermissionSetId": "held"}, "INVALID_CROSS_REFERENCE_KEY"),
    ],
)
def test_a_wrong_assignment_is_refused(group, values, code):
    ids = {"sales": group.sales, "held": group.held()["Id"]}
    with pytest.raises(SalesforceError) as error:
        group.assign(**{name: ids.get(value, value) for name, value in values.items()})
    assert error.value.code == code


def test_a_wrong_member_is_refused(group):
    group.mute()
    other = group.admin.insert("MutingPermissionSet", {"DeveloperName": "O", "MasterLabel": "O"})
    for member, code in (
        (group.sales, "DUPLICATE_VALUE"),
        (group.held()["Id"], "INVALID_CROSS_REFERENCE_KEY"),
        (_own_set(group.bare), "INVALID_CROSS_REFERENCE_KEY"),
        (other, "FIELD_INTEGRITY_EXCEPTION"),
    ):
        with pytest.raises(SalesforceError) as error:
            group.component(member)
        assert error.value.code == code


def test_members_follow_the_licence_of_the_user(group):
    group.admin.update("PermissionSet", group.service, {"PermissionsViewAllData": True})
    group.user = group.bare.partner(group.bare.account())
    with pytest.raises(SalesforceError) as error:
        group.assign()
    assert refused(error)[1] == "The user license doesn't allow the permission: View All Data"
