"""GlobalValueSet: globalValueSets/X.globalValueSet-meta.xml."""

from mock_org.metadata.node import Node
from mock_org.metadata.parts import Project, ValueSetPart
from mock_org.metadata.source import SourceFile
from mock_org.schema.types import PicklistEntry

ROOT = "GlobalValueSet"


def read(file: SourceFile, root: Node, project: Project) -> None:
    """A value set file."""
    found = entries(root, "customValue")
    root.known({"fullName", "description", "masterLabel", "sorted"})
    root.finish()
    project.value_sets[file.full_name.lower()] = ValueSetPart(file.full_name, found)


def entries(node: Node, tag: str) -> tuple[PicklistEntry, ...]:
    """The values of a value set."""
    return tuple(entry for value in node.nodes(tag, "fullName") if (entry := _entry(value)) is not None)


def _entry(node: Node) -> PicklistEntry | None:
    name = node.required("fullName")
    found = PicklistEntry(name, node.text("label", name), node.flag("isActive", True), node.flag("default"))
    node.known({"color", "description", "allowEmail", "closed", "won", "probability", "forecastCategory"})
    node.finish()
    return found if name else None
