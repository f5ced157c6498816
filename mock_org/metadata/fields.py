"""CustomField: objects/X/fields/F.field-meta.xml, and <fields> inside an object's own file."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from mock_org.metadata.computed import READ_ONLY, default_value, formula, summary
from mock_org.metadata.dependent_picklists import read_dependency
from mock_org.metadata.lookup_filters import read_filter
from mock_org.metadata.node import Node
from mock_org.metadata.parts import FieldPart, Project
from mock_org.metadata.source import SourceFile
from mock_org.metadata.value_sets import entries
from mock_org.schema.types import TEXT_TYPES, PicklistEntry

ROOT = "CustomField"
# Say nothing about data or access.
HARMLESS = frozenset(
    {
        "fullName", "description", "trackHistory", "trackFeedHistory", "trackTrending", "visibleLines",
        "businessOwnerGroup", "businessOwnerUser", "businessStatus", "complianceGroup", "securityClassification",
        "relationshipLabel", "displayLocationInDecimal", "isFilteringDisabled", "isNameField", "isSortingDisabled",
        "stripMarkup", "mktDataLakeFieldAttributes", "writeRequiresMasterRead",
    }
)  # fmt: skip


def read(file: SourceFile, root: Node, project: Project) -> None:
    """A field file; its object is the folder two above."""
    read_field(root, file.path.parents[1].name, file.full_name, project)


def read_field(node: Node, sobject: str, name: str, project: Project) -> None:
    """One field of an object."""
    project.fields.pop((sobject.lower(), name.lower()), None)
    if not name.lower().endswith("__c"):
        node.findings.note(node.place, "changes a standard field; the field stays as Salesforce ships it")
        return
    kind = node.required("type")
    build = formula if node.has("formula") else TYPES.get(kind)
    if build is None:
        node.findings.note(
            node.place.at("type"), f"{kind or 'nothing'} is not a type that is read; the field is not there"
        )
        project.skipped_fields.add((sobject.lower(), name.lower()))
        return
    project.skipped_fields.discard((sobject.lower(), name.lower()))
    attributes = _common(node) | dict(build(node))
    relationship = attributes.pop("relationship", None)
    project.fields[sobject.lower(), name.lower()] = FieldPart(
        place=node.place,
        sobject=sobject,
        name=name,
        label=node.text("label", name),
        kind=str(attributes.pop("type")),
        value_set=attributes.pop("value_set", None),
        relationship=relationship,
        summary=attributes.pop("summary", None),
        lookup_filter=read_filter(node),
        attributes=MappingProxyType(attributes),
    )
    _finish(node)


def _finish(node: Node) -> None:
    node.known(HARMLESS)
    node.finish()


def _common(node: Node) -> dict[str, Any]:
    required = node.flag("required")
    external_id = node.flag("externalId")
    return {
        "custom": True,
        "nillable": not required,
        # A universally required field is always visible (Salesforce help, "Field-Level Security"). Confidence A.
        "permissionable": not required,
        "unique": node.flag("unique"),
        "external_id": external_id,
        "id_lookup": external_id,
        "case_sensitive": node.flag("caseSensitive"),
        "inline_help_text": node.maybe("inlineHelpText"),
        "default_value": None,
    }


def _text(kind: str, default: int, longest: int, **more: Any) -> Callable[[Node], dict[str, Any]]:
    def build(node: Node) -> dict[str, Any]:
        length = node.number("length", default)
        if not 1 <= length <= longest:
            node.findings.refuse(node.place.at("length"), f"is {length}; 1 to {longest} is right")
        return {"type": kind, "length": length} | default_value(node, _quoted) | more

    return build


def _fixed(kind: str, **more: Any) -> Callable[[Node], dict[str, Any]]:
    return lambda node: {"type": kind} | default_value(node, _quoted if kind in TEXT_TYPES else _nothing) | more


def _number(kind: str) -> Callable[[Node], dict[str, Any]]:
    def build(node: Node) -> dict[str, Any]:
        precision, scale = node.number("precision", 18), node.number("scale", 0)
        if not 1 <= precision <= 18 or scale > precision:
            node.findings.refuse(
                node.place.at("precision"), f"is {precision} with scale {scale}; at most 18 digits is right"
            )
        return {"type": kind, "precision": precision, "scale": scale} | default_value(node, _numeric)

    return build


def _checkbox(node: Node) -> dict[str, Any]:
    value = node.flag("defaultValue")
    return {"type": "boolean", "nillable": False, "permissionable": True, "default_value": value}


def _picklist(kind: str) -> Callable[[Node], dict[str, Any]]:
    def build(node: Node) -> dict[str, Any]:
        found: dict[str, Any] = {"type": kind}
        for value_set in node.nodes("valueSet"):
            found |= _value_set(value_set)
        return found | default_value(node, _quoted)

    return build


def _value_set(node: Node) -> dict[str, Any]:
    found: dict[str, Any] = {"restricted_picklist": node.flag("restricted"), "value_set": node.maybe("valueSetName")}
    for definition in node.nodes("valueSetDefinition"):
        found["picklist"] = entries(definition, "value")
        definition.known({"sorted"})
        definition.finish()
    found |= read_dependency(node)
    node.finish()
    return found


def _lookup(node: Node) -> dict[str, Any]:
    constraint = node.choice("deleteConstraint", {"SetNull", "Restrict", "Cascade"})
    return _reference(node, node.required("referenceTo")) | {
        "restricted_delete": constraint == "Restrict",
        "cascade_delete": constraint == "Cascade",
    }


def _hierarchy(node: Node) -> dict[str, Any]:
    return _reference(node, "User")


def _reference(node: Node, target: str) -> dict[str, Any]:
    return {"type": "reference", "reference_to": (target,), "relationship": node.maybe("relationshipName")}


def _master_detail(node: Node) -> dict[str, Any]:
    return _reference(node, node.required("referenceTo")) | {
        "nillable": False,
        "permissionable": False,
        "cascade_delete": True,
        "relationship_order": node.number("relationshipOrder", 0),
        "updateable": node.flag("reparentableMasterDetail"),
        "write_requires_master_read": node.flag("writeRequiresMasterRead"),
    }


def _auto_number(node: Node) -> dict[str, Any]:
    return {
        "type": "string",
        "length": 30,
        "auto_number": True,
        "display_format": node.text("displayFormat", "{0}"),
        "starting_number": node.number("startingNumber", 1),
        "nillable": False,
        "permissionable": True,
        "defaulted_on_create": True,
        **READ_ONLY,
    }


def _quoted(text: str) -> str | None:
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"" else None


def _nothing(_text: str) -> None:
    """No plain value is one of a day, an instant or a time: their defaults are formulas."""


def _numeric(text: str) -> float | int | None:
    try:
        return int(text) if text.lstrip("-").isdecimal() else float(text)
    except ValueError:
        return None


# Metadata API, CustomField and FieldType; lengths as recorded describes of API v58.0 to v64.0 show. Confidence A/B.
TYPES: Mapping[str, Callable[[Node], dict[str, Any]]] = MappingProxyType(
    {
        "AutoNumber": _auto_number,
        "Checkbox": _checkbox,
        "Currency": _number("currency"),
        "Date": _fixed("date"),
        "DateTime": _fixed("datetime"),
        "Email": _fixed("email"),
        "EncryptedText": _text("encryptedstring", 175, 175),
        "Hierarchy": _hierarchy,
        "Html": _text("textarea", 32768, 131072, extra_type_info="richtextarea"),
        "LongTextArea": _text("textarea", 32768, 131072),
        "Lookup": _lookup,
        "MasterDetail": _master_detail,
        "MultiselectPicklist": _picklist("multipicklist"),
        "Number": _number("double"),
        "Percent": _number("percent"),
        "Phone": _fixed("phone"),
        "Picklist": _picklist("picklist"),
        "Summary": summary,
        "Text": _text("string", 255, 255),
        "TextArea": _fixed("textarea"),
        "Time": _fixed("time"),
        "Url": _fixed("url"),
    }
)

__all__ = ["ROOT", "TYPES", "PicklistEntry", "read", "read_field"]
