"""The record in a request body: as JSON, as XML, or as the parts of a multipart message with a file."""

import base64
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from flask import request
from werkzeug.datastructures import FileStorage

from mock_org.api.body import no_object, raw_body, unsupported_media_type
from mock_org.api.json_text import Position, member_positions, parse_json, parser_error
from mock_org.errors import SalesforceError
from mock_org.org import WrongKind
from mock_org.schema import SObject

_NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
_XML = ("application/xml", "text/xml")
_DEEPEST = 100
# REST API Developer Guide, "Insert or Update Blob Data": the part without a file name holds the other fields.
_ENTITY = "entity_"


@dataclass(frozen=True)
class RecordBody:
    """Field values, and the text that they stood in, for the place of one that is refused."""

    values: dict[str, Any]
    text: str = field(default="", repr=False)

    @contextmanager
    def places(self) -> Iterator[None]:
        """Let the refusal of a value say where in the body it stood."""
        try:
            yield
        except WrongKind as refused:
            place = self.place_of(refused.field.name)
            raise refused.at(*place) from None

    def place_of(self, name: str) -> Position:
        """Line and column of a member."""
        return member_positions(self.text).get(name.lower(), (1, 1)) if self.text else (1, 1)


def read_record(sobject: SObject) -> RecordBody:
    """The record in the body; `attributes` says the type once more and is no field.

    Raises JSON_PARSER_ERROR, XML_PARSER_ERROR, UNSUPPORTED_MEDIA_TYPE or INVALID_FIELD.
    """
    if request.mimetype == "multipart/form-data":
        body = _parts(sobject)
    elif request.mimetype in _XML:
        body = RecordBody(_from_xml(raw_body()))
    elif request.mimetype in ("", "application/json"):
        body = _from_json(raw_body())
    else:
        raise unsupported_media_type()
    _refuse_twice(sobject, body)
    _refuse_other_type(sobject, body.values.pop("attributes", None))
    return body


def refuse_named(body: RecordBody, *names: str) -> None:
    """Refuse a body that says what the URL says (text: many public reports, confidence B).

    Raises INVALID_FIELD.
    """
    sent = {name.lower() for name in body.values}
    for name in names:
        if name.lower() in sent:
            raise SalesforceError("INVALID_FIELD", f"The {name} field should not be specified in the sobject data.")


def _from_json(data: bytes) -> RecordBody:
    value = parse_json(data)
    if not isinstance(value, dict):
        raise no_object(value)
    return RecordBody(value, data.decode("utf-8-sig"))


def _refuse_twice(sobject: SObject, body: RecordBody) -> None:
    """Field names know no case: `name` and `Name` are one field (code and text confidence D)."""
    seen: set[str] = set()
    for name in body.values:
        if name.lower() in seen:
            raise parser_error(f"Duplicate field: {sobject.name}.{name}", body.place_of(name))
        seen.add(name.lower())


def _refuse_other_type(sobject: SObject, attributes: Any) -> None:
    """`attributes` may say the type once more, but no other one (code and text confidence D)."""
    named = attributes.get("type") if isinstance(attributes, dict) else None
    if named is not None and str(named).lower() != sobject.name.lower():
        raise SalesforceError("INVALID_TYPE", f"The attributes say {named}, the URL says {sobject.name}")


def _from_xml(data: bytes) -> dict[str, Any]:
    """An element a field; the name of the root does not matter. xsi:nil makes a null.

    REST API Developer Guide, "Use XML for requests" (confidence A; the texts of refusals D).
    """
    try:
        root = fromstring(data, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as fault:
        raise SalesforceError("XML_PARSER_ERROR", f"The request body is no XML that is taken here: {fault}") from fault
    value = _element(root, 0)
    if not isinstance(value, dict):
        if value:
            raise SalesforceError("XML_PARSER_ERROR", "The request body holds text instead of fields")
        return {}
    return value


def _element(element: Element, depth: int) -> Any:
    if depth > _DEEPEST:
        raise SalesforceError("XML_PARSER_ERROR", "The request body is nested too deeply")
    if element.get(_NIL) in ("true", "1"):
        return None
    if not len(element):
        return element.text or ""
    found: dict[str, Any] = {}
    for child in element:
        name = child.tag.rpartition("}")[2]
        if name in found:
            raise SalesforceError("XML_PARSER_ERROR", f"Duplicate field: {name}")
        found[name] = _element(child, depth + 1)
    return found


def _parts(sobject: SObject) -> RecordBody:
    texts: Mapping[str, str] = request.form
    files: Mapping[str, FileStorage] = request.files
    entities = [text.encode() for name, text in texts.items() if name.startswith(_ENTITY) or len(texts) == 1]
    entities += [file.read() for name, file in files.items() if _is_entity(sobject, name, file)]
    if len(entities) != 1 or len(texts) > 1:
        message = "A multipart request needs one part with the record's fields as JSON, and parts for its blob fields"
        raise SalesforceError("INVALID_MULTIPART_REQUEST", message)
    body = _from_json(entities[0])
    for name, file in files.items():
        if not _is_entity(sobject, name, file):
            body.values[_blob_field(sobject, name)] = base64.b64encode(file.read()).decode("ascii")
    return body


def _is_entity(sobject: SObject, name: str, file: FileStorage) -> bool:
    return file.mimetype == "application/json" and sobject.field(name) is None


def _blob_field(sobject: SObject, name: str) -> str:
    found = sobject.field(name)
    if found is None or found.type != "base64":
        raise SalesforceError("INVALID_FIELD", f"No such column '{name}' on sobject of type {sobject.name}")
    return found.name
