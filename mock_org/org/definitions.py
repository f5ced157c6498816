"""EntityDefinition, FieldDefinition and what else tells of sObjects: rows made of the describes that a user may see."""

from collections.abc import Iterator, Mapping
from typing import Any
from zlib import crc32

from mock_org import security
from mock_org.dml.values import format_datetime
from mock_org.org.describing import Describing
from mock_org.schema import Field, SObject, make_id

Row = dict[str, Any]
# How FieldDefinition.DataType says a type (Tooling API guide, FieldDefinition; confidence B).
_DATA_TYPES = {
    "boolean": "Checkbox", "date": "Date", "datetime": "Date/Time", "time": "Time", "email": "Email", "phone": "Phone",
    "url": "URL", "picklist": "Picklist", "combobox": "Picklist", "multipicklist": "Picklist (Multi-Select)",
    "address": "Address", "location": "Geolocation", "base64": "File", "encryptedstring": "Text (Encrypted)",
}  # fmt: skip
_LONG_TEXT = 255


def metadata_id(prefix: str, name: str) -> str:
    """The id of a component: the same as long as its name is."""
    return make_id(prefix, crc32(name.lower().encode()))


def durable_id(sobject: SObject, field: Field | None = None) -> str:
    """What names an entity or a field for good: API names, and 15-character ids of custom ones."""
    entity = metadata_id("01I", sobject.name)[:15] if sobject.custom else sobject.name
    if field is None:
        return entity
    custom = metadata_id("00N", f"{sobject.name}.{field.name}")[:15]
    own = field.name.removesuffix("Id") if field.type == "reference" and not field.custom else field.name
    return f"{entity}.{custom if field.custom else own}"


def entities(view: Describing) -> list[Row]:
    """EntityDefinition: the sObjects that the user may read."""
    since = format_datetime(view.described_since())
    return [_entity(sobject) | {"LastModifiedDate": since} for sobject in _seen(view)]


def fields(view: Describing) -> list[Row]:
    """FieldDefinition: the fields that the user may read."""
    since = format_datetime(view.described_since())
    return [
        _about(sobject, field) | _field(sobject, field) | {"LastModifiedDate": since}
        for sobject, field in _seen_fields(view)
    ]


def particles(view: Describing) -> list[Row]:
    """EntityParticle: the same fields, as describe tells them."""
    return [_about(sobject, field) | _particle(sobject, field) for sobject, field in _seen_fields(view)]


def custom_objects(view: Describing) -> list[Row]:
    """CustomObject."""
    return [
        {
            "Id": metadata_id("01I", sobject.name),
            "DeveloperName": developer_name(sobject.name),
            "SharingModel": sobject.sharing_model,
            "ManageableState": "unmanaged",
            "IsDeleted": False,
        }
        | _audit(view)
        for sobject in _seen(view)
        if sobject.custom and sobject.share_of is None
    ]


def custom_fields(view: Describing) -> list[Row]:
    """CustomField."""
    return [
        {
            "Id": metadata_id("00N", f"{sobject.name}.{field.name}"),
            "TableEnumOrId": durable_id(sobject),
            "DeveloperName": developer_name(field.name),
            "EntityDefinitionId": durable_id(sobject),
            "Length": field.length or None,
            "Precision": field.precision or None,
            "Scale": field.scale if field.precision else None,
            "InlineHelpText": field.inline_help_text,
            "FullName": f"{sobject.name}.{field.name}",
            "ManageableState": "unmanaged",
        }
        | _audit(view)
        for sobject, field in _seen_fields(view)
        if field.custom
    ]


def validation_rules(view: Describing) -> list[Row]:
    """ValidationRule: the active ones; others are not kept."""
    return [
        {
            "Id": metadata_id("03d", f"{sobject.name}.{rule.name}"),
            "ValidationName": rule.name,
            "Active": True,
            "EntityDefinitionId": durable_id(sobject),
            "ErrorDisplayField": rule.display_field,
            "ErrorMessage": rule.message,
            "ManageableState": "unmanaged",
        }
        | _audit(view)
        for sobject in _seen(view)
        for rule in view.org.rules.validation_of(sobject.name)
    ]


def developer_name(name: str) -> str:
    """Without the suffix that makes an API name custom."""
    return name.removesuffix("__c").removesuffix("__Share")


def _audit(view: Describing) -> Row:
    since = format_datetime(view.described_since())
    return dict.fromkeys(("CreatedDate", "LastModifiedDate", "SystemModstamp"), since)


def _seen(view: Describing) -> Iterator[SObject]:
    return (sobject for sobject in view.org.schema if view.may("read", sobject))


def _seen_fields(view: Describing) -> Iterator[tuple[SObject, Field]]:
    for sobject in _seen(view):
        yield from (
            (sobject, field) for field in sobject.fields.values() if security.readable(view.user, sobject, field)
        )


def _entity(sobject: SObject) -> Row:
    return (
        _flags(sobject, _ENTITY_FLAGS)
        | {
            "Id": metadata_id("4ie", sobject.name),
            "DurableId": durable_id(sobject),
            "QualifiedApiName": sobject.name,
            "DeveloperName": developer_name(sobject.name),
            "MasterLabel": sobject.label,
            "Label": sobject.label,
            "PluralLabel": sobject.label_plural,
            "KeyPrefix": sobject.key_prefix,
            "DeploymentStatus": "Deployed" if sobject.custom else None,
            "InternalSharingModel": sobject.sharing_model or "ReadWrite",
            "ExternalSharingModel": _external(sobject),
            "IsCustomizable": sobject.custom or sobject.layoutable,
            "IsApexTriggerable": sobject.triggerable,
            "IsWorkflowEnabled": sobject.triggerable and sobject.layoutable,
            "IsProcessEnabled": sobject.triggerable and sobject.layoutable,
            "IsCompactLayoutable": sobject.layoutable,
            "IsSearchLayoutable": sobject.layoutable and sobject.searchable,
            "IsIdEnabled": sobject.key_prefix is not None,
        }
        | dict.fromkeys(_NEVER, False)
    )


def _external(sobject: SObject) -> str:
    """The external default, which equals the internal one where none is stated; of what has none, Private."""
    return sobject.external_sharing_model or sobject.sharing_model or "Private"


def _about(sobject: SObject, field: Field) -> Row:
    return {
        "Id": metadata_id("4fe", f"{sobject.name}.{field.name}"),
        "DurableId": durable_id(sobject, field),
        "QualifiedApiName": field.name,
        "EntityDefinitionId": durable_id(sobject),
        "EntityDefinitionKey": metadata_id("4ie", sobject.name),
        "DeveloperName": developer_name(field.name),
        "MasterLabel": field.label,
        "Label": field.label,
        "Length": field.length,
        "DataType": _data_type(field),
        "Precision": field.precision,
        "Scale": field.scale,
        "RelationshipName": field.relationship_name,
        "IsCompound": not field.has_column and field.formula is None,
        "IsCalculated": field.calculated,
        "IsNillable": field.nillable,
        "IsNameField": field.name_field,
        "IsApiFilterable": field.filterable,
        "IsApiSortable": field.sortable,
        "IsApiGroupable": field.groupable,
    }


def _field(sobject: SObject, field: Field) -> Row:
    return {
        "ServiceDataTypeId": field.type,
        "ValueTypeId": field.type,
        "ExtraTypeInfo": field.extra_type_info,
        "IsHtmlFormatted": field.extra_type_info == "richtextarea",
        "IsWorkflowFilterable": field.filterable,
        "IsCompactLayoutable": sobject.layoutable and field.type not in ("textarea", "multipicklist"),
        "IsIndexed": field.type in ("id", "reference") or field.unique or field.external_id or field.name_field,
        "IsListFilterable": field.filterable,
        "IsListSortable": field.sortable,
        "IsListVisible": field.type != "base64",
        "IsPolymorphicForeignKey": field.polymorphic,
    } | dict.fromkeys(_NEVER_OF_FIELDS, False)


def _particle(sobject: SObject, field: Field) -> Row:
    return _flags(field, _PARTICLE_FLAGS) | {
        "FieldDefinitionId": durable_id(sobject, field),
        "DataType": field.type,
        "InlineHelpText": field.inline_help_text,
    }


def _flags(described: SObject | Field, names: Mapping[str, str]) -> Row:
    return {name: getattr(described, attribute) for name, attribute in names.items()}


def _data_type(field: Field) -> str:
    """Lookup(User), Text(80), Number(16, 2); "Name" and formulas in Setup's words (confidence B)."""
    if field.auto_number:
        return "Auto Number"
    if field.type in ("id", "reference"):
        kind = "Master-Detail" if field.relationship_order is not None else "Lookup"
        return f"{kind}({','.join(field.reference_to)})"
    if field.type in ("int", "double", "currency", "percent"):
        kind = {"currency": "Currency", "percent": "Percent"}.get(field.type, "Number")
        return f"{kind}({(field.precision or 8) - field.scale}, {field.scale})"
    if field.type == "textarea" and field.length > _LONG_TEXT:
        return f"{'Rich' if field.extra_type_info == 'richtextarea' else 'Long'} Text Area({field.length})"
    if field.type in ("string", "textarea"):
        return f"{'Text' if field.type == 'string' else 'Text Area'}({field.length})"
    return _DATA_TYPES.get(field.type, field.type)


_ENTITY_FLAGS = {
    "IsReplicateable": "replicateable", "IsRetrieveable": "retrieveable", "IsSearchable": "searchable",
    "IsTriggerable": "triggerable", "IsEverCreatable": "createable", "IsEverUpdatable": "updateable",
    "IsEverDeletable": "deletable", "IsFeedEnabled": "feed_enabled", "IsQueryable": "queryable",
    "IsMruEnabled": "mru_enabled", "IsLayoutable": "layoutable",
}  # fmt: skip
_NEVER = (
    "IsCustomSetting", "IsDeprecatedAndHidden", "HasSubtypes", "IsSubtype", "IsAutoActivityCaptureEnabled",
    "IsInterface",
)  # fmt: skip
_NEVER_OF_FIELDS = ("IsHighScaleNumber", "IsFieldHistoryTracked", "IsSearchPrefilterable", "IsAiPredictionField")
_PARTICLE_FLAGS = {
    "IsUnique": "unique", "IsCreatable": "createable", "IsUpdatable": "updateable",
    "IsDefaultedOnCreate": "defaulted_on_create", "IsAutonumber": "auto_number", "IsCaseSensitive": "case_sensitive",
    "IsPermissionable": "permissionable", "IsIdLookup": "id_lookup",
}  # fmt: skip
