"""The columns of a list view, as its describe and its results tell them (recorded results of an Account list view)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from mock_org import security
from mock_org.org.list_view_definition import HIDDEN
from mock_org.org.view import View
from mock_org.schema import Field, SObject

# type → (ascendingLabel, descendingLabel). string, phone, picklist: recorded. datetime: the guide's example (B). The
# others follow their pattern (D).
_TEXT = ("Z-A", "A-Z")
_LABELS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "phone": ("9-0", "0-9"),
        "picklist": ("Low to High", "High to Low"),
        "date": ("New to Old", "Old to New"),
        "datetime": ("New to Old", "Old to New"),
        "int": ("High to Low", "Low to High"),
        "double": ("High to Low", "Low to High"),
        "currency": ("High to Low", "Low to High"),
        "percent": ("High to Low", "Low to High"),
        "boolean": ("Selected to Not Selected", "Not Selected to Selected"),
    }
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the path to its field, the field, how it is headed, whether it is shown."""

    path: str
    field: Field
    label: str
    hidden: bool = False

    @property
    def selected(self) -> str:
        """How it stands in the SELECT list (recorded: picklists by their labels)."""
        return f"toLabel({self.path})" if self.field.type == "picklist" and not self.hidden else self.path


def columns_of(view: View, sobject: SObject, paths: Sequence[str]) -> list[Column]:
    """The columns that the user may read, then those that every list view has unseen."""
    shown = [found for path in paths if (found := _column(view, sobject, path))]
    known = {column.path.lower() for column in shown}
    fields = [sobject.field(name) for name in HIDDEN if name.lower() not in known]
    return shown + [Column(f.name, f, f.label, hidden=True) for f in fields if f is not None]


def _column(view: View, sobject: SObject, path: str) -> Column | None:
    *parents, name = path.split(".")
    at, head = sobject, ""
    for parent in parents:
        lookup = at.relationship(parent)
        target = view.org.schema.get(lookup.reference_to[0]) if lookup and lookup.reference_to else None
        if lookup is None or target is None or not security.readable(view.user, at, lookup):
            return None
        if not view.may("read", target):
            return None
        # Recorded: "Account Owner Alias".
        head = f"{sobject.label} Owner" if lookup.name == "OwnerId" else lookup.label.removesuffix(" ID")
        at = target
    field = at.field(name)
    if field is None or not security.readable(view.user, at, field):
        return None
    label = field.label if not head or field.label.startswith(head) else f"{head} {field.label}"
    return Column(".".join([*parents, field.name]), field, label)


def describe_columns(columns: Sequence[Column], order: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    """The `columns` of a describe or of results."""
    places = {field.lower(): (index, way) for index, (field, way) in enumerate(order)}
    return [_described(column, places.get(column.path.lower())) for column in columns]


def _described(column: Column, place: tuple[int, str] | None) -> dict[str, Any]:
    sortable = column.field.sortable and not column.hidden
    ascending, descending = _LABELS.get(column.field.type, _TEXT) if sortable else (None, None)
    sorted_by = place if not column.hidden else None
    return {
        "ascendingLabel": ascending,
        "descendingLabel": descending,
        "fieldNameOrPath": column.path,
        "hidden": column.hidden,
        "label": column.label,
        "selectListItem": column.selected,
        "sortDirection": {"ASC": "ascending", "DESC": "descending"}[sorted_by[1]] if sorted_by else None,
        "sortIndex": sorted_by[0] if sorted_by else None,
        "sortable": sortable,
        "type": column.field.type,
    }


def row_of(record: Mapping[str, Any], columns: Sequence[Column]) -> dict[str, Any]:
    """One record of the results: every value is a text (recorded)."""
    return {"columns": [{"fieldNameOrPath": c.path, "value": _told(_value(record, c.path), c)} for c in columns]}


def _value(record: Mapping[str, Any], path: str) -> Any:
    found: Any = record
    for step in path.split("."):
        found = found.get(step) if isinstance(found, Mapping) else None
    return found


def _told(value: Any, column: Column) -> str | None:
    """Recorded: "Fri Aug 01 21:15:46 GMT 2014" for an instant; days in the same way (C)."""
    if value is None:
        return None
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):  # addresses and places, put together as they are printed
        return ", ".join(str(each) for each in value.values() if each is not None)
    if column.field.type == "datetime":
        return _java(datetime.fromisoformat(str(value)))
    if column.field.type == "date":
        return _java(datetime.combine(date.fromisoformat(str(value)), datetime.min.time()))
    return str(value)


def _java(moment: datetime) -> str:
    return moment.strftime("%a %b %d %H:%M:%S GMT %Y")
