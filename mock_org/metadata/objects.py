"""CustomObject: objects/X/X.object-meta.xml, for custom objects and for what a project changes of standard ones."""

from mock_org.metadata.fields import read_field
from mock_org.metadata.list_views import read_list_view
from mock_org.metadata.node import Node
from mock_org.metadata.parts import ObjectPart, Project, overlay
from mock_org.metadata.record_types import read_record_type
from mock_org.metadata.sharing_reasons import read_reason
from mock_org.metadata.source import SourceFile
from mock_org.metadata.validation_rules import read_rule

ROOT = "CustomObject"
# Metadata API, CustomObject, SharingModel. Confidence A.
SHARING_MODELS = frozenset(
    {
        "Private", "Read", "ReadWrite", "ReadWriteTransfer", "FullAccess", "ReadSelect",
        "ControlledByParent", "ControlledByLeadOrContact", "ControlledByCampaign",
    }
)  # fmt: skip
# Say nothing about data or access, or only about pages.
HARMLESS = frozenset(
    {
        "fullName", "description", "actionOverrides", "allowInChatterGroups", "compactLayoutAssignment",
        "compactLayouts",
        "customHelp", "customHelpPage", "enableBulkApi", "enableChangeDataCapture", "enableDataTranslation",
        "enableEnhancedLookup", "enableFeeds", "enableHistory", "enableLicensing", "enableReports", "enableSharing",
        "enableStreamingApi", "gender", "historyRetentionPolicy", "household", "profileSearchLayouts",
        "recordTypeTrackFeedHistory", "recordTypeTrackHistory", "searchLayouts", "startsWith", "visibility", "webLinks",
        "nameField",
    }
)  # fmt: skip
NOT_READ = {
    "businessProcesses": "business processes are not read: every value of the picklist may be chosen",
    "fieldSets": "field sets are not read",
    "indexes": "indexes are not read; the mock sets its own",
}
# Kinds of objects with an access model of their own.
STRANGE_TAGS = ("customSettingsType", "eventType", "externalDataSource", "articleTypeChannelDisplay")


def read(file: SourceFile, root: Node, project: Project) -> None:
    """An object file."""
    name = file.full_name
    if any(root.has(tag) for tag in STRANGE_TAGS) or name.lower().endswith(("__mdt", "__e", "__x", "__b")):
        root.findings.note(root.place, "custom settings, metadata types, events, external and big objects are not read")
        project.skipped_objects.add(name.lower())
        return
    read_parts(root, name, project)
    part = _object(root, name)
    project.objects[name.lower()] = overlay(project.objects.get(name.lower()), part)
    for tag, advice in NOT_READ.items():
        if root.has(tag):
            root.findings.note(root.place.at(tag), advice)
    if root.text("deploymentStatus") == "InDevelopment":
        root.findings.note(
            root.place.at("deploymentStatus"), "is not honoured: permissions alone decide who sees the object"
        )
    root.known(HARMLESS | set(NOT_READ))
    root.finish()


def read_parts(root: Node, name: str, project: Project) -> None:
    """Fields, record types, validation rules, sharing reasons and list views that stand in the object's own file."""
    for node in root.nodes("fields", "fullName"):
        read_field(node, name, node.required("fullName"), project)
    for node in root.nodes("recordTypes", "fullName"):
        read_record_type(node, name, node.required("fullName"), project)
    for node in root.nodes("validationRules", "fullName"):
        read_rule(node, name, node.required("fullName"), project)
    for node in root.nodes("sharingReasons", "fullName"):
        read_reason(node, name, node.required("fullName"), project)
    for node in root.nodes("listViews", "fullName"):
        read_list_view(node, name, node.required("fullName"), project)


def _object(root: Node, name: str) -> ObjectPart:
    name_field = next(iter(root.nodes("nameField")), None)
    kind = name_field.choice("type", {"Text", "AutoNumber"}) if name_field else None
    return ObjectPart(
        place=root.place,
        name=name,
        label=root.maybe("label"),
        plural_label=root.maybe("pluralLabel"),
        name_label=name_field.maybe("label") if name_field else None,
        name_type=kind,
        name_format=name_field.maybe("displayFormat") if name_field else None,
        name_start=name_field.number("startingNumber", 1) if name_field else None,
        sharing_model=root.choice("sharingModel", SHARING_MODELS),
        external_sharing_model=root.choice("externalSharingModel", SHARING_MODELS),
        searchable=root.flag("enableSearch") if root.has("enableSearch") else None,
        activities=root.flag("enableActivities") if root.has("enableActivities") else None,
    )
