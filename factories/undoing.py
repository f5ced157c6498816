"""The deeds that take back other deeds; each tells what the org says against it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from factories.journal import Entry
from factories.records import COLLECTION_SIZE, Records
from factories.refused import Refused
from factories.soql import text_literal

GONE = frozenset({"ENTITY_IS_DELETED", "NOT_FOUND", "INVALID_CROSS_REFERENCE_KEY"})
NO_FIELD = frozenset({"INVALID_FIELD", "INVALID_FIELD_FOR_INSERT_UPDATE"})
CLOCKS_DIFFER = timedelta(minutes=5)
STAMPS = ("CreatedDate", "SystemModstamp", "LastModifiedDate")
MOST_TYPES = 10
"""REST API Developer Guide, sObject Collections: at most so many chunks of one sObject each in a request."""

SETUP = frozenset({"Group", "GroupMember", "PermissionSet", "PermissionSetAssignment", "QueueSobject", "UserRole"})
"""Apex Developer Guide, sObjects That Cannot Be Used Together in DML Operations (those that a run may have made).

One transaction must not touch these and others (A); that deleting a collection is one for all of its parts is D.
"""


def deactivate(org: Records, ids: Sequence[str]) -> dict[str, str]:
    """Deactivate users, and cut partner users off from their contacts, which can be deleted then: refusals by id.

    Disable Partner User goes with IsActive=false (observed code, confidence B).
    """
    users = _states(org, ids) if ids else []
    rows = [
        {"Id": user["Id"], "IsActive": False} | ({"IsPortalEnabled": False} if user.get("IsPortalEnabled") else {})
        for user in users
        if user["IsActive"] or user.get("IsPortalEnabled")
    ]
    refused = _change(org, "User", rows)
    again = [{"Id": row["Id"], "IsActive": False} for row in rows if row["Id"] in refused and len(row) > 2]
    for row in again:  # where the cut is refused, the user is deactivated at least
        del refused[row["Id"]]
    return refused | _change(org, "User", again)


def delete(org: Records, records: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Delete records in this order; partner accounts are disabled before: refusals by id."""
    accounts = [record_id for sobject, record_id in records if sobject == "Account"]
    refused = _disable(org, accounts) if accounts else {}
    for sobject, record_id in [each for each in records if each[0] in UNDELETABLE]:
        refused |= _change(org, sobject, [{"Id": record_id, **UNDELETABLE[sobject]}])
    for batch in _batches([each for each in records if each[0] not in UNDELETABLE]):
        ids = ",".join(record_id for _, record_id in batch)
        results = org.rest("DELETE", "composite/sobjects", params={"ids": ids, "allOrNone": "false"})
        refused |= _refusals([record_id for _, record_id in batch], results)
    return refused


def restore(org: Records, entry: Entry) -> None:
    """Give a record the values that it had. Raises Refused."""
    try:
        org.rest("PATCH", f"sobjects/{entry.sobject}/{entry.id}", entry.old)
    except Refused as refusal:
        if refusal.code not in GONE:
            raise


def end_sessions(org: Records, entry: Entry) -> None:
    """End the session that the run has got as a user who was there before. Raises Refused.

    Only sessions of programs, from about the time of the log-in: the user may be at work in a browser. Users of the
    run itself are deactivated.
    """
    where = f"Username = {text_literal(entry.key['Username'])} AND IsActive = true"
    at = datetime.fromisoformat(entry.at)
    start, end = (each.strftime("%Y-%m-%dT%H:%M:%SZ") for each in (at - CLOCKS_DIFFER, at + CLOCKS_DIFFER))
    about = f"SessionType != 'UI' AND CreatedDate >= {start} AND CreatedDate <= {end}"
    for user in org.query(f"SELECT Id FROM User WHERE {where}"):
        whose = f"UsersId = {text_literal(user.Id)}"
        for session in org.query(f"SELECT Id FROM AuthSession WHERE {whose} AND {about}"):
            org.journal.learn(session.Id)
            org.rest("DELETE", f"sobjects/AuthSession/{session.Id}")


def find(org: Records, entry: Entry) -> list[str]:
    """The records that an insert has made whose answer never came."""
    filterable = {field["name"] for field in org.describe(entry.sobject)["fields"] if field["filterable"]}
    values = [f"{name} = {text_literal(value)}" for name, value in entry.key.items() if name in filterable]
    if not values:
        return []
    stamp = next((name for name in STAMPS if name in filterable), None)
    if stamp:
        day_before = datetime.fromisoformat(entry.at) - timedelta(days=1)  # clocks differ
        values.append(f"{stamp} >= {day_before.strftime('%Y-%m-%dT%H:%M:%SZ')}")
    return [str(row.Id) for row in org.query(f"SELECT Id FROM {entry.sobject} WHERE {' AND '.join(values)}")]


# What has no delete: a member of a site (Object Reference, NetworkMemberGroup, confidence A), a site (confidence A).
UNDELETABLE: Mapping[str, Mapping[str, Any]] = {
    "NetworkMemberGroup": {"AssignmentStatus": "WaitingForRemove"},
    "Network": {"Status": "DownForMaintenance"},
}


def _states(org: Records, ids: Sequence[str]) -> list[dict[str, Any]]:
    where = f"FROM User WHERE Id IN ({', '.join(map(text_literal, ids))})"
    try:
        return [*org.query(f"SELECT Id, IsActive, IsPortalEnabled {where}")]
    except Refused as refusal:
        if refusal.code not in NO_FIELD:
            raise
    return [*org.query(f"SELECT Id, IsActive {where}")]


def _disable(org: Records, ids: Sequence[str]) -> dict[str, str]:
    """Disable those that are partner accounts."""
    listed = ", ".join(map(text_literal, ids))
    try:
        partners = org.query(f"SELECT Id FROM Account WHERE Id IN ({listed}) AND IsPartner = true")
    except Refused as refusal:
        if refusal.code not in NO_FIELD:
            raise
        return {}  # an org without partners
    return _change(org, "Account", [{"Id": row.Id, "IsPartner": False} for row in partners])


def _change(org: Records, sobject: str, rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    refused: dict[str, str] = {}
    for start in range(0, len(rows), COLLECTION_SIZE):
        batch = rows[start : start + COLLECTION_SIZE]
        records = [{"attributes": {"type": sobject}, **row} for row in batch]
        results = org.rest("PATCH", "composite/sobjects", {"allOrNone": False, "records": records})
        refused |= _refusals([str(row["Id"]) for row in batch], results)
    return refused


def _refusals(ids: Iterable[str], results: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    refused = {}
    for record_id, result in zip(ids, results, strict=True):
        if not result["success"] and result["errors"][0]["statusCode"] not in GONE:
            fault = result["errors"][0]
            refused[record_id] = f"{fault['statusCode']}: {fault['message']}"
    return refused


def _batches(records: Sequence[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    """Parts of the list that fit into a request each."""
    batch: list[tuple[str, str]] = []
    chunks = 0
    for record in records:
        chunks += not batch or batch[-1][0] != record[0]
        mixed = batch and (batch[-1][0] in SETUP) != (record[0] in SETUP)
        if batch and (mixed or len(batch) == COLLECTION_SIZE or chunks > MOST_TYPES):
            yield batch
            batch, chunks = [], 1
        batch.append(record)
    if batch:
        yield batch
