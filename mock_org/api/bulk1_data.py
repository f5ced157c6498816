"""The data of Bulk API 1.0: batches in CSV, XML or JSON, and the results that go back in the same form."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from xml.etree import ElementTree as ET

from defusedxml import ElementTree as SafeET
from defusedxml.common import DefusedXmlException

from mock_org.api.bulk1_answer import element, to_json, to_xml, xml_text
from mock_org.api.jobs_ingest import row_error
from mock_org.errors import SalesforceError
from mock_org.org import SaveResult
from mock_org.org.bulk import BulkBatch, InvalidBatchError
from mock_org.org.bulk_csv import write_csv
from mock_org.org.bulk_query import row_of
from mock_org.org.bulk_save import NULL

XSI = "http://www.w3.org/2001/XMLSchema-instance"
_DATETIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000")
Record = Mapping[str, Any]


def parse_xml(text: str) -> ET.Element:
    """The root of a document that has no entities and no DTD.

    Raises SalesforceError INVALIDBATCH.
    """
    try:
        root: ET.Element = SafeET.fromstring(text, forbid_dtd=True)
    except (ET.ParseError, DefusedXmlException, ValueError) as fault:
        raise SalesforceError("INVALIDBATCH", f"The XML cannot be read: {type(fault).__name__}") from fault
    return root


def local(tag: str) -> str:
    """An element's name without its namespace."""
    return tag.rpartition("}")[2]


def xml_rows(text: str) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The sObject elements of a document as a header and rows; a parent's external id becomes Parent.Ext__c.

    Raises InvalidBatchError.
    """
    try:
        root = parse_xml(text)
    except SalesforceError as refusal:
        raise InvalidBatchError(f"InvalidBatch : {refusal.message}") from refusal
    if local(root.tag) != "sObjects" or any(local(each.tag) != "sObject" for each in root):
        raise InvalidBatchError("InvalidBatch : The batch must hold sObject elements in an sObjects element")
    records = [dict(pair for child in record for pair in _pairs(child)) for record in root]
    header = tuple(dict.fromkeys(name for record in records for name in record))
    return header, tuple(tuple(record.get(name, "") for name in header) for record in records)


def json_records(text: str) -> list[dict[str, Any]]:
    """The records of a JSON batch.

    Raises InvalidBatchError.
    """
    try:
        records = json.loads(text)
    except (ValueError, RecursionError) as fault:
        raise InvalidBatchError("InvalidBatch : Failed to parse JSON") from fault
    if not isinstance(records, list) or not all(isinstance(each, dict) for each in records):
        raise InvalidBatchError("InvalidBatch : The batch must be a JSON array of records")
    return records


def ingest_results(batch: BulkBatch, content_type: str, line_ending: str) -> str:
    """What became of each row (recorded in CSV and JSON, documented in XML)."""
    if content_type == "CSV":
        lines = [
            (each.id or "", xml_text(each.success), xml_text(bool(each.created)), row_error(each.errors))
            for each in batch.results
        ]
        return write_csv([("Id", "Success", "Created", "Error"), *lines], line_ending=line_ending)
    if content_type == "JSON":
        return to_json([_json_result(each) for each in batch.results])
    root = element("results", **{"xmlns:xsi": XSI})
    for each in batch.results:
        _xml_result(ET.SubElement(root, "result"), each)
    return to_xml(root)


def query_result(batch: BulkBatch, content_type: str, line_ending: str) -> str:
    """The rows of a query."""
    if content_type == "CSV":
        rows = (row_of(record, batch.columns) for record in batch.records)
        return write_csv([batch.columns, *rows], line_ending=line_ending)
    if content_type == "JSON":
        return to_json([_with_epochs(record) for record in batch.records])
    root = element("queryResult", **{"xmlns:xsi": XSI})
    for record in batch.records:
        _xml_record(ET.SubElement(root, "records", {"xsi:type": "sObject"}), record)
    return to_xml(root)


def _pairs(child: ET.Element) -> list[tuple[str, str]]:
    """The column and the text of an element, or of those in the sObject below a relationship."""
    below = child.find("./{*}sObject")
    if below is not None:
        kind = next((each.text for each in below if local(each.tag) == "type"), None)
        path = f"{kind}:{local(child.tag)}" if kind else local(child.tag)
        return [(f"{path}.{local(each.tag)}", each.text or "") for each in below if local(each.tag) != "type"]
    nil = child.get(f"{{{XSI}}}nil") in ("true", "1")
    return [(local(child.tag), NULL if nil else child.text or "")]


def _json_result(result: SaveResult) -> dict[str, Any]:
    errors = [
        {"extendedErrorDetails": None, "fields": e.fields or [], "message": e.message, "statusCode": e.code}
        for e in result.errors
    ]
    return {"created": bool(result.created), "errors": errors, "id": result.id, "success": result.success}


def _xml_result(root: ET.Element, result: SaveResult) -> None:
    for error in result.errors:
        below = ET.SubElement(root, "errors")
        for name in error.fields or []:
            ET.SubElement(below, "fields").text = name
        ET.SubElement(below, "message").text = error.message
        ET.SubElement(below, "statusCode").text = error.code
    if result.id:
        ET.SubElement(root, "id").text = result.id
    else:
        ET.SubElement(root, "id", {"xsi:nil": "true"})
    ET.SubElement(root, "success").text = xml_text(result.success)
    ET.SubElement(root, "created").text = xml_text(bool(result.created))


def _with_epochs(value: Any) -> Any:
    """Instants as milliseconds since 1970 (recorded)."""
    if isinstance(value, Mapping):
        return {name: _with_epochs(each) for name, each in value.items()}
    if isinstance(value, str) and _DATETIME.fullmatch(value):
        return round(datetime.strptime(value, "%Y-%m-%dT%H:%M:%S.%f%z").timestamp() * 1000)
    return value


def _xml_record(root: ET.Element, record: Record) -> None:
    ET.SubElement(root, "type").text = record.get("attributes", {}).get("type")
    for name, value in record.items():
        if name == "attributes":
            continue
        if isinstance(value, Mapping):
            _xml_record(ET.SubElement(root, name, {"xsi:type": "sObject"}), value)
        elif value is None:
            ET.SubElement(root, name, {"xsi:nil": "true"})
        else:
            ET.SubElement(root, name).text = xml_text(value)


def result_list(ids: Sequence[str], *, as_json: bool) -> str:
    """The ids of a query's results."""
    if as_json:
        return to_json(list(ids))
    root = element("result-list")
    for each in ids:
        ET.SubElement(root, "result").text = each
    return to_xml(root)
