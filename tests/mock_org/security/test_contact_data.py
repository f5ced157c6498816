"""Contact data of users, as external users get it."""

import pytest
from sqlalchemy import select

from mock_org.security import UserScope
from mock_org.security.contact_data import PREFERENCES
from mock_org.sosl import parse
from mock_org.sosl.matching import Matching

TEXT = "SELECT Name, Email, ManagerId, Manager.Name FROM User WHERE Name = 'Abe'"


@pytest.fixture
def people(world):
    """Ann, Abe and all others see each other's users; nobody shows anything."""
    world.default("User", "Read")
    for parent in ("set of Partner", "set of Sales", "set of Admin"):
        for name in PREFERENCES:
            flags = {"ParentId": world.ids[parent], "SobjectType": "User", "Field": f"User.{name}"}
            world.add("FieldPermissions", **flags, PermissionsRead=True)
    world.change("User", "abe", Email="abe@acme.example", ManagerId=world.ids["max"], MobilePhone="555-ABE")
    return world


def abe(world, reader):
    [row] = world.rows(reader, TEXT)
    return row["Name"], row["Email"], row["ManagerId"] is not None, row["Manager"] is not None


def test_every_preference_has_its_field(world):
    fields = world.schema["User"].fields
    known = {name for name in PREFERENCES if name in fields}
    assert known >= {"email", "phone", "street", "title", "managerid"}
    for name in known:
        for readers in ("External", "Guest"):
            assert f"userpreferencesshow{PREFERENCES[name]}to{readers}users".lower() in fields


def test_external_user_gets_what_is_shown_and_no_more(people):
    assert abe(people, "ann") == ("Abe", "#N/A", False, False)
    people.change("User", "abe", UserPreferencesShowEmailToExternalUsers=True)
    assert abe(people, "ann") == ("Abe", "abe@acme.example", False, False)
    people.change("User", "abe", UserPreferencesShowManagerToExternalUsers=True)
    assert abe(people, "ann") == ("Abe", "abe@acme.example", True, True)


@pytest.mark.parametrize("reader", ["abe", "cy", "admin"])
def test_the_user_and_the_vendor_see_everything(people, reader):
    assert abe(people, reader) == ("Abe", "abe@acme.example", True, True)


def test_who_administers_the_users_of_an_account_sees_their_data(people):
    people.change("PermissionSet", "set of Partner", PermissionsDelegatedPortalUserAdmin=True)
    assert abe(people, "ann")[1] == "abe@acme.example"


@pytest.mark.parametrize("where", ["Email LIKE 'abe%'", "Manager.Name = 'Max'", "MobilePhone > '555'"])
def test_what_is_hidden_cannot_be_guessed_by_a_filter(people, where):
    text = f"SELECT Id FROM User WHERE {where} AND Name = 'Abe'"
    assert people.rows("ann", text) == []
    assert len(people.rows("cy", text)) == 1


def test_what_is_hidden_does_not_sort_or_group(people):
    found = people.rows("ann", "SELECT Email e, COUNT(Id) n FROM User WHERE Name = 'Abe' GROUP BY Email")
    assert [row["e"] for row in found] == ["#N/A"]


def test_a_user_seen_through_a_record_hides_the_same(people):
    people.add("Task", "call", Subject="Call", OwnerId=people.ids["ann"], CreatedById=people.ids["abe"])
    [row] = people.rows("ann", "SELECT CreatedBy.Name, CreatedBy.Email FROM Task")
    assert (row["CreatedBy"]["Name"], row["CreatedBy"]["Email"]) == ("Abe", "#N/A")


@pytest.mark.parametrize(("reader", "found"), [("ann", 0), ("abe", 1), ("cy", 1)])
def test_a_search_finds_nothing_by_what_is_hidden(people, reader, found):
    running = people.load(reader)
    table = people.database.tables.get("User").alias()
    matching = Matching(people.schema["User"], "ALL", UserScope(people.context, running))
    terms = parse("FIND {abe@acme.example} RETURNING User(Id)").terms
    rows = people.database.rows(select(table.c.Id).where(matching.predicate(terms, table)))
    assert len(rows) == found
