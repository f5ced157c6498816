"""Roles of users: what an owner of partner accounts must keep, and where a contact's user goes with the contact."""

import pytest


def configure(world, **changes):
    world.org.configure(world.org.settings.patched(changes))


@pytest.fixture
def wes(world, admin):
    """A channel manager with a role and a partner account with a user."""
    wes = world.user("Wes", "Channel Manager", UserRoleId=admin.create("UserRole", Name="West"))
    world.partner("Acme", OwnerId=wes)
    return wes


@pytest.mark.parametrize(
    ("policy", "without_role", "inactive"),
    [("role", 400, 204), ("role and active", 400, 400), ("free", 204, 204)],
)
def test_what_an_owner_of_partner_accounts_must_keep_is_a_setting(world, admin, wes, policy, without_role, inactive):
    configure(world, portal_account_owners=policy)
    answers = [admin.update("User", wes, UserRoleId=None), admin.update("User", wes, IsActive=False)]
    assert [each.status_code for each in answers] == [without_role, inactive]
    for refused in (each for each in answers if each.status_code == 400):
        assert refused.json[0]["errorCode"] == "USER_OWNS_PORTAL_ACCOUNT_EXCEPTION"


def test_without_his_role_the_portal_roles_stand_alone_until_he_has_one_again(world, admin, wes):
    configure(world, portal_account_owners="free")
    admin.update("User", wes, UserRoleId=None)
    parents = "SELECT ParentRoleId FROM UserRole WHERE PortalType = 'Partner'"
    assert admin.query(parents)[0]["ParentRoleId"] is None
    east = admin.create("UserRole", Name="East")
    admin.update("User", wes, UserRoleId=east)
    assert admin.query(parents)[0]["ParentRoleId"] == east


def test_an_owner_without_portal_accounts_may_lose_his_role(world, admin, wes):
    other = world.user("Oz", "Channel Manager", UserRoleId=admin.create("UserRole", Name="North"))
    admin.create("Account", Name="Plain", OwnerId=other)
    assert admin.update("User", other, UserRoleId=None).status_code == 204


def test_the_user_of_a_moved_contact_moves_along_and_sees_with_the_other_account(world, admin):
    acme, globex = world.partner("Acme"), world.partner("Globex")
    own = acme.caller.create("Lead", LastName="x", Company="x")
    deals = {
        name: admin.create("Deal_Registration__c", Deal_Name__c=name, Partner_Account__c=partner.account_id)
        for name, partner in (("Acme", acme), ("Globex", globex))
    }

    def seen():
        caller = world.caller(acme.user_id)
        accounts = {row["Name"] for row in caller.query("SELECT Name FROM Account")}
        found = {row["Deal_Name__c"] for row in caller.query("SELECT Deal_Name__c FROM Deal_Registration__c")}
        return accounts & {"Acme", "Globex"}, found & set(deals)

    assert seen() == ({"Acme"}, {"Acme"})
    assert admin.update("Contact", acme.contact_id, AccountId=globex.account_id).status_code == 204
    user = admin.query(f"SELECT AccountId, PortalRole, UserRole.Name FROM User WHERE Id = '{acme.user_id}'")[0]
    assert (user["AccountId"], user["PortalRole"]) == (globex.account_id, "Worker")
    assert user["UserRole"]["Name"] == "Globex Partner User"
    assert seen() == ({"Globex"}, {"Globex"})
    assert len(world.caller(acme.user_id).query(f"SELECT Id FROM Lead WHERE Id = '{own}'")) == 1


@pytest.mark.parametrize("there", [1, 3])
def test_a_manager_who_moves_keeps_the_level_where_the_account_has_it(world, admin, there):
    configure(world, portal_roles=3)
    acme = world.partner("Acme")
    admin.update("User", acme.user_id, PortalRole="Manager")
    configure(world, portal_roles=there)
    globex = world.partner("Globex")
    assert admin.update("Contact", acme.contact_id, AccountId=globex.account_id).status_code == 204
    user = admin.query(f"SELECT PortalRole FROM User WHERE Id = '{acme.user_id}'")[0]
    assert user["PortalRole"] == {1: "Worker", 3: "Manager"}[there]


def test_a_contact_with_a_user_moves_only_where_a_user_could_be_made(world, admin):
    acme = world.partner("Acme")
    nats = admin.create("Account", Name="Nats", OwnerId=world.user("Nat", "System Administrator"))
    for target, code in ((nats, "UNKNOWN_EXCEPTION"), (None, "FIELD_INTEGRITY_EXCEPTION")):
        (fault,) = admin.update("Contact", acme.contact_id, AccountId=target).json
        assert fault["errorCode"] == code
    plain = admin.create("Account", Name="Plain")
    assert admin.update("Contact", acme.contact_id, AccountId=plain).status_code == 204
    assert admin.query(f"SELECT IsPartner FROM Account WHERE Id = '{plain}'")[0]["IsPartner"] is True


def test_customers_have_a_number_of_roles_of_their_own(world, admin):
    configure(world, portal_roles=1, customer_roles=3, standard_external_profiles=True)
    account = admin.create("Account", Name="Acme")
    contact = admin.create("Contact", LastName="x", AccountId=account)
    world.user("Cus", "Customer Community Plus User", ContactId=contact)
    names = admin.query(f"SELECT Name FROM UserRole WHERE PortalAccountId = '{account}' ORDER BY Name")
    assert [row["Name"] for row in names] == ["Acme Customer Executive", "Acme Customer Manager", "Acme Customer User"]
    flags = admin.query(f"SELECT IsPartner, IsCustomerPortal FROM Account WHERE Id = '{account}'")[0]
    assert (flags["IsPartner"], flags["IsCustomerPortal"]) == (False, True)
