"""UserRecordAccess, asked in SOQL."""

import pytest

from mock_org.errors import SalesforceError

LEVELS = "RecordId, HasReadAccess, HasEditAccess, HasDeleteAccess, HasTransferAccess, HasAllAccess, MaxAccessLevel"


@pytest.fixture
def leads(world):
    world.lead("initech", "ann")
    world.share("Lead", "initech", "bo", "Edit")
    return world


def ask(world, caller, about, *keys, select=LEVELS, also=""):
    ids = ", ".join(f"'{world.ids.get(key, key)}'" for key in keys)
    text = f"SELECT {select} FROM UserRecordAccess WHERE UserId = '{world.ids[about]}' AND RecordId IN ({ids}){also}"
    return world.rows(caller, text)


def flags(row):
    return [row[f"Has{name}Access"] for name in ("Read", "Edit", "Delete", "Transfer", "All")], row["MaxAccessLevel"]


def test_owner_has_everything(leads):
    assert flags(ask(leads, "admin", "ann", "initech")[0]) == ([True] * 5, "All")


def test_editor_may_read_and_edit(leads):
    assert flags(ask(leads, "admin", "bo", "initech")[0]) == ([True, True, False, False, False], "Edit")


def test_others_have_none(leads):
    assert flags(ask(leads, "admin", "abe", "initech")[0]) == ([False] * 5, "None")


def test_transfer_permission_counts_from_read_on(leads):
    leads.change("PermissionSet", "set of Partner", PermissionsTransferAnyLead=True)
    assert flags(ask(leads, "admin", "bo", "initech")[0]) == ([True, True, False, True, False], "Transfer")


def test_object_permissions_cap_the_answer(leads):
    leads.permit("set of Partner", "Lead", "Read")
    assert flags(ask(leads, "admin", "ann", "initech")[0]) == ([True, False, False, False, False], "Read")


def test_records_that_the_caller_cannot_read_are_left_out(leads):
    assert ask(leads, "abe", "ann", "initech") == []
    assert len(ask(leads, "bo", "ann", "initech")) == 1


def test_unknown_records_and_users_are_left_out(leads):
    leads.ids["nobody"] = "005Mo0000000zzzAAA"
    assert ask(leads, "admin", "ann", "00QMo0000000zzzAAA") == []
    assert ask(leads, "admin", "nobody", "initech") == []


def test_filter_on_a_level(leads):
    leads.lead("other", "bo")
    found = ask(leads, "admin", "bo", "initech", "other", select="RecordId", also=" AND HasDeleteAccess = true")
    assert [row["RecordId"] for row in found] == [leads.ids["other"]]


def test_ids_of_15_characters_are_understood(leads):
    assert ask(leads, "admin", "ann", leads.ids["initech"][:15])[0]["RecordId"] == leads.ids["initech"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT Id, UserId, RecordId FROM UserRecordAccess WHERE UserId = '{ann}' AND RecordId = '{initech}'",
         "Can select only RecordId, a Has*Access field, and MaxAccessLevel"),
        ("SELECT Id, UserId, RecordId FROM UserRecordAccess",
         "Can select only RecordId, a Has*Access field, and MaxAccessLevel"),
        ("SELECT RecordId FROM UserRecordAccess", "joined with AND"),
        ("SELECT RecordId FROM UserRecordAccess WHERE UserId = '{ann}'", "needs a filter"),
        ("SELECT RecordId FROM UserRecordAccess WHERE RecordId = '{initech}'", "needs a filter"),
        ("SELECT RecordId FROM UserRecordAccess WHERE UserId = '{ann}' OR RecordId = '{initech}'", "joined with AND"),
        ("SELECT RecordId FROM UserRecordAccess WHERE UserId = 'x' AND RecordId = '{initech}'", "invalid ID field"),
        ("SELECT RecordId FROM UserRecordAccess WHERE UserId = '{ann}' AND RecordId = '{initech}' OFFSET 1",
         "no clause but"),
        ("SELECT RecordId FROM UserRecordAccess WHERE UserId = '{ann}' AND RecordId IN (SELECT Id FROM Lead)",
         "invalid ID field"),
    ],
)  # fmt: skip
def test_what_it_does_not_answer_is_refused(leads, text, message):
    with pytest.raises(SalesforceError) as refused:
        leads.rows("admin", text.format(**leads.ids))
    assert message in refused.value.message
    assert refused.value.code in ("INVALID_FIELD", "MALFORMED_QUERY", "INVALID_QUERY_FILTER_OPERATOR")


def test_more_than_200_records_are_refused(leads):
    ids = [f"00QMo{number:010d}" for number in range(201)]
    with pytest.raises(SalesforceError, match="Number of records exceeds limit: 200"):
        ask(leads, "admin", "ann", *ids)
