import pytest

from mock_org.errors import SalesforceError


def own(bare, profile):
    return bare.records.one("PermissionSet", ProfileId=profile, IsOwnedByProfile=True)


def test_a_profile_made_by_api_has_a_permission_set_of_its_own(bare):
    license_id = bare.records.one("UserLicense", Name="Salesforce")["Id"]
    sent = {"Name": "New", "UserLicenseId": license_id, "PermissionsApiEnabled": True}
    profile = bare.admin.insert("Profile", sent)
    assert own(bare, profile)["PermissionsApiEnabled"] is True
    assert bare.row("Profile", profile)["UserType"] == "Standard"


def test_a_permission_taken_from_a_profile_is_taken_from_its_users(bare):
    user, profile = bare.user(), bare.profile("Standard User")
    assert "ApiEnabled" in bare.as_user(user).user.permissions
    bare.admin.update("Profile", profile, {"PermissionsApiEnabled": False})
    assert "ApiEnabled" not in bare.as_user(user).user.permissions


def test_a_permission_taken_from_the_profiles_set_is_taken_from_the_profile(bare):
    user, profile = bare.user(), bare.profile("Standard User")
    bare.admin.update("PermissionSet", own(bare, profile)["Id"], {"PermissionsApiEnabled": False})
    assert "ApiEnabled" not in bare.as_user(user).user.permissions


def test_a_profile_without_users_is_deleted_with_its_set(bare):
    profile = bare.profile("Our Customer")
    bare.admin.delete("Profile", profile)
    assert bare.records.count("PermissionSet", ProfileId=profile) == 0
    with pytest.raises(SalesforceError):
        bare.admin.delete("Profile", bare.profile("System Administrator"))
