"""The page of an account: what it shows to whom, and its actions."""

import pytest

from tests.mock_org.setup.visitor import text_of, visitor_of


@pytest.fixture
def visitor(world, admin):
    return visitor_of(world, admin)


def path(account, end="view"):
    return f"/lightning/r/Account/{account}/{end}"


def partner_flag(admin, account):
    return admin.query(f"SELECT IsPartner FROM Account WHERE Id = '{account}'")[0]["IsPartner"]


def test_it_shows_fields_contacts_roles_and_users(world, admin, visitor):
    acme = world.partner("Acme", Phone="+1 555 0100", Partner_Tier__c="Gold")
    said = visitor.read(path(acme.account_id))
    for part in (
        "Phone +1 555 0100",
        "Partner Tier Gold",
        "Partner Account Yes",
        "Contacts (1)",
        "Acme Contact",
        "Portal Roles (1)",
        "Acme Partner User",
        "External Users (1 active)",
        "acmeuser@example.com",
    ):
        assert part in said
    assert "Enable As Partner" not in said


def test_enabling_and_disabling_go_through_a_dialog_that_says_what_is_lost(world, admin, visitor):
    account = admin.create("Account", Name="Globex")
    enabled = visitor.send(path(account, "EnableAsPartner"))
    assert "Globex is a partner account now." in visitor.after(enabled)
    assert partner_flag(admin, account) is True
    acme = world.partner("Acme")
    dialog = visitor.read(path(acme.account_id, "DisablePartnerPortalAccount"))
    assert "This cannot be undone." in dialog
    assert "disables its external users (1 active) and deletes its portal roles and groups for good" in dialog
    assert partner_flag(admin, acme.account_id) is True
    done = visitor.send(path(acme.account_id, "DisablePartnerPortalAccount"))
    after = visitor.after(done)
    assert "Acme is no partner account any more." in after
    assert "External Users (0 active)" in after
    assert "Portal Roles (0)" in after


def test_a_refusal_is_told_in_the_dialog_and_nothing_changes(world, admin, visitor):
    acme = world.partner("Acme")
    household = admin.create("Account", Name="Household")
    admin.create("Contact", LastName="Jo", AccountId=household, OwnerId=acme.user_id)
    refused = visitor.send(path(household, "EnableAsPartner"))
    assert (refused.status_code, "portal users cannot own partner accounts" in text_of(refused)) == (400, True)
    assert partner_flag(admin, household) is False
    kept = visitor.send(path(acme.account_id, "Delete"))
    assert "it is associated with the following portal users.: AcmeUser" in text_of(kept)
    assert kept.status_code == 400


def test_the_owner_is_chosen_among_users_of_the_own_company(world, admin, visitor):
    acme = world.partner("Acme")
    wes = world.user("Wes", "Channel Manager", UserRoleId=admin.create("UserRole", Name="West"))
    nat = world.user("Nat", "Channel Manager")
    change = path(acme.account_id, "ChangeOwner")
    offered = visitor.open(change).get_data(as_text=True)
    assert (wes in offered, acme.user_id in offered) == (True, False)
    refused = visitor.send(change, OwnerId=nat)
    assert "portal account owner must have a role" in text_of(refused)
    assert "has another owner now." in visitor.after(visitor.send(change, OwnerId=wes))
    assert admin.query(f"SELECT OwnerId FROM Account WHERE Id = '{acme.account_id}'")[0]["OwnerId"] == wes
    assert visitor.send(change, OwnerId="x'; <b>").status_code == 400


def test_a_deleted_account_leads_back_to_the_list(world, admin, visitor):
    account = admin.create("Account", Name="Gone <b>")
    assert 'Account "Gone <b>" was deleted.' in visitor.after(visitor.send(path(account, "Delete")))
    assert visitor.open(path(account)).status_code == 404


def test_customer_accounts_are_disabled_by_their_own_action(world, admin, visitor):
    world.org.configure(world.org.settings.patched({"standard_external_profiles": True}))
    account = admin.create("Account", Name="Acme")
    contact = admin.create("Contact", LastName="x", AccountId=account)
    world.user("Cus", "Customer Community Plus User", ContactId=contact)
    assert "Disable Partner Account" not in visitor.read(path(account))
    done = visitor.send(path(account, "DisableCustomerPortalAccount"))
    assert "is no customer account any more." in visitor.after(done)


def test_what_does_not_fit_or_is_not_for_the_user_is_not_offered(world, admin, visitor):
    account = admin.create("Account", Name="Plain")
    assert visitor.open(path(account, "DisablePartnerPortalAccount")).status_code == 404
    assert visitor.open(path(account, "Zork")).status_code == 404
    world.org.configure(world.org.settings.patched({"digital_experiences": False}))
    assert "Enable As Partner" not in visitor.read(path(account))
    world.org.configure(world.org.settings.patched({"digital_experiences": True, "person_accounts": True}))
    person = admin.create("Account", LastName="Doe")
    assert "Enable As Partner" not in visitor.read(path(person))
    sal = visitor_of(world, world.caller(world.user("Sal", "Sales Rep")))
    rep_s = sal.open(path(account))
    assert rep_s.status_code == 404 or "Enable As Partner" not in text_of(rep_s)


def test_the_list_leads_to_accounts_by_view_and_name(world, admin, visitor):
    world.partner("Acme")
    admin.create("Account", Name="Globex 100%_'x")
    found = "/lightning/o/Account/list"
    assert "All Accounts" in visitor.read(found)
    assert "Acme" in visitor.read(found, filterName="PartnerAccounts")
    assert "Globex" not in visitor.read(found, filterName="PartnerAccounts")
    assert "Globex 100%_'x" in visitor.read(found, q="100%_'")
    assert "No items to display." in visitor.read(found, q="%zork")
    assert visitor.open(found, filterName="Zork<b>").status_code == 404
