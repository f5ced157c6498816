"""The rows of a bulk upload as records, saved in chunks of 200, each for itself."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mock_org.dml import SaveResult
from mock_org.dml.values import coerce
from mock_org.errors import SalesforceError
from mock_org.org.bulk import InvalidBatchError
from mock_org.org.collection import update_once, upsert_once
from mock_org.org.session import Session
from mock_org.schema import Field, SObject
from mock_org.security import readable

CHUNK = 200  # Bulk API Developer Guide, "General Guidelines for Data Loads"
NULL = "#N/A"
OPERATIONS = ("insert", "update", "upsert", "delete", "hardDelete")
# XML Schema's name of a field type, for the refusal of a value (recorded with xsd:date).
_XSD = {
    "boolean": "xsd:boolean",
    "currency": "xsd:double",
    "date": "xsd:date",
    "datetime": "xsd:dateTime",
    "double": "xsd:double",
    "int": "xsd:int",
    "percent": "xsd:double",
}
_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}
Record = dict[str, Any]


@dataclass(frozen=True)
class _Column:
    """Where the values of a column go: a field, or the external id of the record that a lookup names."""

    field: Field
    relationship: str | None = None
    parent: str | None = None


def read_rows(
    session: Session, sobject: SObject, header: Sequence[str], rows: Sequence[Sequence[str]]
) -> list[Record | SalesforceError]:
    """Rows of text as records; a SalesforceError instead of one with a value that is none of its field's type.

    Raises InvalidBatchError for a column that is no field, or one that the user may not read.
    """
    columns = [_column(session, sobject, name) for name in header]
    names = [name.lower() for name in header]
    for name in header:
        if names.count(name.lower()) > 1:
            raise InvalidBatchError(f"InvalidBatch : Duplicate column name : {name}")
    return [_record(columns, row) for row in rows]


def check_columns(operation: str, header: Sequence[str], external_id: str | None) -> None:
    """Refuse an upload that does not say which record a row is about.

    Raises InvalidBatchError.
    """
    names = {name.lower() for name in header}
    needed = {"update": "Id", "delete": "Id", "hardDelete": "Id", "upsert": external_id}.get(operation)
    if needed and needed.lower() not in names:
        raise InvalidBatchError(f"InvalidBatch : Field name not found : {needed}")
    if operation in ("delete", "hardDelete") and names != {"id"}:
        raise InvalidBatchError(f"InvalidBatch : Only the column Id is allowed to {operation}")


def save_rows(
    session: Session,
    operation: str,
    sobject: str,
    external_id: str | None,
    records: Sequence[Record | SalesforceError],
) -> list[SaveResult]:
    """A SaveResult for each record, in their order."""
    save = _saver(session, operation, sobject, external_id)
    results: list[SaveResult] = []
    with session.org.database.transaction():
        for start in range(0, len(records), CHUNK):
            chunk = records[start : start + CHUNK]
            saved = iter(save([each for each in chunk if not isinstance(each, SalesforceError)]))
            results += [SaveResult.failed(each) if isinstance(each, SalesforceError) else next(saved) for each in chunk]
    return results


def _saver(
    session: Session, operation: str, sobject: str, external_id: str | None
) -> Callable[[Sequence[Record]], list[SaveResult]]:
    savers: dict[str, Callable[[Sequence[Record]], list[SaveResult]]] = {
        "insert": lambda records: session.insert_many(sobject, records, all_or_none=False),
        "update": lambda records: update_once(session, sobject, records),
        "upsert": lambda records: upsert_once(session, sobject, external_id or "Id", records),
        "delete": lambda records: session.delete_many(_ids(records), all_or_none=False),
        "hardDelete": lambda records: session.hard_delete_many(_ids(records), all_or_none=False),
    }
    return savers[operation]


def _ids(records: Sequence[Mapping[str, Any]]) -> list[str]:
    return [str(next((value for name, value in each.items() if name.lower() == "id"), "")) for each in records]


def _column(session: Session, sobject: SObject, name: str) -> _Column:
    """Account.Ext__c names a parent by its external id, Lead:Who.Email one whose type must be said."""
    if "." not in name:
        return _Column(_field(session, sobject, name, name))
    path, _, field_name = name.rpartition(".")
    type_name, _, relationship = path.rpartition(":")
    lookup = sobject.relationship(relationship)
    parents = lookup.reference_to if lookup else ()
    chosen = [each for each in parents if not type_name or each.lower() == type_name.lower()]
    parent = session.org.schema.get(chosen[0]) if len(chosen) == 1 else None
    if lookup is None or parent is None:
        raise InvalidBatchError(f"InvalidBatch : Field name not found : {name}")
    return _Column(_field(session, parent, field_name, name), lookup.relationship_name, parent.name)


def _field(session: Session, sobject: SObject, field_name: str, column: str) -> Field:
    found = sobject.field(field_name)
    if found is None or not readable(session.user, sobject, found):
        raise InvalidBatchError(f"InvalidBatch : Field name not found : {column}")
    return found


def _record(columns: Sequence[_Column], row: Sequence[str]) -> Record | SalesforceError:
    """Empty values are left out, #N/A sets null (Bulk API 2.0 Developer Guide, "Prepare CSV Files")."""
    record: Record = {}
    for position, (column, text) in enumerate(zip(columns, row, strict=True)):
        if text == "":
            continue
        try:
            value = None if text == NULL else _value(column.field, text)
        except SalesforceError:
            kind = _XSD[column.field.type]
            message = (
                f"Failed to deserialize field at col {position}. Due to, '{text}' is not a valid value for the type "
            )
            return SalesforceError("INVALID_FIELD", message + kind, [column.field.name])
        if column.relationship is None:
            record[column.field.name] = value
        else:
            record[column.relationship] = {"attributes": {"type": column.parent}, column.field.name: value}
    return record


def _value(field: Field, text: str) -> Any:
    if field.type == "boolean" and text.strip().lower() in _BOOLEANS:
        return _BOOLEANS[text.strip().lower()]
    if field.type in _XSD:
        coerce(field, text)  # the save reads it again; here it only must be readable
    return text
