"""Rows to records, as the API answers them: attributes first, then the selected fields under their own names."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from sqlalchemy import RowMapping

from mock_org.schema import Field
from mock_org.schema.types import NUMBER_TYPES
from mock_org.soql.context import Record

Row: TypeAlias = RowMapping
# Answers of the child subqueries: their label -> parent's id -> records.
Children: TypeAlias = Mapping[str, Mapping[str, list[Record]]]


@dataclass(frozen=True, slots=True)
class Value:
    """A field: the label of its column and how its value is written."""

    label: str
    field: Field


@dataclass(frozen=True, slots=True)
class Compound:
    """An address or a location: the key of each part, and its column."""

    parts: tuple[tuple[str, Value], ...]


@dataclass(frozen=True, slots=True)
class Child:
    """A child subquery."""

    label: str


@dataclass(frozen=True, slots=True)
class Node:
    """A record within the answer: the queried one, or a parent of it.

    types: sObject name by key prefix where a lookup points to several types.
    """

    type: str
    id_label: str
    types: Mapping[str, str] = field(default_factory=dict)
    items: "dict[str, Value | Compound | Child | Node]" = field(default_factory=dict)

    def record(self, row: Row, version: str, children: Children) -> Record | None:
        """The record, or None for a parent that is not there or may not be seen."""
        record_id = row[self.id_label]
        if record_id is None:
            return None
        url = f"/services/data/v{version}/sobjects/{self.types.get(record_id[:3], self.type)}/{record_id}"
        answer: Record = {"attributes": {"type": self.type, "url": url}}
        for name, item in self.items.items():
            answer[name] = _item(item, row, version, children, record_id, url)
        return answer


def _item(
    item: Value | Compound | Child | Node, row: Row, version: str, children: Children, record_id: str, url: str
) -> Any:
    if isinstance(item, Node):
        return item.record(row, version, children)
    if isinstance(item, Child):
        return subquery_result(children.get(item.label, {}).get(record_id, []))
    if isinstance(item, Compound):
        parts = {key: written(row[value.label], value.field) for key, value in item.parts}
        return parts if any(part is not None for part in parts.values()) else None
    value = written(row[item.label], item.field)
    if item.field.type == "base64" and value is not None:
        return f"{url}/{item.field.name}"  # bodies are fetched by their own URL (REST API Developer Guide, blob fields)
    return value


def subquery_result(records: list[Record]) -> Record | None:
    """Child records as they stand in their parent: null when there are none (recorded)."""
    return {"totalSize": len(records), "done": True, "records": records} if records else None


def written(value: Any, field: Field) -> Any:
    """A stored value as JSON has it: doubles with a fraction, booleans never null."""
    if field.type == "boolean":
        return bool(value)
    if value is None:
        return None
    return _WRITTEN.get(field.type, _as_is)(value)


def _as_is(value: Any) -> Any:
    return value


_WRITTEN: dict[str, Callable[[Any], Any]] = dict.fromkeys(NUMBER_TYPES - {"int"}, float) | {"int": int}


def aggregate_records(rows: Sequence[Row], columns: Sequence[tuple[str, Value]]) -> list[Record]:
    """Rows of an aggregate query; they have no URL (recorded)."""
    return [
        {"attributes": {"type": "AggregateResult"}, **{key: written(row[v.label], v.field) for key, v in columns}}
        for row in rows
    ]
