"""sObjects of the partner API: elements to values, and records to elements."""

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from mock_org.api.caller import session
from mock_org.api.soap_envelope import ClientFault, add, children, is_nil, local, made, nil, text_of
from mock_org.api.soap_faults import no_such_type
from mock_org.errors import SalesforceError
from mock_org.schema import SObject

Record = Mapping[str, Any]
_TYPE, _TO_NULL = "type", "fieldsToNull"
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000")
_FLAGS = {"1": "true", "0": "false"}
_XSD = ((bool, "xsd:boolean"), (int, "xsd:int"), (float, "xsd:double"))


@dataclass(frozen=True, slots=True)
class SentRecord:
    """A record as a client sent it."""

    sobject: SObject
    values: dict[str, Any]


def kind_of(name: str | None) -> SObject:
    """The sObject of that name.

    Raises INVALID_TYPE for none and for one that there is not.
    """
    if not name:
        raise SalesforceError("INVALID_TYPE", "Must send a concrete entity type.")
    found = session().org.schema.get(name)
    if found is None:
        raise no_such_type(name)
    return found


def readable_kind(name: str | None) -> SObject:
    """The sObject of that name, if the caller may read it.

    Raises INVALID_TYPE.
    """
    found = kind_of(name)
    if not session().may("read", found):
        raise no_such_type(str(name))
    return found


def read_sobject(element: Element) -> SentRecord:
    """The record in an element: its type, its values, and a null for each of fieldsToNull.

    A field that is nil is passed over (SOAP API Developer Guide, "fieldsToNull"; confidence B).
    Raises INVALID_TYPE, and ClientFault for an element that is sent twice.
    """
    sobject = kind_of(text_of(element, _TYPE))
    values: dict[str, Any] = {}
    for child in element:
        name = local(child)
        if name not in (_TYPE, _TO_NULL) and not is_nil(child):
            _put(values, name, _value(sobject, name, child))
    for child in children(element, _TO_NULL):
        if not is_nil(child):
            _put(values, (child.text or "").strip(), None)
    return SentRecord(sobject, values)


def _put(values: dict[str, Any], name: str, value: Any) -> None:
    """Clients that send back what a query answered send the id twice."""
    twin = next((each for each in values if each.lower() == name.lower()), None)
    if twin is not None and values[twin] != value:
        raise ClientFault(f"The field {name} is sent twice")
    values[twin or name] = value


def _value(sobject: SObject, name: str, element: Element) -> Any:
    """A text, or the record that a lookup names by its external id."""
    if len(element):
        named = text_of(element, _TYPE)
        keys = {local(child): _value(sobject, "", child) for child in element if local(child) != _TYPE}
        return ({"attributes": {"type": named}} if named else {}) | keys
    text = element.text or ""
    field = sobject.field(name)
    return _FLAGS.get(text.strip(), text.strip()) if field is not None and field.type == "boolean" else text


def record_element(name: str, record: Record) -> Element:
    """A record of a query's answer: type, id, then the fields as they were asked for (recorded: the id twice)."""
    kind = str(record["attributes"]["type"])
    sobject = session().org.schema.get(kind)
    found = made(name, {"sf:type": kind, "sf:Id": record.get("Id")}, "sf:sObject")
    for key, value in record.items():
        if key != "attributes":
            found.append(_field(sobject, record, key, value))
    return found


def result_element(name: str, page: Record) -> Element:
    """A page of a query's answer, or the child records in it."""
    locator = str(page["nextRecordsUrl"]).rpartition("/")[2] if page.get("nextRecordsUrl") else None
    records = [record_element("records", each) for each in page["records"]]
    said = {"done": page["done"], "queryLocator": locator, "records": records, "size": page["totalSize"]}
    return made(name, said, "QueryResult")


def instant(text: str) -> str:
    """A date and time as SOAP writes it: Z instead of +0000."""
    return f"{text[:-5]}Z" if _INSTANT.fullmatch(text) else text


def _field(sobject: SObject | None, record: Record, key: str, value: Any) -> Element:
    name = f"sf:{key}"
    if value is None:
        return nil(name)
    if isinstance(value, Mapping):
        return _nested(name, value)
    field = sobject.field(key) if sobject else None
    if sobject is None:
        return _aggregate(name, value)
    if field is not None and field.type == "base64":
        value = _body(sobject, record, field.name)
    elif isinstance(value, str) and (field is None or field.type == "datetime"):
        value = instant(value)
    return _scalar(name, value)


def _nested(name: str, value: Record) -> Element:
    if "attributes" in value:
        return record_element(name, value)
    if "records" in value:
        return result_element(name, value)
    return made(name, dict(sorted(value.items())), "address" if "city" in value else "location")


def _aggregate(name: str, value: Any) -> Element:
    """What an aggregate answers has its type with it (as clients see it; confidence C)."""
    if isinstance(value, str):
        moment = instant(value)
        kind = "xsd:string" if moment == value else "xsd:dateTime"
        value = moment
    else:
        kind = next(each for python, each in _XSD if isinstance(value, python))
    found = _scalar(name, value)
    found.set("xsi:type", kind)
    return found


def _scalar(name: str, value: Any) -> Element:
    holder = Element("holder")
    add(holder, name, value)
    return holder[0]


def _body(sobject: SObject, record: Record, field: str) -> str:
    """Bytes, where REST answers the address of them."""
    record_id = str(record["attributes"]["url"]).rpartition("/")[2]
    return base64.b64encode(session().body_of(sobject.name, record_id, field)[0]).decode("ascii")
