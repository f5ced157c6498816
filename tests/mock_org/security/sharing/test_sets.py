"""Sharing sets: records that point to the same account or contact as the user."""

import pytest

from mock_org.security import SetMapping, SharingModel, SharingSet


def opened(world, *mappings, profiles=("Partner",)):
    world.sharing = SharingModel(sets=(SharingSet("Deals", profiles, mappings),))


@pytest.fixture
def deals(world):
    for account in ("Acme", "Globex"):
        values = {"OwnerId": world.ids["cleo"], "Partner_Account__c": world.ids[account]}
        world.add("Deal__c", f"deal of {account}", Name=account, **values)
    world.add("Deal__c", "nobody's deal", Name="nobody", OwnerId=world.ids["cleo"])
    return world


def test_user_sees_records_of_the_own_account_only(deals):
    opened(deals, SetMapping("Deal__c", "Partner_Account__c", "Account", "Edit"))
    assert deals.sees("ann", "Deal__c") == {"deal of Acme"}
    assert deals.sees("bo", "Deal__c") == {"deal of Globex"}
    assert deals.level("ann", "Deal__c", "deal of Acme") == "edit"


def test_set_is_explained_and_has_no_row_cause(deals):
    opened(deals, SetMapping("Deal__c", "Partner_Account__c", "Account", "Read"))
    reason = deals.explain("ann", "Deal__c", "deal of Acme").grants[0]
    assert reason.row_cause is None
    assert 'sharing set "Deals" opens deals whose Partner_Account__c is Ann\'s Account (Acme), Read' in reason.because


def test_a_contact_that_its_account_controls_is_not_opened(world):
    opened(world, SetMapping("Contact", "Account", "Account", "Edit"))
    assert world.level("ann", "Contact", "contact abe") == "edit"
    world.default("Contact", "ControlledByParent")
    assert world.level("ann", "Contact", "contact abe") == "read"


def test_other_profiles_get_nothing(deals):
    opened(deals, SetMapping("Deal__c", "Partner_Account__c", "Account", "Edit"), profiles=("Customer",))
    assert deals.sees("ann", "Deal__c") == set()


def test_internal_users_get_nothing_and_nothing_climbs(deals):
    opened(deals, SetMapping("Deal__c", "Partner_Account__c", "Account", "Edit"), profiles=("Partner", "Sales"))
    assert deals.sees("cy", "Deal__c") == set()


def test_null_never_matches_null(deals):
    opened(deals, SetMapping("Deal__c", "Partner_Account__c", "Account.ParentId", "Read"))
    assert deals.sees("ann", "Deal__c") == set()


def test_path_over_the_users_account(deals):
    deals.change("Account", "Acme", ParentId=deals.ids["Globex"])
    opened(deals, SetMapping("Deal__c", "Partner_Account__c", "Account.Parent", "Read"))
    assert deals.sees("ann", "Deal__c") == {"deal of Globex"}


def test_path_over_the_records_contact(world):
    world.add("Case", "ours", OwnerId=world.ids["cleo"], ContactId=world.ids["contact abe"])
    world.add("Case", "theirs", OwnerId=world.ids["cleo"], ContactId=world.ids["contact bo"])
    opened(world, SetMapping("Case", "Contact.Account", "Account", "Read"))
    assert world.sees("ann", "Case") == {"ours"}


def test_the_account_itself_by_its_id(world):
    opened(world, SetMapping("Account", "Id", "Account", "Edit"))
    assert world.level("ann", "Account", "Acme") == "edit"
    assert world.sees("ann", "Account") == {"Acme"}


def test_the_managers_account(deals):
    deals.change("User", "ann", ManagerId=deals.ids["bo"])
    opened(deals, SetMapping("Deal__c", "Partner_Account__c", "Manager.Account", "Read"))
    assert deals.sees("ann", "Deal__c") == {"deal of Globex"}


def test_leads_are_never_opened(world):
    world.lead("initech", "wes", PartnerAccountId=world.ids["Acme"])
    opened(world, SetMapping("Lead", "PartnerAccountId", "Account", "Read"))
    assert world.sees("ann", "Lead") == set()


def test_unknown_paths_open_nothing(deals):
    opened(deals, SetMapping("Deal__c", "Nope__c", "Account", "Read"), SetMapping("Deal__c", "Name", "Account", "Read"))
    assert deals.sees("ann", "Deal__c") == set()


def test_the_accounts_that_the_users_contact_is_related_to(deals):
    relation = {"ContactId": deals.ids["contact ann"], "IsActive": True}
    deals.add("AccountContactRelation", "relation", AccountId=deals.ids["Globex"], **relation)
    opened(deals, SetMapping("Deal__c", "Partner_Account__c", "Contact.RelatedAccount", "Read"))
    assert deals.sees("ann", "Deal__c") == {"deal of Acme", "deal of Globex"}
    assert deals.sees("abe", "Deal__c") == {"deal of Acme"}
    deals.change("AccountContactRelation", "relation", IsActive=False)
    assert deals.sees("ann", "Deal__c") == {"deal of Acme"}
    deals.settings = deals.settings.patched({"sets_by_inactive_relations": True})
    assert deals.sees("ann", "Deal__c") == {"deal of Acme", "deal of Globex"}


def test_users_can_be_opened_and_a_changed_lookup_moves_access_at_once(deals):
    opened(
        deals,
        SetMapping("User", "AccountId", "Account", "Read"),
        SetMapping("Deal__c", "Partner_Account__c", "Account", "Read"),
    )
    assert deals.sees("ann", "User") == {"ann", "abe", "max", "eve"}
    deals.change("Deal__c", "deal of Acme", Partner_Account__c=deals.ids["Globex"])
    assert deals.sees("ann", "Deal__c") == set()
    assert deals.sees("bo", "Deal__c") == {"deal of Acme", "deal of Globex"}


def test_customer_users_have_sets_and_guests_have_none(deals):
    deals.change("Deal__c", "nobody's deal", Partner_Account__c=deals.ids["Neutral"])
    opened(deals, SetMapping("Deal__c", "Partner_Account__c", "Account", "Read"), profiles=("Customer",))
    assert deals.sees("cus", "Deal__c") == {"nobody's deal"}
    deals.change("User", "cus", UserType="Guest")
    assert deals.sees("cus", "Deal__c") == set()
