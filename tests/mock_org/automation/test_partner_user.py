import pytest

from mock_org.errors import SalesforceError
from tests.mock_org.dml.bare_org import CUSTOMER_PROFILE, PARTNER_PROFILE, refused


def test_the_first_partner_user_brings_role_account_and_flag(bare):
    account = bare.account()
    user = bare.row("User", bare.partner(account))
    (role,) = bare.records.find("UserRole", PortalAccountId=account)
    assert (user["UserType"], user["IsPortalEnabled"], user["AccountId"]) == ("PowerPartner", True, account)
    assert (user["UserRoleId"], user["PortalRole"]) == (role["Id"], "Worker")
    assert (role["Name"], role["PortalType"], role["PortalRole"]) == ("Acme Partner User", "Partner", "Worker")
    assert role["ParentRoleId"] == bare.row("User", bare.org.admin_id)["UserRoleId"]
    assert bare.row("Account", account)["IsPartner"] is True


def test_three_portal_roles_are_built_from_the_bottom_to_the_owners_role(bare):
    bare.configure(portal_roles=3)
    account = bare.account()
    user = bare.row("User", bare.partner(account, PortalRole="Executive"))
    roles = {r["Name"]: r for r in bare.records.find("UserRole", PortalAccountId=account)}
    worker, manager, executive = (roles[f"Acme Partner {n}"] for n in ("User", "Manager", "Executive"))
    assert worker["ParentRoleId"] == manager["Id"]
    assert manager["ParentRoleId"] == executive["Id"]
    assert executive["ParentRoleId"] == bare.row("User", bare.org.admin_id)["UserRoleId"]
    assert user["UserRoleId"] == executive["Id"]


def test_a_later_setting_adds_no_roles_to_an_account(bare):
    account = bare.account()
    bare.partner(account)
    bare.configure(portal_roles=3)
    with pytest.raises(SalesforceError):
        bare.partner(account, PortalRole="Manager")
    assert bare.records.count("UserRole", PortalAccountId=account) == 1


def test_a_very_long_account_name_is_cut_for_its_roles(bare):
    account = bare.account("x" * 200)
    bare.partner(account)
    (role,) = bare.records.find("UserRole", PortalAccountId=account)
    assert role["Name"] == "x" * 67 + " Partner User"


def test_the_label_user_stands_for_the_lowest_role(bare):
    assert bare.row("User", bare.partner(bare.account(), PortalRole="User"))["PortalRole"] == "Worker"


def test_the_role_is_changed_by_portal_role_or_by_role_id(bare):
    bare.configure(portal_roles=3)
    account = bare.account()
    user = bare.partner(account)
    bare.admin.update("User", user, {"PortalRole": "Manager"})
    row = bare.row("User", user)
    assert bare.row("UserRole", row["UserRoleId"])["Name"] == "Acme Partner Manager"
    executive = bare.records.one("UserRole", PortalAccountId=account, PortalRole="Executive")
    bare.admin.update("User", user, {"UserRoleId": executive["Id"]})
    assert bare.row("User", user)["PortalRole"] == "Executive"


@pytest.mark.parametrize("whose", ["internal", "foreign", "none"])
def test_a_partner_user_is_in_a_role_of_the_own_account(bare, whose):
    user = bare.partner(bare.account())
    other = bare.account("Globex")
    bare.partner(other)
    role = {
        "internal": bare.role("Sales"),
        "foreign": bare.records.one("UserRole", PortalAccountId=other)["Id"],
        "none": None,
    }[whose]
    before = bare.row("User", user)["UserRoleId"]
    with pytest.raises(SalesforceError) as error:
        bare.admin.update("User", user, {"UserRoleId": role})
    assert (error.value.code, error.value.fields) == ("INVALID_CROSS_REFERENCE_KEY", ["UserRoleId"])
    assert bare.row("User", user)["UserRoleId"] == before


def test_an_internal_user_is_in_no_portal_role(bare):
    account = bare.account()
    bare.partner(account)
    role = bare.records.one("UserRole", PortalAccountId=account)["Id"]
    with pytest.raises(SalesforceError):
        bare.user(UserRoleId=role)
    with pytest.raises(SalesforceError):
        bare.user(PortalRole="Worker")


def test_the_account_owner_must_have_a_role(bare):
    account = bare.account(OwnerId=bare.user("System Administrator"))
    before = bare.counts()
    contact = bare.contact(account)
    with pytest.raises(SalesforceError) as error:
        bare.partner(account, ContactId=contact)
    assert refused(error) == ("UNKNOWN_EXCEPTION", "portal account owner must have a role")
    assert (error.value.status, error.value.fields) == (400, [])
    assert bare.counts() == {**before, "Contact": before["Contact"] + 1}


@pytest.mark.parametrize("state", ["active", "inactive"])
def test_a_contact_has_one_portal_user(bare, state):
    account = bare.account()
    contact = bare.contact(account)
    user = bare.partner(account, ContactId=contact)
    if state == "inactive":
        bare.admin.update("User", user, {"IsActive": False})
    with pytest.raises(SalesforceError) as error:
        bare.partner(account, ContactId=contact)
    assert refused(error) == ("PORTAL_USER_ALREADY_EXISTS_FOR_CONTACT", "portal user already exists for contact")


def test_no_user_without_a_seat(bare):
    license_row = bare.records.one("UserLicense", Name="Partner Community")
    bare.records.write("UserLicense", [license_row["Id"]], {"TotalLicenses": 1})
    account = bare.account()
    first = bare.partner(account)
    roles = bare.records.count("UserRole")
    with pytest.raises(SalesforceError) as error:
        bare.partner(bare.account("Globex"))
    assert refused(error) == ("LICENSE_LIMIT_EXCEEDED", "License Limit Exceeded - Partner Community")
    assert bare.records.count("UserRole") == roles
    sleeper = bare.partner(account, IsActive=False)
    with pytest.raises(SalesforceError):
        bare.admin.update("User", sleeper, {"IsActive": True})
    bare.admin.update("User", first, {"IsActive": False})
    bare.admin.update("User", sleeper, {"IsActive": True})
    with pytest.raises(SalesforceError):
        bare.admin.update("User", first, {"IsActive": True})


def test_an_external_profile_needs_a_contact(bare):
    with pytest.raises(SalesforceError) as error:
        bare.user(PARTNER_PROFILE)
    assert refused(error) == ("INVALID_CROSS_REFERENCE_KEY", "Cannot create a portal user without contact")


def test_an_internal_profile_takes_no_contact(bare):
    contact = bare.contact(bare.account())
    with pytest.raises(SalesforceError) as error:
        bare.user("Standard User", ContactId=contact)
    assert refused(error) == ("FIELD_INTEGRITY_EXCEPTION", "only portal users can be associated to a contact")


def test_standard_external_profiles_are_to_be_cloned(bare):
    account = bare.account()
    with pytest.raises(SalesforceError) as error:
        bare.partner(account, "Partner Community User")
    assert error.value.code == "FIELD_INTEGRITY_EXCEPTION"
    assert error.value.message.startswith(
        "To create or update users for this profile, go to Setup > Digital Experiences > Settings and select "
        "Allow using standard external profiles"
    )
    bare.configure(standard_external_profiles=True)
    bare.partner(account, "Partner Community User")


def test_a_contact_without_an_account_has_no_user(bare):
    contact = bare.admin.insert("Contact", {"LastName": "x"})
    with pytest.raises(SalesforceError) as error:
        bare.user(PARTNER_PROFILE, ContactId=contact)
    assert (error.value.code, error.value.fields) == ("FIELD_INTEGRITY_EXCEPTION", ["ContactId"])


def test_a_contact_of_a_partner_user_gets_no_user(bare):
    partner, household = bare.partner(bare.account()), bare.account("Household")
    contact = bare.contact(household, OwnerId=partner)
    with pytest.raises(SalesforceError) as error:
        bare.partner(household, ContactId=contact)
    assert refused(error) == ("UNKNOWN_EXCEPTION", "portal users cannot own partner accounts")


def test_fields_that_follow_are_not_sent(bare):
    account = bare.account()
    for name, value in {"UserType": "PowerPartner", "AccountId": account, "IsPortalEnabled": True}.items():
        with pytest.raises(SalesforceError) as error:
            bare.partner(account, **{name: value})
        assert (error.value.code, error.value.fields) == ("INVALID_FIELD_FOR_INSERT_UPDATE", [name])


def test_a_user_without_a_profile_is_refused_as_incomplete(bare):
    with pytest.raises(SalesforceError) as error:
        bare.user(ProfileId=None)
    assert refused(error) == ("REQUIRED_FIELD_MISSING", "Required fields are missing: [ProfileId]")


def test_without_digital_experiences_there_are_no_external_users(bare):
    account = bare.account()
    contact = bare.contact(account)
    bare.configure(digital_experiences=False)
    with pytest.raises(SalesforceError) as error:
        bare.partner(account, ContactId=contact)
    assert error.value.code == "PORTAL_NO_ACCESS"


def test_deactivating_keeps_contact_and_role_and_can_be_undone(bare):
    user = bare.partner(bare.account())
    before = bare.row("User", user)
    bare.admin.update("User", user, {"IsActive": False})
    row = bare.row("User", user)
    assert (row["ContactId"], row["UserRoleId"]) == (before["ContactId"], before["UserRoleId"])
    assert bare.used("Partner Community") == 0
    bare.admin.update("User", user, {"IsActive": True})
    assert bare.row("User", user)["UserRoleId"] == before["UserRoleId"]
    assert bare.used("Partner Community") == 1


def test_disabling_lets_go_of_the_contact_for_a_new_user(bare):
    account = bare.account()
    contact = bare.contact(account)
    user = bare.partner(account, ContactId=contact)
    bare.admin.update("User", user, {"IsPortalEnabled": False})
    row = bare.row("User", user)
    assert (row["IsActive"], row["ContactId"], row["AccountId"]) == (False, None, None)
    assert bare.row("Account", account)["IsPartner"] is True
    with pytest.raises(SalesforceError):
        bare.admin.update("User", user, {"IsActive": True})
    with pytest.raises(SalesforceError):
        bare.admin.update("User", user, {"IsActive": True, "ContactId": contact})
    bare.partner(account, ContactId=contact)


def test_a_deactivated_user_can_still_be_disabled(bare):
    account = bare.account()
    contact = bare.contact(account)
    user = bare.partner(account, ContactId=contact)
    bare.admin.update("User", user, {"IsActive": False})
    bare.admin.update("User", user, {"IsPortalEnabled": False})
    assert bare.row("User", user)["ContactId"] is None
    bare.partner(account, ContactId=contact)


def test_a_disabled_user_is_out_of_groups_and_permission_sets(bare):
    user = bare.partner(bare.account())
    group = bare.admin.insert("Group", {"Name": "g"})
    bare.admin.insert("GroupMember", {"GroupId": group, "UserOrGroupId": user})
    extra = bare.admin.insert("PermissionSet", {"Name": "x", "Label": "x"})
    bare.admin.insert("PermissionSetAssignment", {"AssigneeId": user, "PermissionSetId": extra})
    bare.admin.update("User", user, {"IsPortalEnabled": False})
    assert bare.records.count("GroupMember") == bare.records.count("PermissionSetAssignment") == 0


def test_a_disabled_user_gives_permission_set_licences_back_and_leaves_teams(bare):
    account = bare.account()
    user = bare.partner(account)
    values = {"MasterLabel": "Extra", "DeveloperName": "Extra", "PermissionSetLicenseKey": "Extra", "TotalLicenses": 1}
    (license_id,) = bare.records.load("PermissionSetLicense", [values])
    held = bare.admin.insert("PermissionSet", {"Name": "x", "Label": "x", "LicenseId": license_id})
    bare.admin.insert("PermissionSetAssignment", {"AssigneeId": user, "PermissionSetId": held})
    bare.admin.insert("AccountTeamMember", {"AccountId": account, "UserId": user})
    assert bare.row("PermissionSetLicense", license_id)["UsedLicenses"] == 1
    bare.admin.update("User", user, {"IsPortalEnabled": False})
    assert bare.row("PermissionSetLicense", license_id)["UsedLicenses"] == 0
    assert bare.records.count("AccountTeamMember") == 0


def test_a_deactivated_user_keeps_groups_permission_sets_and_teams(bare):
    account = bare.account()
    user = bare.partner(account)
    group = bare.admin.insert("Group", {"Name": "g"})
    bare.admin.insert("GroupMember", {"GroupId": group, "UserOrGroupId": user})
    bare.admin.insert("AccountTeamMember", {"AccountId": account, "UserId": user})
    bare.admin.update("User", user, {"IsActive": False})
    assert bare.records.count("GroupMember") == bare.records.count("AccountTeamMember") == 1


def test_whether_an_inactive_user_keeps_the_contact_is_a_setting(bare):
    account = bare.account()
    contact = bare.contact(account)
    first = bare.partner(account, ContactId=contact)
    bare.admin.update("User", first, {"IsActive": False})
    bare.configure(inactive_user_keeps_contact=False)
    bare.partner(account, ContactId=contact)
    with pytest.raises(SalesforceError) as error:
        bare.admin.update("User", first, {"IsActive": True})
    assert error.value.code == "PORTAL_USER_ALREADY_EXISTS_FOR_CONTACT"


def test_a_user_is_never_deleted(bare):
    user = bare.partner(bare.account())
    with pytest.raises(SalesforceError) as error:
        bare.admin.delete("User", user)
    assert error.value.code == "INVALID_TYPE_FOR_OPERATION"
    with pytest.raises(SalesforceError):
        bare.records.delete("User", user)


def test_a_contact_that_moves_takes_its_user_along(bare):
    contact = bare.contact(bare.account())
    user = bare.partner(bare.account("x"), ContactId=contact)
    globex = bare.account("Globex")
    bare.admin.update("Contact", contact, {"AccountId": globex})
    row = bare.row("User", user)
    assert row["AccountId"] == globex
    assert bare.row("UserRole", row["UserRoleId"])["PortalAccountId"] == globex
    assert bare.row("Account", globex)["IsPartner"] is True
    with pytest.raises(SalesforceError):
        bare.admin.update("Contact", contact, {"AccountId": None})


def test_a_customer_user_has_no_role_and_makes_a_customer_account(bare):
    account = bare.account()
    user = bare.row("User", bare.partner(account, CUSTOMER_PROFILE))
    assert (user["UserType"], user["UserRoleId"]) == ("CspLitePortal", None)
    row = bare.row("Account", account)
    assert (row["IsPartner"], row["IsCustomerPortal"]) == (False, True)


def test_users_are_managed_with_the_permission_for_their_kind(bare):
    account = bare.account()
    admin_set = bare.records.one("PermissionSet", ProfileId=bare.profile("System Administrator"), IsOwnedByProfile=True)
    bare.admin.update("PermissionSet", admin_set["Id"], {"PermissionsManagePartners": False})
    with pytest.raises(SalesforceError) as error:
        bare.partner(account)
    assert error.value.code == "INSUFFICIENT_ACCESS_OR_READONLY"
    bare.partner(account, CUSTOMER_PROFILE)
    bare.user()


def test_a_delegated_administrator_manages_the_own_account_only(bare):
    acme, globex = bare.account(), bare.account("Globex")
    boss, colleague, stranger = bare.partner(acme), bare.partner(acme), bare.partner(globex)
    profile = bare.profile(PARTNER_PROFILE)
    bare.admin.update("Profile", profile, {"PermissionsDelegatedPortalUserAdmin": True})
    session = bare.as_user(boss)
    with pytest.raises(SalesforceError):
        session.update("User", stranger, {"IsActive": False})
    with pytest.raises(SalesforceError):
        session.update("User", colleague, {"ProfileId": bare.profile("System Administrator")})
    assert bare.row("User", stranger)["IsActive"] is True


def test_a_change_of_profile_changes_licence_type_role_and_seat(bare):
    account = bare.account()
    user = bare.partner(account, CUSTOMER_PROFILE)
    bare.admin.update("User", user, {"ProfileId": bare.profile(PARTNER_PROFILE)})
    row = bare.row("User", user)
    assert (row["UserType"], row["PortalRole"]) == ("PowerPartner", "Worker")
    assert bare.row("UserRole", row["UserRoleId"])["Name"] == "Acme Partner User"
    assert (bare.used("Partner Community"), bare.used("Customer Community")) == (1, 0)


@pytest.mark.parametrize("profile", ["Standard User", CUSTOMER_PROFILE])
def test_a_partner_user_does_not_move_to_a_licence_of_another_sort(bare, profile):
    user = bare.partner(bare.account())
    with pytest.raises(SalesforceError) as error:
        bare.admin.update("User", user, {"ProfileId": bare.profile(profile)})
    assert (error.value.code, error.value.fields) == ("FIELD_INTEGRITY_EXCEPTION", ["ProfileId"])
    assert error.value.message.startswith("You can only assign profiles that are compatible with the user's license.")
    assert bare.row("User", user)["UserType"] == "PowerPartner"


def test_a_setting_moves_partner_users_down_to_customer_licences(bare):
    bare.configure(any_external_license=True)
    user = bare.partner(bare.account())
    bare.admin.update("User", user, {"ProfileId": bare.profile(CUSTOMER_PROFILE)})
    row = bare.row("User", user)
    assert (row["UserType"], row["UserRoleId"], row["PortalRole"]) == ("CspLitePortal", None, None)
    with pytest.raises(SalesforceError):
        bare.admin.update("User", user, {"ProfileId": bare.profile("Standard User")})


def test_an_internal_user_never_becomes_external(bare):
    user = bare.user()
    contact = bare.contact(bare.account())
    with pytest.raises(SalesforceError) as error:
        bare.admin.update("User", user, {"ProfileId": bare.profile(PARTNER_PROFILE), "ContactId": contact})
    assert error.value.fields == ["ProfileId"]


def test_a_user_stays_with_the_contact(bare):
    account = bare.account()
    user, other = bare.partner(account), bare.contact(account)
    for changed in (other, None):
        with pytest.raises(SalesforceError) as error:
            bare.admin.update("User", user, {"ContactId": changed})
        assert (error.value.code, error.value.fields) == ("FIELD_INTEGRITY_EXCEPTION", ["ContactId"])
