"""The standard sObjects, read from one TOML file each."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import fields as attributes_of
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from mock_org.errors import SetupError
from mock_org.schema.fields import FIELD_TYPES, SYSTEM_FIELDS, new_field, system_field
from mock_org.schema.types import Field, PicklistEntry, SObject, field_map

ROOM = files("mock_org.schema")
VALUE_SETS_FILE = "value_sets.toml"
USER_PERMISSIONS_FILE = "user_permissions.toml"

FLAGS = frozenset(
    {
        "queryable",
        "retrieveable",
        "createable",
        "updateable",
        "deletable",
        "undeletable",
        "searchable",
        "layoutable",
        "triggerable",
        "mergeable",
        "replicateable",
        "feed_enabled",
        "mru_enabled",
    }
)
OBJECT_KEYS = frozenset(
    {
        "label",
        "label_plural",
        "key_prefix",
        "flags",
        "sharing_model",
        "external_sharing_model",
        "share_of",
        "virtual",
        "since",
        "feature",
        "permissionable",  # false: field-level security knows none of its fields (setup and Share objects)
        "user_permissions",  # true: it has a field for each user permission
        "fields",
        "picklists",
    }
)
# A field's table has the attributes of Field, and two short forms.
FIELD_KEYS = {a.name for a in attributes_of(Field)} - {"name", "picklist"} | {"read_only", "value_set"}
ENTRY_KEYS = frozenset({"value", "label", "default"})

Table = Mapping[str, Any]
ValueSets = Mapping[str, tuple[PicklistEntry, ...]]


@cache
def load_standard() -> tuple[SObject, ...]:
    """Every standard sObject, with the fields of every feature.

    Raises SetupError naming file and key of what a file says and nobody understands.
    """
    return read_folder(ROOM / "standard")


def read_folder(folder: Traversable) -> tuple[SObject, ...]:
    """The sObjects of a folder with one TOML file each."""
    value_sets = {name: _entries(values, name) for name, values in _read(ROOM / VALUE_SETS_FILE).items()}
    permissions = _user_permissions(_read(ROOM / USER_PERMISSIONS_FILE))
    toml_files = sorted(folder.iterdir(), key=lambda file: file.name)
    return tuple(
        read_sobject(file.name.removesuffix(".toml"), _read(file), value_sets, permissions)
        for file in toml_files
        if file.name.endswith(".toml")
    )


def read_sobject(
    name: str, table: Table, value_sets: ValueSets | None = None, permissions: Iterable[Field] = ()
) -> SObject:
    """An sObject from the table of its file.

    permissions: the user permissions that Profile and PermissionSet have as fields.
    Raises SetupError for any key that is not known.
    """
    _only(name, table, OBJECT_KEYS)
    _only(f"{name} flags", table["flags"], FLAGS)
    picklists = {key: _entries(values, f"{name}.{key}") for key, values in table.get("picklists", {}).items()}
    _only(f"{name} picklists", picklists, table["fields"])
    usual = {} if table.get("permissionable", True) else {"permissionable": False}
    fields = [
        _field(name, table["label"], key, usual | described, picklists, value_sets or {})
        for key, described in table["fields"].items()
    ]
    given: dict[str, Any] = {
        key: table[key]
        for key in OBJECT_KEYS - {"fields", "picklists", "flags", "permissionable", "user_permissions"} & set(table)
    }
    return SObject(
        name=name,
        label=given.pop("label"),
        label_plural=given.pop("label_plural"),
        key_prefix=given.pop("key_prefix", None),
        fields=field_map(*fields, *(permissions if table.get("user_permissions") else ())),
        **(given | {flag: flag in table["flags"] for flag in FLAGS}),
    )


def _field(
    sobject: str, object_label: str, name: str, table: Table, picklists: ValueSets, value_sets: ValueSets
) -> Field:
    where = f"{sobject}.{name}"
    _only(where, table, FIELD_KEYS)
    given = dict(table)
    kind = given.pop("type", None)
    if given.pop("read_only", False):
        given |= {"createable": False, "updateable": False}
    if "value_set" in given:
        _only(f"{where} value_set", [given["value_set"]], value_sets)
        given["picklist"] = value_sets[given.pop("value_set")]
    if name in picklists:
        given["picklist"] = picklists[name]
    for targets in {"reference_to", "also_takes"} & set(given):
        given[targets] = tuple(given[targets])
    if kind is None:
        _only(where, [name], SYSTEM_FIELDS)
        return system_field(name, object_label, **given)
    _only(f"{where} type", [kind], FIELD_TYPES)
    return new_field(name, kind, given.pop("label", name), **given)


def _entries(values: Iterable[Any], where: str) -> tuple[PicklistEntry, ...]:
    return tuple(_entry(value, where) for value in values)


def _entry(value: Any, where: str) -> PicklistEntry:
    """One picklist value: "value", ["value", "label"] or { value, label, default }."""
    if isinstance(value, str):
        return PicklistEntry(value, value)
    if isinstance(value, list):
        return PicklistEntry(*value)
    _only(where, value, ENTRY_KEYS)
    return PicklistEntry(value["value"], value.get("label", value["value"]), default=value.get("default", False))


def _user_permissions(labels: Table) -> tuple[Field, ...]:
    return tuple(
        new_field(f"Permissions{name}", "boolean", label, permissionable=False, groupable=False, sortable=False)
        for name, label in labels.items()
    )


def _read(file: Traversable) -> Table:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as fault:
        raise SetupError(f"{file.name}: {fault}") from fault


def _only(where: str, found: Iterable[str], known: Iterable[str]) -> None:
    unknown = sorted(set(found) - set(known))
    if unknown:
        raise SetupError(f"{where}: no such key: {', '.join(unknown)}; there are: {', '.join(sorted(known))}")
