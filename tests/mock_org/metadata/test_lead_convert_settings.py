"""Which lead fields go where at conversion."""

from typing import Any

MAPPING = (
    "<objectMapping><inputObject>Lead</inputObject><mappingFields><inputField>Tier__c</inputField>"
    "<outputField>Level__c</outputField></mappingFields><outputObject>{}</outputObject></objectMapping>"
)
FILE = "LeadConvertSettings/LeadConvertSettings.LeadConvertSetting"


def test_the_mapping_of_custom_fields_is_a_setting(org: Any, project: Any) -> None:
    content = "<allowOwnerChange>true</allowOwnerChange>" + MAPPING.format("Account") + MAPPING.format("Opportunity")
    report = project.put(FILE, "LeadConvertSettings", content).deploy(org)
    assert (report.refused, report.not_understood) == ((), ())
    assert org.settings.lead_field_mapping == {"Account.Level__c": "Tier__c", "Opportunity.Level__c": "Tier__c"}


def test_a_mapping_to_another_object_is_refused(org: Any, project: Any) -> None:
    report = project.put(FILE, "LeadConvertSettings", MAPPING.format("Case")).deploy(org)
    assert "one of Account, Contact, Opportunity is right" in str(report.refused[0])
