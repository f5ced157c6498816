"""Unique fields: a value that another record has is refused."""

from collections.abc import Mapping
from typing import Any

from mock_org.dml.context import SaveContext
from mock_org.dml.rows import Rows
from mock_org.errors import SalesforceError
from mock_org.schema import SObject


def check_unique(ctx: SaveContext, sobject: SObject, new: Mapping[str, Any], old: Mapping[str, Any] | None) -> None:
    """Refuse a value of a unique field that is taken.

    Raises SalesforceError DUPLICATE_VALUE (recorded: 15-character id, no fields).
    """
    for field in sobject.unique_fields:
        value = new.get(field.name)
        if value is None or (old is not None and old.get(field.name) == value):
            continue
        rows = Rows(ctx.database, sobject)
        others = [row["Id"] for row in rows.find(**{field.name: value}) if row["Id"] != new.get("Id")]
        if others:
            message = f"duplicate value found: {field.name} duplicates value on record with id: {others[0][:15]}"
            raise SalesforceError("DUPLICATE_VALUE", message, [])
