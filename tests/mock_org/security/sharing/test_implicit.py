"""Implicit sharing: what a portal user has by being one, and what goes between an account and its records."""

import pytest

from mock_org.security import Principal, SharingRule
from mock_org.soql import Comparison, Literal, Path


@pytest.fixture
def sold(world):
    """An opportunity and a case of Acme, owned by the channel manager; and a contact of Globex."""
    world.add("Opportunity", "rollout", Name="rollout", OwnerId=world.ids["cy"], AccountId=world.ids["Acme"])
    world.add("Case", "broken", OwnerId=world.ids["cy"], AccountId=world.ids["Acme"])
    return world


def test_partner_user_reads_exactly_the_own_account_and_its_contacts(sold):
    assert sold.sees("ann", "Account") == {"Acme"}
    assert sold.level("ann", "Account", "Acme") == "read"
    assert sold.sees("ann", "Contact") == {"contact eve", "contact max", "contact ann", "contact abe"}
    assert sold.sees("bo", "Contact") == {"contact bo"}


def test_partner_user_does_not_see_what_others_own_in_the_account(sold):
    assert sold.sees("ann", "Opportunity") == set()
    assert sold.sees("ann", "Case") == set()


def test_portal_grant_is_explained_with_its_row_cause(sold):
    reason = sold.explain("ann", "Account", "Acme").grants[0]
    assert (reason.row_cause, reason.because) == (
        "PortalImplicit",
        "Ann sees Acme because it is the account of Ann, Read",
    )


def test_user_without_a_role_has_the_own_account_too(sold):
    assert sold.sees("cus", "Account") == {"Neutral"}


def test_contacts_controlled_by_their_account_are_read_as_well(sold):
    sold.default("Contact", "ControlledByParent")
    assert sold.sees("ann", "Contact") == {"contact eve", "contact max", "contact ann", "contact abe"}
    assert sold.level("ann", "Contact", "contact ann") == "read"


def test_everybody_above_the_portal_roles_reads_the_account(sold):
    assert {n for n in ("carl", "cleo", "wes") if "Acme" in sold.sees(n, "Account")} == {"carl", "cleo"}


def test_access_to_a_child_gives_read_on_its_account(sold):
    sold.add("Opportunity", "beta", Name="beta", OwnerId=sold.ids["wes"], AccountId=sold.ids["Neutral"])
    sold.share("Opportunity", "beta", "ann", "Edit")
    assert sold.sees("ann", "Account") == {"Acme", "Neutral"}
    assert sold.level("ann", "Account", "Neutral") == "read"
    assert sold.explain("ann", "Account", "Neutral").grants[0].row_cause == "ImplicitParent"


def test_a_deleted_child_gives_nothing(sold):
    values = {"OwnerId": sold.ids["ann"], "AccountId": sold.ids["Neutral"], "IsDeleted": True}
    sold.add("Opportunity", "beta", Name="beta", **values)
    assert sold.sees("ann", "Account") == {"Acme"}


def test_account_does_not_follow_a_contact_that_it_controls(sold):
    sold.default("Contact", "ControlledByParent")
    sold.add("Contact", "free", Name="free", LastName="free", AccountId=sold.ids["Neutral"], OwnerId=sold.ids["ann"])
    assert sold.sees("ann", "Account") == {"Acme"}
    assert "free" not in sold.sees("ann", "Contact")


def test_child_without_object_permission_gives_nothing(sold):
    sold.add("Case", "hidden", OwnerId=sold.ids["wes"], AccountId=sold.ids["Neutral"])
    sold.share("Case", "hidden", "ann")
    sold.permit("set of Partner", "Case")
    assert sold.sees("ann", "Account") == {"Acme"}


@pytest.mark.parametrize(("says", "level"), [("None", "none"), ("Read", "read"), ("Edit", "edit")])
def test_account_owner_has_on_children_what_the_role_says(sold, says, level):
    sold.add("Opportunity", "foreign", Name="foreign", OwnerId=sold.ids["wes"], AccountId=sold.ids["Acme"])
    sold.change("UserRole", "Channel East", OpportunityAccessForAccountOwner=says)
    assert sold.level("cy", "Opportunity", "foreign") == level
    assert sold.level("carl", "Opportunity", "foreign") == "none"


def test_superior_of_the_account_owner_has_it_too(sold):
    sold.change("UserRole", "Channel East", CaseAccessForAccountOwner="Edit")
    sold.add("Case", "foreign", OwnerId=sold.ids["wes"], AccountId=sold.ids["Acme"])
    sold.change("UserRole", "Channel West", ParentRoleId=None)
    assert sold.level("cleo", "Case", "foreign") == "edit"
    assert sold.explain("cleo", "Case", "foreign").grants[0].row_cause == "ImplicitChild"


def test_contact_of_a_case_reads_it(sold):
    sold.change("Case", "broken", ContactId=sold.ids["contact ann"])
    assert sold.level("ann", "Case", "broken") == "read"
    assert sold.explain("ann", "Case", "broken").grants[0].row_cause == "RelatedPortalUser"
    assert sold.sees("abe", "Case") == set()
    assert sold.sees("max", "Case") == {"broken"}
    sold.settings = sold.settings.patched({"case_contact_level": "Edit"})
    assert sold.level("ann", "Case", "broken") == "edit"


def test_case_without_a_contact_is_nobodys(sold):
    sold.change("User", "ann", ContactId=None)
    assert sold.sees("ann", "Case") == set()


def test_rule_on_a_child_opens_its_account(sold):
    condition = Comparison(Path(("Name",)), "=", Literal("beta", "string"))
    to = Principal("allPartnerUsers")
    sold.add("Opportunity", "beta", Name="beta", OwnerId=sold.ids["wes"], AccountId=sold.ids["Neutral"])
    sold.rules(SharingRule("R", "R", "Opportunity", "criteria", "Read", to, None, condition))
    assert sold.sees("ann", "Account") == {"Acme", "Neutral"}
