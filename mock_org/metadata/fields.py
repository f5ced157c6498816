"""CustomField: objects/X/fields/F.field-meta.xml, and <fields> inside an object's own file."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from mock_org.metadata.node import Node
from mock_org.metadata.parts import FieldPart, Project
from mock_org.metadata.source import SourceFile
from mock_org.metadata.value_sets import entries
from mock_org.schema.types import PicklistEntry

ROOT = "CustomField"
# Say nothing about data or access.
HARMLESS = frozenset(
    {
        "fullName", "description", "trackHistory", "trackFeedHistory", "trackTrending", "visibleLines",
        "startingNumber",
        "businessOwnerGroup", "businessOwnerUser", "businessStatus", "complianceGroup", "securityClassification",
        "relationshipLabel", "displayLocationInDecimal", "isFilteringDisabled", "isNameField", "isSortingDisabled",
        "stripMarkup", "mktDataLakeFieldAttributes", "writeRequiresMasterRead",
    }
)  # fmt: skip
ADVICE: Mapping[str, str] = MappingProxyType(
    {
        "lookupFilter": "lookup filters are not applied: every record may be chosen",
        "formulaTreatBlanksAs": "formulas are not computed",
    }
)
NOT_COMPUTED = "is not computed: the field is there, read-only and empty"


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
    build = _formula if node.has("formula") else TYPES.get(kind)
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
        attributes=MappingProxyType(attributes),
    )
    _finish(node)


def _finish(node: Node) -> None:
    if node.flag("writeRequiresMasterRead"):
        node.findings.note(
            node.place.at("writeRequiresMasterRead"), "is not honoured: a write needs Edit on the master"
        )
    for tag, advice in ADVICE.items():
        if node.has(tag):
            node.findings.note(node.place.at(tag), advice)
    node.known(HARMLESS | set(ADVICE))
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
        return {"type": kind, "length": length, "default_value": _default(node, _quoted)} | more

    return build


def _fixed(kind: str, **more: Any) -> Callable[[Node], dict[str, Any]]:
    return lambda node: {"type": kind, "default_value": _default(node, _quoted)} | more


def _number(kind: str) -> Callable[[Node], dict[str, Any]]:
    def build(node: Node) -> dict[str, Any]:
        precision, scale = node.number("precision", 18), node.number("scale", 0)
        if not 1 <= precision <= 18 or scale > precision:
            node.findings.refuse(
                node.place.at("precision"), f"is {precision} with scale {scale}; at most 18 digits is right"
            )
        return {"type": kind, "precision": precision, "scale": scale, "default_value": _default(node, _numeric)}

    return build


def _checkbox(node: Node) -> dict[str, Any]:
    default = _default(node, {"true": True, "false": False}.get)
    return {"type": "boolean", "nillable": False, "permissionable": True, "default_value": bool(default)}


def _picklist(kind: str) -> Callable[[Node], dict[str, Any]]:
    def build(node: Node) -> dict[str, Any]:
        found: dict[str, Any] = {"type": kind}
        for value_set in node.nodes("valueSet"):
            found |= _value_set(value_set)
        if node.maybe("defaultValue"):
            node.findings.note(
                node.place.at("defaultValue"), "is not applied; mark a value of the value set as default"
            )
        return found

    return build


def _value_set(node: Node) -> dict[str, Any]:
    found: dict[str, Any] = {"restricted_picklist": node.flag("restricted"), "value_set": node.maybe("valueSetName")}
    for definition in node.nodes("valueSetDefinition"):
        found["picklist"] = entries(definition, "value")
        definition.known({"sorted"})
        definition.finish()
    for tag in ("controllingField", "valueSettings"):
        if node.has(tag):
            node.findings.note(node.place.at(tag), "dependent picklists are not checked: every value may be chosen")
    node.known({"controllingField", "valueSettings"})
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
    }


READ_ONLY: Mapping[str, Any] = MappingProxyType({"createable": False, "updateable": False})


def _auto_number(node: Node) -> dict[str, Any]:
    return {
        "type": "string",
        "length": 30,
        "auto_number": True,
        "display_format": node.text("displayFormat", "{0}"),
        "nillable": False,
        "permissionable": True,
        "defaulted_on_create": True,
        **READ_ONLY,
    }


def _formula(node: Node) -> dict[str, Any]:
    node.known({"formula", "formulaTreatBlanksAs", "precision", "scale", "displayFormat"})
    node.findings.note(node.place.at("formula"), NOT_COMPUTED)
    kind = FORMULA_TYPES.get(node.text("type"), "string")
    return {"type": kind, "calculated": True, "nillable": True, "permissionable": True, **READ_ONLY}


def _summary(node: Node) -> dict[str, Any]:
    tags = {"summaryOperation", "summarizedField", "summaryForeignKey", "summaryFilterItems"}
    node.known(tags)
    node.findings.note(node.place.at("summaryOperation"), NOT_COMPUTED)
    return {"type": "double", "calculated": True, "nillable": True, "permissionable": True, **READ_ONLY}


def _default(node: Node, read_literal: Callable[[str], object]) -> Any:
    text = node.maybe("defaultValue")
    if not text:
        return None
    value = read_literal(text)
    if value is None:
        node.findings.note(node.place.at("defaultValue"), f"{text} is not applied; only a plain value is")
    return value


def _quoted(text: str) -> str | None:
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"" else None


def _numeric(text: str) -> float | int | None:
    try:
        return int(text) if text.lstrip("-").isdecimal() else float(text)
    except ValueError:
        return None


FORMULA_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "Checkbox": "boolean",
        "Currency": "currency",
        "Date": "date",
        "DateTime": "datetime",
        "Number": "double",
        "Percent": "percent",
        "Time": "time",
    }
)

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
        "Summary": _summary,
        "Text": _text("string", 255, 255),
        "TextArea": _fixed("textarea"),
        "Time": _fixed("time"),
        "Url": _fixed("url"),
    }
)

__all__ = ["ROOT", "TYPES", "PicklistEntry", "read", "read_field"]
