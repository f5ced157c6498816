"""What a new org holds before any metadata: Organization, licences, standard profiles, groups, stages and statuses."""

from mock_org.automation.licenses import seed_licenses, set_seats
from mock_org.automation.profiles import seed_external_profiles, seed_profiles
from mock_org.automation.standard_templates import seed_templates
from mock_org.dml import Records
from mock_org.schema.organization_defaults import organization_defaults
from mock_org.settings import Settings

# name, probability, closed, won, forecast category, its name: the stages of a new Developer Edition org (recorded).
_STAGES = (
    ("Prospecting", 10, False, False, "Pipeline", "Pipeline"),
    ("Qualification", 10, False, False, "Pipeline", "Pipeline"),
    ("Needs Analysis", 20, False, False, "Pipeline", "Pipeline"),
    ("Value Proposition", 50, False, False, "Pipeline", "Pipeline"),
    ("Id. Decision Makers", 60, False, False, "Pipeline", "Pipeline"),
    ("Perception Analysis", 70, False, False, "Pipeline", "Pipeline"),
    ("Proposal/Price Quote", 75, False, False, "Pipeline", "Pipeline"),
    ("Negotiation/Review", 90, False, False, "Pipeline", "Pipeline"),
    ("Closed Won", 100, True, True, "Closed", "Closed"),
    ("Closed Lost", 0, True, False, "Omitted", "Omitted"),
)
_LEAD_STATUSES = ("Open - Not Contacted", "Working - Contacted", "Closed - Converted", "Closed - Not Converted")
_CONVERTED = "Closed - Converted"
_CASE_STATUSES = ("New", "Working", "Escalated", "Closed")
_GROUPS = (
    ("Organization", "All Internal Users", "AllInternalUsers"),
    ("PRMOrganization", "All Partner Users", "AllPartnerUsers"),
    ("AllCustomerPortal", "All Customer Portal Users", "AllCustomerPortalUsers"),
)


def seed_org(records: Records, settings: Settings) -> None:
    """Fill a new org; one that is filled only gets the seats that the settings say, and licences that it lacks."""
    if records.count("Organization"):
        seed_licenses(records, settings)
        seed_external_profiles(records)
        set_seats(records, settings)
        return
    records.load("Organization", [_organization(settings) | organization_defaults(records.schema)])
    seed_licenses(records, settings)
    seed_profiles(records)
    records.load("Group", [{"Type": t, "Name": name, "DeveloperName": developer} for t, name, developer in _GROUPS])
    _seed_stages(records)
    _seed_statuses(records)
    seed_templates(records)


def _organization(settings: Settings) -> dict[str, object]:
    return {
        "Name": "Mock Org",
        "OrganizationType": "Developer Edition",
        "InstanceName": "MOCK1",
        "IsSandbox": True,
        "LanguageLocaleKey": "en_US",
        "DefaultLocaleSidKey": "en_US",
        "TimeZoneSidKey": settings.time_zone,
        "FiscalYearStartMonth": settings.fiscal_year_start_month,
        "Country": "US",
    }


def _seed_stages(records: Records) -> None:
    records.load(
        "OpportunityStage",
        [
            {
                "MasterLabel": name,
                "ApiName": name,
                "IsActive": True,
                "SortOrder": order,
                "DefaultProbability": probability,
                "IsClosed": closed,
                "IsWon": won,
                "ForecastCategory": category,
                "ForecastCategoryName": category_name,
            }
            for order, (name, probability, closed, won, category, category_name) in enumerate(_STAGES, 1)
        ],
    )


def _seed_statuses(records: Records) -> None:
    leads = [_status(name, n) | {"IsConverted": name == _CONVERTED} for n, name in enumerate(_LEAD_STATUSES, 1)]
    records.load("LeadStatus", leads)
    cases = [_status(name, n) | {"IsClosed": name == "Closed"} for n, name in enumerate(_CASE_STATUSES, 1)]
    records.load("CaseStatus", cases)


def _status(name: str, order: int) -> dict[str, object]:
    return {"MasterLabel": name, "ApiName": name, "SortOrder": order, "IsDefault": order == 1}
