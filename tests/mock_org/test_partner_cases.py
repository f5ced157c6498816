"""What becomes of partner accounts and partner users, asked of the REST API one behaviour after the other."""

import pytest

from tests.mock_org.site.portal import PASSWORD, Visitor

CANNOT_OWN = ("UNKNOWN_EXCEPTION", "portal users cannot own partner accounts")


@pytest.fixture
def admin(world):
    return world.admin


@pytest.fixture
def settings(world):
    def change(**changes):
        world.built.configure(world.org.settings.patched(changes))

    return change


@pytest.fixture
def cy(world):
    return world.user("Cy", "Channel Manager", UserRoleId=role(world.admin, "East"))


@pytest.fixture
def acme(world, cy):
    return world.partner("Acme", OwnerId=cy)


def role(admin, direction):
    return admin.query(f"SELECT Id FROM UserRole WHERE Name = 'Channel Manager {direction}'")[0]["Id"]


def refusal(answer):
    fault = answer.json[0]
    return answer.status_code, fault["errorCode"], fault["message"]


def contact(admin, account_id, **values):
    return admin.create("Contact", LastName="Smith", AccountId=account_id, **values)


def user(world, contact_id, profile="Channel Partner", **values):
    body = world.user_values("Smith", profile) | {"ContactId": contact_id} | values
    given = {name: value for name, value in body.items() if value is not None}
    return world.admin.call("POST", "/sobjects/User", json=given)


def set_password(admin, user_id):
    assert admin.call("POST", f"/sobjects/User/{user_id}/password", json={"NewPassword": PASSWORD}).status_code == 204


def logs_in(world, user_id):
    """Whether the user, given a password, gets in at the portal's log-in page."""
    set_password(world.admin, user_id)
    return gets_in(world, user_id)


def gets_in(world, user_id):
    username = world.admin.one(f"SELECT Username FROM User WHERE Id = '{user_id}'")["Username"]
    return Visitor(world.app.test_client()).log_in(username).status_code == 302


def active(admin, user_id):
    return admin.one(f"SELECT IsActive FROM User WHERE Id = '{user_id}'")["IsActive"]


def used_seats(admin):
    return admin.one("SELECT UsedLicenses FROM UserLicense WHERE Name = 'Partner Community'")["UsedLicenses"]


# -- accounts


def test_enabling_an_account_sets_the_flag_and_makes_no_role_yet(admin):
    account = admin.create("Account", Name="Initech")
    assert admin.update("Account", account, IsPartner=True).status_code == 204
    assert admin.get(f"/sobjects/Account/{account}").json["IsPartner"] is True
    assert admin.query(f"SELECT Id FROM UserRole WHERE PortalAccountId = '{account}'") == []


def test_without_partner_licences_the_flag_is_no_field(admin, settings):
    settings(prm=False, licenses={"Partner Community": 0, "Partner Community Login": 0, "Channel Account": 0})
    answer = admin.get("/query", query_string={"q": "SELECT IsPartner FROM Account"})
    assert refusal(answer)[:2] == (400, "INVALID_FIELD")
    assert "IsPartner" not in {field["name"] for field in admin.get("/sobjects/Account/describe").json["fields"]}


def test_an_account_with_a_contact_of_a_partner_user_is_not_enabled(world, admin, acme):
    account = admin.create("Account", Name="Initech")
    contact(admin, account, OwnerId=acme.user_id)
    assert refusal(admin.update("Account", account, IsPartner=True)) == (400, *CANNOT_OWN)
    assert admin.one(f"SELECT IsPartner FROM Account WHERE Id = '{account}'")["IsPartner"] is False


def test_a_partner_adds_no_contact_to_a_partner_account(admin, acme):
    values = {"LastName": "Jones", "AccountId": acme.account_id}
    of_profile = "Parent.IsOwnedByProfile = true AND Parent.Profile.Name = 'Channel Partner'"
    own = admin.one(f"SELECT Id FROM ObjectPermissions WHERE SobjectType = 'Contact' AND {of_profile}")["Id"]
    assert admin.update("ObjectPermissions", own, PermissionsCreate=True).status_code == 204
    assert refusal(acme.caller.call("POST", "/sobjects/Contact", json=values)) == (400, *CANNOT_OWN)


def test_an_account_enabled_again_brings_back_neither_users_nor_roles(admin, acme):
    assert admin.update("Account", acme.account_id, IsPartner=False).status_code == 204
    assert admin.update("Account", acme.account_id, IsPartner=True).status_code == 204
    assert not active(admin, acme.user_id)
    assert admin.query(f"SELECT Id FROM UserRole WHERE PortalAccountId = '{acme.account_id}'") == []


def test_an_account_with_sixteen_active_partner_users_is_not_disabled(world, admin, acme):
    for number in range(15):
        name = f"smith{number}@example.com"
        assert user(world, contact(admin, acme.account_id), Username=name, Email=name).status_code == 201
    assert admin.update("Account", acme.account_id, IsPartner=False).status_code == 400
    assert len(admin.query(f"SELECT Id FROM User WHERE AccountId = '{acme.account_id}' AND IsActive = true")) == 16


def test_an_account_with_an_active_partner_user_is_not_deleted(admin, acme):
    answer = admin.call("DELETE", f"/sobjects/Account/{acme.account_id}")
    assert refusal(answer)[:2] == (400, "DELETE_FAILED")
    assert admin.get(f"/sobjects/Account/{acme.account_id}").status_code == 200


def test_a_new_owner_takes_the_portal_roles_below_the_own_role(world, admin, acme):
    west = role(admin, "West")
    wes = world.user("Wes", "Channel Manager", UserRoleId=west)
    assert admin.update("Account", acme.account_id, OwnerId=wes).status_code == 204
    of_acme = f"PortalAccountId = '{acme.account_id}'"
    top = admin.one(f"SELECT ParentRoleId, PortalAccountOwnerId FROM UserRole WHERE {of_acme}")
    assert (top["ParentRoleId"], top["PortalAccountOwnerId"]) == (west, wes)


# -- users


def test_the_first_partner_user_makes_the_account_a_partner(world, admin, cy):
    account = admin.create("Account", Name="Initech", OwnerId=cy)
    made = user(world, contact(admin, account))
    row = admin.one(f"SELECT UserType, IsPortalEnabled FROM User WHERE Id = '{made.json['id']}'")
    assert (row["UserType"], row["IsPortalEnabled"]) == ("PowerPartner", True)
    assert admin.one(f"SELECT IsPartner FROM Account WHERE Id = '{account}'")["IsPartner"] is True


WRONG_USERS = [
    ("a second user of a contact", {}, (400, "PORTAL_USER_ALREADY_EXISTS_FOR_CONTACT"), None),
    ("a contact for an internal profile", {"profile": "Sales Rep"}, (400, "FIELD_INTEGRITY_EXCEPTION"), None),
    ("a username that an inactive user has", {"Username": "acmeuser@example.com"}, (400, "DUPLICATE_USERNAME"),
     ["Username"]),
    ("no profile", {"ProfileId": None}, (400, "REQUIRED_FIELD_MISSING"), ["ProfileId"]),
    ("a user type", {"UserType": "PowerPartner"}, (400, "INVALID_FIELD_FOR_INSERT_UPDATE"), ["UserType"]),
]  # fmt: skip


@pytest.mark.parametrize(("says", "values", "due", "fields"), WRONG_USERS, ids=[case[0] for case in WRONG_USERS])
def test_a_user_is_refused_for(world, admin, acme, says, values, due, fields):
    second = says.startswith("a second")
    if "inactive" in says:
        assert admin.update("User", acme.user_id, IsActive=False).status_code == 204
    answer = user(world, acme.contact_id if second else contact(admin, acme.account_id), **values)
    assert refusal(answer)[:2] == due, answer.json
    assert fields is None or answer.json[0]["fields"] == fields


def test_a_deactivated_user_gives_the_seat_back(world, admin, acme):
    before = used_seats(admin)
    assert admin.update("User", acme.user_id, IsActive=False).status_code == 204
    assert used_seats(admin) == before - 1
    assert user(world, contact(admin, acme.account_id)).status_code == 201
    assert used_seats(admin) == before


@pytest.mark.parametrize(("allowed", "due"), [(False, 400), (True, 201)])
def test_a_standard_profile_is_taken_where_the_org_allows_it(world, admin, acme, settings, allowed, due):
    settings(standard_external_profiles=allowed)
    made = user(world, contact(admin, acme.account_id), profile="Partner Community User")
    assert made.status_code == due, made.json


def test_the_first_of_three__with_the_others(world, admin, settings):
    settings(portal_roles=3)
    east = role(admin, "East")
    owner = world.user("Cy", "Channel Manager", UserRoleId=east)
    account = admin.create("Account", Name="Initech", OwnerId=owner)
    made = user(world, contact(admin, account), PortalRole="Executive")
    assert made.status_code == 201, made.json
    rows = admin.query(f"SELECT Id, Name, ParentRoleId FROM UserRole WHERE PortalAccountId = '{account}'")
    by_name = {row["Name"].removeprefix("Initech Partner "): row for row in rows}
    assert by_name["User"]["ParentRoleId"] == by_name["Manager"]["Id"]
    assert by_name["Manager"]["ParentRoleId"] == by_name["Executive"]["Id"]
    assert by_name["Executive"]["ParentRoleId"] == role(admin, "East")
    mine = admin.one(f"SELECT UserRole.Name FROM User WHERE Id = '{made.json['id']}'")
    assert mine["UserRole"]["Name"] == "Initech Partner Executive"


def test_portal_role_moves_a_user_and_nothing_renames_the_role(world, admin, settings):
    settings(portal_roles=3)
    acme = world.partner("Acme")
    answer = admin.call("PATCH", f"/services/data/v60.0/sobjects/User/{acme.user_id}", json={"PortalRole": "Manager"})
    assert answer.status_code == 204
    mine = admin.one(f"SELECT UserRoleId, UserRole.Name FROM User WHERE Id = '{acme.user_id}'")
    assert mine["UserRole"]["Name"].endswith("Partner Manager")
    assert admin.update("UserRole", mine["UserRoleId"], Name="Others").status_code == 400


def test_a_user_gets_no_role_of_another_company(world, admin, acme):
    other = world.partner("Globex")
    theirs = admin.one(f"SELECT UserRoleId FROM User WHERE Id = '{other.user_id}'")["UserRoleId"]
    answer = admin.update("User", acme.user_id, UserRoleId=theirs)
    assert refusal(answer)[:2] == (400, "INVALID_CROSS_REFERENCE_KEY")


def test_a_user_activated_again_has_the_role_and_gets_in(world, admin, acme):
    before = admin.one(f"SELECT UserRoleId FROM User WHERE Id = '{acme.user_id}'")["UserRoleId"]
    for is_active in (False, True):
        assert admin.update("User", acme.user_id, IsActive=is_active).status_code == 204
    assert admin.one(f"SELECT UserRoleId FROM User WHERE Id = '{acme.user_id}'")["UserRoleId"] == before
    assert logs_in(world, acme.user_id)


def test_there_is_no_password_to_read(admin):
    answer = admin.get("/query", query_string={"q": "SELECT Password FROM User"})
    assert refusal(answer)[:2] == (400, "INVALID_FIELD")


# -- the portal


def test_a_member_logs_in_and_the_org_keeps_how(world, admin, acme):
    assert logs_in(world, acme.user_id)
    history = admin.one(f"SELECT Status, NetworkId FROM LoginHistory WHERE UserId = '{acme.user_id}'")
    assert history["Status"] == "Success"
    assert history["NetworkId"] == admin.one("SELECT Id FROM Network")["Id"]
    session = admin.query(f"SELECT UserType FROM AuthSession WHERE UsersId = '{acme.user_id}' AND LoginType != null")
    assert {row["UserType"] for row in session} == {"Partner"}


def test_a_site_under_construction_lets_no_partner_in(world, admin, acme):
    made = {"name": "Second", "urlPathPrefix": "second", "templateName": "Partner Central"}
    assert admin.call("POST", "/connect/communities", json=made).status_code in (200, 201)
    site = admin.one("SELECT Id, Status FROM Network WHERE Name = 'Second'")
    assert site["Status"] == "UnderConstruction"
    admin.create("NetworkMemberGroup", NetworkId=site["Id"], ParentId=world.profile("Channel Partner"))
    set_password(admin, acme.user_id)
    client = world.app.test_client()
    answer = client.post("/second/s/login/", data={"username": "acmeuser@example.com", "pw": PASSWORD})
    assert client.get("/second/s/").status_code != 200
    assert answer.status_code != 302 or "second/s/" not in answer.headers["Location"]


def test_a_live_site_does_not_go_back_under_construction(admin):
    site = admin.one("SELECT Id, Status FROM Network")
    assert site["Status"] == "Live"
    assert admin.update("Network", site["Id"], Status="UnderConstruction").status_code == 400
    assert admin.one("SELECT Status FROM Network")["Status"] == "Live"


def test_a_new_member_gets_one_welcome_mail_with_the_username(world, admin, acme):
    mails = [mail for mail in world.app.test_client().get("/_mock/outbox").json if "acmeuser@example.com" in mail["to"]]
    assert len(mails) == 1
    assert "acmeuser@example.com" in mails[0]["text"]


def test_a_frozen_user_stays_outside_active_and_on_the_seat(world, admin, acme):
    before = used_seats(admin)
    log_in = admin.one(f"SELECT Id FROM UserLogin WHERE UserId = '{acme.user_id}'")["Id"]
    assert admin.update("UserLogin", log_in, IsFrozen=True).status_code == 204
    assert not logs_in(world, acme.user_id)
    assert (active(admin, acme.user_id), used_seats(admin)) == (True, before)


def test_three_log_ins_of_a_day_count_three_and_bill_one(world, admin):
    login = admin.one("SELECT Id FROM UserLicense WHERE Name = 'Partner Community Login'")["Id"]
    profile = admin.create("Profile", Name="Login Partner", UserLicenseId=login)
    made = user(world, contact(admin, world.partner("Acme").account_id), ProfileId=profile)
    admin.create("NetworkMemberGroup", NetworkId=admin.one("SELECT Id FROM Network")["Id"], ParentId=profile)
    set_password(admin, made.json["id"])
    assert [gets_in(world, made.json["id"]) for _ in range(3)] == [True] * 3
    seats = admin.one("SELECT MonthlyLoginsUsed FROM UserLicense WHERE Name = 'Partner Community Login'")
    assert seats["MonthlyLoginsUsed"] == 3
    told = world.app.test_client().get("/_mock/licenses").json["licenses"]
    [month] = [each["months"][-1] for each in told if each["name"] == "Partner Community Login"]
    assert (month["log_ins"], month["user_days"]) == (3, 1)


def test_a_delegated_administrator_deactivates_a_colleague(world, admin, acme):
    colleague = user(world, contact(admin, acme.account_id)).json["id"]
    own = admin.one("SELECT Id FROM PermissionSet WHERE IsOwnedByProfile = true AND Profile.Name = 'Channel Partner'")
    assert admin.update("PermissionSet", own["Id"], PermissionsDelegatedPortalUserAdmin=True).status_code == 204
    assert world.caller(acme.user_id).update("User", colleague, IsActive=False).status_code == 204
    assert not active(admin, colleague)


def test_roles_are_no_object_for_partners(acme):
    answer = acme.caller.get("/query", query_string={"q": "SELECT Id FROM UserRole"})
    assert refusal(answer)[:2] == (400, "INVALID_TYPE")
