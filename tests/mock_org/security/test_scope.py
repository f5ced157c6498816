"""What a running user gets from a query: rows, related records, masked owners; and nothing of another partner's."""

import pytest

from mock_org.errors import SalesforceError
from mock_org.security import UserScope

PARENTS = 6  # of one statement


@pytest.fixture
def leads(world):
    world.change("User", "ann", Email="ann@acme.example", Phone="555-ANN")
    world.change("User", "cy", Email="cy@vendor.example", Phone="555-CY")
    world.lead("initech", "ann")
    world.lead("globex lead", "bo")
    return world


def test_query_shows_visible_rows_only(leads):
    assert [r["Name"] for r in leads.rows("ann", "SELECT Name FROM Lead")] == ["initech"]
    assert leads.query("ann", "SELECT COUNT() FROM Lead").total_size == 1


def test_aggregates_and_semi_joins_see_no_more(leads):
    leads.add("Opportunity", "o", Name="o", OwnerId=leads.ids["wes"], AccountId=leads.ids["Globex"])
    leads.default("Account", "Read")
    leads.open_fields("set of Partner")
    in_opps = "SELECT Name FROM Account WHERE Id IN (SELECT AccountId FROM Opportunity)"
    assert leads.rows("ann", in_opps) == []
    assert [r["n"] for r in leads.rows("ann", "SELECT COUNT(Id) n FROM Lead")] == [1]


def test_children_are_filtered_too(leads):
    leads.open_fields("set of Partner")
    leads.add("Opportunity", "o", Name="o", OwnerId=leads.ids["wes"], AccountId=leads.ids["Acme"])
    found = leads.rows("max", "SELECT Name, (SELECT Name FROM Opportunities) FROM Account")
    assert [r["Name"] for r in found] == ["Acme"]
    assert found[0]["Opportunities"] is None


def test_object_without_read_is_no_type(leads):
    with pytest.raises(SalesforceError, match="sObject type 'UserRole' is not supported") as refused:
        leads.rows("ann", "SELECT Id FROM UserRole")
    assert refused.value.code == "INVALID_TYPE"


def test_owner_of_a_lead_shows_the_name_and_nothing_else(leads):
    leads.share("Lead", "globex lead", "ann")
    found = leads.rows("ann", "SELECT Owner.Name, Owner.Type, Owner.Email FROM Lead WHERE Name = 'globex lead'")[0]
    assert (found["Owner"]["Name"], found["Owner"]["Type"], found["Owner"]["Email"]) == ("Bo", "User", None)


def test_owner_who_is_visible_shows_more(leads):
    text = "SELECT Owner.Name, Owner.Email FROM Lead WHERE Name = 'initech'"
    assert leads.rows("ann", text)[0]["Owner"]["Email"] == "ann@acme.example"
    leads.share("Lead", "initech", "bo")
    assert leads.rows("bo", text)[0]["Owner"]["Email"] is None


def test_owner_shows_no_more_by_type(leads):
    leads.share("Lead", "globex lead", "ann")
    found = leads.rows("ann", "SELECT TYPEOF Owner WHEN User THEN Name, Username, Email END FROM Lead")
    owners = {row["Owner"]["Name"]: (row["Owner"]["Username"], row["Owner"]["Email"]) for row in found}
    assert owners == {"Ann": ("ann@x.example", "ann@acme.example"), "Bo": (None, None)}


def test_owner_of_an_account_shows_nothing(leads):
    found = leads.rows("ann", "SELECT Name, Owner.Name, Owner.Email, CreatedBy.Name FROM Account")
    assert found[0]["Name"] == "Acme"
    assert found[0]["Owner"] is None


def test_internal_users_see_owners_whole(leads):
    found = leads.rows("cy", "SELECT Owner.Name, Owner.Email FROM Lead")
    assert found[0]["Owner"]["Email"] == "ann@acme.example"


def test_masked_fields_cannot_be_guessed_by_a_filter(leads):
    leads.share("Lead", "globex lead", "ann")
    leads.change("User", "bo", Email="bo@globex.example")
    assert leads.rows("ann", "SELECT Id FROM Lead WHERE Owner.Email LIKE 'bo%'") == []
    assert leads.rows("ann", "SELECT Id FROM Account WHERE Owner.Name = 'Cy'") == []


def test_related_record_shows_itself_only_to_who_may_read_it(leads):
    leads.add("Opportunity", "o", Name="o", OwnerId=leads.ids["ann"], AccountId=leads.ids["Acme"])
    leads.add("Deal__c", "d", Name="d", OwnerId=leads.ids["ann"], Partner_Account__c=leads.ids["Globex"])
    scope = UserScope(leads.context, leads.load("ann"))
    assert scope.readable(leads.schema["Opportunity"], leads.schema["Opportunity"].fields["accountid"]) is False
    found = leads.rows("admin", "SELECT Name FROM Deal__c")
    assert [r["Name"] for r in found] == ["d"]
    parent = leads.ids["set of Partner"]
    leads.add(
        "FieldPermissions",
        ParentId=parent,
        SobjectType="Deal__c",
        Field="Deal__c.Partner_Account__c",
        PermissionsRead=True,
    )
    assert leads.rows("ann", "SELECT Name, Partner_Account__r.Name FROM Deal__c")[0]["Partner_Account__r"] is None
    assert leads.rows("ann", "SELECT Id FROM Deal__c WHERE Partner_Account__r.Name = 'Globex'") == []
