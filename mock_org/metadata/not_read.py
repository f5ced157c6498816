"""What it means that a file is of a type that no reader reads."""

from collections.abc import Mapping
from types import MappingProxyType

from mock_org.metadata.source import SourceFile

# By folder, as the source format names it.
FOLDERS: Mapping[str, str] = MappingProxyType(
    {
        "applications": "apps are not there",
        "approvalProcesses": "approval processes are not run",
        "assignmentRules": "assignment rules are not run",
        "aura": "components are not run",
        "businessProcesses": "business processes are not read: every value of the picklist may be chosen",
        "classes": "Apex is not run",
        "compactLayouts": "pages show every field that a user may see",
        "digitalExperiences": "the mock draws the site's pages itself, from an LWR template, in the site's colors",
        "email": "a template is its .email-meta.xml with the .email beside it",
        "experiences": "the mock draws the site's pages itself, in the site's colors",
        "flexipages": "pages show every field that a user may see",
        "flows": "flows are not run",
        "layouts": "pages show every field that a user may see",
        "lwc": "components are not run",
        "pages": "Visualforce pages are not there",
        "sites": "the network's urlPathPrefix is the site's address",
        "standardValueSets": "standard picklists have the values that Salesforce ships",
        "tabs": "the site shows every object that a user may read",
        "territory2Models": "territories are not there",
        "triggers": "Apex is not run",
        "webLinks": "buttons and links are not there",
        "workflows": "workflow rules are not run",
    }
)


def advice_for(file: SourceFile) -> str:
    """Why the file has no effect."""
    for folder in reversed(file.path.parent.parts):
        if folder in FOLDERS:
            return f"is not read: {FOLDERS[folder]}"
    return "is not read and has no effect"
