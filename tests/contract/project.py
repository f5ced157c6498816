"""The SFDX project of the recorded orgs' own fields, written from project.toml.

For a sandbox: `python -m tests.contract.project FOLDER`, then deploy the folder.
"""

import sys
import tomllib
from pathlib import Path
from xml.sax.saxutils import escape

NAMESPACE = "http://soap.sforce.com/2006/04/metadata"
# By the short word of project.toml: the elements of the field's metadata.
KINDS: dict[str, dict[str, str]] = {
    "Text": {"type": "Text", "length": "255"},
    "Text15": {"type": "Text", "length": "15"},
    "ExternalId": {"type": "Text", "length": "255", "externalId": "true"},
    "UniqueId": {"type": "Text", "length": "255", "externalId": "true", "unique": "true"},
    "Checkbox": {"type": "Checkbox", "defaultValue": "false"},
    "Number": {"type": "Number", "precision": "18", "scale": "0"},
    "Date": {"type": "Date"},
    "DateTime": {"type": "DateTime"},
}
VALUES = (
    "<valueSet><restricted>{restricted}</restricted><valueSetDefinition><sorted>false</sorted>"
    "<value><fullName>High</fullName><default>false</default><label>High</label></value>"
    "<value><fullName>Low</fullName><default>false</default><label>Low</label></value>"
    "</valueSetDefinition></valueSet>"
)
RULE = (
    "<fullName>Refused</fullName><active>true</active>"
    "<errorConditionFormula>AND(Amount = 1, NextStep = 'refuse')</errorConditionFormula>"
    "<errorDisplayField>Amount</errorDisplayField><errorMessage>Please contact your administrator.</errorMessage>"
)
RECORD_TYPE = "<fullName>{name}</fullName><active>true</active><label>{name}</label>"
CUSTOM_OBJECT = (
    "<label>{label}</label><pluralLabel>{label}s</pluralLabel><deploymentStatus>Deployed</deploymentStatus>"
    "<nameField><label>Name</label><type>Text</type></nameField><sharingModel>ReadWrite</sharingModel>"
)
MATCHING = (
    "<matchingRules><fullName>Same_Name</fullName><label>Same name</label>"
    "<matchingRuleItems><blankValueBehavior>NullNotAllowed</blankValueBehavior><fieldName>Name</fieldName>"
    "<matchingMethod>Exact</matchingMethod></matchingRuleItems>"
    "<matchingRuleItems><blankValueBehavior>NullNotAllowed</blankValueBehavior><fieldName>BillingCity</fieldName>"
    "<matchingMethod>Exact</matchingMethod></matchingRuleItems><ruleStatus>Active</ruleStatus></matchingRules>"
)
DUPLICATE = (
    "<actionOnInsert>Block</actionOnInsert><actionOnUpdate>Allow</actionOnUpdate>"
    "<alertText>Use one of these records?</alertText><description></description>"
    "<duplicateRuleMatchRules><matchRuleSObjectType>Account</matchRuleSObjectType>"
    "<matchingRule>Same_Name</matchingRule></duplicateRuleMatchRules>"
    "<isActive>true</isActive><masterLabel>Same name</masterLabel><securityOption>EnforceSharingRules</securityOption>"
    "<sortOrder>1</sortOrder>"
)


def write_project(folder: Path) -> Path:
    """Write the project into an empty folder; that folder."""
    said = tomllib.loads((Path(__file__).parent / "project.toml").read_text(encoding="utf-8"))
    objects = folder / "force-app" / "main" / "default" / "objects"
    (folder / "sfdx-project.json").parent.mkdir(parents=True, exist_ok=True)
    (folder / "sfdx-project.json").write_text('{"packageDirectories":[{"path":"force-app","default":true}]}')
    for name, label in said["objects"].items():
        _write(objects / name / f"{name}.object-meta.xml", "CustomObject", CUSTOM_OBJECT.format(label=escape(label)))
    for sobject, fields in said["fields"].items():
        for name, kind in fields.items():
            _write(objects / sobject / "fields" / f"{name}.field-meta.xml", "CustomField", _field(name, kind))
    _write(objects / "Opportunity" / "validationRules" / "Refused.validationRule-meta.xml", "ValidationRule", RULE)
    for name in ("PytestAccountRecordType", "School"):
        place = objects / "Account" / "recordTypes" / f"{name}.recordType-meta.xml"
        _write(place, "RecordType", RECORD_TYPE.format(name=name))
    default = objects.parent
    _write(default / "matchingRules" / "Account.matchingRule-meta.xml", "MatchingRules", MATCHING)
    _write(default / "duplicateRules" / "Account.Same_Name.duplicateRule-meta.xml", "DuplicateRule", DUPLICATE)
    return folder


def _field(name: str, kind: str) -> str:
    label = name.removesuffix("__c").replace("_", " ")
    head = f"<fullName>{name}</fullName><label>{escape(label)}</label>"
    if kind.endswith("Picklist"):
        restricted = str(kind == "RestrictedPicklist").lower()
        return f"{head}<type>Picklist</type>{VALUES.format(restricted=restricted)}"
    return head + "".join(f"<{tag}>{value}</{tag}>" for tag, value in KINDS[kind].items())


def _write(file: Path, root: str, inside: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{NAMESPACE}">{inside}</{root}>\n')


if __name__ == "__main__":
    print(write_project(Path(sys.argv[1])))
