"""Record types of records: the default of the profile, which may be chosen, the picklist values that each has.

Salesforce help, "How Is Record Type Access Specified?". Confidence A; refusals as quoted from clients' logs (B).
"""

from collections.abc import Iterator, Mapping
from typing import Any

from mock_org.dml.context import SaveContext
from mock_org.dml.rows import Rows
from mock_org.errors import SalesforceError
from mock_org.schema import Field, SObject
from mock_org.security.model import RecordTypeValues
from mock_org.security.record_types import available, default

FIELD = "RecordTypeId"
MASTER = "012000000000000AAA"
Row = Mapping[str, Any]


def default_record_type(ctx: SaveContext, sobject: SObject) -> str | None:
    """The id of the record type that a new record of the running user gets."""
    name = None if ctx.system else default(ctx.security, ctx.user, sobject.name)
    if name is None:
        return None
    return next((row["Id"] for row in _types(ctx, sobject) if row["IsActive"] and _named(row, name)), None)


def default_values(ctx: SaveContext, sobject: SObject, record_type_id: str | None) -> Mapping[str, str]:
    """What a record type chooses beforehand in its picklists."""
    return {
        entry.field.lower(): entry.default
        for entry in _values(ctx, sobject, record_type_id)
        if entry.default is not None
    }


def check_record_type(ctx: SaveContext, sobject: SObject, new: dict[str, Any], old: Row | None) -> None:
    """Refuse a record type of another object, an inactive one, one that the running user may not choose.

    Raises SalesforceError INVALID_CROSS_REFERENCE_KEY.
    """
    record_type_id = new.get(FIELD)
    if record_type_id == MASTER:
        new[FIELD] = record_type_id = None
    if not record_type_id or (old is not None and old.get(FIELD) == record_type_id):
        return
    row = next((row for row in _types(ctx, sobject) if row["Id"] == record_type_id), None)
    allowed = available(ctx.security, ctx.user, sobject.name)
    usable = row is not None and (row["IsActive"] or ctx.system)
    if not usable or (allowed is not None and str((row or {}).get("DeveloperName")).lower() not in allowed):
        message = f"Record Type ID: this ID value isn't valid for the user: {record_type_id}"
        raise SalesforceError("INVALID_CROSS_REFERENCE_KEY", message, [FIELD])


def check_values(ctx: SaveContext, sobject: SObject, new: Row, old: Row | None) -> None:
    """Refuse values that a restricted picklist has not with the record's record type.

    Raises SalesforceError INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST.
    """
    for entry in _values(ctx, sobject, new.get(FIELD)):
        field = sobject.field(entry.field)
        value = new.get(field.name) if field else None
        if field is None or not field.restricted_picklist or not value:
            continue
        if old is None or old.get(field.name) != value:
            _check_value(field, entry, str(value))


def _check_value(field: Field, entry: RecordTypeValues, value: str) -> None:
    for part in value.split(";") if field.type == "multipicklist" else [value]:
        if part not in entry.values:
            message = f"{field.label}: bad value for restricted picklist field: {part}"
            raise SalesforceError("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", message, [field.name])


def _types(ctx: SaveContext, sobject: SObject) -> list[dict[str, Any]]:
    if "RecordType" not in ctx.schema:
        return []
    return Rows(ctx.database, ctx.schema["RecordType"]).find(SobjectType=sobject.name)


def _values(ctx: SaveContext, sobject: SObject, record_type_id: str | None) -> Iterator[RecordTypeValues]:
    entries = [e for e in ctx.security.sharing.record_type_values if e.sobject.lower() == sobject.name.lower()]
    if not entries or not record_type_id:
        return
    row = next((row for row in _types(ctx, sobject) if row["Id"] == record_type_id), None)
    yield from (entry for entry in entries if row is not None and _named(row, entry.name))


def _named(row: Row, name: str) -> bool:
    return str(row["DeveloperName"]).lower() == name.lower()
