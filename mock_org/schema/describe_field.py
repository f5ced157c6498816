"""One field as an sObject describe tells it."""

import math
from base64 import b64encode
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from mock_org.schema.types import ID_TYPES, TEXT_TYPES, Field

# SOAP API Developer Guide, "Primitive Data Types" and "Field Types"; recorded describes. Confidence A.
_SOAP_TYPE: Mapping[str, str] = MappingProxyType(
    {
        "id": "tns:ID",
        "reference": "tns:ID",
        "boolean": "xsd:boolean",
        "int": "xsd:int",
        "double": "xsd:double",
        "currency": "xsd:double",
        "percent": "xsd:double",
        "date": "xsd:date",
        "datetime": "xsd:dateTime",
        "time": "xsd:time",
        "address": "urn:address",
        "location": "urn:location",
        "base64": "xsd:base64Binary",
    }
)
_BYTES_PER_CHARACTER = 3
_DECIMAL_TYPES = frozenset({"double", "currency", "percent"})


# What no field here has.
_NEVER: Mapping[str, Any] = MappingProxyType(
    {
        "aiPredictionField": False,
        "deprecatedAndHidden": False,
        "displayLocationInDecimal": False,
        "encrypted": False,
        "highScaleNumber": False,
        "mask": None,
        "maskType": None,
        "referenceTargetField": None,
    }
)
# Keys of a describe that are Field's own attributes.
_AS_IS: Mapping[str, str] = MappingProxyType(
    {
        "aggregatable": "aggregatable",
        "autoNumber": "auto_number",
        "calculated": "calculated",
        "calculatedFormula": "formula",
        "caseSensitive": "case_sensitive",
        "compoundFieldName": "compound_field_name",
        "custom": "custom",
        "defaultValue": "default_value",
        "defaultValueFormula": "default_formula",
        "defaultedOnCreate": "defaulted_on_create",
        "externalId": "external_id",
        "extraTypeInfo": "extra_type_info",
        "filterable": "filterable",
        "formulaTreatNullNumberAsZero": "formula_treat_blank_as_zero",
        "groupable": "groupable",
        "idLookup": "id_lookup",
        "inlineHelpText": "inline_help_text",
        "label": "label",
        "length": "length",
        "name": "name",
        "nameField": "name_field",
        "nillable": "nillable",
        "permissionable": "permissionable",
        "relationshipName": "relationship_name",
        "relationshipOrder": "relationship_order",
        "writeRequiresMasterRead": "write_requires_master_read",
        "restrictedPicklist": "restricted_picklist",
        "sortable": "sortable",
        "type": "type",
        "unique": "unique",
    }
)


def describe_field(
    field: Field,
    *,
    createable: bool,
    updateable: bool,
    controller: Field | None = None,
    filtered_by: Sequence[str] | None = None,
) -> dict[str, Any]:
    """All 57 keys of a field (recorded describes of API v58.0 and v59.0).

    createable, updateable: what the running user may do. controller: the field that a dependent picklist follows.
    filtered_by: of a lookup with a filter, the fields of the record that the filter compares with.
    """
    decimal = field.type in _DECIMAL_TYPES
    described: dict[str, Any] = {key: getattr(field, attribute) for key, attribute in _AS_IS.items()} | {
        "byteLength": _byte_length(field),
        "cascadeDelete": field.custom and field.cascade_delete,
        "controllerName": controller.name if controller else None,
        "createable": createable,
        "dependentPicklist": controller is not None,
        "digits": field.digits if field.type == "int" else 0,
        "filteredLookupInfo": _filtered_lookup(filtered_by),
        "htmlFormatted": field.extra_type_info == "richtextarea",
        "namePointing": field.polymorphic,
        "picklistValues": picklist_values(field, controller),
        "polymorphicForeignKey": field.polymorphic,
        "precision": field.precision if decimal else 0,
        "queryByDistance": field.type in ("address", "location"),
        "referenceTo": list(field.reference_to),
        "restrictedDelete": field.custom and field.restricted_delete,
        "scale": field.scale if decimal else 0,
        # Recordings: true for Opportunity.AccountId, Event.WhoId; false for OwnerId, MasterRecordId. Confidence C.
        "searchPrefilterable": field.type == "reference" and field.permissionable,
        "soapType": _SOAP_TYPE.get(field.type, "xsd:string"),
        "updateable": updateable,
    }
    return dict(sorted({**described, **_NEVER}.items()))


def _filtered_lookup(filtered_by: Sequence[str] | None) -> dict[str, Any] | None:
    """SOAP API Developer Guide, FilteredLookupInfo; confidence A. Optional filters are not enforced and not told."""
    if filtered_by is None:
        return None
    return {"controllingFields": list(filtered_by), "dependent": bool(filtered_by), "optionalFilter": False}


def _byte_length(field: Field) -> int:
    if field.type in ID_TYPES:
        return field.length
    return field.length * _BYTES_PER_CHARACTER if field.type in TEXT_TYPES else 0


def picklist_values(field: Field, controller: Field | None) -> list[dict[str, Any]]:
    """The values of a picklist; of a dependent one with what each is valid for."""
    valid_for = dict(field.valid_for)
    return [
        {
            "active": entry.active,
            "defaultValue": entry.default,
            "label": entry.label,
            "validFor": _bits(valid_for.get(entry.value, ()), controller) if controller else None,
            "value": entry.value,
        }
        for entry in field.picklist
    ]


def _bits(values: Collection[str], controller: Field) -> str:
    """One bit for each value of the controlling field, the first one leftmost, in whole groups of three bytes.

    SOAP API Developer Guide, PicklistEntry; a checkbox controls by false and true in this order. Confidence A for the
    bits, B for the length.
    """
    known = [entry.value for entry in controller.picklist] or ["unchecked", "checked"]
    bits = bytearray(3 * max(1, math.ceil(len(known) / 24)))
    for place, value in enumerate(known):
        if value in values:
            bits[place >> 3] |= 0x80 >> (place & 7)
    return b64encode(bits).decode("ascii")
