"""Upsert: the external id decides between update and insert (REST API Developer Guide, upsert)."""

from collections.abc import Mapping
from typing import Any

from mock_org.dml.access import may_read_record
from mock_org.dml.context import SaveContext
from mock_org.dml.results import SaveResult
from mock_org.dml.rows import Rows
from mock_org.dml.save import run
from mock_org.dml.values import coerce
from mock_org.errors import SalesforceError
from mock_org.schema import Field, SObject, to_18
from mock_org.security import readable


class SeveralMatches(SalesforceError):
    """More than one record has the external id. REST answers 300 with their URLs; `ids` names them."""

    def __init__(self, field: Field, ids: list[str]) -> None:
        super().__init__("DUPLICATE_EXTERNAL_ID", f"{field.name}: more than one record found", [field.name], status=300)
        self.ids = ids


def upsert_record(ctx: SaveContext, sobject: SObject, external_id: str, values: Mapping[str, Any]) -> SaveResult:
    """Change the record with that external id, or create it.

    Raises SalesforceError when it is refused, SeveralMatches where the value is on more than one record.
    """
    field = external_id_field(ctx, sobject, external_id)
    sent = next((value for name, value in values.items() if name.lower() == field.name.lower()), None)
    rest = {name: value for name, value in values.items() if name.lower() not in (field.name.lower(), "id")}
    if field.type == "id":
        return _by_id(ctx, sobject, sent, rest)
    key = coerce(field, sent)
    if key is None:
        raise SalesforceError("MISSING_ARGUMENT", f"{field.name} not specified", [])
    found = [row["Id"] for row in Rows(ctx.database, sobject).find(**{field.name: key})]
    seen = [record_id for record_id in found if may_read_record(ctx, sobject, record_id)]
    if len(seen) > 1:
        raise SeveralMatches(field, seen)
    if seen:
        return SaveResult(run(ctx, "update", sobject, rest, seen[0]), True, created=False)
    return SaveResult(run(ctx, "insert", sobject, rest | {field.name: sent}, None), True, created=True)


def external_id_field(ctx: SaveContext, sobject: SObject, name: str) -> Field:
    """The field of that name, if records can be found by it.

    Raises SalesforceError NOT_FOUND (recorded) where it is missing, hidden, or no external id.
    """
    field = sobject.field(name)
    if field is not None and (field.external_id or field.id_lookup or field.type == "id"):
        hidden = not ctx.system and not readable(ctx.user, sobject, field)
        if not hidden:
            return field
    message = f"Provided external ID field does not exist or is not accessible: {name}"
    raise SalesforceError("NOT_FOUND", message)


def _by_id(ctx: SaveContext, sobject: SObject, sent: Any, rest: Mapping[str, Any]) -> SaveResult:
    if sent in (None, ""):
        return SaveResult(run(ctx, "insert", sobject, rest, None), True, created=True)
    if to_18(str(sent)) is None:
        raise SalesforceError("MALFORMED_ID", f"malformed id {sent}", [])
    return SaveResult(run(ctx, "update", sobject, rest, str(sent)), True, created=False)
