"""System validation: each record against its describe (Apex Developer Guide, "Triggers and Order of Execution")."""

import re
import zoneinfo
from collections.abc import Iterable, Mapping
from typing import Any

from mock_org.dml.values import coerce
from mock_org.errors import SalesforceError
from mock_org.schema import Field, SObject
from mock_org.schema.types import TEXT_TYPES

_EMAIL = re.compile(r"[^\s@<>()\[\],;:\\\"]+@[^\s@<>()\[\],;:\\\"]+\.[^\s@<>()\[\],;:\\\"]{2,}")
_LOCALE = re.compile(r"[a-z]{2,3}(_[A-Z][a-z]{3})?(_[A-Z]{2})?(_[A-Z]+)?")


def read_values(sobject: SObject, given: Mapping[str, Any]) -> dict[str, Any]:
    """What a client sent, under the describe's own field names and in stored form. `attributes` is passed over.

    Raises SalesforceError INVALID_FIELD for a field that is not there, JSON_PARSER_ERROR for a value of the wrong kind.
    """
    return {field.name: coerce(field, value) for field, value in named_fields(sobject, given)}


def truncated(sobject: SObject, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with texts cut to the length of their fields (SOAP API, AllowFieldTruncationHeader; A)."""
    lengths = {f.name: f.length for f in sobject.fields.values() if f.type in TEXT_TYPES and f.length}
    return {
        name: value[: lengths[name]] if isinstance(value, str) and name in lengths else value
        for name, value in values.items()
    }


def named_fields(sobject: SObject, given: Mapping[str, Any]) -> Iterable[tuple[Field, Any]]:
    """The describe's field for each name a client sent.

    Raises SalesforceError INVALID_FIELD for a name that is none.
    """
    for name, value in given.items():
        if name.lower() == "attributes":
            continue
        field = sobject.field(name)
        if field is None:
            # Recorded without the key "fields".
            raise SalesforceError("INVALID_FIELD", f"No such column '{name}' on sobject of type {sobject.name}")
        yield field, value


def not_writable(names: Iterable[str]) -> SalesforceError:
    """The refusal of fields that are read-only, for everybody or for the running user (recorded text)."""
    listed = list(names)
    return SalesforceError(
        "INVALID_FIELD_FOR_INSERT_UPDATE",
        f"Unable to create/update fields: {', '.join(listed)}. Please check the security settings of this field and "
        "verify that it is read/write for your profile or permission set.",
        listed,
    )


def validate(sobject: SObject, new: Mapping[str, Any], old: Mapping[str, Any] | None) -> None:
    """Required fields, lengths, e-mail addresses, restricted picklists. What did not change is not checked again.

    Raises SalesforceError for the first rule that is broken.
    """
    check_required(sobject, new, old)
    for field in sobject.limited:
        value = new.get(field.name)
        if value is not None and (old is None or old.get(field.name) != value):
            _check_value(field, value)


def check_required(sobject: SObject, new: Mapping[str, Any], old: Mapping[str, Any] | None) -> None:
    """Refuse a record without a value in a required field.

    Raises SalesforceError REQUIRED_FIELD_MISSING naming all of them.
    """
    missing = [
        field.name
        for field in sobject.mandatory
        if new.get(field.name) is None and (old is None or old.get(field.name) is not None)
    ]
    if missing:
        message = f"Required fields are missing: [{', '.join(missing)}]"
        raise SalesforceError("REQUIRED_FIELD_MISSING", message, missing)


def _check_value(field: Field, value: Any) -> None:
    if field.type in TEXT_TYPES:
        _check_length(field, value)
    if field.type == "email" and not _EMAIL.fullmatch(value):
        message = f"{field.label}: invalid email address: {value}"
        raise SalesforceError("INVALID_EMAIL_ADDRESS", message, [field.name])
    if field.restricted_picklist:
        _check_picklist(field, value)


def _check_length(field: Field, value: str) -> None:
    if field.length and len(value) > field.length:
        raise SalesforceError(
            "STRING_TOO_LONG",
            f"{field.label}: data value too large: {value} (max length={field.length})",
            [field.name],
        )


def _check_picklist(field: Field, value: str) -> None:
    allowed = {entry.value for entry in field.picklist if entry.active}
    if not allowed:
        return
    for part in value.split(";") if field.type == "multipicklist" else [value]:
        if part not in allowed and not _is_world_key(field, part):
            raise SalesforceError(
                "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
                f"{field.label}: bad value for restricted picklist field: {part}",
                [field.name],
            )


def _is_world_key(field: Field, value: str) -> bool:
    """Time zones and locales: the platform knows all of the world's, the describe kept here only some."""
    if field.name == "TimeZoneSidKey":
        return value in zoneinfo.available_timezones()
    return field.name in ("LocaleSidKey", "DefaultLocaleSidKey") and _LOCALE.fullmatch(value) is not None
