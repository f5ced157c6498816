"""Insert, update, upsert, delete: lists of records in, SaveResults out; all or none, or each for itself.

The functions on lists never raise for a record: they answer SaveResults. Those ending in `_one` raise SalesforceError.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from mock_org.dml import merging, recycle_bin, undeletion
from mock_org.dml.context import SaveContext
from mock_org.dml.merging import MergeResult
from mock_org.dml.platform import all_triggers
from mock_org.dml.results import NoSuchRecord, SaveResult
from mock_org.dml.rules import LookupFilter, Rollup, SaveRules, ValidationRule
from mock_org.dml.save import ORDER_OF_DELETION, ORDER_OF_EXECUTION, ORDER_OF_UNDELETION, run
from mock_org.dml.system import SystemRecords
from mock_org.dml.triggers import Records, Trigger, TriggerContext
from mock_org.dml.upsert import repeated_keys, upsert_record
from mock_org.errors import SalesforceError
from mock_org.schema import SObject

__all__ = [
    "ORDER_OF_DELETION",
    "ORDER_OF_EXECUTION",
    "ORDER_OF_UNDELETION",
    "LookupFilter",
    "MergeResult",
    "NoSuchRecord",
    "Records",
    "Rollup",
    "SaveContext",
    "SaveResult",
    "SaveRules",
    "SystemRecords",
    "Trigger",
    "TriggerContext",
    "ValidationRule",
    "all_triggers",
    "delete",
    "delete_one",
    "empty_recycle_bin",
    "hard_delete",
    "insert",
    "insert_one",
    "merge",
    "purge",
    "system_records",
    "undelete",
    "update",
    "update_one",
    "upsert",
    "upsert_one",
]

Record = Mapping[str, Any]


def insert(ctx: SaveContext, sobject: str, records: Sequence[Record], all_or_none: bool = True) -> list[SaveResult]:
    """Create records of one sObject."""
    return _each(ctx, [partial(_insert, ctx, sobject, record) for record in records], all_or_none)


def update(ctx: SaveContext, sobject: str, records: Sequence[Record], all_or_none: bool = True) -> list[SaveResult]:
    """Change records of one sObject; each names its `Id`."""
    return _each(ctx, [partial(_update, ctx, sobject, record) for record in records], all_or_none)


def delete(ctx: SaveContext, record_ids: Sequence[str], all_or_none: bool = True) -> list[SaveResult]:
    """Delete records of any sObjects by id."""
    return _each(ctx, [partial(_delete, ctx, record_id) for record_id in record_ids], all_or_none)


def undelete(ctx: SaveContext, record_ids: Sequence[str], all_or_none: bool = True) -> list[SaveResult]:
    """Bring records back from the Recycle Bin, each with what went along with it."""
    purge(ctx)
    return _each(ctx, [partial(_undelete, ctx, record_id) for record_id in record_ids], all_or_none)


def hard_delete(ctx: SaveContext, record_ids: Sequence[str], all_or_none: bool = True) -> list[SaveResult]:
    """Delete records past the Recycle Bin, in bulk; the permission Bulk API Hard Delete is needed.

    Raises SalesforceError FEATURENOTENABLED without the permission.
    """
    if not ctx.user.has("BulkApiHardDelete"):
        raise SalesforceError("FEATURENOTENABLED", "hardDelete operation requires special user profile permission")
    return _each(ctx, [partial(_hard_delete, ctx, record_id) for record_id in record_ids], all_or_none)


def empty_recycle_bin(ctx: SaveContext, record_ids: Sequence[str], all_or_none: bool = False) -> list[SaveResult]:
    """Throw away deleted records for good, each with what went along with it."""
    purge(ctx)
    return _each(ctx, [partial(_throw_away, ctx, record_id) for record_id in record_ids], all_or_none)


def purge(ctx: SaveContext) -> None:
    """Take away for good what has been in the Recycle Bin for too long."""
    recycle_bin.purge(ctx.database, ctx.schema, ctx.clock)


def merge(ctx: SaveContext, sobject: str, master: Record, losers: Sequence[str]) -> MergeResult:
    """Merge up to two records into a third; `master` names its `Id` and the values that it is to have.

    Raises SalesforceError when it is refused; then nothing is merged.
    """
    with ctx.database.transaction():
        return merging.merge(ctx, _object(ctx, sobject), master, losers)


def upsert(
    ctx: SaveContext, sobject: str, external_id: str, records: Sequence[Record], all_or_none: bool = True
) -> list[SaveResult]:
    """Change the records whose external id field has the value that is sent, create the others."""
    refused = repeated_keys(ctx, _object(ctx, sobject), external_id, records)
    saves = [
        partial(_refuse, refused[place]) if place in refused else partial(_upsert, ctx, sobject, external_id, record)
        for place, record in enumerate(records)
    ]
    return _each(ctx, saves, all_or_none)


def insert_one(ctx: SaveContext, sobject: str, values: Record) -> str:
    """Create one record; its id.

    Raises SalesforceError when it is refused.
    """
    with ctx.database.transaction():
        return str(_insert(ctx, sobject, values).id)


def update_one(ctx: SaveContext, sobject: str, record_id: str, values: Record) -> None:
    """Change one record.

    Raises SalesforceError when it is refused; NOT_FOUND where it is missing or invisible, since a URL named it
    (REST API Developer Guide, status 404: "check the URI ... and the sharing"; confidence D).
    """
    try:
        with ctx.database.transaction():
            run(ctx, "update", _object(ctx, sobject), values, record_id)
    except NoSuchRecord:
        raise not_found() from None


def delete_one(ctx: SaveContext, record_id: str, sobject: str | None = None) -> None:
    """Delete one record, of this sObject if one is named.

    Raises SalesforceError when it is refused.
    """
    with ctx.database.transaction():
        run(ctx, "delete", _object(ctx, sobject) if sobject else _object_of(ctx, record_id), {}, record_id)


def upsert_one(ctx: SaveContext, sobject: str, external_id: str, values: Record) -> SaveResult:
    """Change or create one record by external id.

    Raises SalesforceError when it is refused.
    """
    with ctx.database.transaction():
        return upsert_record(ctx, _object(ctx, sobject), external_id, values)


def system_records(ctx: SaveContext) -> SystemRecords:
    """The org's records in system mode, as triggers see them."""
    return SystemRecords(ctx, run)


def not_found() -> SalesforceError:
    """The answer to a resource that is not there, or not for this user."""
    return SalesforceError("NOT_FOUND", "The requested resource does not exist")


def _each(ctx: SaveContext, saves: Sequence[Callable[[], SaveResult]], all_or_none: bool) -> list[SaveResult]:
    results: list[SaveResult] = []
    try:
        with ctx.database.transaction():
            for save in saves:
                results.append(_attempt(ctx, save))
            if all_or_none and not all(result.success for result in results):
                raise _RolledBackError
    except _RolledBackError:
        return [SaveResult.rolled_back() if result.success else result for result in results]
    return results


class _RolledBackError(Exception):
    """Ends the transaction of an all-or-none call in which a record was refused."""


def _attempt(ctx: SaveContext, save: Callable[[], SaveResult]) -> SaveResult:
    try:
        with ctx.database.transaction():
            return save()
    except SalesforceError as refusal:
        return SaveResult.failed(refusal)


def _insert(ctx: SaveContext, sobject: str, values: Record) -> SaveResult:
    return SaveResult(run(ctx, "insert", _object(ctx, sobject), values, None), True, created=True)


def _update(ctx: SaveContext, sobject: str, values: Record) -> SaveResult:
    named = {name: value for name, value in values.items() if name.lower() != "id"}
    record_id = next((value for name, value in values.items() if name.lower() == "id"), None)
    if not record_id:
        raise SalesforceError("MISSING_ARGUMENT", "Id not specified in an update call", [])
    return SaveResult(run(ctx, "update", _object(ctx, sobject), named, str(record_id)), True)


def _upsert(ctx: SaveContext, sobject: str, external_id: str, values: Record) -> SaveResult:
    return upsert_record(ctx, _object(ctx, sobject), external_id, values)


def _delete(ctx: SaveContext, record_id: str) -> SaveResult:
    return SaveResult(run(ctx, "delete", _object_of(ctx, record_id), {}, record_id), True)


def _refuse(error: SalesforceError) -> SaveResult:
    raise error


def _undelete(ctx: SaveContext, record_id: str) -> SaveResult:
    return SaveResult(run(ctx, "undelete", _object_of(ctx, record_id), {}, record_id), True)


def _hard_delete(ctx: SaveContext, record_id: str) -> SaveResult:
    deleted = run(ctx, "delete", _object_of(ctx, record_id), {}, record_id)
    recycle_bin.erase(ctx.database, ctx.schema, deleted)
    return SaveResult(deleted, True)


def _throw_away(ctx: SaveContext, record_id: str) -> SaveResult:
    return SaveResult(undeletion.throw_away(ctx, _object_of(ctx, record_id), record_id), True)


def _object(ctx: SaveContext, name: str) -> SObject:
    found = ctx.schema.get(name)
    if found is None or found.virtual:
        raise not_found()
    return found


def _object_of(ctx: SaveContext, record_id: str) -> SObject:
    found = ctx.schema.by_key_prefix(record_id[:3]) if len(record_id) in (15, 18) else None
    if found is None or found.virtual:
        raise SalesforceError("MALFORMED_ID", f"malformed id {record_id}", [])
    return found
