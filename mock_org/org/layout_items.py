"""The parts that layouts are made of (SOAP API Developer Guide, DescribeLayoutSection and below; confidence B)."""

from collections.abc import Mapping, Sequence
from typing import Any
from zlib import crc32

from mock_org.schema import make_id

COLUMNS = 2


def component_id(prefix: str, *names: str) -> str:
    """The id of a part of a layout: the same as long as its name is."""
    return make_id(prefix, crc32(".".join(names).lower().encode()))


def layout_items(fields: Sequence[Mapping[str, Any]], *, edit: bool = False) -> list[dict[str, Any]]:
    """One item for each described field; with `edit` only those that can be written."""
    shown = [field for field in fields if not edit or field["createable"] or field["updateable"]]
    return [_item(field, place) for place, field in enumerate(shown, 1)]


def _item(field: Mapping[str, Any], place: int) -> dict[str, Any]:
    required = not field["nillable"] and not field["defaultedOnCreate"] and field["createable"]
    component = {
        "components": [],
        "details": dict(field),
        "displayLines": 1,
        "fieldType": field["type"],
        "tabOrder": place,
        "type": "Field",
        "value": field["name"],
    }
    return {
        "editableForNew": field["createable"],
        "editableForUpdate": field["updateable"],
        "label": field["label"].removesuffix(" ID") if field["type"] == "reference" else field["label"],
        "layoutComponents": [component],
        "placeholder": False,
        "required": required and field["type"] != "boolean",
    }


def section(heading: str, items: Sequence[Mapping[str, Any]], layout: str, *, edit: bool = False) -> dict[str, Any]:
    """A section of rows with two items each."""
    rows = [list(items[start : start + COLUMNS]) for start in range(0, len(items), COLUMNS)]
    return {
        "collapsed": False,
        "columns": COLUMNS,
        "heading": heading,
        "layoutRows": [{"layoutItems": row, "numItems": len(row)} for row in rows],
        "layoutSectionId": component_id("01B", layout, heading, str(edit)),
        "parentLayoutId": component_id("00h", layout),
        "rows": len(rows),
        "tabOrder": "LeftToRight",
        "useCollapsibleSection": False,
        "useHeading": bool(heading),
    }
