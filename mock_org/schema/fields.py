"""How a field is unless its describe says otherwise: by its type, and for the system fields by its name."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from mock_org.schema.types import Field

_READ_ONLY: dict[str, Any] = {"createable": False, "updateable": False}
_UNSORTED: dict[str, Any] = {"groupable": False, "sortable": False, "aggregatable": False}
# A textarea longer than this is a "long text area": it cannot be filtered, grouped or sorted
# (Object Reference, "Field Types", textarea; recorded describes). Confidence A.
LONG_TEXT = 255

# What recorded describes of API v58.0 to v64.0 show for most fields of a type. Confidence B.
_BY_TYPE: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "id": {"length": 18, "nillable": False, "defaulted_on_create": True, "id_lookup": True} | _READ_ONLY,
        "reference": {"length": 18},
        "boolean": {"nillable": False, "defaulted_on_create": True, "aggregatable": False, "default_value": False},
        "string": {"length": 255},
        "picklist": {"length": 255},
        "combobox": {"length": 255},
        "multipicklist": {"length": 4099} | _UNSORTED,
        "textarea": {"length": LONG_TEXT, "extra_type_info": "plaintextarea"},
        "encryptedstring": {"length": 175, "filterable": False} | _UNSORTED,
        "email": {"length": 80},
        "phone": {"length": 40},
        "url": {"length": 255},
        "int": {},
        "double": {"precision": 18, "groupable": False},
        "currency": {"precision": 18, "scale": 2, "groupable": False},
        "percent": {"precision": 18, "groupable": False},
        "date": {},
        "datetime": {"groupable": False},
        "time": {},
        "address": _UNSORTED | _READ_ONLY,
        "location": _UNSORTED | _READ_ONLY,
        "base64": {"filterable": False} | _UNSORTED,
    }
)
FIELD_TYPES = frozenset(_BY_TYPE)


def new_field(name: str, kind: str, label: str, **attributes: Any) -> Field:
    """A field with the attributes usual for its type.

    kind: a describe type. attributes: what differs, by the names of Field.
    """
    usual = dict(_BY_TYPE[kind])
    if kind == "textarea" and attributes.get("length", 0) > LONG_TEXT:
        usual |= {"filterable": False} | _UNSORTED
    return Field(name=name, type=kind, label=label, **(usual | attributes))


def _set_by_system(name: str, kind: str, label: str, **attributes: Any) -> Field:
    fixed: dict[str, Any] = {"nillable": False, "defaulted_on_create": True, "permissionable": False} | _READ_ONLY
    return new_field(name, kind, label, **(fixed | attributes))


_MAYBE: dict[str, Any] = {"nillable": True, "defaulted_on_create": False}
_USER = ("User",)

# Object Reference, "System Fields", and what every recorded describe says of them. Confidence A.
SYSTEM_FIELDS: Mapping[str, Field] = MappingProxyType(
    {
        field.name: field
        for field in (
            _set_by_system("Id", "id", "Record ID"),
            _set_by_system("IsDeleted", "boolean", "Deleted"),
            _set_by_system("CreatedDate", "datetime", "Created Date"),
            _set_by_system(
                "CreatedById", "reference", "Created By ID", reference_to=_USER, relationship_name="CreatedBy"
            ),
            _set_by_system("LastModifiedDate", "datetime", "Last Modified Date"),
            _set_by_system(
                "LastModifiedById",
                "reference",
                "Last Modified By ID",
                reference_to=_USER,
                relationship_name="LastModifiedBy",
            ),
            _set_by_system("SystemModstamp", "datetime", "System Modstamp"),
            _set_by_system("LastActivityDate", "date", "Last Activity", **_MAYBE),
            _set_by_system("LastViewedDate", "datetime", "Last Viewed Date", **_MAYBE),
            _set_by_system("LastReferencedDate", "datetime", "Last Referenced Date", **_MAYBE),
            _set_by_system(
                "OwnerId",
                "reference",
                "Owner ID",
                createable=True,
                updateable=True,
                reference_to=_USER,
                relationship_name="Owner",
            ),
            _set_by_system(
                "RecordTypeId",
                "reference",
                "Record Type ID",
                createable=True,
                updateable=True,
                nillable=True,
                defaulted_on_create=False,
                reference_to=("RecordType",),
                relationship_name="RecordType",
            ),
        )
    }
)


def system_field(name: str, object_label: str, **attributes: Any) -> Field:
    """A system field of an sObject; its Id is labelled after the object ("Account ID").

    attributes: what differs on this sObject, by the names of Field.
    """
    label: dict[str, Any] = {"label": f"{object_label} ID"} if name == "Id" else {}
    return replace(SYSTEM_FIELDS[name], **(label | attributes))
