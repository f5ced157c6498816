"""Which fields of a lead become which fields of the account, contact and opportunity that it is converted to."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from mock_org.schema import SObject

Values = dict[str, Any]
_ADDRESS = ("Street", "City", "State", "PostalCode", "Country", "Latitude", "Longitude", "GeocodeAccuracy")
# Salesforce help, "Default Lead Field Mapping". Confidence A.
MAPPING: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "Account": MappingProxyType(
            {
                "Company": "Name",
                "Phone": "Phone",
                "Fax": "Fax",
                "Website": "Website",
                "Industry": "Industry",
                "AnnualRevenue": "AnnualRevenue",
                "NumberOfEmployees": "NumberOfEmployees",
                "Rating": "Rating",
                "LeadSource": "AccountSource",
                **{part: f"Billing{part}" for part in _ADDRESS},
            }
        ),
        "Contact": MappingProxyType(
            {
                **{
                    name: name
                    for name in (
                        "FirstName", "MiddleName", "LastName", "Suffix", "Salutation", "Title", "Email", "Phone",
                        "MobilePhone", "Fax", "LeadSource", "Description", "DoNotCall", "HasOptedOutOfEmail",
                        "HasOptedOutOfFax",
                    )
                },
                **{part: f"Mailing{part}" for part in _ADDRESS},
            }
        ),
        "Opportunity": MappingProxyType({"LeadSource": "LeadSource"}),
    }
)  # fmt: skip


def mapped(lead: Mapping[str, Any], target: SObject, custom: Mapping[str, str]) -> Values:
    """What a record of `target` gets from a lead.

    custom: the mapping of a project's LeadConvertSettings, "Account.Tier__c" = "Tier__c".
    """
    values: Values = {}
    for name, theirs in MAPPING[target.name].items():
        if target.field(theirs) and lead.get(name) is not None:
            values[theirs] = lead[name]
    for output, name in custom.items():
        sobject, _, theirs = output.partition(".")
        field = target.field(theirs) if sobject.lower() == target.name.lower() else None
        if field is not None and lead.get(name) is not None:
            values[field.name] = lead[name]
    return values


def missing(values: Mapping[str, Any], there: Mapping[str, Any]) -> Values:
    """Of these values those that a record has not yet: a conversion never overwrites (SOAP API, convertLead; A)."""
    return {name: value for name, value in values.items() if there.get(name) in (None, "", False) and value}
