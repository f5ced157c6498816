"""TYPEOF: fields that depend on the type of the record that a lookup points to."""

from mock_org.schema import Field, SObject
from mock_org.soql.ast import Path, TypeOf
from mock_org.soql.errors import Refusal, malformed, no_such_object
from mock_org.soql.resolve import Source
from mock_org.soql.selection import Selection, prefixes
from mock_org.soql.shape import Node, Typed, Value

# SOQL and SOSL Reference, "TYPEOF" (confidence A); the text is quoted in Salesforce help, article 000175996.
SINCE = 46.0


def add_typeof(selection: Selection, what: TypeOf) -> None:
    """One TYPEOF of the SELECT list (SOQL and SOSL Reference, "TYPEOF"; the recorded answer shows the real types).

    Refused: a lookup to one type, a type it does not point to, a type named twice, a relationship selected elsewhere.
    """
    source = selection.source
    if source.context.api_version < SINCE:
        raise malformed("SOQL TYPEOF expressions are not supported in this organization", what.at)
    if len(what.path.parts) > 1 and not source.is_own_name(what.path.parts[0]):
        raise malformed("TYPEOF takes a relationship of the queried object", what.at)
    name = what.path.parts[-1]
    via = source.parent_field(name, what.at)
    if not via.polymorphic:
        raise malformed(f"TYPEOF expression requires a polymorphic relationship: {name}", what.at)
    nodes: dict[str, Node] = {}
    for type_name, paths in what.whens:
        target = _target(source, via, type_name, paths[0])
        if target.key_prefix in nodes:
            raise malformed(f"duplicate WHEN type in TYPEOF: {type_name}", paths[0].at)
        nodes[target.key_prefix or ""] = _node(selection, via, target, paths)
    item = Typed(selection.fetch(source.table.c[via.name], what.at), nodes, _otherwise(selection, via, what))
    selection.put(selection.root, via.relationship_name or name, item, what.at)


def _target(source: Source, via: Field, name: str, first: Path) -> SObject:
    known = source.context.schema.get(name)
    if known is None or known not in source.targets(via):
        if known is None or not source.context.scope.queryable(known):
            raise no_such_object(name, first.at)
        message = f"Relationship {via.relationship_name} does not reference type {name}"
        raise Refusal("INVALID_FIELD", message, first.at)
    return known


def _node(selection: Selection, via: Field, target: SObject, paths: tuple[Path, ...]) -> Node:
    inner = Selection(selection.source.typed(via, target), selection.columns)
    for path in paths:
        inner.add_path(path)
    return inner.root


def _otherwise(selection: Selection, via: Field, what: TypeOf) -> Node | None:
    """Records of any other type are of type Name, and have its fields only."""
    if not what.otherwise:
        return None
    source = selection.source
    above = via.relationship_name or ""
    found = source.resolve_names((above, "Id"), what.at)
    node = Node("Name", selection.fetch(found.column, what.at), prefixes(source))
    for path in what.otherwise:
        resolved = source.resolve(Path((above, *path.parts), at=path.at))
        value = Value(selection.fetch(resolved.column, path.at), resolved.field)
        if len(path.parts) > 1:
            raise malformed("ELSE takes fields of Name", path.at)
        selection.put(node, resolved.field.name, value, path.at)
    return node
