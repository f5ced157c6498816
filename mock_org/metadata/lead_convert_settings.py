"""LeadConvertSettings: which custom fields of a lead fill which of the account, contact and opportunity."""

from mock_org.metadata.node import Node
from mock_org.metadata.parts import Project
from mock_org.metadata.source import SourceFile

ROOT = "LeadConvertSettings"
_TARGETS = ("Account", "Contact", "Opportunity")


def read(file: SourceFile, root: Node, project: Project) -> None:
    """The settings file (Metadata API, LeadConvertSettings). Confidence A."""
    mapping: dict[str, str] = dict(project.settings.get("lead_field_mapping", {}))
    for node in root.nodes("objectMapping", "outputObject"):
        source, target = node.choice("inputObject", {"Lead"}), node.choice("outputObject", set(_TARGETS))
        for field in node.nodes("mappingFields", "inputField"):
            output = field.required("outputField")
            given = field.required("inputField")
            field.finish()
            if source and target and output and given:
                mapping[f"{target}.{output}"] = given
        node.finish()
    project.settings["lead_field_mapping"] = mapping
    root.known({"fullName", "allowOwnerChange", "opportunityCreationOptions"})
    root.finish()
