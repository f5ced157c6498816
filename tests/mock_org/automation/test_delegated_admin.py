"""Delegated external user administrators by REST: the own account, accounts delegated, the permission sets listed."""

from dataclasses import dataclass

import pytest

from tests.mock_org.conftest import Caller, Partner, World

PERMISSION = "PermissionsDelegatedPortalUserAdmin"
FORBIDDEN = (403, "INSUFFICIENT_ACCESS_OR_READONLY")


@dataclass
class Companies:
    """Acme, whose first user administers it; a colleague; Globex."""

    world: World
    acme: Partner
    colleague: str
    globex: Partner
    profile: str

    @property
    def boss(self) -> Caller:
        return self.world.caller(self.acme.user_id)


@pytest.fixture
def companies(world: World) -> Companies:
    admin, acme = world.admin, world.partner("Acme")
    contact = admin.create("Contact", LastName="Colleague", AccountId=acme.account_id)
    colleague = world.user("Colleague", "Channel Partner", ContactId=contact)
    profile = admin.create(
        "Profile",
        Name="Partner Boss",
        UserLicenseId=admin.query("SELECT UserLicenseId FROM Profile WHERE Name = 'Channel Partner'")[0][
            "UserLicenseId"
        ],
        PermissionsApiEnabled=True,
        **{PERMISSION: True},
    )
    _open_objects(world, profile)
    assert admin.update("User", acme.user_id, ProfileId=profile).status_code == 204
    return Companies(world, acme, colleague, world.partner("Globex"), profile)


def _open_objects(world: World, profile: str) -> None:
    [own] = world.admin.query(f"SELECT Id FROM PermissionSet WHERE ProfileId = '{profile}'")
    for name in ("Account", "Contact"):
        world.admin.create("ObjectPermissions", ParentId=own["Id"], SobjectType=name, PermissionsRead=True)


def told(answer):
    return answer.status_code, answer.json[0]["errorCode"]


def state(world, user_id, fields="IsActive"):
    return world.admin.query(f"SELECT {fields} FROM User WHERE Id = '{user_id}'")[0]


def new_user(companies, contact, **values):
    world = companies.world
    body = {
        "LastName": "New",
        "Alias": "new",
        "Username": "new@example.com",
        "Email": "new@example.com",
        "ContactId": contact,
        "ProfileId": companies.profile,
        "TimeZoneSidKey": "America/Los_Angeles",
        "LocaleSidKey": "en_US",
        "EmailEncodingKey": "UTF-8",
        "LanguageLocaleKey": "en_US",
    }
    assert world.admin.query(f"SELECT Id FROM Contact WHERE Id = '{contact}'")
    return companies.boss.call("POST", "/sobjects/User", json=body | values)


def delegate(companies, **values):
    body = {"Name": "Globex", "ManagedById": companies.acme.user_id, "TargetId": companies.globex.account_id}
    return companies.world.admin.create("DelegatedAccount", **body | {"AccessManageUsers": True} | values)


def test_the_permission_brings_view_roles_which_stays(world, admin, companies):
    assert companies.boss.query("SELECT Id FROM UserRole")
    assert admin.update("Profile", companies.profile, **{PERMISSION: False}).status_code == 204
    assert companies.boss.query("SELECT Id FROM UserRole")
    extra = admin.create("PermissionSet", Name="X", Label="X", **{PERMISSION: True})
    row = admin.query(
        f"SELECT PermissionsViewRoles, PermissionsPortalSuperUser FROM PermissionSet WHERE Id = '{extra}'"
    )
    assert (row[0]["PermissionsViewRoles"], row[0]["PermissionsPortalSuperUser"]) == (True, False)


def test_customer_community_plus_gets_portal_super_user_too(admin):
    [plus] = admin.query("SELECT Id FROM UserLicense WHERE Name = 'Customer Community Plus'")
    made = admin.create("Profile", Name="Plus Boss", UserLicenseId=plus["Id"], **{PERMISSION: True})
    [row] = admin.query(f"SELECT PermissionsViewRoles, PermissionsPortalSuperUser FROM Profile WHERE Id = '{made}'")
    assert (row["PermissionsViewRoles"], row["PermissionsPortalSuperUser"]) == (True, True)


def test_licences_without_roles_do_not_administer(admin):
    [high_volume] = admin.query("SELECT Id FROM UserLicense WHERE Name = 'Customer Community'")
    body = {"Name": "High", "UserLicenseId": high_volume["Id"], PERMISSION: True}
    answer = admin.call("POST", "/sobjects/Profile", json=body)
    assert told(answer) == (400, "FIELD_INTEGRITY_EXCEPTION")
    assert answer.json[0]["message"].startswith("The user license doesn't allow the permission:")


def test_users_of_the_own_account_are_edited_deactivated_and_reactivated(world, companies):
    boss, colleague = companies.boss, companies.colleague
    assert boss.update("User", colleague, LastName="Lee", Email="c@acme.com").status_code == 204
    assert boss.update("User", colleague, IsActive=False).status_code == 204
    assert state(world, colleague)["IsActive"] is False
    assert boss.update("User", colleague, IsActive=True).status_code == 204


def test_users_of_another_account_are_not_even_seen(world, companies):
    answer = companies.boss.update("User", companies.globex.user_id, IsActive=False)
    assert told(answer) == (404, "NOT_FOUND")
    assert state(world, companies.globex.user_id)["IsActive"] is True
    seen = {row["Id"] for row in companies.boss.query("SELECT Id FROM User")}
    assert seen == {companies.acme.user_id, companies.colleague}


def test_a_contact_of_the_own_account_becomes_a_user_with_the_own_profile(world, admin, companies):
    contact = admin.create("Contact", LastName="New", AccountId=companies.acme.account_id)
    internal = new_user(companies, contact, ProfileId=world.profile("Sales Rep"))
    assert internal.status_code in (400, 403)
    assert told(new_user(companies, contact, ProfileId=world.profile("Channel Partner"))) == FORBIDDEN
    made = new_user(companies, contact)
    assert made.status_code == 201, made.json
    row = state(world, made.json["id"], "UserType, AccountId, CreatedById")
    assert (row["UserType"], row["AccountId"]) == ("PowerPartner", companies.acme.account_id)
    assert row["CreatedById"] == companies.acme.user_id


def test_other_profiles_are_given_when_they_are_listed(world, admin, companies):
    listed = {"delegated_profiles": {"Partner Boss": ["Channel Partner"]}}
    world.org.configure(world.org.settings.patched(listed))
    contact = admin.create("Contact", LastName="New", AccountId=companies.acme.account_id)
    made = new_user(companies, contact, ProfileId=world.profile("Channel Partner"))
    assert made.status_code == 201, made.json


def test_a_contact_of_another_account_does_not_become_a_user(world, admin, companies):
    contact = admin.create("Contact", LastName="New", AccountId=companies.globex.account_id)
    before = admin.query("SELECT COUNT(Id) n FROM User")[0]["n"]
    assert new_user(companies, contact).status_code in (400, 403)
    assert admin.query("SELECT COUNT(Id) n FROM User")[0]["n"] == before


@pytest.mark.parametrize("name", ["IsPrmSuperUser", "ProfileId", "ContactId", "UserRoleId"])
def test_what_the_administrator_of_a_company_does_not_change(world, companies, name):
    foreign = state(world, companies.globex.user_id, "UserRoleId")["UserRoleId"]
    value = {
        "IsPrmSuperUser": True,
        "ProfileId": world.profile("System Administrator"),
        "ContactId": companies.globex.contact_id,
        "UserRoleId": foreign,
    }[name]
    before = state(world, companies.colleague, name)
    assert companies.boss.update("User", companies.colleague, **{name: value}).status_code in (400, 403)
    assert state(world, companies.colleague, name) == before


def test_a_user_is_disabled_by_the_administrator_of_the_company(world, companies):
    assert companies.boss.update("User", companies.colleague, IsPortalEnabled=False).status_code == 204
    assert state(world, companies.colleague, "ContactId")["ContactId"] is None


def test_passwords_of_the_own_account_are_reset(companies):
    boss = companies.boss
    assert boss.call("DELETE", f"/sobjects/User/{companies.colleague}/password").json["NewPassword"]
    refused = boss.call("DELETE", f"/sobjects/User/{companies.globex.user_id}/password")
    assert refused.status_code in (403, 404)


def test_log_ins_are_not_frozen_from_outside(admin, companies):
    [login] = admin.query(f"SELECT Id FROM UserLogin WHERE UserId = '{companies.colleague}'")
    assert companies.boss.update("UserLogin", login["Id"], IsFrozen=True).status_code in (403, 404)


class TestPermissionSets:
    """Those listed for the profile are given to users of the own account, and taken."""

    @pytest.fixture
    def gold(self, admin):
        return admin.query("SELECT Id FROM PermissionSet WHERE Name = 'Gold_Partner'")[0]["Id"]

    @pytest.fixture
    def silver(self, admin):
        return admin.query("SELECT Id FROM PermissionSet WHERE Name = 'Silver_Partner'")[0]["Id"]

    @pytest.fixture
    def listed(self, admin, companies, gold):
        named = {"DeveloperName": "Gold", "MasterLabel": "Gold"}
        return admin.create("PortalDelegablePermissionSet", ProfileId=companies.profile, PermissionSetId=gold, **named)

    def test_a_listed_one_is_given_seen_and_taken(self, companies, gold, listed):
        boss, colleague = companies.boss, companies.colleague
        assert gold in {row["Id"] for row in boss.query("SELECT Id FROM PermissionSet")}
        given = boss.create("PermissionSetAssignment", AssigneeId=colleague, PermissionSetId=gold)
        seen = boss.query(f"SELECT Id FROM PermissionSetAssignment WHERE AssigneeId = '{colleague}'")
        assert given in {row["Id"] for row in seen}
        assert boss.call("DELETE", f"/sobjects/PermissionSetAssignment/{given}").status_code == 204

    def test_others_are_not(self, companies, silver, listed):
        body = {"AssigneeId": companies.colleague, "PermissionSetId": silver}
        assert told(companies.boss.call("POST", "/sobjects/PermissionSetAssignment", json=body)) == FORBIDDEN

    def test_users_of_other_accounts_get_none(self, companies, gold, listed):
        body = {"AssigneeId": companies.globex.user_id, "PermissionSetId": gold}
        answer = companies.boss.call("POST", "/sobjects/PermissionSetAssignment", json=body)
        assert answer.status_code in (400, 403)

    def test_what_the_vendor_has_given_stays(self, admin, companies, silver, listed):
        given = admin.create("PermissionSetAssignment", AssigneeId=companies.colleague, PermissionSetId=silver)
        assert told(companies.boss.call("DELETE", f"/sobjects/PermissionSetAssignment/{given}")) == FORBIDDEN

    def test_who_does_not_administer_gives_none(self, world, admin, companies, gold):
        [own] = admin.query(f"SELECT ProfileId FROM User WHERE Id = '{companies.colleague}'")
        named = {"DeveloperName": "Gold", "MasterLabel": "Gold"}
        admin.create("PortalDelegablePermissionSet", ProfileId=own["ProfileId"], PermissionSetId=gold, **named)
        body = {"AssigneeId": companies.colleague, "PermissionSetId": gold}
        answer = world.caller(companies.colleague).call("POST", "/sobjects/PermissionSetAssignment", json=body)
        assert answer.status_code in (400, 403)

    def test_the_list_is_the_vendors(self, admin, companies, gold, silver, listed):
        named = {"DeveloperName": "Again", "MasterLabel": "Again", "ProfileId": companies.profile}
        for caller, sent in ((admin, gold), (companies.boss, silver)):
            body = named | {"PermissionSetId": sent}
            assert caller.call("POST", "/sobjects/PortalDelegablePermissionSet", json=body).status_code in (400, 403)
        assert [row["Id"] for row in companies.boss.query("SELECT Id FROM PortalDelegablePermissionSet")] == [listed]
        path = "/services/data/v46.0/sobjects/PortalDelegablePermissionSet"
        assert admin.get(path).status_code == 404


class TestDelegatedAccounts:
    """Another account is administered as far as it is delegated."""

    def test_its_users_are_managed(self, world, admin, companies):
        delegate(companies)
        stranger = companies.globex.user_id
        assert companies.boss.update("User", stranger, IsActive=False).status_code == 204
        assert state(world, stranger)["IsActive"] is False
        assert companies.boss.call("DELETE", f"/sobjects/User/{stranger}/password").json["NewPassword"]
        [row] = admin.query("SELECT ParentId FROM DelegatedAccount")
        assert row["ParentId"] == companies.acme.account_id

    def test_not_without_manage_users(self, companies):
        delegate(companies, AccessManageUsers=False)
        assert companies.boss.update("User", companies.globex.user_id, IsActive=False).status_code == 404

    def test_not_by_others_of_the_company(self, world, companies):
        delegate(companies)
        colleague = world.caller(companies.colleague)
        assert colleague.update("User", companies.globex.user_id, IsActive=False).status_code in (403, 404)

    def test_not_without_the_permission(self, admin, companies):
        delegate(companies)
        admin.update("Profile", companies.profile, **{PERMISSION: False})
        assert companies.boss.update("User", companies.globex.user_id, IsActive=False).status_code in (403, 404)

    def test_not_when_it_is_deleted(self, admin, companies):
        row = delegate(companies)
        assert admin.call("DELETE", f"/sobjects/DelegatedAccount/{row}").status_code == 204
        assert companies.boss.update("User", companies.globex.user_id, IsActive=False).status_code == 404

    def test_only_external_users_manage_other_accounts(self, admin, companies):
        body = {"Name": "x", "ManagedById": admin.user_id, "TargetId": companies.globex.account_id}
        answer = admin.call("POST", "/sobjects/DelegatedAccount", json=body)
        assert told(answer) == (400, "FIELD_INTEGRITY_EXCEPTION")
        assert admin.get("/services/data/v48.0/sobjects/DelegatedAccount").status_code == 404
