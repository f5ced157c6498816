"""Rows by other names than their id: by an external id, by way of a relationship, and the bytes of their bodies."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mock_org import security, soql
from mock_org.dml.upsert import external_id_field
from mock_org.dml.values import coerce
from mock_org.errors import SalesforceError
from mock_org.org.view import View, not_found
from mock_org.schema import ChildRelationship, Field, SObject
from mock_org.soql import QueryResult

# SOQL and SOSL Reference, "Understanding Relationship Query Limitations"; the same for URLs (confidence A).
MOST_PARENTS = 5


@dataclass(frozen=True, slots=True)
class Place:
    """A record that a URL names: of which sObject, and its id."""

    sobject: SObject
    record_id: str


@dataclass(frozen=True, slots=True)
class Children:
    """The child records that a URL names: below which record, by which relationship."""

    parent: Place
    child: SObject
    relation: ChildRelationship


def by_external_id(view: View, sobject: SObject, name: str, value: str) -> list[str]:
    """The ids of the records that the user sees with this value in an external id field.

    Raises NOT_FOUND for a field that is none, or is hidden.
    """
    field = external_id_field(view.save_context(), sobject, name)
    if field.type == "id":
        return [view.id_of(sobject, value)]
    try:
        key = coerce(field, value)
    except SalesforceError:
        raise not_found() from None
    if key is None:
        raise not_found()
    found = view.system().records().find(sobject.name, **{field.name: key})
    return [row["Id"] for row in found if view.select(sobject, ["Id"], row["Id"])]


def follow(view: View, sobject: SObject, record_id: str, path: Sequence[str]) -> Place | Children:
    """Where a friendly URL leads: over lookups to a parent, or with its last step to children.

    Raises NOT_FOUND where a lookup is empty, its record is not seen, or there is no such relationship.
    """
    place = Place(sobject, view.id_of(sobject, record_id))
    _require_seen(view, place)
    for number, name in enumerate(path):
        lookup = _lookup(view, place.sobject, name)
        if lookup is not None and number < MOST_PARENTS:
            place = _parent(view, place, lookup)
            continue
        children = _children(view, place, name)
        if children is None or number + 1 < len(path):
            raise not_found()
        return children
    return place


def list_children(view: View, children: Children, fields: Sequence[str] | None) -> QueryResult:
    """The child records that the user sees, with the fields asked for or all that the user may read."""
    child = children.child
    names = [view.field(child, name).name for name in fields] if fields else view.readable_names(child)
    via = soql.Path((children.relation.field,))
    return view.run(
        soql.Query(
            soql.select_by_id(child.name, names, "").select,
            soql.select_by_id(child.name, names, "").sources,
            where=soql.Comparison(via, "=", soql.Literal(children.parent.record_id, "string")),
        )
    )


def body_of(view: View, sobject: SObject, record_id: str, field_name: str) -> tuple[bytes, str]:
    """The bytes in a blob field of a record that the user sees, and their media type.

    Raises NOT_FOUND where there is no such record or nothing in the field, INVALID_FIELD for a hidden field.
    """
    field = view.field(sobject, field_name)
    place = Place(sobject, view.id_of(sobject, record_id))
    _require_seen(view, place)
    row = view.system().records().get(sobject.name, place.record_id) or {}
    text = row.get(field.name)
    if not text:
        raise not_found()
    return base64.b64decode(text), str(row.get("ContentType") or "application/octet-stream")


def is_blob(sobject: SObject, name: str) -> bool:
    """Whether the sObject has a blob field of that name."""
    field = sobject.field(name)
    return field is not None and field.type == "base64"


def _require_seen(view: View, place: Place) -> None:
    if not view.select(place.sobject, ["Id"], place.record_id):
        raise not_found()


def _lookup(view: View, sobject: SObject, name: str) -> Field | None:
    found = sobject.relationship(name)
    return found if found is not None and security.readable(view.user, sobject, found) else None


def _parent(view: View, place: Place, lookup: Field) -> Place:
    row: dict[str, Any] = view.select(place.sobject, [lookup.name], place.record_id)[0]
    parent_id = row[lookup.name]
    parent = next((s for n in lookup.reference_to if (s := view.org.schema.get(n)) and parent_id
                   and s.key_prefix == parent_id[:3]), None)  # fmt: skip
    if parent is None or not view.may("read", parent):
        raise not_found()
    found = Place(parent, parent_id)
    _require_seen(view, found)
    return found


def _children(view: View, place: Place, name: str) -> Children | None:
    known = view.org.schema.get(place.sobject.name)
    for relation in known.child_relationships if known else ():
        if (relation.relationship_name or "").lower() != name.lower():
            continue
        child = view.org.schema.get(relation.child_sobject)
        via = child.field(relation.field) if child else None
        readable = child and via and view.may("read", child) and security.readable(view.user, child, via)
        if child and readable and child.queryable and not child.virtual:
            return Children(place, child, relation)
    return None
