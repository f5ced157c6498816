"""/composite/tree/<Type>: records with their child records, created together or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Blueprint, Response

from mock_org.api.body import json_object
from mock_org.api.caller import session
from mock_org.api.composite_dispatch import all_or_nothing
from mock_org.api.composite_input import available_since, check_number, malformed, only, refuse_twice, required
from mock_org.api.errors import json_answer
from mock_org.errors import SalesforceError
from mock_org.org.collection import insert_readable
from mock_org.schema import SObject

bp = Blueprint("composite_tree", __name__)

SINCE = 34.0
# REST API Developer Guide, "sObject Tree".
MOST_RECORDS, MOST_TYPES, MOST_LEVELS = 200, 5, 5
Errors = list[dict[str, Any]]


@dataclass
class _Node:
    """One record of a tree; its lookup to the record above it is filled in once that one has its id."""

    sobject: SObject
    reference_id: str
    values: dict[str, Any]
    level: int
    parent: "_Node | None" = None
    lookup: str | None = None
    id: str | None = None
    errors: Errors = field(default_factory=list)


@bp.post("/composite/tree/<sobject>")
def tree(sobject: str) -> Response:
    """Create the trees level by level, parents first; an error anywhere and nothing is kept."""
    available_since(SINCE)
    root = session().writable(sobject)
    nodes = sorted(_read(root, json_object(), 1, None, None), key=lambda node: node.level)
    _check_limits(nodes)
    _check_references(nodes)
    try:
        with all_or_nothing():
            _create(nodes)
    except _RefusedError:
        refused = [{"referenceId": node.reference_id, "errors": node.errors} for node in nodes if node.errors]
        return json_answer({"hasErrors": True, "results": refused}, 400)
    results = [{"referenceId": node.reference_id, "id": node.id} for node in nodes]
    return json_answer({"hasErrors": False, "results": results}, 201)


class _RefusedError(Exception):
    """Ends the transaction of a tree that cannot be created; the nodes say why."""


def _read(sobject: SObject, given: Any, level: int, parent: _Node | None, lookup: str | None) -> list[_Node]:
    """The records of a collection and those below them."""
    given = only(given, ("records",), "SObjectTreeCollectionInput")
    nodes: list[_Node] = []
    check_number(level, MOST_LEVELS, "levels of records")
    for record in required(given, "records", list):
        node, below = _read_one(sobject, record, level, parent, lookup)
        nodes.append(node)
        for child, child_lookup, collection in below:
            nodes += _read(child, collection, level + 1, node, child_lookup)
    return nodes


def _read_one(
    sobject: SObject, record: Any, level: int, parent: _Node | None, lookup: str | None
) -> tuple[_Node, list[tuple[SObject, str, Any]]]:
    if not isinstance(record, dict):
        malformed("Cannot deserialize instance of SObjectTreeInput at [line:1, column:1]")
    attributes = record.get("attributes")
    attributes = attributes if isinstance(attributes, dict) else {}
    if str(attributes.get("type") or "").lower() != sobject.name.lower():
        message = f"The record's attributes must have the type {sobject.name}."
        raise SalesforceError("INVALID_TYPE", message)
    refuse_twice(sobject.name, record)
    values: dict[str, Any] = {}
    below: list[tuple[SObject, str, Any]] = []
    for name, value in record.items():
        child = _child(sobject, name) if isinstance(value, Mapping) and "records" in value else None
        if child:
            below.append((*child, value))
        elif name != "attributes":
            values[name] = value
    reference_id = attributes.get("referenceId")
    return _Node(sobject, str(reference_id or ""), values, level, parent, lookup), below


def _child(sobject: SObject, relationship: str) -> tuple[SObject, str]:
    """The sObject and the lookup of a child relationship, by its name.

    Raises INVALID_FIELD for one that there is not.
    """
    for child in sobject.child_relationships:
        if (child.relationship_name or "").lower() == relationship.lower():
            return session().org.schema[child.child_sobject], child.field
    message = f"No such relationship '{relationship}' on sobject of type {sobject.name}"
    raise SalesforceError("INVALID_FIELD", message)


def _check_limits(nodes: list[_Node]) -> None:
    if len(nodes) > MOST_RECORDS:
        message = f"record limit reached. cannot submit more than {MOST_RECORDS} records into this call"
        raise SalesforceError("EXCEEDED_ID_LIMIT", message)
    check_number(len({node.sobject.name for node in nodes}), MOST_TYPES, "types of records")


def _check_references(nodes: list[_Node]) -> None:
    """Refuse trees whose records cannot be told apart (the texts for duplicates are recorded)."""
    names = [node.reference_id for node in nodes]
    if "" in names:
        raise SalesforceError("INVALID_INPUT", "Include a ReferenceId for each record in the request.")
    for name in dict.fromkeys(names):
        if not name[0].isalnum():
            raise SalesforceError("INVALID_INPUT", f"The ReferenceId {name} must start with an alphanumeric character.")
        if names.count(name) > 1:
            faults = [
                ("INVALID_INPUT", "Duplicate ReferenceId provided in the request."),
                ("PROCESSING_HALTED", f"Duplicate ReferenceId found: {name}"),
            ]
            nodes[names.index(name)].errors = [
                {"statusCode": code, "message": message, "fields": []} for code, message in faults
            ]


def _create(nodes: list[_Node]) -> None:
    """Create the records of one level and type after the other; the first group with errors ends it."""
    if any(node.errors for node in nodes):
        raise _RefusedError
    for level, name in dict.fromkeys((node.level, node.sobject.name) for node in nodes):
        group = [node for node in nodes if (node.level, node.sobject.name) == (level, name)]
        records = [
            node.values | ({node.lookup: node.parent.id} if node.parent and node.lookup else {}) for node in group
        ]
        for node, result in zip(group, insert_readable(session(), name, records), strict=True):
            node.id, node.errors = result.id, result.to_json()["errors"]
        if any(node.errors for node in group):
            raise _RefusedError
