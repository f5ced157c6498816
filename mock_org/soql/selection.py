"""The SELECT list: which columns are fetched, and where in the record each one goes."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement

from mock_org.schema.types import COMPOUND_TYPES
from mock_org.soql.ast import FunctionCall, Literal, Path, Selected
from mock_org.soql.columns import components, part_key
from mock_org.soql.display import TRANSPARENT
from mock_org.soql.errors import Refusal, malformed, no_such_column, unexpected
from mock_org.soql.functions import FUNCTIONS
from mock_org.soql.operands import check_place, operand
from mock_org.soql.resolve import Resolved, Source
from mock_org.soql.shape import Child, Compound, Item, Node, Value
from mock_org.soql.terms import GROUP, SELECT, Operand

# The database fetches at most 2,000 columns; no record of an org has as many.
MAX_COLUMNS = 1900


@dataclass
class Selection:
    """Columns and shape of the records of one source. `columns` may be shared with the records around it."""

    source: Source
    columns: list[ColumnElement[Any]] = field(default_factory=list)
    type: str = ""
    root: Node = field(init=False)
    _unnamed: int = 0

    def __post_init__(self) -> None:
        self.root = Node(self.type or self.source.sobject.name, self.fetch(self.source.id, 0))

    def add(self, selected: Selected, limit: Literal | None) -> None:
        """One field, or FIELDS(). Raises Refusal for an unknown, unreadable or doubled one."""
        what = selected.what
        if isinstance(what, FunctionCall):
            if what.name.upper() == "FIELDS" and not selected.alias:
                for path in fields_of(what, self.source, limit):
                    self.add_path(path)
                return
            self._add_call(what, selected)
            return
        assert isinstance(what, Path)
        if selected.alias is not None:
            raise malformed("only aggregate expressions use field aliasing", selected.at)
        self.add_path(what)

    def add_child(self, name: str, label: str, at: int) -> None:
        """A child subquery under its relationship name."""
        self.put(self.root, name, Child(label), at)

    def add_path(self, path: Path) -> None:
        """One field, own or of a parent."""
        found = self.source.resolve(path)
        self.put(self.node_of(found.parents, path.at), found.field.name, self._value(found, path.at), path.at)

    def node_of(self, parents: tuple[str, ...], at: int) -> Node:
        """The record that a path of relationships leads to."""
        node = self.root
        for depth in range(1, len(parents) + 1):
            node = self._node(node, parents[:depth], at)
        return node

    def put(self, node: Node, name: str, item: Item, at: int) -> None:
        """One item of a record; nothing is selected twice."""
        if name in node.items:
            raise Refusal("INVALID_FIELD", f"duplicate field selected: {name}", at)
        node.items[name] = item

    def fetch(self, column: ColumnElement[Any], at: int) -> int:
        """The place of a column in the rows."""
        if len(self.columns) >= MAX_COLUMNS:
            raise malformed(f"more than {MAX_COLUMNS} fields selected", at)
        self.columns.append(column.label(f"c{len(self.columns)}"))
        return len(self.columns) - 1

    def _add_call(self, call: FunctionCall, selected: Selected) -> None:
        found = operand(call, self.source)
        check_place(found, SELECT)
        if found.function not in TRANSPARENT and GROUP in _places(found):
            raise malformed(f"{call.name}() needs a GROUP BY clause that names it", call.at)
        value = Value(self.fetch(found.column, call.at), found.field, found.write)
        if selected.alias:
            if any(name.lower() == selected.alias.lower() for name in self.root.items):
                raise malformed(f"duplicate alias: {selected.alias}", selected.at)
            self.root.items[selected.alias] = value
        elif found.function in TRANSPARENT and found.base:
            self.put(self.node_of(found.base[:-1], call.at), found.base[-1], value, call.at)
        else:
            self.put(self.root, f"expr{self._unnamed}", value, call.at)
            self._unnamed += 1

    def _node(self, above: Node, parents: tuple[str, ...], at: int) -> Node:
        name = parents[-1]
        there = above.items.get(name)
        if isinstance(there, Node):
            return there
        found = self.source.resolve_names((*parents, "Id"), at)
        types = prefixes(self.source) if found.several else {}
        # A record reached through a lookup to several types is of type Name (recorded, v29.0).
        node = Node("Name" if found.several else found.sobject.name, self.fetch(found.column, at), types)
        if there is not None:
            raise Refusal("INVALID_FIELD", f"duplicate field selected: {name}", at)
        above.items[name] = node
        return node

    def _value(self, found: Resolved, at: int) -> Value | Compound:
        if found.field.type not in COMPOUND_TYPES:
            return Value(self.fetch(found.column, at), found.field)
        parts = []
        for part in components(found.sobject, found.field):
            if self.source.context.scope.readable(found.sobject, part):
                resolved = self.source.resolve_names((*found.parents, part.name), at)
                parts.append((part_key(found.field, part), Value(self.fetch(resolved.column, at), part)))
        if not parts:
            raise no_such_column(found.field.name, found.sobject.name, at)
        return Compound(tuple(sorted(parts, key=lambda part: part[0])))


def prefixes(source: Source) -> dict[str, str]:
    """sObject names by key prefix."""
    return {s.key_prefix: s.name for s in source.context.schema if s.key_prefix}


def _places(found: Operand) -> frozenset[str]:
    from_table = FUNCTIONS.get(found.function)
    return from_table.places if from_table else frozenset()


def fields_of(call: FunctionCall, source: Source, limit: Literal | None) -> list[Path]:
    """FIELDS(ALL), FIELDS(STANDARD) or FIELDS(CUSTOM): those that the reader may read.

    All and custom ones only with a LIMIT of at most 200 (SOQL and SOSL Reference, "FIELDS()", confidence A).
    """
    word = str(call.arguments[0]).upper() if len(call.arguments) == 1 else ""
    if word not in ("ALL", "STANDARD", "CUSTOM"):
        raise unexpected("FIELDS", call.at)
    if word != "STANDARD" and (limit is None or limit.value > 200):
        raise malformed("The SOQL FIELDS function must have a LIMIT of at most 200", call.at)
    return [
        Path((field.name,), at=call.at)
        for field in source.sobject.fields.values()
        if source.context.scope.readable(source.sobject, field)
        and (word == "ALL" or field.custom == (word == "CUSTOM"))
    ]
