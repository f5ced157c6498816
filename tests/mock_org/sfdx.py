"""Small SFDX projects for tests: parts of the object Deal__c and of others, put into an org."""

from pathlib import Path
from typing import Any

from mock_org.metadata import deploy

NAMESPACE = "http://soap.sforce.com/2006/04/metadata"
DEAL = (
    "<label>Deal</label><pluralLabel>Deals</pluralLabel><nameField><label>Deal Name</label><type>Text</type>"
    "</nameField><sharingModel>ControlledByParent</sharingModel>"
)
MASTER = (
    "<type>MasterDetail</type><referenceTo>Account</referenceTo><relationshipName>Deals</relationshipName>"
    "<reparentableMasterDetail>true</reparentableMasterDetail>"
)


class Project:
    """A folder of metadata that grows and is deployed again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.put("objects/Deal__c/Deal__c.object", "CustomObject", DEAL)
        self.field("Deal__c", "Account__c", MASTER)

    def put(self, path: str, root: str, content: str) -> "Project":
        """A file: its path without -meta.xml."""
        file = self.folder / f"{path}-meta.xml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f'<{root} xmlns="{NAMESPACE}">{content}</{root}>', encoding="utf-8")
        return self

    def field(self, sobject: str, name: str, content: str) -> "Project":
        """A custom field."""
        return self.put(f"objects/{sobject}/fields/{name}.field", "CustomField", f"<label>{name[:-3]}</label>{content}")

    def formula(self, sobject: str, name: str, formula: str, kind: str = "Text") -> "Project":
        """A formula field that takes blanks for blanks."""
        blanks = "<formulaTreatBlanksAs>BlankAsBlank</formulaTreatBlanksAs>"
        text = formula.replace("&", "&amp;").replace("<", "&lt;")
        return self.field(sobject, name, f"<type>{kind}</type><formula>{text}</formula>{blanks}")

    def rule(self, sobject: str, name: str, formula: str, message: str, display: str = "") -> "Project":
        """An active validation rule."""
        text = formula.replace("&", "&amp;").replace("<", "&lt;")
        shown = f"<errorDisplayField>{display}</errorDisplayField>" if display else ""
        content = f"<active>true</active><errorConditionFormula>{text}</errorConditionFormula>{shown}"
        path = f"objects/{sobject}/validationRules/{name}.validationRule"
        return self.put(path, "ValidationRule", f"{content}<errorMessage>{message}</errorMessage>")

    def deploy(self, org: Any) -> None:
        """Put everything into an org."""
        report = deploy(org, [self.folder])
        assert report.refused == ()
