import pytest

from mock_org.automation.profiles import make_profile
from mock_org.errors import SalesforceError
from tests.mock_org.dml.bare_org import CREATE_TO_DELETE, CUSTOMER_PROFILE, refused

CANNOT_OWN = ("UNKNOWN_EXCEPTION", "portal users cannot own partner accounts")


def enable(bare, account, enabled=True):
    bare.admin.update("Account", account, {"IsPartner": enabled})


def roles(bare, account):
    return {r["PortalRole"]: r for r in bare.records.find("UserRole", PortalAccountId=account)}


def test_enabling_sets_the_flag_and_makes_no_role(bare):
    account = bare.account()
    before = bare.counts()
    enable(bare, account)
    assert bare.row("Account", account)["IsPartner"] is True
    assert bare.counts() == before


def test_an_account_cannot_be_created_as_a_partner(bare):
    with pytest.raises(SalesforceError) as error:
        bare.account(IsPartner=True)
    assert (error.value.code, error.value.fields) == ("INVALID_FIELD_FOR_INSERT_UPDATE", ["IsPartner"])


def test_without_partner_features_the_flag_does_not_exist(bare):
    account = bare.account()
    bare.configure(prm=False, licenses={"Partner Community": 0, "Partner Community Login": 0})
    with pytest.raises(SalesforceError) as error:
        enable(bare, account)
    assert refused(error) == ("INVALID_FIELD", "No such column 'IsPartner' on sobject of type Account")


def test_a_person_account_is_no_partner(bare):
    bare.configure(person_accounts=True)
    person = bare.admin.insert("Account", {"LastName": "Doe"})
    with pytest.raises(SalesforceError) as error:
        enable(bare, person)
    assert (error.value.code, error.value.fields) == ("FIELD_INTEGRITY_EXCEPTION", ["IsPartner"])


def test_enabling_needs_manage_external_users(bare):
    make_profile(bare.records, "Editor", "Salesforce", ["ApiEnabled"], {"Account": CREATE_TO_DELETE})
    account = bare.account()
    with pytest.raises(SalesforceError) as error:
        bare.as_user(bare.user("Editor")).update("Account", account, {"IsPartner": True})
    assert error.value.code == "INSUFFICIENT_ACCESS_OR_READONLY"


def test_an_account_with_a_contact_of_a_partner_user_is_not_enabled(bare):
    partner, household = bare.partner(bare.account()), bare.account("Household")
    bare.contact(household, OwnerId=partner)
    with pytest.raises(SalesforceError) as error:
        enable(bare, household)
    assert refused(error) == CANNOT_OWN
    assert error.value.status == 400
    assert bare.row("Account", household)["IsPartner"] is False


def test_a_partner_account_is_not_given_to_a_partner_user(bare):
    account = bare.account()
    partner = bare.partner(account)
    with pytest.raises(SalesforceError) as error:
        bare.admin.update("Account", account, {"OwnerId": partner})
    assert refused(error) == CANNOT_OWN


@pytest.mark.parametrize("way", ["created", "moved", "given"])
def test_a_partner_user_owns_no_contact_of_a_partner_account(bare, way):
    account = bare.account()
    partner = bare.partner(account)
    elsewhere, here = bare.contact(bare.account("H"), OwnerId=partner), bare.contact(account)
    ways = {
        "created": lambda: bare.as_user(partner).insert("Contact", {"LastName": "x", "AccountId": account}),
        "moved": lambda: bare.admin.update("Contact", elsewhere, {"AccountId": account}),
        "given": lambda: bare.admin.update("Contact", here, {"OwnerId": partner}),
    }
    with pytest.raises(SalesforceError) as error:
        ways[way]()
    assert refused(error) == CANNOT_OWN


def test_disabling_disables_the_users_and_removes_roles_and_groups_for_good(bare):
    account = bare.account()
    users = [bare.partner(account) for _ in range(2)]
    top = roles(bare, account)["Worker"]
    lead = bare.admin.insert("Lead", {"LastName": "x", "Company": "x"})
    group = bare.records.one("Group", RelatedId=top["Id"], Type="Role")
    bare.admin.insert("LeadShare", {"LeadId": lead, "UserOrGroupId": group["Id"], "LeadAccessLevel": "Read"})
    enable(bare, account, False)
    for user in users:
        row = bare.row("User", user)
        assert (row["IsActive"], row["IsPortalEnabled"], row["ContactId"], row["UserRoleId"]) == (
            False,
            False,
            None,
            None,
        )
    assert roles(bare, account) == {}
    assert bare.records.find("Group", RelatedId=top["Id"]) == []
    assert bare.records.find("LeadShare") == []
    assert bare.used("Partner Community") == 0


def test_records_of_disabled_users_keep_their_owner(bare):
    account = bare.account()
    user = bare.partner(account)
    lead = bare.as_user(user).insert("Lead", {"LastName": "x", "Company": "x"})
    enable(bare, account, False)
    assert bare.row("Lead", lead)["OwnerId"] == user


@pytest.mark.parametrize(("limit", "allowed"), [(2, True), (1, False)])
def test_no_more_users_than_the_limit_are_disabled_with_the_account(bare, limit, allowed):
    bare.configure(disable_limit=limit)
    account = bare.account()
    users = [bare.partner(account), bare.partner(account)]
    if allowed:
        enable(bare, account, False)
        return
    with pytest.raises(SalesforceError) as error:
        enable(bare, account, False)
    assert error.value.code == "FIELD_INTEGRITY_EXCEPTION"
    assert [bare.row("User", user)["IsActive"] for user in users] == [True, True]
    assert bare.row("Account", account)["IsPartner"] is True


def test_inactive_users_do_not_count_against_the_limit_and_are_disabled_too(bare):
    bare.configure(disable_limit=1)
    account = bare.account()
    gone, active = bare.partner(account), bare.partner(account)
    bare.admin.update("User", gone, {"IsActive": False})
    enable(bare, account, False)
    assert bare.row("User", gone)["ContactId"] is None
    assert bare.row("User", active)["IsActive"] is False


def test_enabling_again_brings_back_neither_users_nor_roles(bare):
    account = bare.account()
    contact = bare.contact(account)
    user = bare.partner(account, ContactId=contact)
    enable(bare, account, False)
    enable(bare, account)
    assert bare.row("User", user)["IsActive"] is False
    assert roles(bare, account) == {}
    again = bare.partner(account, ContactId=contact)
    assert bare.row("User", again)["UserRoleId"] == roles(bare, account)["Worker"]["Id"]


def test_deactivating_every_user_does_not_clear_the_flag(bare):
    account = bare.account()
    bare.admin.update("User", bare.partner(account), {"IsActive": False})
    assert bare.row("Account", account)["IsPartner"] is True


@pytest.mark.parametrize("users", [0, 1])
def test_a_partner_account_is_not_deleted(bare, users):
    account = bare.account()
    enable(bare, account)
    for _ in range(users):
        bare.partner(account)
    with pytest.raises(SalesforceError) as error:
        bare.admin.delete("Account", account)
    assert error.value.code == "DELETE_FAILED"
    assert error.value.message.startswith("Your attempt to delete Acme could not be completed")
    assert bare.row("Account", account)["IsDeleted"] is False


def test_a_disabled_partner_account_can_be_deleted(bare):
    account = bare.account()
    bare.partner(account)
    enable(bare, account, False)
    bare.admin.delete("Account", account)
    assert bare.records.find("Account", IsDeleted=True)[0]["Id"] == account


def test_a_new_owner_takes_the_portal_roles_under_his_role(bare):
    bare.configure(portal_roles=2)
    account = bare.account()
    bare.partner(account)
    west = bare.role("West")
    owner = bare.user("System Administrator", UserRoleId=west)
    bare.admin.update("Account", account, {"OwnerId": owner})
    made = roles(bare, account)
    assert made["Manager"]["ParentRoleId"] == west
    assert made["Worker"]["ParentRoleId"] == made["Manager"]["Id"]
    assert {r["PortalAccountOwnerId"] for r in made.values()} == {owner}


def test_the_portal_roles_follow_the_owners_new_role(bare):
    owner = bare.user("System Administrator", UserRoleId=bare.role("East"))
    account = bare.account(OwnerId=owner)
    bare.partner(account)
    west = bare.role("West")
    bare.admin.update("User", owner, {"UserRoleId": west})
    assert roles(bare, account)["Worker"]["ParentRoleId"] == west


def test_an_owner_of_portal_accounts_keeps_a_role(bare):
    owner = bare.user("System Administrator", UserRoleId=bare.role("East"))
    account = bare.account(OwnerId=owner)
    bare.partner(account)
    with pytest.raises(SalesforceError) as error:
        bare.admin.update("User", owner, {"UserRoleId": None})
    assert error.value.code == "USER_OWNS_PORTAL_ACCOUNT_EXCEPTION"
    with pytest.raises(SalesforceError) as error:
        bare.admin.update("Account", account, {"OwnerId": bare.user("System Administrator")})
    assert refused(error) == ("UNKNOWN_EXCEPTION", "portal account owner must have a role")


def test_customer_users_are_disabled_with_the_customer_flag(bare):
    account = bare.account()
    user = bare.partner(account, CUSTOMER_PROFILE)
    assert bare.row("Account", account)["IsCustomerPortal"] is True
    bare.admin.update("Account", account, {"IsCustomerPortal": False})
    assert bare.row("User", user)["IsActive"] is False
    assert bare.used("Customer Community") == 0
