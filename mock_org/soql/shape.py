"""Rows to records, as the API answers them: attributes first, then the selected fields under their own names."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, TypeAlias

from mock_org.schema import Field
from mock_org.schema.types import NUMBER_TYPES
from mock_org.soql.context import Record

Row: TypeAlias = Sequence[Any]
Writer: TypeAlias = Callable[[Any], Any]
# Answers that do not come with the row: of child subqueries, of UserRecordAccess; label -> record's id -> what it is.
Beside: TypeAlias = Mapping[str, Mapping[str, Any]]
# Makes a record, or a part of one, of a row.
Maker: TypeAlias = Callable[[Row, Beside], Any]


@dataclass(frozen=True, slots=True)
class Value:
    """A field: the place of its column in the row, and how its value is written."""

    column: int
    field: Field
    write: Writer | None = None

    @property
    def writer(self) -> Writer | None:
        """None for what is written as it is stored."""
        return self.write or _WRITTEN.get(self.field.type)


@dataclass(frozen=True, slots=True)
class Compound:
    """An address or a location: the key of each part, and its column."""

    parts: tuple[tuple[str, Value], ...]


@dataclass(frozen=True, slots=True)
class Child:
    """A child subquery."""

    label: str


@dataclass(frozen=True, slots=True)
class Access:
    """UserRecordAccess as a relationship."""

    label: str


@dataclass(frozen=True, slots=True)
class Node:
    """A record within the answer: the queried one, or a parent of it.

    id_column: where its id stands in the row. types: sObject name by key prefix where a lookup points to several types.
    """

    type: str
    id_column: int
    types: Mapping[str, str] = field(default_factory=dict)
    items: "dict[str, Item]" = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Typed:
    """TYPEOF: a record whose fields depend on its type, told by the key prefix of the lookup's id."""

    id_column: int
    nodes: Mapping[str, Node]
    otherwise: Node | None


Item: TypeAlias = Value | Compound | Child | Access | Node | Typed


def record_maker(node: Node, version: str) -> Maker:
    """What makes the record of a row: None for a parent that is not there or may not be seen."""
    id_column, types, own_type = node.id_column, node.types, node.type
    base = f"/services/data/v{version}/sobjects/"
    parts = [(name, *_maker(item, node, version)) for name, item in node.items.items()]
    # Most values are written as they are stored: they are put in at once, and the others over them.
    names = ("attributes", *(name for name, _, _ in parts))
    values = itemgetter(id_column, *(column for _, column, _ in parts), id_column)
    others = [(name, column, write) for name, column, write in parts if write is not None]

    def make(row: Row, beside: Beside) -> Record | None:
        record_id = row[id_column]
        if record_id is None:
            return None
        record = dict(zip(names, values(row), strict=False))
        url = f"{base}{types.get(record_id[:3], own_type) if types else own_type}/{record_id}"
        record["attributes"] = {"type": own_type, "url": url}
        for name, column, write in others:
            record[name] = write(row, beside) if column < 0 else write(row[column])
        return record

    return make


def _maker(item: Item, node: Node, version: str) -> tuple[int, Any]:
    """The place in the row and the writer of a plain value; -1 and what makes the item of the whole row."""
    if isinstance(item, Value):
        if item.field.type == "base64" and item.write is None:
            return -1, _body_maker(item, node, version)
        return item.column, item.writer
    if isinstance(item, Node):
        return -1, record_maker(item, version)
    if isinstance(item, Typed):
        return -1, _typed_maker(item, version)
    if isinstance(item, Compound):
        return -1, _compound_maker(item)
    id_column, label = node.id_column, item.label
    if isinstance(item, Access):
        return -1, lambda row, beside: beside[label].get(row[id_column])
    return -1, lambda row, beside: subquery_result(beside[label].get(row[id_column]))


def _typed_maker(item: Typed, version: str) -> Maker:
    makers = {prefix: record_maker(node, version) for prefix, node in item.nodes.items()}
    otherwise = record_maker(item.otherwise, version) if item.otherwise else None

    def make(row: Row, beside: Beside) -> Any:
        record_id = row[item.id_column]
        maker = makers.get(record_id[:3], otherwise) if record_id is not None else None
        return maker(row, beside) if maker is not None else None

    return make


def _compound_maker(item: Compound) -> Maker:
    columns = [(key, value.column, _WRITTEN.get(value.field.type)) for key, value in item.parts]

    def make(row: Row, beside: Beside) -> Any:
        parts = {key: row[column] if write is None else write(row[column]) for key, column, write in columns}
        return parts if any(part is not None for part in parts.values()) else None

    return make


def _body_maker(value: Value, node: Node, version: str) -> Maker:
    """Bodies are fetched by their own URL (REST API Developer Guide, "Get Blob Data")."""

    def make(row: Row, beside: Beside) -> Any:
        if row[value.column] is None:
            return None
        return f"/services/data/v{version}/sobjects/{node.type}/{row[node.id_column]}/{value.field.name}"

    return make


def subquery_result(records: list[Record] | None) -> Record | None:
    """Child records as they stand in their parent: null when there are none (recorded)."""
    return {"totalSize": len(records), "done": True, "records": records} if records else None


def written(value: Any, field: Field) -> Any:
    """A stored value as JSON has it: doubles with a fraction, booleans never null."""
    write = _WRITTEN.get(field.type)
    return value if write is None else write(value)


def _double(value: Any) -> float | None:
    return None if value is None else float(value)


def _int(value: Any) -> int | None:
    return None if value is None else int(value)


_WRITTEN: dict[str, Writer] = dict.fromkeys(NUMBER_TYPES - {"int"}, _double) | {"int": _int, "boolean": bool}


def aggregate_records(rows: Sequence[Row], columns: Sequence[tuple[str, Value]]) -> list[Record]:
    """Rows of an aggregate query; they have no URL (recorded)."""
    plan = [(key, value.column, value.writer) for key, value in columns]
    return [
        {"attributes": {"type": "AggregateResult"}}
        | {key: row[column] if write is None else write(row[column]) for key, column, write in plan}
        for row in rows
    ]
