"""sObject describes: what the API tells a client of an object, as the running user may see it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

from mock_org.schema import ChildRelationship, Field, Schema, SObject
from mock_org.schema.describe_field import describe_field

# Every org has it; the record type of records that have none (recorded describes; confidence A).
MASTER_RECORD_TYPE = "012000000000000AAA"
# What scoping rules can be about (Salesforce help, "Scoping Rules"; confidence B).
_SCOPED = frozenset({"Account", "Case", "Contact", "Event", "Lead", "Opportunity", "Task"})
# Objects that "Clone with Related" knows. Opportunity: recorded describe. Confidence B.
_DEEP_CLONEABLE = frozenset({"Opportunity"})

# Picklists as sObjects share the key prefix 01J; describes tell it of the others only (recorded; confidence A).
_PREFIX_UNTOLD = frozenset({"CaseStatus", "PartnerRole"})

# Keys of a describe that are SObject's own attributes.
_AS_IS: Mapping[str, str] = MappingProxyType(
    {
        "custom": "custom",
        "feedEnabled": "feed_enabled",
        "label": "label",
        "labelPlural": "label_plural",
        "layoutable": "layoutable",
        "mergeable": "mergeable",
        "mruEnabled": "mru_enabled",
        "name": "name",
        "queryable": "queryable",
        "replicateable": "replicateable",
        "retrieveable": "retrieveable",
        "searchable": "searchable",
        "triggerable": "triggerable",
    }
)
# A full describe has these too; nothing here varies them.
_SAME_FOR_ALL: Mapping[str, Any] = MappingProxyType(
    {
        "defaultImplementation": None,
        "extendedBy": None,
        "extendsInterfaces": None,
        "implementedBy": None,
        "implementsInterfaces": None,
        "listviewable": None,
        "lookupLayoutable": None,
        "networkScopeFieldName": None,
        "sobjectDescribeOption": "FULL",
    }
)
_FULL_ONLY = _SAME_FOR_ALL.keys() | {
    "actionOverrides",
    "childRelationships",
    "compactLayoutable",
    "fields",
    "namedLayoutInfos",
    "recordTypeInfos",
    "searchLayoutable",
    "supportedScopes",
}

Describe = dict[str, Any]
# Whether the running user may do this with records of that sObject.
May: TypeAlias = Callable[[Literal["create", "edit", "delete"], SObject], bool]


def describe(
    sobject: SObject,
    schema: Schema,
    *,
    version: str,
    base_url: str,
    readable: Callable[[Field], bool],
    editable: Callable[[Field], bool],
    may_create: bool,
    may_edit: bool,
    may_delete: bool,
    shown: Callable[[ChildRelationship], bool] = lambda _: True,
    record_types: Sequence[Mapping[str, Any]] = (),
    lookup_filters: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> Describe:
    """The answer of GET …/sobjects/X/describe. Fields that are not readable are left out.

    version: "59.0", or "59.0/tooling". base_url: where the org's pages are, for the links to them.
    shown: whether the running user may know of a child relationship.
    record_types: recordTypeInfos without `master` and `urls`; the master record type is added here.
    lookup_filters: by the name of a lookup that has one, the fields that it compares with.
    """
    number = float(version.partition("/")[0])
    described: Describe = _about(sobject, may_create, may_edit, may_delete) | {
        "childRelationships": _child_relationships(schema.get(sobject.name) or sobject, shown),
        "compactLayoutable": sobject.layoutable,
        "fields": [
            _field(
                sobject, field, readable, may_create and editable(field), may_edit and editable(field), lookup_filters
            )
            for field in (each.at(number) for each in filter(readable, sobject.fields.values()))
        ],
        "recordTypeInfos": _record_types(sobject, version, record_types) if sobject.layoutable else [],
        "searchLayoutable": sobject.layoutable and sobject.searchable,
        "supportedScopes": _scopes(sobject, schema),
        "urls": _urls(sobject, version) | _page_urls(sobject, base_url),
    }
    return dict(sorted((described | {**_SAME_FOR_ALL, "actionOverrides": [], "namedLayoutInfos": []}).items()))


def _field(
    sobject: SObject,
    field: Field,
    readable: Callable[[Field], bool],
    may_create: bool,
    may_edit: bool,
    lookup_filters: Mapping[str, Sequence[str]],
) -> Describe:
    return describe_field(
        field,
        createable=field.createable and may_create,
        updateable=field.updateable and may_edit,
        controller=_controller(sobject, field, readable),
        filtered_by=lookup_filters.get(field.name),
    )


def describe_global(sobjects: Iterable[SObject], *, version: str, may: May) -> Describe:
    """The answer of GET …/sobjects.

    sobjects: those the running user may read. may: whether they may "create", "edit" or "delete" its records.
    """
    return {
        "encoding": "UTF-8",
        "maxBatchSize": 200,
        "sobjects": [_entry(sobject, version, may) for sobject in sobjects],
    }


def basic_info(described: Mapping[str, Any]) -> Describe:
    """One sObject as in the global describe: the `objectDescribe` of GET …/sobjects/X.

    described: the full describe of the same sObject.
    """
    urls = {name: url for name, url in described["urls"].items() if not name.startswith("ui")}
    return {key: value for key, value in described.items() if key not in _FULL_ONLY} | {"urls": urls}


def _entry(sobject: SObject, version: str, may: May) -> Describe:
    return _about(sobject, may("create", sobject), may("edit", sobject), may("delete", sobject)) | {
        "urls": _urls(sobject, version)
    }


def _about(sobject: SObject, may_create: bool, may_edit: bool, may_delete: bool) -> Describe:
    about = {key: getattr(sobject, attribute) for key, attribute in _AS_IS.items()} | {
        "activateable": False,
        "associateEntityType": "Share" if sobject.share_of else None,
        "associateParentEntity": sobject.share_of,
        "createable": sobject.createable and may_create,
        "customSetting": False,
        "deepCloneable": sobject.name in _DEEP_CLONEABLE,
        "deletable": sobject.deletable and may_delete,
        "deprecatedAndHidden": False,
        "hasSubtypes": False,
        "isInterface": False,
        "isSubtype": False,
        "keyPrefix": None if sobject.name in _PREFIX_UNTOLD else sobject.key_prefix,
        "undeletable": sobject.undeletable and may_delete,
        "updateable": sobject.updateable and may_edit,
    }
    return dict(sorted(about.items()))


def _urls(sobject: SObject, version: str) -> dict[str, str]:
    resource = f"/services/data/v{version}/sobjects/{sobject.name}"
    urls = {
        "rowTemplate": f"{resource}/{{ID}}",
        "describe": f"{resource}/describe",
        "sobject": resource,
    }
    if sobject.layoutable:
        urls |= {
            "approvalLayouts": f"{resource}/describe/approvalLayouts",
            "compactLayouts": f"{resource}/describe/compactLayouts",
            "layouts": f"{resource}/describe/layouts",
            "listviews": f"{resource}/listviews",
            "quickActions": f"{resource}/quickActions",
        }
    if sobject.name == "Case":
        urls |= {
            "caseArticleSuggestions": f"{resource}/suggestedArticles",
            "caseRowArticleSuggestions": f"{resource}/{{ID}}/suggestedArticles",
            "defaultValues": f"{resource}/defaultValues?recordTypeId&fields",
        }
    return urls


def _page_urls(sobject: SObject, base_url: str) -> dict[str, str]:
    if not sobject.layoutable:
        return {}
    return {
        "uiDetailTemplate": f"{base_url}/{{ID}}",
        "uiEditTemplate": f"{base_url}/{{ID}}/e",
        "uiNewRecord": f"{base_url}/{sobject.key_prefix}/e",
    }


def _controller(sobject: SObject, field: Field, readable: Callable[[Field], bool]) -> Field | None:
    """The field that a dependent picklist follows, if the running user may read it."""
    found = sobject.field(field.controller) if field.controller else None
    return found if found is not None and readable(found) else None


def _child_relationships(sobject: SObject, shown: Callable[[ChildRelationship], bool]) -> list[Describe]:
    return [
        {
            "cascadeDelete": child.cascade_delete,
            "childSObject": child.child_sobject,
            "deprecatedAndHidden": False,
            "field": child.field,
            "junctionIdListNames": [],
            "junctionReferenceTo": [],
            "relationshipName": child.relationship_name,
            "restrictedDelete": child.restricted_delete,
        }
        for child in sobject.child_relationships
        if shown(child)
    ]


def _record_types(sobject: SObject, version: str, infos: Sequence[Mapping[str, Any]]) -> list[Describe]:
    master = {
        "active": True,
        "available": True,
        "defaultRecordTypeMapping": not any(info["defaultRecordTypeMapping"] for info in infos),
        "developerName": "Master",
        "name": "Master",
        "recordTypeId": MASTER_RECORD_TYPE,
    }
    layouts = f"/services/data/v{version}/sobjects/{sobject.name}/describe/layouts"
    return [
        {
            **info,
            "master": info["recordTypeId"] == MASTER_RECORD_TYPE,
            "urls": {"layout": f"{layouts}/{info['recordTypeId']}"},
        }
        for info in (*infos, master)
    ]


def _scopes(sobject: SObject, schema: Schema) -> list[dict[str, str]]:
    """What USING SCOPE takes. Labels of everything and mine: recorded; of the others confidence C."""
    plural = sobject.label_plural.lower()
    scopes = [{"label": f"All {plural}", "name": "everything"}]
    if sobject.field("OwnerId"):
        scopes.append({"label": f"My {plural}", "name": "mine"})
    if f"{sobject.name}TeamMember" in schema:
        scopes.append({"label": f"My {sobject.label.lower()} teams {plural}", "name": "team"})
    if sobject.custom or sobject.name in _SCOPED:
        scopes.append({"label": "Filter by scoping rule", "name": "scopingRule"})
    return scopes
