"""One field as an sObject describe tells it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from mock_org.schema.types import ID_TYPES, TEXT_TYPES, Field, PicklistEntry

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
# Recorded describes give most whole numbers eight digits. Confidence B.
_INT_DIGITS = 8
_BYTES_PER_CHARACTER = 3
_DECIMAL_TYPES = frozenset({"double", "currency", "percent"})


# What no field here has.
_NEVER: Mapping[str, Any] = MappingProxyType(
    {
        "aiPredictionField": False,
        "controllerName": None,
        "dependentPicklist": False,
        "deprecatedAndHidden": False,
        "displayLocationInDecimal": False,
        "encrypted": False,
        "filteredLookupInfo": None,
        "highScaleNumber": False,
        "mask": None,
        "maskType": None,
        "referenceTargetField": None,
        "writeRequiresMasterRead": False,
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
        "restrictedPicklist": "restricted_picklist",
        "sortable": "sortable",
        "type": "type",
        "unique": "unique",
    }
)


def describe_field(field: Field, *, createable: bool, updateable: bool) -> dict[str, Any]:
    """All 57 keys of a field (recorded describes of API v58.0 and v59.0).

    createable, updateable: what the running user may do.
    """
    decimal = field.type in _DECIMAL_TYPES
    described: dict[str, Any] = {key: getattr(field, attribute) for key, attribute in _AS_IS.items()} | {
        "byteLength": _byte_length(field),
        "cascadeDelete": field.custom and field.cascade_delete,
        "createable": createable,
        "digits": _INT_DIGITS if field.type == "int" else 0,
        "htmlFormatted": field.extra_type_info == "richtextarea",
        "namePointing": field.polymorphic,
        "picklistValues": [_picklist_value(entry) for entry in field.picklist],
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


def _byte_length(field: Field) -> int:
    if field.type in ID_TYPES:
        return field.length
    return field.length * _BYTES_PER_CHARACTER if field.type in TEXT_TYPES else 0


def _picklist_value(entry: PicklistEntry) -> dict[str, Any]:
    return {
        "active": entry.active,
        "defaultValue": entry.default,
        "label": entry.label,
        "validFor": None,
        "value": entry.value,
    }
