"""What the columns of an answer are: ?columns=true, which the sf CLI asks for before it lays out a table.

The keys are those of the CLI's own examples of real answers (confidence B).
"""

from collections.abc import Iterable
from typing import Any

from mock_org.org.view import View
from mock_org.schema import Field, SObject
from mock_org.schema.types import ID_TYPES, NUMBER_TYPES, TEXT_TYPES
from mock_org.soql import FunctionCall, Path, Query
from mock_org.soql.ast import TypeOf

_APEX_TYPES = {
    "boolean": "Boolean", "int": "Integer", "long": "Long", "double": "Double", "currency": "Double",
    "percent": "Double", "date": "Date", "datetime": "Datetime", "time": "Time", "base64": "Blob",
    "address": "Address", "location": "Location",
}  # fmt: skip
Column = dict[str, Any]


def columns_of(view: View, query: Query) -> Column:
    """The columns of a statement that is known to be right."""
    sobject = view.org.schema[str(query.sources[0].path)]
    paths = (selected.what for selected in query.select if isinstance(selected.what, Path))
    return {
        "columnMetadata": _columns(view, sobject, query),
        "entityName": sobject.name,
        "groupBy": query.group_by is not None,
        "idSelected": any(path.parts[-1].lower() == "id" and len(path.parts) == 1 for path in paths),
        "keyPrefix": sobject.key_prefix,
    }


def _columns(view: View, sobject: SObject, query: Query) -> list[Column]:
    own = {sobject.name.lower(), (query.sources[0].alias or "").lower()}
    columns: list[Column] = []
    for selected in query.select:
        what = selected.what
        if isinstance(what, Query):
            columns.append(_child(view, sobject, what))
        elif isinstance(what, TypeOf):
            _add_typeof(columns, view, sobject, what)
        elif isinstance(what, Path):
            parts = what.parts[1:] if len(what.parts) > 1 and what.parts[0].lower() in own else what.parts
            _add(columns, view, sobject, parts, selected.alias)
        elif what.name.upper() == "FIELDS":
            columns.extend(_described(field) for field in _fields(view, sobject, str(what.arguments[0])))
        elif what.arguments:
            columns.append(_function(sobject, what, selected.alias or _next_name(columns, what)))
    return columns


def _next_name(columns: list[Column], call: FunctionCall) -> str | None:
    """expr0, expr1 ... for a value that is computed."""
    named = sum(column["columnName"].startswith("expr") for column in columns)
    return f"expr{named}" if _is_computed(call) else None


def _add_typeof(columns: list[Column], view: View, sobject: SObject, typeof: TypeOf) -> None:
    for paths in (*(then for _, then in typeof.whens), typeof.otherwise):
        for path in paths:
            _add(columns, view, sobject, (*typeof.path.parts, *path.parts))


def _add(columns: list[Column], view: View, sobject: SObject, parts: tuple[str, ...], alias: str | None = None) -> None:
    """A field, own or of a parent, whose columns stand together under the relationship."""
    if len(parts) == 1:
        field = sobject.field(parts[0])
        columns.append(_described(field, alias) if field else _column(parts[0], parts[0]))
        return
    via = sobject.relationship(parts[0])
    name = via.relationship_name if via and via.relationship_name else parts[0]
    joined = next((column for column in columns if column["columnName"] == name), None)
    if joined is None:
        joined = _column(name, name, foreignKeyName=via.name if via else None)
        columns.append(joined)
    target = view.org.schema.get(_target(via))
    if target is None:
        joined["joinColumns"].append(_column(parts[-1], parts[-1]))
    else:
        _add(joined["joinColumns"], view, target, parts[1:])


def _target(via: Field | None) -> str:
    if via is None or not via.reference_to:
        return ""
    return "User" if "User" in via.reference_to else via.reference_to[0]


def _child(view: View, sobject: SObject, query: Query) -> Column:
    wanted = query.sources[0].path.parts[-1].lower()
    found = (each for each in sobject.child_relationships if (each.relationship_name or "").lower() == wanted)
    relation = next(found, None)
    child = view.org.schema.get(relation.child_sobject) if relation else None
    name = (relation.relationship_name if relation else None) or wanted
    columns = _columns(view, child, query) if child else []
    return _column(name, name, aggregate=True, joinColumns=columns)


def _function(sobject: SObject, call: FunctionCall, alias: str | None) -> Column:
    """avg(Amount): the name in small letters, the field as it is called. toLabel(Status) and the like are fields."""
    path = call.arguments[0]
    field = sobject.field(path.parts[-1]) if isinstance(path, Path) else None
    name = ".".join((*path.parts[:-1], field.name)) if isinstance(path, Path) and field else str(path)
    if not _is_computed(call) and field is not None:
        return _described(field, alias) | {"displayName": f"{call.name}({name})"}
    return _column(alias or name, f"{call.name.lower()}({name})", aggregate=True, numberType=_gives_number(call, field))


def _gives_number(call: FunctionCall, field: Field | None) -> bool:
    """MIN and MAX give what the field holds, DAY_ONLY a date; all others count or add up."""
    name = call.name.upper()
    return _is_number(field) if name in ("MIN", "MAX") else name != "DAY_ONLY"


def _is_computed(call: FunctionCall) -> bool:
    return call.name.upper() not in ("TOLABEL", "FORMAT", "CONVERTCURRENCY")


def _is_number(field: Field | None) -> bool:
    return field is not None and field.type in NUMBER_TYPES


def _described(field: Field, alias: str | None = None) -> Column:
    text = field.type in TEXT_TYPES
    return _column(
        alias or field.name,
        alias or field.name,
        apexType="Id" if field.type in ID_TYPES else _APEX_TYPES.get(field.type, "String"),
        booleanType=field.type == "boolean",
        custom=field.custom,
        insertable=field.createable,
        numberType=_is_number(field),
        textType=text,
        updatable=field.updateable,
    )


def _column(name: str, shown: str, **others: Any) -> Column:
    column: Column = {
        "aggregate": False,
        "apexType": None,
        "booleanType": False,
        "columnName": name,
        "custom": False,
        "displayName": shown,
        "foreignKeyName": None,
        "insertable": False,
        "joinColumns": [],
        "numberType": False,
        "textType": False,
        "updatable": False,
    }
    return column | others


def _fields(view: View, sobject: SObject, word: str) -> Iterable[Field]:
    for name in view.readable_names(sobject):
        field = sobject.field(name)
        if field and (word.upper() == "ALL" or field.custom == (word.upper() == "CUSTOM")):
            yield field
