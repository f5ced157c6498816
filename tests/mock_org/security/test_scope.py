"""What a running user gets from a query: rows, related records, masked owners; and nothing of another partner's."""

import pytest

from mock_org.errors import SalesforceError
from mock_org.security import UserScope
from mock_org.security.groups import Viewer
from mock_org.soql.required_filters import REQUIRED_FILTERS

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


def test_no_query_of_any_object_shows_anything_of_another_partner(leads):
    """All external defaults Private: whatever is marked as Globex's never reaches Ann of Acme."""
    mark = "ZZ-GLOBEX"
    _mark_globex(leads, mark)
    leads.open_fields("set of Partner")
    ann = Viewer(leads.context, leads.load("ann"))
    scope = UserScope(leads.context, ann.user, ann)
    seen = [
        (text, row)
        for sobject in leads.schema
        if not sobject.virtual and sobject.queryable and scope.queryable(sobject)
        for text in _statements(leads, scope, sobject)
        for row in leads.rows(ann, text + _required_filter(leads, sobject))
    ]
    assert len(seen) > 200
    assert [found for found in seen if mark in str(found)] == []
    foreign = {leads.ids[key] for key in ("globex lead", "bo", "Globex", "contact bo", "Globex Partner User")}
    assert [found for found in seen if any(record_id in str(found) for record_id in foreign)] == []


def _required_filter(world, sobject):
    """Some objects are only asked for named records: here for those of everything there is."""
    names = REQUIRED_FILTERS.get(sobject.name)
    ids = ", ".join(f"'{record_id}'" for record_id in world.ids.values())
    return f" WHERE {names[-1]} IN ({ids})" if names else ""


def _statements(world, scope, sobject):
    """All fields of an object; and all fields of its parents, some parents at a time."""

    def readable(of):
        return [f.name for f in of.fields.values() if scope.readable(of, f)]

    yield f"SELECT {', '.join(readable(sobject))} FROM {sobject.name}"
    paths = []
    for via in sobject.fields.values():
        if not via.relationship_name or not scope.readable(sobject, via):
            continue
        targets = [t for name in via.reference_to if (t := world.schema.get(name)) and scope.queryable(t)]
        if targets:
            names = ["Name"] if via.polymorphic else readable(targets[0])[:25]
            paths.append([f"{via.relationship_name}.{name}" for name in names])
    for some in (paths[at : at + PARENTS] for at in range(0, len(paths), PARENTS)):
        yield f"SELECT {', '.join(path for each in some for path in each)} FROM {sobject.name}"


def _mark_globex(world, mark):
    account = {"AccountId": world.ids["Globex"], "OwnerId": world.ids["bo"]}
    world.change("Account", "Globex", Name=mark)
    world.change("User", "bo", Name=mark, LastName=mark, Email=f"{mark}@x", Username=mark)
    world.change("Contact", "contact bo", Name=mark, LastName=mark, OwnerId=world.ids["wes"])
    world.change("Lead", "globex lead", Name=mark, LastName=mark, Company=mark)
    world.change("UserRole", "Globex Partner User", Name=mark, DeveloperName=mark)
    for kind in ("Role", "RoleAndSubordinates"):
        world.change("Group", f"{kind} Globex Partner User", Name=mark, DeveloperName=mark)
    world.add("Opportunity", Name=mark, **account)
    world.add("Case", Subject=mark, **account)
    world.add("Task", Subject=mark, OwnerId=world.ids["bo"], WhatId=world.ids["Globex"])
    world.add("Event", Subject=mark, OwnerId=world.ids["bo"], WhatId=world.ids["Globex"])
    world.add("Deal__c", "globex deal", Name=mark, OwnerId=world.ids["bo"])
    world.add("Deal_Line__c", Name=mark, Deal__c=world.ids["globex deal"])
    world.add("Campaign", Name=mark, OwnerId=world.ids["wes"])
    world.share("Lead", "globex lead", "Role Globex Partner User")
    world.share("Account", "Globex", "bo")
    world.add("LoginHistory", UserId=world.ids["bo"], SourceIp=mark)
    group = world.add("Group", "shared pool", Type="Queue", Name="Pool")
    for name in ("ann", "bo"):
        world.add("GroupMember", GroupId=group, UserOrGroupId=world.ids[name])
