"""Share objects show what ownership, rules, teams and portals give, as if it were stored."""

import re

import pytest
from sqlalchemy import select

from mock_org.schema.ids import is_computed, to_18
from mock_org.security import AccountLevels, Principal, SharingRule
from mock_org.security.groups import Viewer
from mock_org.security.sharing.share_rows import share_rows


def rows(world, share, user="admin", where=""):
    """(record, user or group, level, cause) of each row, by name."""
    sobject = world.schema[share]
    fields = (sobject.shared_id_field, "UserOrGroupId", sobject.access_level_field, "RowCause")
    found = world.rows(user, f"SELECT {', '.join(fields)} FROM {share} {where}")
    names = {v: k for k, v in world.ids.items()}
    return {tuple(names.get(row[f], row[f]) for f in fields) for row in found}


def test_the_owner_has_a_row(world):
    world.lead("initech", "ann")
    assert rows(world, "LeadShare") == {("initech", "ann", "All", "Owner")}


def test_the_queue_has_the_row_of_what_it_owns(world):
    world.ids["q"] = world.add("Group", Type="Queue", DeveloperName="q")
    world.lead("initech", "q")
    assert rows(world, "LeadShare") == {("initech", "q", "All", "Owner")}


def test_what_somebody_wrote_stands_beside_it_but_not_for_the_owner(world):
    world.lead("initech", "wes")
    for name in ("ann", "wes"):
        world.share("Lead", "initech", name)
    assert rows(world, "LeadShare", where="WHERE RowCause = 'manual'") == {("initech", "ann", "Read", "Manual")}
    of_wes = f"WHERE UserOrGroupId = '{world.ids['wes']}'"
    assert rows(world, "LeadShare", where=of_wes) == {("initech", "wes", "All", "Owner")}


def test_a_rule_has_a_row_for_each_record_and_group_that_it_shares_to(world):
    world.lead("initech", "wes")
    world.lead("hooli", "cleo")
    to = Principal("roleAndSubordinates", "Channel_East")
    world.rules(SharingRule("R", "R", "Lead", "owner", "Edit", to, shared_from=Principal("role", "Channel_West")))
    assert rows(world, "LeadShare", where="WHERE RowCause = 'Rule'") == {
        ("initech", "RoleAndSubordinates Channel East", "Edit", "Rule")
    }


def test_two_rules_to_one_group_have_different_ids(world):
    world.lead("initech", "wes")
    for name in ("R", "S"):
        source, to = Principal("role", "Channel_West"), Principal("role", "Channel_East")
        world.rules(SharingRule(name, name, "Lead", "owner", "Edit", to, shared_from=source))
    ids = [row["Id"] for row in world.rows("admin", "SELECT Id FROM LeadShare ORDER BY Id")]
    assert len(set(ids)) == len(ids) == 3


@pytest.mark.parametrize(
    ("internal", "external", "kept"),
    [("Private", "Private", True), ("ReadWrite", "Private", True), ("Read", "Read", True),
     ("ReadWrite", "ReadWrite", False), ("ReadWriteTransfer", "ReadWrite", False)],
)  # fmt: skip
def test_rows_are_kept_where_a_default_is_below_read_write(world, internal, external, kept):
    world.lead("initech", "ann")
    world.default("Lead", internal, external)
    assert bool(rows(world, "LeadShare")) is kept


def test_ids_are_ids_that_stay(world):
    world.lead("initech", "ann")
    first, again = (world.rows("admin", "SELECT Id FROM LeadShare")[0]["Id"] for _ in range(2))
    assert first == again == to_18(first[:15])
    assert first.startswith(world.schema["LeadShare"].key_prefix)
    assert is_computed(first)
    assert world.rows("admin", f"SELECT UserOrGroup.Name FROM LeadShare WHERE Id = '{first}'")


def test_counts_orders_and_subqueries_take_computed_rows_too(world):
    world.lead("initech", "wes", LastModifiedDate="2026-01-02T00:00:00.000+0000")
    world.lead("hooli", "ann", LastModifiedDate="2026-01-01T00:00:00.000+0000")
    world.share("Lead", "initech", "ann")
    assert world.query("admin", "SELECT COUNT() FROM LeadShare").total_size == 3
    grouped = world.rows("admin", "SELECT RowCause, COUNT(Id) n FROM LeadShare GROUP BY RowCause ORDER BY RowCause")
    assert [(row["RowCause"], row["n"]) for row in grouped] == [("Owner", 2), ("Manual", 1)]
    leads = world.rows("admin", "SELECT Name, (SELECT RowCause FROM Shares ORDER BY RowCause) FROM Lead ORDER BY Name")
    assert [[s["RowCause"] for s in lead["Shares"]["records"]] for lead in leads] == [["Owner"], ["Owner", "Manual"]]
    dated = world.rows(
        "admin", "SELECT Lead.Name FROM LeadShare WHERE LastModifiedDate > 2026-01-01T12:00:00Z AND RowCause = 'Owner'"
    )
    assert [row["Lead"]["Name"] for row in dated] == ["initech"]
    owned = "SELECT Name FROM Lead WHERE Id IN (SELECT LeadId FROM LeadShare WHERE RowCause = 'Owner')"
    assert len(world.rows("admin", owned)) == 2


def test_rows_of_records_that_a_user_does_not_see_are_not_shown(world):
    world.lead("initech", "wes")
    world.lead("hooli", "ann")
    assert rows(world, "LeadShare", "cy") == {("hooli", "ann", "All", "Owner")}
    assert rows(world, "LeadShare", "ann") == {("hooli", "ann", "All", "Owner")}
    assert rows(world, "LeadShare", "bo") == set()


def test_rows_go_to_the_recycle_bin_with_their_record(world):
    world.lead("initech", "ann", IsDeleted=True)
    assert rows(world, "LeadShare") == set()


def test_the_lowest_portal_role_reads_account_and_contacts(world):
    found = {row for row in rows(world, "AccountShare") if row[3] == "PortalImplicit"}
    assert found == {
        ("Acme", "Role Acme Partner User", "Read", "PortalImplicit"),
        ("Globex", "Role Globex Partner User", "Read", "PortalImplicit"),
    }
    of_contacts = rows(world, "ContactShare", where="WHERE RowCause = 'PortalImplicit'")
    assert ("contact ann", "Role Acme Partner User", "Read", "PortalImplicit") in of_contacts


def test_the_portal_user_who_is_the_contact_has_a_row_on_the_case(world):
    world.add("Case", "help", OwnerId=world.ids["wes"], ContactId=world.ids["contact ann"])
    assert ("help", "ann", "Read", "RelatedPortalUser") in rows(world, "CaseShare")


def test_who_has_a_row_on_a_child_has_one_on_the_account(world):
    world.add("Opportunity", "rollout", OwnerId=world.ids["wes"], AccountId=world.ids["Globex"])
    world.add("Opportunity", "other", OwnerId=world.ids["carl"], AccountId=world.ids["Globex"])
    world.share("Opportunity", "rollout", "ann")
    found = rows(world, "AccountShare", where="WHERE RowCause = 'ImplicitParent'")
    assert found == {("Globex", "ann", "Read", "ImplicitParent"), ("Globex", "carl", "Read", "ImplicitParent")}
    world.share("Account", "Globex", "carl", "Edit")
    assert len(rows(world, "AccountShare", where="WHERE RowCause = 'ImplicitParent'")) == 1


def test_children_controlled_by_the_account_give_no_row_on_it(world):
    world.default("Contact", "ControlledByParent")
    world.add("Contact", "kim", LastName="kim", OwnerId=world.ids["carl"], AccountId=world.ids["Globex"])
    assert rows(world, "AccountShare", where="WHERE RowCause = 'ImplicitParent'") == set()
    assert rows(world, "ContactShare") == set()


def test_the_accounts_owner_has_rows_on_its_children_as_the_role_says(world):
    world.change("UserRole", "Channel West", OpportunityAccessForAccountOwner="Edit")
    world.add("Opportunity", "rollout", OwnerId=world.ids["cleo"], AccountId=world.ids["Globex"])
    assert rows(world, "OpportunityShare") == {
        ("rollout", "cleo", "All", "Owner"),
        ("rollout", "wes", "Edit", "ImplicitChild"),
    }
    owner = "SELECT OpportunityAccessLevel, CaseAccessLevel FROM AccountShare WHERE RowCause = 'Owner' AND AccountId = "
    row = world.rows("admin", f"{owner} '{world.ids['Globex']}'")[0]
    assert (row["OpportunityAccessLevel"], row["CaseAccessLevel"]) == ("Edit", "None")


def test_an_account_rule_reaches_down_in_rows(world):
    world.add("Case", "help", OwnerId=world.ids["cleo"], AccountId=world.ids["Globex"])
    to, source = Principal("role", "Channel_East"), Principal("role", "Channel_West")
    levels = AccountLevels(case="Read")
    world.rules(SharingRule("R", "R", "Account", "owner", "Edit", to, shared_from=source, account_levels=levels))
    assert ("help", "Role Channel East", "Read", "ImplicitChild") in rows(world, "CaseShare")


def test_private_opportunities_have_the_owners_row_alone(world):
    world.add("Opportunity", "rollout", OwnerId=world.ids["wes"], IsPrivate=True, AccountId=world.ids["Acme"])
    world.add(
        "OpportunityTeamMember",
        OpportunityId=world.ids["rollout"],
        UserId=world.ids["ann"],
        OpportunityAccessLevel="Edit",
    )
    assert rows(world, "OpportunityShare") == {("rollout", "wes", "All", "Owner")}


def test_sets_and_the_hierarchy_have_none(world):
    """Cy reaches Ann's lead by his role alone."""
    world.lead("initech", "ann")
    assert world.level("cy", "Lead", "initech") == "all"
    assert len(rows(world, "LeadShare")) == 1


def test_custom_objects_and_users_have_rows_too(world):
    world.add("Deal__c", "deal", OwnerId=world.ids["ann"])
    world.share("Deal__c", "deal", "wes", "Edit", "Approval__c")
    assert rows(world, "Deal__Share") == {("deal", "ann", "All", "Owner"), ("deal", "wes", "Edit", "Approval__c")}
    world.default("User", "Private")
    assert ("ann", "ann", "All", "Owner") in rows(world, "UserShare")


@pytest.mark.parametrize(("field", "record"), [("Lead.PartnerAccountId", "pool"), ("Lead.OwnerId", "owned")])
def test_an_account_relationship_has_rows_for_the_lowest_role_that_gains(world, field, record):
    world.schema.features = {*world.schema.features, "account_relationships"}
    ids, rule = world.ids, {"DeveloperName": "D", "Type": "Dealer", "EntityType": "Lead", "AccessLevel": "Edit"}
    world.add("AccountRelationship", AccountFromId=ids["Acme"], AccountToId=ids["Globex"], Type="Dealer")
    world.add("AccountRelationshipShareRule", AccountToCriteriaField=field, **rule)
    world.lead("pool", "cleo", PartnerAccountId=ids["Globex"])
    world.lead("owned", "bo")
    found = rows(world, "LeadShare", where="WHERE RowCause = 'ARImplicit'")
    assert found == {(record, "Role Acme Partner User", "Edit", "ARImplicit")}


@pytest.mark.parametrize("column", ["AccountId", "UserOrGroupId"])
def test_rows_are_found_by_index(world, column):
    """No table of a big org is read through for the rows of one record, or of one user (roles and groups are few)."""
    table = share_rows(Viewer(world.context, world.load("admin")), world.schema["AccountShare"])
    read = world.database.prepare(select(table.c.Id).where(table.c[column] == world.ids["ann"]))
    plan = world.database.raw.execute(f"EXPLAIN QUERY PLAN {read.sql}", read.values({})).fetchall()
    scanned = {found.group(1) for row in plan if (found := re.match(r"SCAN ([A-Z]\w*?)_\d", row[3]))}
    assert scanned <= {"UserRole", "Group"}
