"""Out of the Recycle Bin: back into the org, with the family and the lookups that went, or away for good."""

from typing import Any

from mock_org.dml import access, recycle_bin
from mock_org.dml.context import SaveContext
from mock_org.dml.defaults import MODIFIED, stamp
from mock_org.dml.references import target_of
from mock_org.dml.results import NoSuchRecord
from mock_org.dml.rows import Rows
from mock_org.dml.unique import check_unique
from mock_org.errors import SalesforceError
from mock_org.schema import SObject, to_18

Values = dict[str, Any]
# Standard lookups that come back with the record they point to; custom ones all do (Salesforce help, "Restore Deleted
# Records": parent accounts, parent cases, custom lookups; only those that were not replaced). Confidence A.
RESTORED_LOOKUPS = frozenset({("Account", "ParentId"), ("Case", "ParentId")})


def check(ctx: SaveContext, sobject: SObject, row: Values) -> None:
    """Refuse what is not in the bin by itself: it is not deleted, or it went along with another record.

    Raises SalesforceError UNDELETE_FAILED (code A, text C).
    """
    if not row.get("IsDeleted") or not recycle_bin.family(ctx.database, row["Id"]):
        raise undelete_failed()
    for field in sobject.fields.values():
        parent = row.get(field.name)
        if field.type == "reference" and parent and not field.nillable and _is_gone(ctx, sobject, field.name, parent):
            raise undelete_failed()


def undelete_failed() -> SalesforceError:
    """The refusal of an undelete."""
    return SalesforceError("UNDELETE_FAILED", "Entity is not in the recycle bin", [])


def restore(ctx: SaveContext, sobject: SObject, record_id: str) -> Values:
    """Bring a record back, with what went along and the lookups to it; the row as it is then.

    Raises SalesforceError DUPLICATE_VALUE where a unique value was taken meanwhile.
    """
    family = recycle_bin.family(ctx.database, record_id)
    for name, member_id in family:
        member = ctx.schema.get(name)
        if member is not None:
            rows = Rows(ctx.database, member)
            check_unique(ctx, member, rows.get(member_id) or {}, None)
            audit: Values = {"IsDeleted": False, "MasterRecordId": None}
            stamp(ctx, member, audit, created=False)
            rows.update(
                [member_id], {n: v for n, v in audit.items() if n in ("IsDeleted", "MasterRecordId", *MODIFIED)}
            )
    for name, member_id in family:
        member = ctx.schema.get(name)
        if member is not None:
            _drop_dangling(ctx, member, member_id)
    _restore_lookups(ctx, record_id)
    recycle_bin.forget(ctx.database, record_id)
    return Rows(ctx.database, sobject).get(record_id) or {}


def throw_away(ctx: SaveContext, sobject: SObject, sent_id: str) -> str:
    """Take a deleted record and what went along away for good; its id.

    Raises SalesforceError for one that is not in the bin, or not the running user's to throw away (those who may
    delete it may; SOAP API Developer Guide, emptyRecycleBin; confidence B, text of the refusal D).
    """
    record_id = to_18(sent_id)
    row = Rows(ctx.database, sobject).get(record_id) if record_id else None
    if row is None or record_id is None:
        raise NoSuchRecord
    access.check_delete(ctx, sobject, record_id)
    if not row.get("IsDeleted") or not recycle_bin.family(ctx.database, record_id):
        raise SalesforceError("DELETE_FAILED", "Entity is not in the recycle bin", [])
    recycle_bin.erase(ctx.database, ctx.schema, record_id)
    return record_id


def _is_gone(ctx: SaveContext, sobject: SObject, field_name: str, parent_id: str) -> bool:
    field = sobject.field(field_name)
    target = target_of(ctx, field, parent_id) if field else None
    return target is not None and not target.virtual and Rows(ctx.database, target).is_deleted(parent_id) is not False


def _drop_dangling(ctx: SaveContext, sobject: SObject, record_id: str) -> None:
    """Lookups to what was deleted since point to nothing."""
    rows = Rows(ctx.database, sobject)
    row = rows.get(record_id) or {}
    gone = [
        field.name
        for field in sobject.fields.values()
        if field.type == "reference"
        and field.nillable
        and row.get(field.name)
        and _is_gone(ctx, sobject, field.name, row[field.name])
    ]
    if gone:
        rows.update([record_id], dict.fromkeys(gone))


def _restore_lookups(ctx: SaveContext, root_id: str) -> None:
    for lookup in recycle_bin.cleared(ctx.database, root_id):
        sobject = ctx.schema.get(lookup.sobject)
        field = sobject.field(lookup.field) if sobject else None
        if sobject is None or field is None or not (field.custom or (sobject.name, field.name) in RESTORED_LOOKUPS):
            continue
        rows = Rows(ctx.database, sobject)
        row = rows.get(lookup.record_id)
        if row is not None and not row.get("IsDeleted") and row.get(field.name) is None:
            rows.update([lookup.record_id], {field.name: lookup.held})
