"""The related lists of a layout (SOAP API Developer Guide, RelatedList; confidence B)."""

from collections.abc import Mapping, Sequence
from typing import Any

from mock_org import security
from mock_org.org.view import View
from mock_org.schema import Field, SObject

# Beside the name: what a list of such records shows, where the object has it.
_COLUMNS = ("Title", "Email", "Phone", "StageName", "Amount", "CloseDate", "Status", "Priority", "CreatedDate")
_MOST_COLUMNS = 4
_ROWS = 5


def related_lists(view: View, children: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """One list for each child relationship of a describe whose records have pages."""
    found = []
    for child in children:
        sobject = view.org.schema.get(child["childSObject"])
        if sobject is not None and sobject.layoutable and child["relationshipName"]:
            found.append(_list(view, sobject, child))
    return found


def _list(view: View, sobject: SObject, child: Mapping[str, Any]) -> dict[str, Any]:
    named = [sobject.name_field, *(sobject.field(name) for name in _COLUMNS)]
    shown = [f for f in named if f is not None and security.readable(view.user, sobject, f)]
    columns = [_column(sobject, field) for field in shown[:_MOST_COLUMNS]]
    sort = [{"ascending": True, "column": columns[0]["name"]}] if columns else []
    return {
        "accessLevelRequiredForCreate": None,
        "buttons": [],
        "columns": columns,
        "custom": sobject.custom,
        "field": child["field"],
        "label": sobject.label_plural,
        "limitRows": _ROWS,
        "name": child["relationshipName"],
        "sobject": sobject.name,
        "sort": sort,
    }


def _column(sobject: SObject, field: Field) -> dict[str, Any]:
    return {
        "field": f"{sobject.name}.{field.name}",
        "fieldApiName": field.name,
        "format": field.type if field.type in ("date", "datetime") else None,
        "label": field.label,
        "lookupId": f"{sobject.name}.Id" if field.name_field else None,
        "name": field.name,
    }
