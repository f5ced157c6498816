"""Restriction rules hide what sharing shows; scoping rules narrow the queries that ask for it."""

import pytest

from mock_org.security import Principal, SharingRule
from mock_org.security.groups import Viewer
from mock_org.security.model import Filter, RestrictionRule, SharingModel
from mock_org.security.sharing.restrictions import hiding
from mock_org.soql.ast import Literal

EVERYBODY = Filter("IsActive", (Literal(True, "boolean"),))
OWN = Filter("OwnerId", user_field="Id")


def text(field, *values, **more):
    return Filter(field, tuple(Literal(value, "string") for value in values), **more)


def rule(world, records, users=EVERYBODY, sobject="Deal__c", enforcement="Restrict"):
    made = RestrictionRule("Own", "Own deals", sobject, enforcement, users, records)
    world.sharing = SharingModel(world.sharing.rules, restrictions=(*world.sharing.restrictions, made))


@pytest.fixture
def deals(world):
    """Two deals that Ann sees: her own, and Bo's, which is shared with her."""
    world.add("Deal__c", "own", Name="own", OwnerId=world.ids["ann"])
    world.add("Deal__c", "shared", Name="shared", OwnerId=world.ids["bo"], Partner_Account__c=world.ids["Acme"])
    world.share("Deal__c", "shared", "ann", "Edit")
    return world


@pytest.mark.parametrize(
    ("records", "seen"),
    [
        (OWN, {"own"}),
        (text("Name", "shared"), {"shared"}),
        (text("Name", "shared", "own"), {"own", "shared"}),
        (text("Name", "none"), set()),
        (text("Name", "Acme", via=("Partner_Account__c", "Account")), {"shared"}),  # an empty lookup does not fit
        (Filter("UserRoleId", user_field="UserRoleId", via=("OwnerId", "User")), {"own"}),
        (Filter("AccountId", user_field="AccountId", via=("OwnerId", "User")), {"own"}),
        (Filter("Name", user_field="Department"), set()),  # null equals nothing
    ],
)
def test_only_records_that_fit_are_left(deals, records, seen):
    rule(deals, records)
    assert deals.sees("ann", "Deal__c") == seen


def test_hidden_records_cannot_be_changed_or_explained_and_their_rule_is_named(deals):
    rule(deals, OWN)
    assert deals.level("ann", "Deal__c", "shared") == "none"
    assert deals.level("ann", "Deal__c", "own") == "all"
    viewer, deal = Viewer(deals.context, deals.load("ann")), deals.schema["Deal__c"]
    assert deals.explain("ann", "Deal__c", "shared").grants == ()
    told = 'restriction rule "Own deals" leaves Ann only those deals whose OwnerId is the user\'s Id'
    assert list(hiding(viewer, deal, deals.ids["shared"])) == [told]
    assert list(hiding(viewer, deal, deals.ids["own"])) == []
    assert any(told in miss.because for miss in deals.explain("ann", "Deal__c", "shared").misses)


@pytest.mark.parametrize(("users", "seen"), [("set of Partner", {"own"}), ("Sales", {"own", "shared"})])
def test_only_users_whom_the_criteria_fit_are_restricted(deals, users, seen):
    profile = deals.ids["Partner" if users.endswith("Partner") else users]
    rule(deals, OWN, text("ProfileId", profile))
    assert deals.sees("ann", "Deal__c") == seen


def test_user_criteria_reach_over_one_lookup(deals):
    rule(deals, OWN, text("Name", "acme partner user", via=("UserRoleId", "UserRole")))
    assert deals.sees("ann", "Deal__c") == {"own"}
    assert deals.sees("bo", "Deal__c") == {"shared"}


def test_defaults_and_rules_are_narrowed_too(deals):
    deals.default("Deal__c", "ReadWrite")
    rule(deals, OWN)
    assert deals.sees("ann", "Deal__c") == {"own"}
    assert deals.sees("cy", "Deal__c") == set()
    deals.default("Deal__c", "Private")
    deals.rules(
        SharingRule("R", "R", "Deal__c", "owner", "Read", Principal("allInternalUsers"), Principal("role", "x"))
    )
    assert deals.sees("cy", "Deal__c") == set()


def test_view_all_stands_above(deals):
    rule(deals, OWN)
    assert deals.sees("admin", "Deal__c") == {"own", "shared"}
    deals.permit("set of Partner", "Deal__c", "Read", "ViewAllRecords")
    assert deals.sees("ann", "Deal__c") == {"own", "shared"}


def test_two_rules_must_both_fit(deals):
    rule(deals, OWN)
    rule(deals, text("Name", "shared"))
    assert deals.sees("ann", "Deal__c") == set()


def test_children_are_not_hidden_with_their_parent(deals):
    deals.add("Deal_Line__c", "line", Name="line", Deal__c=deals.ids["shared"])
    rule(deals, OWN)
    assert deals.sees("ann", "Deal_Line__c") == {"line"}
    assert deals.level("ann", "Deal_Line__c", "line") == "all"


def test_user_record_access_ignores_the_rules(deals):
    rule(deals, OWN)
    asked = f"UserId = '{deals.ids['ann']}' AND RecordId = '{deals.ids['shared']}'"
    row = deals.rows("admin", f"SELECT RecordId, HasEditAccess FROM UserRecordAccess WHERE {asked}")[0]
    assert row["HasEditAccess"] is True


def test_scoping_rules_narrow_only_what_asks_for_the_scope(deals):
    rule(deals, OWN, text("ProfileId", deals.ids["Partner"]), enforcement="Scoping")
    deals.open_fields("set of Partner")
    assert deals.sees("ann", "Deal__c") == {"own", "shared"}
    assert [r["Name"] for r in deals.rows("ann", "SELECT Name FROM Deal__c USING SCOPE scopingRule")] == ["own"]
    assert len(deals.rows("ann", "SELECT Name FROM Deal__c USING SCOPE everything")) == 2
    assert len(deals.rows("admin", "SELECT Name FROM Deal__c USING SCOPE scopingRule")) == 2


def test_a_detail_of_a_hidden_record_tells_of_no_near_miss_to_who_has_it_wholly(deals):
    deals.add("Deal_Line__c", "line", Name="line", Deal__c=deals.ids["own"])
    rule(deals, text("Name", "none"))
    told = deals.explain("ann", "Deal_Line__c", "line")
    assert (told.access, [miss.because for miss in told.misses]) == ("all", [])
