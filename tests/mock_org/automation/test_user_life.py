"""The life of a partner user by REST: created, changed, frozen, deactivated, disabled, and what happens around it."""

import pytest

from mock_org.auth.login import Attempt, LoginRefused, log_in
from mock_org.storage.credentials import set_password_hash
from tests.mock_org.automation.test_user_doors import seats


def refusal(answer):
    [told] = answer.json
    return told["errorCode"], told.get("fields", [])


def user_of(admin, user_id, fields):
    return admin.query(f"SELECT {fields} FROM User WHERE Id = '{user_id}'")[0]


def enters(world, user_id):
    """Whether the user gets into the site with the right password."""
    set_password_hash(world.org.database, user_id, "Secret123")
    username = user_of(world.admin, user_id, "Username")["Username"]
    [site] = world.admin.query("SELECT Id FROM Network")
    try:
        return bool(log_in(world.org, username, "Secret123", Attempt("Site", network_id=site["Id"])))
    except LoginRefused:
        return False


def used(admin):
    return admin.query("SELECT UsedLicenses FROM UserLicense WHERE Name = 'Partner Community'")[0]["UsedLicenses"]


def at(caller, version, method, path, **body):
    return caller.call(method, f"/services/data/v{version}/sobjects/{path}", json=body)


def test_an_account_that_is_no_partner_becomes_one_with_its_first_user(world, admin):
    account = admin.create("Account", Name="Acme")
    contact = admin.create("Contact", LastName="L", AccountId=account)
    user = world.user("Ann", "Channel Partner", ContactId=contact)
    row = user_of(admin, user, "UserType, IsPortalEnabled, AccountId, PortalRole, UserRole.Name, ContactId")
    assert (row["UserType"], row["IsPortalEnabled"], row["AccountId"]) == ("PowerPartner", True, account)
    assert (row["PortalRole"], row["UserRole"]["Name"]) == ("Worker", "Acme Partner User")
    assert admin.query(f"SELECT IsPartner FROM Account WHERE Id = '{account}'")[0]["IsPartner"] is True


def test_the_portal_role_is_updated_since_version_43(world, admin):
    world.org.configure(world.org.settings.patched({"portal_roles": 3}))
    partner = world.partner("Acme")
    path = f"User/{partner.user_id}"
    early = at(admin, "42.0", "PATCH", path, PortalRole="Manager")
    assert (early.status_code, refusal(early)) == (400, ("INVALID_FIELD_FOR_INSERT_UPDATE", ["PortalRole"]))
    assert user_of(admin, partner.user_id, "PortalRole")["PortalRole"] == "Worker"
    assert at(admin, "43.0", "PATCH", path, PortalRole="Manager").status_code == 204
    assert user_of(admin, partner.user_id, "UserRole.Name")["UserRole"]["Name"] == "Acme Partner Manager"
    assert admin.update("User", partner.user_id, PortalRole="User").status_code == 204
    assert user_of(admin, partner.user_id, "PortalRole")["PortalRole"] == "Worker"


def test_the_describe_says_since_when_the_portal_role_can_be_updated(admin):
    for version, updateable in (("42.0", False), ("43.0", True)):
        fields = admin.get(f"/services/data/v{version}/sobjects/User/describe").json["fields"]
        [field] = [each for each in fields if each["name"] == "PortalRole"]
        assert (field["createable"], field["updateable"]) == (True, updateable)


@pytest.mark.parametrize(("name", "value"), [("PortalRole", "Boss"), ("PortalRole", "Manager"), ("UserRoleId", None)])
def test_a_role_that_the_account_does_not_have_changes_nothing(world, admin, name, value):
    partner = world.partner("Acme")
    before = user_of(admin, partner.user_id, "UserRoleId, PortalRole")
    assert admin.update("User", partner.user_id, **{name: value}).status_code == 400
    assert user_of(admin, partner.user_id, "UserRoleId, PortalRole") == before


@pytest.mark.parametrize("name", ["UserType", "AccountId", "IsPortalEnabled"])
def test_what_follows_from_other_fields_is_not_sent(world, admin, name):
    contact = admin.create("Contact", LastName="L", AccountId=admin.create("Account", Name="Acme"))
    body = {"LastName": "L", "ContactId": contact, "ProfileId": world.profile("Channel Partner"), name: True}
    answer = admin.call("POST", "/sobjects/User", json=body)
    assert (answer.status_code, refusal(answer)) == (400, ("INVALID_FIELD_FOR_INSERT_UPDATE", [name]))


def test_self_registration_is_told_once_and_not_changed(world, admin):
    contact = admin.create("Contact", LastName="L", AccountId=admin.create("Account", Name="Acme"))
    user = world.user("Ann", "Channel Partner", ContactId=contact, IsPortalSelfRegistered=True)
    answer = admin.update("User", user, IsPortalSelfRegistered=False)
    assert refusal(answer) == ("INVALID_FIELD_FOR_INSERT_UPDATE", ["IsPortalSelfRegistered"])


def test_passwords_are_no_field(admin):
    answer = admin.get("/query", query_string={"q": "SELECT Password FROM User"})
    assert (answer.status_code, answer.json[0]["errorCode"]) == (400, "INVALID_FIELD")


def test_a_deactivated_user_keeps_the_contact_and_comes_back_with_the_same_role(world, admin):
    partner = world.partner("Acme")
    before = user_of(admin, partner.user_id, "ContactId, UserRoleId, IsPortalEnabled")
    assert enters(world, partner.user_id)
    assert admin.update("User", partner.user_id, IsActive=False).status_code == 204
    assert not enters(world, partner.user_id)
    assert partner.caller.get("/limits").status_code == 401
    assert (used(admin), user_of(admin, partner.user_id, "ContactId, UserRoleId, IsPortalEnabled")) == (0, before)
    second = admin.call("POST", "/sobjects/User", json={"LastName": "L", "Username": "two@example.com"})
    assert second.status_code == 400
    assert admin.query(f"SELECT IsPartner FROM Account WHERE Id = '{partner.account_id}'")[0]["IsPartner"] is True
    assert admin.update("User", partner.user_id, IsActive=True).status_code == 204
    assert (used(admin), enters(world, partner.user_id)) == (1, True)
    assert user_of(admin, partner.user_id, "ContactId, UserRoleId, IsPortalEnabled") == before


def test_without_a_free_seat_nobody_is_reactivated(world, admin):
    seats(world, 1)
    partner = world.partner("Acme")
    admin.update("User", partner.user_id, IsActive=False)
    world.partner("Globex")
    answer = admin.update("User", partner.user_id, IsActive=True)
    assert (answer.status_code, refusal(answer)) == (400, ("LICENSE_LIMIT_EXCEEDED", []))
    assert (used(admin), user_of(admin, partner.user_id, "IsActive")["IsActive"]) == (1, False)


def test_a_disabled_user_frees_seat_and_contact_and_never_comes_back(world, admin):
    partner = world.partner("Acme")
    assert admin.update("User", partner.user_id, IsPortalEnabled=False).status_code == 204
    row = user_of(admin, partner.user_id, "IsActive, IsPortalEnabled, ContactId, AccountId, UserRoleId, PortalRole")
    assert [row[name] for name in ("IsActive", "IsPortalEnabled")] == [False, False]
    assert {row[name] for name in ("ContactId", "AccountId", "UserRoleId", "PortalRole")} == {None}
    assert (used(admin), enters(world, partner.user_id)) == (0, False)
    assert not admin.query(f"SELECT Id FROM NetworkMember WHERE MemberId = '{partner.user_id}'")
    for again in ({"IsActive": True}, {"IsPortalEnabled": True}, {"IsActive": True, "ContactId": partner.contact_id}):
        assert admin.update("User", partner.user_id, **again).status_code == 400, again
    assert admin.query(f"SELECT IsPartner FROM Account WHERE Id = '{partner.account_id}'")[0]["IsPartner"] is True
    second = world.user("Second", "Channel Partner", ContactId=partner.contact_id)
    assert enters(world, second)


def test_records_of_a_disabled_user_stop_rolling_up_those_of_a_deactivated_one_do_not(world, admin):
    world.org.configure(world.org.settings.patched({"portal_roles": 3}))
    partner = world.partner("Acme")
    contact = admin.create("Contact", LastName="Boss", AccountId=partner.account_id)
    boss = world.caller(world.user("Boss", "Channel Partner", ContactId=contact, PortalRole="Manager"))
    lead = partner.caller.create("Lead", LastName="L", Company="C")
    admin.update("Lead", lead, OwnerId=partner.user_id)
    assert boss.query("SELECT Id FROM Lead")[0]["Id"] == lead
    admin.update("User", partner.user_id, IsActive=False)
    assert boss.query("SELECT Id FROM Lead")
    admin.update("User", partner.user_id, IsPortalEnabled=False)
    assert boss.query("SELECT Id FROM Lead") == []
    assert admin.query("SELECT OwnerId FROM Lead")[0]["OwnerId"] == partner.user_id


def test_a_frozen_user_stays_active_keeps_the_seat_and_cannot_enter(world, admin):
    partner = world.partner("Acme")
    [login] = admin.query(f"SELECT Id FROM UserLogin WHERE UserId = '{partner.user_id}'")
    assert admin.update("UserLogin", login["Id"], IsFrozen=True).status_code == 204
    assert (enters(world, partner.user_id), used(admin)) == (False, 1)
    assert user_of(admin, partner.user_id, "IsActive")["IsActive"] is True
    assert partner.caller.get("/limits").status_code == 401
    assert admin.update("UserLogin", login["Id"], IsFrozen=False).status_code == 204
    assert enters(world, partner.user_id)


def test_a_password_is_unlocked_by_the_administrator_and_locked_by_nobody(world, admin):
    partner = world.partner("Acme")
    [login] = admin.query(f"SELECT Id FROM UserLogin WHERE UserId = '{partner.user_id}'")
    answer = admin.update("UserLogin", login["Id"], IsPasswordLocked=True)
    assert (answer.status_code, refusal(answer)) == (400, ("FIELD_INTEGRITY_EXCEPTION", ["IsPasswordLocked"]))
    assert admin.update("UserLogin", login["Id"], IsPasswordLocked=False).status_code == 204
    for sent in ({"UserId": admin.user_id}, {"Id": partner.user_id}):
        assert admin.update("UserLogin", login["Id"], **sent).status_code == 400


def test_log_ins_are_frozen_with_manage_users_only(world, admin):
    partner = world.partner("Acme")
    [login] = admin.query(f"SELECT Id FROM UserLogin WHERE UserId = '{partner.user_id}'")
    for caller in (world.caller(world.user("Cy", "Channel Manager")), partner.caller):
        answer = caller.get("/query", query_string={"q": "SELECT Id FROM UserLogin"})
        assert (answer.status_code, answer.json[0]["errorCode"]) == (400, "INVALID_TYPE")
        assert caller.update("UserLogin", login["Id"], IsFrozen=True).status_code in (403, 404)


def test_a_partner_does_not_read_roles(world):
    answer = world.partner("Acme").caller.get("/query", query_string={"q": "SELECT Id FROM UserRole"})
    assert (answer.status_code, answer.json[0]["errorCode"]) == (400, "INVALID_TYPE")


def test_a_contact_with_a_user_is_not_deleted(world, admin):
    partner = world.partner("Acme")
    answer = admin.call("DELETE", f"/sobjects/Contact/{partner.contact_id}")
    assert (answer.status_code, answer.json[0]["errorCode"]) == (400, "DELETE_FAILED")
    assert answer.json[0]["message"].endswith("with the following portal users.: acmeuser@example.com\n")
    admin.update("User", partner.user_id, IsPortalEnabled=False)
    assert admin.call("DELETE", f"/sobjects/Contact/{partner.contact_id}").status_code == 204


def test_another_profile_moves_the_user_to_other_sites(world, admin):
    partner = world.partner("Acme")
    set_id = admin.create("Profile", Name="Outside", UserLicenseId=_license(admin), PermissionsApiEnabled=True)
    assert admin.query(f"SELECT Id FROM NetworkMember WHERE MemberId = '{partner.user_id}'")
    assert admin.update("User", partner.user_id, ProfileId=set_id).status_code == 204
    assert not admin.query(f"SELECT Id FROM NetworkMember WHERE MemberId = '{partner.user_id}'")
    assert (enters(world, partner.user_id), used(admin)) == (False, 1)


def _license(admin):
    return admin.query("SELECT Id FROM UserLicense WHERE Name = 'Partner Community'")[0]["Id"]


def test_super_users_are_partner_users(world, admin):
    partner = world.partner("Acme")
    assert admin.update("User", partner.user_id, IsPrmSuperUser=True).status_code == 204
    internal = world.user("Cy", "Channel Manager")
    answer = admin.update("User", internal, IsPrmSuperUser=True)
    assert (answer.status_code, refusal(answer)) == (400, ("FIELD_INTEGRITY_EXCEPTION", ["IsPrmSuperUser"]))
    assert admin.update("User", internal, IsPrmSuperUser=False, Phone="1").status_code == 204


def test_usernames_of_other_orgs_are_taken_unless_they_are_unique_here_only(world, admin):
    changes = {"usernames_elsewhere": ["Ann@example.com"]}
    world.org.configure(world.org.settings.patched(changes))
    contact = admin.create("Contact", LastName="L", AccountId=admin.create("Account", Name="Acme"))
    with pytest.raises(AssertionError, match="DUPLICATE_USERNAME"):
        world.user("Ann", "Channel Partner", ContactId=contact)
    world.org.configure(world.org.settings.patched(changes | {"usernames_unique_in_org": True}))
    world.user("Ann", "Channel Partner", ContactId=contact)
    with pytest.raises(AssertionError, match="DUPLICATE_USERNAME"):
        world.user("Bo", "Sales Rep", Username="ann@example.com")


def test_without_a_seat_of_the_new_licence_a_profile_moves_nobody(world, admin):
    contact = admin.create("Contact", LastName="L", AccountId=admin.create("Account", Name="Acme"))
    [license_row] = admin.query("SELECT Id FROM UserLicense WHERE Name = 'Customer Community'")
    customer = admin.create("Profile", Name="Customers", UserLicenseId=license_row["Id"], PermissionsApiEnabled=True)
    user = world.user("Ann", "Customers", ContactId=contact)
    seats(world, 0)
    answer = admin.update("User", user, ProfileId=world.profile("Channel Partner"))
    assert (answer.status_code, refusal(answer)) == (400, ("LICENSE_LIMIT_EXCEEDED", []))
    row = user_of(admin, user, "ProfileId, UserType, UserRoleId")
    assert (row["ProfileId"], row["UserType"], row["UserRoleId"]) == (customer, "CspLitePortal", None)
    seats(world, 1)
    assert admin.update("User", user, ProfileId=world.profile("Channel Partner")).status_code == 204
    row = user_of(admin, user, "UserType, UserRole.Name")
    assert (row["UserType"], row["UserRole"]["Name"]) == ("PowerPartner", "Acme Partner User")
    assert used(admin) == 1


def test_each_manager_makes_the_users_of_the_own_kind(world, admin):
    [role] = admin.query("SELECT Id FROM UserRole WHERE Name = 'Channel Manager East'")
    manager = world.user("Cy", "Channel Manager", UserRoleId=role["Id"])
    account = admin.create("Account", Name="Acme", OwnerId=manager)
    contact = admin.create("Contact", LastName="L", AccountId=account)
    body = {
        "LastName": "Ann",
        "Alias": "ann",
        "Username": "ann@example.com",
        "Email": "ann@example.com",
        "TimeZoneSidKey": "America/Los_Angeles",
        "LocaleSidKey": "en_US",
        "EmailEncodingKey": "UTF-8",
        "LanguageLocaleKey": "en_US",
    }
    caller = world.caller(manager)
    internal = caller.call("POST", "/sobjects/User", json=body | {"ProfileId": world.profile("Sales Rep")})
    assert (internal.status_code, internal.json[0]["errorCode"]) == (403, "INSUFFICIENT_ACCESS_OR_READONLY")
    partner = {"ProfileId": world.profile("Channel Partner"), "ContactId": contact}
    made = caller.call("POST", "/sobjects/User", json=body | partner)
    assert made.status_code == 201, made.json
    assert caller.update("User", made.json["id"], IsActive=False).status_code == 204
    assert caller.update("User", admin.user_id, IsActive=False).status_code in (403, 404)
