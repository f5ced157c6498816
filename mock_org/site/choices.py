"""What the picklists of a form offer: by the record type, and by what is chosen in the field that they depend on."""

from base64 import b64decode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mock_org.site.layout import Describe, FieldDescribe
from mock_org.site.visit import Visit

# How a form holds a checkbox that controls a picklist: its validFor counts false, then true.
_CHECKBOX = ("", "true")


@dataclass(frozen=True, slots=True)
class Option:
    """One value. valid_for: the values of the controlling field that it goes with; None: it depends on nothing."""

    value: str
    label: str
    valid_for: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class RecordType:
    """A record type that the user may choose."""

    id: str
    name: str
    default: bool


def record_types(describe: Describe) -> list[RecordType]:
    """What a new record may be: where there are several, a form asks first (Salesforce help, "Record Types"; A)."""
    return [
        RecordType(info["recordTypeId"], str(info["name"]), bool(info["defaultRecordTypeMapping"]))
        for info in describe["recordTypeInfos"]
        if info["available"] and info["active"] and not info["master"]
    ]


def narrowed(visit: Visit, describe: Describe, record_type_id: str | None) -> dict[str, frozenset[str]]:
    """The values that a record type leaves to each picklist, by field; nothing of fields that it does not narrow."""
    if not record_type_id or len(describe["recordTypeInfos"]) < 2:
        return {}
    mappings = visit.session.layouts(describe["name"])["recordTypeMappings"]
    return {
        picklist["picklistName"]: frozenset(entry["value"] for entry in picklist["picklistValues"])
        for mapping in mappings
        if mapping["recordTypeId"] == record_type_id
        for picklist in mapping["picklistsForRecordType"]
    }


def options(
    fields: Sequence[FieldDescribe], field: FieldDescribe, left: Mapping[str, frozenset[str]], text: str
) -> list[Option]:
    """The values of a picklist on a form: active ones that the record type has, and what the record holds already."""
    held = text.split(";") if text else []
    allowed = left.get(field["name"])
    controller = _controller(fields, field)
    return [
        Option(entry["value"], entry["label"], _valid_for(entry, controller))
        for entry in field["picklistValues"]
        if entry["value"] in held or (entry["active"] and (allowed is None or entry["value"] in allowed))
    ]


def is_possible(fields: Sequence[FieldDescribe], field: FieldDescribe, texts: Mapping[str, str]) -> bool:
    """Whether what a dependent picklist holds goes with what its controlling field holds.

    Pages alone see to it: saves by API take any value (Salesforce help, "Dependent Picklists"; confidence B).
    """
    controller = _controller(fields, field)
    if controller is None:
        return True
    chosen = texts[controller["name"]]
    valid = {entry["value"]: _valid_for(entry, controller) or () for entry in field["picklistValues"]}
    return all(chosen in valid.get(part, ()) for part in texts[field["name"]].split(";") if part)


def controller_name(fields: Sequence[FieldDescribe], field: FieldDescribe) -> str:
    """The field that a picklist depends on, where it is on the form; "" for none."""
    found = _controller(fields, field)
    return str(found["name"]) if found else ""


def _controller(fields: Sequence[FieldDescribe], field: FieldDescribe) -> FieldDescribe | None:
    if not field["dependentPicklist"]:
        return None
    return next((each for each in fields if each["name"] == field["controllerName"]), None)


def _valid_for(entry: Mapping[str, Any], controller: FieldDescribe | None) -> tuple[str, ...] | None:
    """SOAP API Developer Guide, PicklistEntry.validFor: a bit for each value of the controlling field; confidence A."""
    if controller is None or entry["validFor"] is None:
        return None
    bits = b64decode(entry["validFor"])
    known = [each["value"] for each in controller["picklistValues"]] or list(_CHECKBOX)
    return tuple(
        value
        for place, value in enumerate(known)
        if place >> 3 < len(bits) and bits[place >> 3] & (0x80 >> (place & 7))
    )
