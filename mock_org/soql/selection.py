"""The SELECT list: which columns are fetched, and where in the record each one goes."""

from typing import Any

from sqlalchemy import ColumnElement

from mock_org.schema import Field, SObject
from mock_org.schema.types import COMPOUND_TYPES
from mock_org.soql.ast import FunctionCall, Literal, Path, Selected
from mock_org.soql.errors import Refusal, malformed, no_such_column, unexpected
from mock_org.soql.operands import function_named
from mock_org.soql.resolve import Resolved, Source
from mock_org.soql.shape import Child, Compound, Node, Value

# The database fetches at most 2,000 columns; no record of an org has as many.
MAX_COLUMNS = 1900


class Selection:
    """Columns and shape of the records of one source."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.columns: list[ColumnElement[Any]] = []
        self.root = Node(source.sobject.name, self._fetch(source.id, 0))

    def add(self, selected: Selected, limit: Literal | None) -> None:
        """One field, or FIELDS(). Raises Refusal for an unknown, unreadable or doubled one."""
        what = selected.what
        if selected.alias is not None:
            raise malformed("only aggregate expressions use field aliasing", selected.at)
        if isinstance(what, FunctionCall) and what.name.upper() == "FIELDS":
            for path in fields_of(what, self.source, limit):
                self._add_path(path)
            return
        if isinstance(what, FunctionCall):
            function_named(what)
            raise malformed(f"{what.name}() needs a GROUP BY clause that names it", what.at)
        assert isinstance(what, Path)
        self._add_path(what)

    def add_child(self, name: str, label: str, at: int) -> None:
        """A child subquery under its relationship name."""
        self._put(self.root, name, Child(label), at)

    def _add_path(self, path: Path) -> None:
        found = self.source.resolve(path)
        node = self.root
        for depth in range(1, len(found.parents) + 1):
            node = self._node(node, found.parents[:depth], path.at)
        self._put(node, found.field.name, self._value(found, path.at), path.at)

    def _put(self, node: Node, name: str, item: Value | Compound | Child, at: int) -> None:
        if name in node.items:
            raise Refusal("INVALID_FIELD", f"duplicate field selected: {name}", at)
        node.items[name] = item

    def _node(self, above: Node, parents: tuple[str, ...], at: int) -> Node:
        name = parents[-1]
        there = above.items.get(name)
        if isinstance(there, Node):
            return there
        found = self.source.resolve_names((*parents, "Id"), at)
        types = {s.key_prefix: s.name for s in self.source.context.schema if s.key_prefix} if found.several else {}
        # A record reached through a lookup to several types is of type Name (recorded, v29.0).
        node = Node("Name" if found.several else found.sobject.name, self._fetch(found.column, at), types)
        if there is not None:
            raise Refusal("INVALID_FIELD", f"duplicate field selected: {name}", at)
        above.items[name] = node
        return node

    def _value(self, found: Resolved, at: int) -> Value | Compound:
        if found.field.type not in COMPOUND_TYPES:
            return Value(self._fetch(found.column, at), found.field)
        parts = []
        for part in components(found.sobject, found.field):
            if self.source.context.scope.readable(found.sobject, part):
                resolved = self.source.resolve_names((*found.parents, part.name), at)
                parts.append((part_key(found.field, part), Value(self._fetch(resolved.column, at), part)))
        if not parts:
            raise no_such_column(found.field.name, found.sobject.name, at)
        return Compound(tuple(sorted(parts, key=lambda part: part[0])))

    def _fetch(self, column: ColumnElement[Any], at: int) -> str:
        if len(self.columns) >= MAX_COLUMNS:
            raise malformed(f"more than {MAX_COLUMNS} fields selected", at)
        label = f"c{len(self.columns)}"
        self.columns.append(column.label(label))
        return label


def components(sobject: SObject, compound: Field) -> list[Field]:
    """The fields that a compound field is made of."""
    return [f for f in sobject.fields.values() if f.compound_field_name == compound.name and f.has_column]


def part_key(compound: Field, part: Field) -> str:
    """BillingPostalCode of BillingAddress is "postalCode"; Depot__City__s of Depot__c is "city"."""
    if compound.name.endswith("__c"):
        name = part.name.removeprefix(compound.name.removesuffix("c")).removesuffix("__s")
    else:
        name = part.name.removeprefix(compound.name.removesuffix("Address"))
    return name[:1].lower() + name[1:]


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
