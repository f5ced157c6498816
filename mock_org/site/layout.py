"""Page layouts: which fields a list, a record page and a form show, and under which label."""

import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

Describe = dict[str, Any]
FieldDescribe = dict[str, Any]

_LAYOUTS: dict[str, dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("layouts.toml").read_text(encoding="utf-8")
)
_CUSTOM_OBJECTS_TAB = 50
_COLUMNS = 7
_COMPOUND = frozenset({"address", "location"})
_TELLING = ("string", "picklist", "reference", "currency", "percent", "double", "int", "date", "datetime", "boolean")
_SYSTEM_FIELDS = ("CreatedById", "CreatedDate", "LastModifiedById", "LastModifiedDate")


def has_tab(entry: Describe) -> bool:
    """Whether an sObject of the global describe has a place in the site's navigation menu."""
    layout = _LAYOUTS.get(entry["name"])
    if layout is None:
        return bool(entry["custom"] and entry.get("layoutable") and entry["queryable"])
    return bool(layout.get("menu", True) and entry["queryable"])


def tab_order(entry: Describe) -> tuple[int, str]:
    """The sort key of the navigation menu: the standard order, custom objects by label, tasks at the end."""
    return _LAYOUTS.get(entry["name"], {}).get("tab", _CUSTOM_OBJECTS_TAB), entry["labelPlural"]


def name_field(describe: Describe) -> FieldDescribe | None:
    """The field that names a record, as far as this user may read it."""
    return next((field for field in describe["fields"] if field["nameField"]), None)


def columns(describe: Describe) -> list[FieldDescribe]:
    """The columns of a list, the name first."""
    wanted = _LAYOUTS.get(describe["name"], {}).get("columns")
    if wanted is None:
        named = name_field(describe)
        wanted = [named["name"]] if named else []
        wanted += [*_custom(describe), "OwnerId", "CreatedDate"]
    return _picked(describe, wanted)[:_COLUMNS]


def details(describe: Describe) -> list[FieldDescribe]:
    """The fields of a record page: the name, the layout, the custom fields, who made it and when."""
    named = name_field(describe)
    wanted = [named["name"]] if named else []
    return _picked(describe, [*wanted, *_layout(describe), *_SYSTEM_FIELDS])


def highlights(describe: Describe) -> list[FieldDescribe]:
    """The few fields beside the name at the head of a record page."""
    named = name_field(describe)
    return [field for field in columns(describe) if named is None or field["name"] != named["name"]][:5]


def inputs(describe: Describe, *, new: bool) -> list[FieldDescribe]:
    """The fields of a form: those of the layout which this user may write. The owner has an action of its own."""
    writeable = "createable" if new else "updateable"
    return [
        field
        for field in _picked(describe, _layout(describe))
        if field[writeable] and field["name"] not in ("OwnerId", "RecordTypeId")
    ]


def label(describe: Describe, field: FieldDescribe) -> str:
    """The field's label on a page: describe's, without the " ID" of lookups; an owner is the "Lead Owner"."""
    if field["name"] == "OwnerId":
        return "Owner" if describe["custom"] else f"{describe['label']} Owner"
    text = str(field["label"])
    return text.removesuffix(" ID") if field["type"] == "reference" else text


def is_required(field: FieldDescribe) -> bool:
    """Whether a form insists on a value."""
    return not field["nillable"] and not field["defaultedOnCreate"] and field["type"] != "boolean"


def _layout(describe: Describe) -> Sequence[str]:
    declared = _LAYOUTS.get(describe["name"], {}).get("fields")
    if declared is not None:
        return [*declared, *_custom(describe)]
    named = name_field(describe)
    return ["OwnerId", *([named["name"]] if named else []), *_custom(describe)]


def _custom(describe: Describe) -> list[str]:
    """Custom fields in an order that reads well: names first, then other texts, choices, lookups, numbers, dates."""
    fields = [field for field in describe["fields"] if field["custom"]]
    return [field["name"] for field in sorted(fields, key=_telling)]


def _telling(field: FieldDescribe) -> tuple[int, bool]:
    kind = field["type"]
    rank = _TELLING.index(kind) if kind in _TELLING else len(_TELLING)
    return rank, "name" not in field["name"].lower()


def _picked(describe: Describe, names: Iterable[str]) -> list[FieldDescribe]:
    by_name = {field["name"]: field for field in describe["fields"] if field["type"] not in _COMPOUND}
    return [by_name[name] for name in dict.fromkeys(names) if name in by_name]
