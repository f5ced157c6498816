"""Upsert: the external id decides between update and insert (REST API Developer Guide, upsert)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from mock_org.dml.access import may_read_record, wrong_id
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
        found = f"more than one record found for external id field: [{', '.join(ids)}]"
        super().__init__("DUPLICATE_EXTERNAL_ID", f"{field.name}: {found}", [field.name], status=300)
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


def repeated_keys(
    ctx: SaveContext, sobject: SObject, external_id: str, records: Sequence[Mapping[str, Any]]
) -> Mapping[int, SalesforceError]:
    """The refusals, by their place in a call, of records that bring the same external id as another one.

    Each of them is refused, the first too (SOAP API Developer Guide, upsert; confidence B).
    """
    field = external_id_field(ctx, sobject, external_id)
    keys = [_key(field, record) for record in records]
    counts = Counter(key for key, _ in keys if key is not None)
    return {
        place: SalesforceError("DUPLICATE_VALUE", f"Duplicate external id specified: {sent}", [field.name])
        for place, (key, sent) in enumerate(keys)
        if key is not None and counts[key] > 1
    }


def _key(field: Field, record: Mapping[str, Any]) -> tuple[Any, Any]:
    """A record's external id as it compares, and as it was sent; None where there is none."""
    sent = next((value for name, value in record.items() if name.lower() == field.name.lower()), None)
    if field.type == "id":
        return (to_18(str(sent)) if sent else None), sent
    try:
        key = coerce(field, sent)
    except SalesforceError:  # refused when the record's turn comes
        return None, sent
    return (key.lower() if isinstance(key, str) and not field.case_sensitive else key), sent


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
        raise wrong_id(sobject, str(sent))
    return SaveResult(run(ctx, "update", sobject, rest, str(sent)), True, created=False)
