"""What a person typed into a form, on its way to the field values of a save."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from werkzeug.datastructures import MultiDict

from mock_org.site.choices import is_possible
from mock_org.site.layout import FieldDescribe, is_required
from mock_org.site.reading import Record, looked_up_name, lookup_path, named_records
from mock_org.site.visit import Visit
from mock_org.web.moments import readable_date, readable_datetime

REQUIRED = "Complete this field."
NO_CHOICE = "Select an option from the picklist or remove the search term."
# lightning-input-name splits a person's name and names its inputs so (lightning-base-components); confidence B.
_INPUT_NAMES = {
    "Salutation": "salutation",
    "FirstName": "firstName",
    "MiddleName": "middleName",
    "LastName": "lastName",
    "Suffix": "suffix",
}
_DATE_FORMATS = ("%m/%d/%Y", "%Y-%m-%d")
_DATETIME_FORMATS = ("%m/%d/%Y, %I:%M %p", "%m/%d/%Y %I:%M %p", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M")


class Unreadable(Exception):
    """A text that is no value of its field; says so to the person."""


@dataclass
class Entry:
    """A form as it came back.

    texts: what each input held, by field. ids: which record was chosen in the search of a lookup, by field.
    values: what is to be saved. errors: a sentence by field.
    """

    texts: dict[str, str]
    ids: dict[str, str] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


def input_name(field: FieldDescribe) -> str:
    """The name of a field's input, as Lightning has it."""
    return _INPUT_NAMES.get(field["name"], str(field["name"]))


def initial_texts(visit: Visit, fields: Sequence[FieldDescribe], record: Record | None) -> dict[str, str]:
    """What the inputs of a form hold before anybody types: the record's values, or the defaults of a new one."""
    return {f["name"]: _default_text(f) if record is None else _text(visit, f, record) for f in fields}


def entered(
    visit: Visit, fields: Sequence[FieldDescribe], form: MultiDict[str, str], before: Mapping[str, str], *, new: bool
) -> Entry:
    """Read a form. An unchanged input of an existing record is not part of the save.

    before: the texts that the inputs held at first.
    """
    entry = Entry({f["name"]: _sent(f, form) for f in fields}, _chosen(fields, form))
    for described in fields:
        name, text = described["name"], entry.texts[described["name"]]
        if not text and is_required(described):
            entry.errors[name] = REQUIRED
        elif (text != before[name] or name in entry.ids) if not new else (text or described["type"] == "boolean"):
            try:
                entry.values[name] = _value(visit, described, entry.ids.get(name, text))
            except Unreadable as fault:
                entry.errors[name] = str(fault)
            if name in entry.values and not is_possible(fields, described, entry.texts):
                entry.errors[name] = NO_CHOICE
    return entry


def _chosen(fields: Sequence[FieldDescribe], form: MultiDict[str, str]) -> dict[str, str]:
    """The records chosen in searches, beside texts that are still there."""
    lookups = [f for f in fields if f["type"] == "reference" and _sent(f, form)]
    sent = {f["name"]: form.get(f"{input_name(f)}.id", "").strip() for f in lookups}
    return {name: record_id for name, record_id in sent.items() if record_id}


def _sent(field: FieldDescribe, form: MultiDict[str, str]) -> str:
    if field["type"] == "multipicklist":
        return ";".join(form.getlist(input_name(field)))
    text = form.get(input_name(field), "")
    if field["type"] == "boolean":
        return "true" if text else ""
    return text.replace("\r\n", "\n").strip()


def _value(visit: Visit, field: FieldDescribe, text: str) -> Any:
    if field["type"] == "boolean":
        return bool(text)
    if not text:
        return None
    return _READERS.get(field["type"], _as_text)(visit, field, text)


def _as_text(visit: Visit, field: FieldDescribe, text: str) -> Any:
    return text


def _as_number(visit: Visit, field: FieldDescribe, text: str) -> Any:
    try:
        return (int if field["type"] == "int" else float)(text.replace(",", "").strip("$% "))
    except ValueError:
        raise Unreadable("Enter a valid value.") from None


def _as_date(visit: Visit, field: FieldDescribe, text: str) -> Any:
    for form in _DATE_FORMATS:
        try:
            return datetime.strptime(text, form).date().isoformat()
        except ValueError:
            continue
    raise Unreadable("Your entry does not match the allowed format M/D/YYYY.")


def _as_datetime(visit: Visit, field: FieldDescribe, text: str) -> Any:
    for form in _DATETIME_FORMATS:
        try:
            local = datetime.strptime(text, form).replace(tzinfo=visit.time_zone)
        except ValueError:
            continue
        return local.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000+0000")
    raise Unreadable("Your entry does not match the allowed format M/D/YYYY, H:MM AM.")


def _as_lookup(visit: Visit, field: FieldDescribe, text: str) -> Any:
    """The record of that name or id, among those that this user may see."""
    found = [record_id for target in field["referenceTo"] for record_id in named_records(visit, target, text)]
    if len(found) == 1:
        return found[0]
    if found:
        raise Unreadable("Several records have this name. Enter the record ID.")
    raise Unreadable(NO_CHOICE)


def _text(visit: Visit, field: FieldDescribe, record: Record) -> str:
    raw = record.get(field["name"])
    if field["type"] == "reference":
        return looked_up_name(record, lookup_path(visit, field)) or ""
    if raw is None or raw is False:
        return ""
    if raw is True:
        return "true"
    if field["type"] == "date":
        return readable_date(str(raw))
    if field["type"] == "datetime":
        return readable_datetime(str(raw), visit.time_zone)
    return str(int(raw)) if isinstance(raw, float) and raw.is_integer() else str(raw)


def _default_text(field: FieldDescribe) -> str:
    if field["type"] in ("picklist", "multipicklist"):
        return next((entry["value"] for entry in field["picklistValues"] if entry["defaultValue"]), "")
    default = field["defaultValue"]
    if isinstance(default, bool):
        return "true" if default else ""
    return "" if default is None else str(default)


_READERS = {
    "int": _as_number,
    "double": _as_number,
    "currency": _as_number,
    "percent": _as_number,
    "date": _as_date,
    "datetime": _as_datetime,
    "reference": _as_lookup,
}
