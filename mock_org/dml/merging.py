"""Merge: up to three accounts, contacts, leads or cases become one (SOAP API Developer Guide, merge; confidence A)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mock_org.dml import access, rollups
from mock_org.dml.context import SaveContext
from mock_org.dml.hierarchies import REFUSAL
from mock_org.dml.merging_portals import check_portals, close_portal, settle_users
from mock_org.dml.results import NoSuchRecord
from mock_org.dml.rows import Rows
from mock_org.dml.save import run
from mock_org.dml.system import SystemRecords
from mock_org.errors import SalesforceError
from mock_org.schema import Field, SObject, to_18

Values = dict[str, Any]
MERGEABLE = ("Account", "Contact", "Lead", "Case")
MOST_LOSERS = 2
# Children of which a parent has each only once: the loser's is dropped where the master has the same.
_ONCE: Mapping[str, tuple[str, ...]] = {
    "CampaignMember": ("CampaignId", "LeadId", "ContactId"),
    "AccountContactRelation": ("AccountId", "ContactId"),
    "AccountTeamMember": ("AccountId", "UserId"),
}


@dataclass(frozen=True, slots=True)
class MergeResult:
    """What became of a merge: the master, the losers, and those children with a new parent that the caller may see."""

    id: str
    merged_record_ids: tuple[str, ...]
    updated_related_ids: tuple[str, ...]


def merge(ctx: SaveContext, sobject: SObject, master: Mapping[str, Any], losers: Sequence[str]) -> MergeResult:
    """Give the master its values and the losers' children, and put the losers into the Recycle Bin.

    master: its `Id` and the values that it is to have.
    Raises SalesforceError when the user may not edit the master or delete the losers, and for what cannot be merged.
    """
    if sobject.name not in MERGEABLE:
        raise access.unsupported(sobject, "merged")
    master_row, loser_rows = _load(ctx, sobject, master, losers)
    if any(row.get("IsPersonAccount") for row in (master_row, *loser_rows)):
        raise SalesforceError("NOT_IMPLEMENTED", "Person accounts are not merged by Mock Org", [])
    check_portals(ctx, sobject, master_row, loser_rows)
    for row in loser_rows:
        _check_circle(sobject, master_row, row)
    moved: list[tuple[SObject, str]] = []
    for row in loser_rows:
        settle_users(SystemRecords(ctx, run), sobject, master_row, row)
        moved += _reparent(ctx, sobject, row["Id"], master_row["Id"])
        close_portal(SystemRecords(ctx, run), sobject, row)
        run(ctx, "delete", sobject, {}, row["Id"])
        Rows(ctx.database, sobject).update([row["Id"]], {"MasterRecordId": master_row["Id"]})
    values = {name: value for name, value in master.items() if name.lower() != "id"}
    run(ctx, "update", sobject, values, master_row["Id"])
    _roll_up(ctx.as_system(), sobject, master_row["Id"])
    seen = [record_id for child, record_id in moved if access.may_read_record(ctx, child, record_id)]
    return MergeResult(master_row["Id"], tuple(row["Id"] for row in loser_rows), tuple(dict.fromkeys(seen)))


def _roll_up(ctx: SaveContext, sobject: SObject, master_id: str) -> None:
    """Sum up the details that came from the losers."""
    masters = [(sobject.name, master_id)]
    rollups.roll_up(ctx, masters, lambda master, values, key: run(ctx, "update", master, values, key))


def _load(
    ctx: SaveContext, sobject: SObject, master: Mapping[str, Any], losers: Sequence[str]
) -> tuple[Values, list[Values]]:
    sent = next((value for name, value in master.items() if name.lower() == "id"), None)
    if not sent:
        raise SalesforceError("MISSING_ARGUMENT", "Id not specified in an update call", [])
    if not 1 <= len(losers) <= MOST_LOSERS:
        message = f"merge takes 1 to {MOST_LOSERS} records to merge into the master record"
        raise SalesforceError("INVALID_ARGUMENT_TYPE", message, [])
    found = [_row(ctx, sobject, str(record_id)) for record_id in (sent, *losers)]
    ids = [row["Id"] for row in found]
    if len(set(ids)) < len(ids):
        raise SalesforceError("DUPLICATE_VALUE", f"duplicate id specified: {ids[0]}", [])
    access.check_edit(ctx, sobject, ids[0])
    for record_id in ids[1:]:
        access.check_delete(ctx, sobject, record_id)
    return found[0], found[1:]


def _row(ctx: SaveContext, sobject: SObject, sent: str) -> Values:
    record_id = to_18(sent)
    if record_id is None or not record_id.startswith(str(sobject.key_prefix)):
        raise SalesforceError("MALFORMED_ID", f"malformed id {sent}", [])
    row = Rows(ctx.database, sobject).get(record_id)
    if row is None or not access.may_read_record(ctx, sobject, record_id):
        raise NoSuchRecord
    if row.get("IsDeleted"):
        raise SalesforceError("ENTITY_IS_DELETED", "entity is deleted", [])
    return row


def _check_circle(sobject: SObject, master: Values, loser: Values) -> None:
    """A master below a loser would become its own parent (that a merge says so: confidence C)."""
    for field in sobject.fields.values():
        own = field.type == "reference" and sobject.name in field.reference_to and field.name != "MasterRecordId"
        if own and master.get(field.name) == loser["Id"]:
            raise SalesforceError(*REFUSAL, [field.name])


def _reparent(ctx: SaveContext, sobject: SObject, loser_id: str, master_id: str) -> list[tuple[SObject, str]]:
    moved: list[tuple[SObject, str]] = []
    for child, field in _lookups(ctx, sobject):
        rows = Rows(ctx.database, child)
        for row in rows.find(**{field.name: loser_id}):
            if child.share_of or _has_twin(rows, row | {field.name: master_id}):
                rows.remove([row["Id"]])
                continue
            if field.relationship_order is not None or (child.name, field.name) == ("Contact", "AccountId"):
                SystemRecords(ctx, run).update(child.name, row["Id"], {field.name: master_id})
            else:
                rows.update([row["Id"]], {field.name: master_id})
            moved.append((child, row["Id"]))
    return moved


def _lookups(ctx: SaveContext, parent: SObject) -> Iterator[tuple[SObject, Field]]:
    for child in ctx.schema:
        if child.virtual or child.name == "User" or child.name not in ctx.database.tables:
            continue
        for field in child.fields.values():
            if field.type == "reference" and parent.name in field.reference_to and field.name != "MasterRecordId":
                yield child, field


def _has_twin(rows: Rows, row: Values) -> bool:
    keys = _ONCE.get(rows.sobject.name)
    return bool(keys) and rows.count(**{name: row.get(name) for name in keys or ()}) > 0
