"""Account role optimization: the only user of an account shares a role; the second user ends that."""

import pytest


@pytest.fixture
def optimized(world):
    world.org.configure(world.org.settings.patched({"account_role_optimization": True, "portal_roles": 2}))
    return world


def user_of(admin, user_id):
    fields = "PortalRole, UserRoleId, UserRole.Name, UserRole.ParentRoleId, UserRole.PortalAccountId"
    return admin.query(f"SELECT {fields} FROM User WHERE Id = '{user_id}'")[0]


def second_user(world, partner, name="Second", **values):
    contact = world.admin.create("Contact", LastName=name, AccountId=partner.account_id)
    return world.user(name, "Channel Partner", ContactId=contact, **values)


def count_roles(admin):
    return admin.query("SELECT COUNT(Id) n FROM UserRole")[0]["n"]


def test_the_only_users_of_two_accounts_of_one_owner_share_a_role(optimized, admin):
    acme, globex = optimized.partner("Acme"), optimized.partner("Globex")
    first, other = user_of(admin, acme.user_id), user_of(admin, globex.user_id)
    owner = admin.query(f"SELECT Alias, UserRoleId FROM User WHERE Id = '{admin.user_id}'")[0]
    assert first["PortalRole"] == "PersonAccount"
    assert first["UserRole"]["Name"] == f"{owner['Alias']} Partner Person Account"
    assert first["UserRole"]["ParentRoleId"] == owner["UserRoleId"]
    assert first["UserRole"]["PortalAccountId"] is None
    assert first["UserRoleId"] == other["UserRoleId"]


def test_they_do_not_see_what_the_other_has(optimized, admin):
    acme, globex = optimized.partner("Acme"), optimized.partner("Globex")
    lead = acme.caller.create("Lead", LastName="x", Company="x")
    seen = f"SELECT Id FROM Lead WHERE Id = '{lead}'"
    assert (len(acme.caller.query(seen)), globex.caller.query(seen)) == (1, [])
    assert globex.caller.query(f"SELECT Id FROM Account WHERE Id = '{acme.account_id}'") == []


def test_whoever_stands_above_the_shared_role_sees_the_account_and_its_contacts(optimized, admin):
    role = admin.query("SELECT Id FROM UserRole WHERE DeveloperName = 'Channel_Manager_East'")[0]["Id"]
    owner, colleague = (optimized.user(name, "Channel Manager", UserRoleId=role) for name in ("Own", "Col"))
    stranger = optimized.user("Str", "Channel Manager", UserRoleId=admin.create("UserRole", Name="Elsewhere"))
    acme = optimized.partner("Acme", OwnerId=owner)
    assert user_of(admin, acme.user_id)["PortalRole"] == "PersonAccount"
    wheres = {"Account": f"Id = '{acme.account_id}'", "Contact": f"AccountId = '{acme.account_id}'"}
    for name, where in wheres.items():
        seen = [optimized.caller(who).query(f"SELECT Id FROM {name} WHERE {where}") for who in (colleague, stranger)]
        assert [len(rows) for rows in seen] == [1, 0]


def test_with_a_second_user_the_account_gets_its_own_roles(optimized, admin):
    acme = optimized.partner("Acme")
    second = second_user(optimized, acme)
    found = [user_of(admin, each) for each in (acme.user_id, second)]
    assert [(row["PortalRole"], row["UserRole"]["Name"]) for row in found] == [("Worker", "Acme Partner User")] * 2
    roles = admin.query(f"SELECT Name FROM UserRole WHERE PortalAccountId = '{acme.account_id}' ORDER BY Name")
    assert [row["Name"] for row in roles] == ["Acme Partner Manager", "Acme Partner User"]


def test_only_active_users_count(optimized, admin):
    acme = optimized.partner("Acme")
    admin.update("User", acme.user_id, IsActive=False)
    second = second_user(optimized, acme)
    assert user_of(admin, second)["PortalRole"] == "PersonAccount"
    assert admin.update("User", acme.user_id, IsActive=True).status_code == 204
    assert {user_of(admin, each)["PortalRole"] for each in (acme.user_id, second)} == {"Worker"}


def test_a_level_that_is_asked_for_makes_the_roles(optimized, admin):
    account = admin.create("Account", Name="Initech")
    contact = admin.create("Contact", LastName="x", AccountId=account)
    manager = optimized.user("Max", "Channel Partner", ContactId=contact, PortalRole="Manager")
    assert user_of(admin, manager)["UserRole"]["Name"] == "Initech Partner Manager"


def test_the_shared_role_moves_with_the_owner_and_the_owners_role(optimized, admin):
    acme = optimized.partner("Acme")
    west = admin.create("UserRole", Name="West")
    wes = optimized.user("Wes", "System Administrator", UserRoleId=west)
    assert admin.update("Account", acme.account_id, OwnerId=wes).status_code == 204
    moved = user_of(admin, acme.user_id)
    assert (moved["UserRole"]["Name"], moved["UserRole"]["ParentRoleId"]) == ("Wes Partner Person Account", west)
    east = admin.create("UserRole", Name="East")
    admin.update("User", wes, UserRoleId=east)
    assert user_of(admin, acme.user_id)["UserRole"]["ParentRoleId"] == east
    (fault,) = admin.update("User", wes, UserRoleId=None).json
    assert fault["errorCode"] == "USER_OWNS_PORTAL_ACCOUNT_EXCEPTION"
    nat = optimized.user("Nat", "System Administrator")
    (fault,) = admin.update("Account", acme.account_id, OwnerId=nat).json
    assert fault["message"] == "portal account owner must have a role"
    (fault,) = admin.update("Account", acme.account_id, OwnerId=acme.user_id).json
    assert fault["message"] == "portal users cannot own partner accounts"


def test_an_owner_whose_shared_role_is_empty_may_lose_the_own_role(optimized, admin):
    wes = optimized.user("Wes", "System Administrator", UserRoleId=admin.create("UserRole", Name="West"))
    acme = optimized.partner("Acme", OwnerId=wes)
    admin.update("Account", acme.account_id, OwnerId=admin.user_id)
    assert admin.update("User", wes, UserRoleId=None).status_code == 204


def test_who_is_alone_can_be_moved_into_the_shared_role(world, admin):
    acme = world.partner("Acme")
    ask = {"PortalRole": "PersonAccount"}
    (fault,) = admin.update("User", acme.user_id, **ask).json
    assert (fault["errorCode"], fault["fields"]) == ("FIELD_INTEGRITY_EXCEPTION", ["PortalRole"])
    world.org.configure(world.org.settings.patched({"account_role_optimization": True}))
    assert admin.update("User", acme.user_id, **ask).status_code == 204
    assert user_of(admin, acme.user_id)["PortalRole"] == "PersonAccount"
    second = second_user(world, acme)
    assert admin.update("User", second, **ask).status_code == 400
    assert user_of(admin, acme.user_id)["UserRole"]["Name"] == "Acme Partner User"


def test_moving_to_another_account_decides_anew(optimized, admin):
    acme, globex = optimized.partner("Acme"), optimized.partner("Globex")
    assert admin.update("Contact", acme.contact_id, AccountId=globex.account_id).status_code == 204
    assert {user_of(admin, each)["UserRole"]["Name"] for each in (acme.user_id, globex.user_id)} == {
        "Globex Partner User"
    }
    alone = admin.create("Account", Name="Alone")
    admin.update("Contact", globex.contact_id, AccountId=alone)
    assert user_of(admin, globex.user_id)["UserRole"]["Name"] == "Alone Partner User"


def test_disabling_the_account_ends_the_users_and_leaves_the_shared_role_to_others(optimized, admin):
    acme, globex = optimized.partner("Acme"), optimized.partner("Globex")
    assert admin.update("Account", acme.account_id, IsPartner=False).status_code == 204
    assert user_of(admin, acme.user_id)["UserRoleId"] is None
    assert user_of(admin, globex.user_id)["PortalRole"] == "PersonAccount"


def test_customers_have_a_shared_role_of_their_own(optimized, admin):
    acme = optimized.partner("Acme")
    optimized.org.configure(optimized.org.settings.patched({"standard_external_profiles": True}))
    contact = admin.create("Contact", LastName="Customer", AccountId=acme.account_id)
    customer = optimized.user("Cus", "Customer Community Plus User", ContactId=contact)
    row = user_of(admin, customer)
    assert row["UserRole"]["Name"].endswith(" Customer Person Account")
    assert user_of(admin, acme.user_id)["PortalRole"] == "PersonAccount"
