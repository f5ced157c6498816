"""Licences: whom a licensed set goes to, what no user of a licence can have, and seats of permission set licences."""

import pytest

from mock_org.errors import SalesforceError
from tests.mock_org.dml.bare_org import CUSTOMER_PROFILE, PARTNER_PROFILE, refused


def permission_set(bare, name="Extra", **values):
    return bare.admin.insert("PermissionSet", {"Name": name, "Label": name} | values)


def assign(bare, assignee, assigned):
    return bare.admin.insert("PermissionSetAssignment", {"AssigneeId": assignee, "PermissionSetId": assigned})


def lead(bare, parent, *actions):
    flags = {f"Permissions{each}": True for each in actions}
    return bare.admin.insert("ObjectPermissions", {"ParentId": parent, "SobjectType": "Lead"} | flags)


def text(call, *args, **kwargs):
    with pytest.raises(SalesforceError) as error:
        call(*args, **kwargs)
    code, message = refused(error)
    assert code == "FIELD_INTEGRITY_EXCEPTION"
    return message


def test_a_set_with_a_licence_goes_to_users_of_that_licence(bare):
    license_id = bare.records.one("UserLicense", Name="Partner Community")["Id"]
    licensed = permission_set(bare, LicenseId=license_id)
    assert "doesn't match the permission set's license" in text(assign, bare, bare.user(), licensed)
    assign(bare, bare.partner(bare.account()), licensed)


def test_an_external_user_gets_no_permission_of_administrators(bare):
    wide = permission_set(bare, PermissionsViewAllData=True)
    partner = bare.partner(bare.account())
    assert text(assign, bare, partner, wide) == "The user license doesn't allow the permission: View All Data"
    assign(bare, bare.user(), wide)


def test_customers_get_no_leads(bare):
    sales = permission_set(bare)
    lead(bare, sales, "Read")
    account = bare.account()
    customer = bare.partner(account, CUSTOMER_PROFILE)
    assert text(assign, bare, customer, sales) == "The user license doesn't allow the permission: Read Lead"
    assign(bare, bare.partner(account), sales)


def test_what_a_licence_does_not_allow_is_not_written_to_its_profile(bare):
    profile = bare.profile(PARTNER_PROFILE)
    owned = bare.records.one("PermissionSet", ProfileId=profile)["Id"]
    for sobject, record_id in (("Profile", profile), ("PermissionSet", owned)):
        change = {"PermissionsModifyAllData": True}
        assert text(bare.admin.update, sobject, record_id, change).endswith(": Modify All Data")
    license_id = bare.records.one("UserLicense", Name="Customer Community")["Id"]
    assert text(lead, bare, permission_set(bare, LicenseId=license_id), "Read").endswith(": Read Lead")


def test_view_all_of_an_object_for_external_users_is_a_setting(bare):
    every = permission_set(bare)
    lead(bare, every, "Read", "ViewAllRecords")
    partner = bare.partner(bare.account())
    assign(bare, partner, every)
    assert bare.org.running_user(partner).object_permissions["lead"].view_all
    bare.configure(external_view_all=False)
    assert not bare.org.running_user(partner).object_permissions["lead"].view_all
    other = bare.partner(bare.account("Other"))
    assert text(assign, bare, other, every) == "The user license doesn't allow the permission: View All Lead"


@pytest.fixture
def seats(bare):
    """A permission set licence with one seat."""
    values = {"DeveloperName": "Scoring", "MasterLabel": "Scoring", "TotalLicenses": 1, "UsedLicenses": 0}
    return bare.records.load("PermissionSetLicense", [values | {"Status": "Active"}])[0]


def test_a_set_of_a_permission_set_licence_brings_the_licence(bare, seats):
    scoring = permission_set(bare, LicenseId=seats)
    user = bare.user()
    assignment = assign(bare, user, scoring)
    seat = bare.records.one("PermissionSetLicenseAssign", AssigneeId=user, PermissionSetLicenseId=seats)["Id"]
    assert bare.row("PermissionSetLicense", seats)["UsedLicenses"] == 1
    with pytest.raises(SalesforceError) as error:
        assign(bare, bare.user(), scoring)
    assert refused(error) == ("LICENSE_LIMIT_EXCEEDED", "License Limit Exceeded - Scoring")
    text(bare.admin.delete, "PermissionSetLicenseAssign", seat)
    bare.admin.delete("PermissionSetAssignment", assignment)
    assert bare.records.count("PermissionSetLicenseAssign", AssigneeId=user) == 0
    assert bare.row("PermissionSetLicense", seats)["UsedLicenses"] == 0


def test_a_permission_set_licence_is_had_once(bare, seats):
    sent = {"AssigneeId": bare.user(), "PermissionSetLicenseId": seats}
    bare.admin.insert("PermissionSetLicenseAssign", sent)
    with pytest.raises(SalesforceError) as error:
        bare.admin.insert("PermissionSetLicenseAssign", sent)
    assert error.value.code == "DUPLICATE_VALUE"
