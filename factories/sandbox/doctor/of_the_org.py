"""Is it the right org, and does it have partners at all?"""

from factories.sandbox.doctor.finding import Said, failed, fine, warning
from factories.sandbox.doctor.patient import Patient
from factories.sandbox.safety import why_unsafe

ENOUGH_CALLS = 1000


def is_sandbox(patient: Patient) -> Said:
    """Nothing is written to anything else."""
    told = patient.organization
    why = why_unsafe(told, patient.settings.allow_org)
    if why:
        return failed(why, "Use a sandbox: Setup > Sandboxes (in production) > New Sandbox.")
    return fine(f"{told.name} ({told.kind}, {told.id}) is for tests")


def api_calls(patient: Patient) -> Said:
    """A run that takes the last calls of the day stops everybody else's programs."""
    daily = patient.limits.get("DailyApiRequests", {})
    left, most = int(daily.get("Remaining", 0)), int(daily.get("Max", 0))
    says = f"{left} of {most} API calls of the last 24 hours are left"
    if left < min(ENOUGH_CALLS, patient.settings.max_api_calls):
        return failed(says, "Wait until calls of yesterday have run out of the 24 hours: Setup > Company Information.")
    return fine(says)


def digital_experiences(patient: Patient) -> Said:
    """Without it there are no sites, no Network and no members."""
    if "Network" in patient.sobjects:
        return fine("digital experiences are on")
    return failed("digital experiences are off", "Setup > Digital Experiences > Settings > Enable Digital Experiences.")


def partner_accounts(patient: Patient) -> Said:
    """Account.IsPartner exists with partner licences, or with partner relationship management (Object Reference)."""
    fields = {field["name"] for field in patient.org.describe("Account")["fields"]}
    if "IsPartner" in fields:
        return fine("accounts can be enabled as partners")
    return failed(
        "accounts have no field IsPartner: there are neither partner licences nor partner relationship management",
        "Setup > Company Information > User Licenses: Partner Community; Setup > Partner Relationship Management > "
        "Settings.",
    )


def sharing_model(patient: Patient) -> Said:
    """Visibility scenarios mean little where everybody outside sees every lead."""
    rows = patient.org.query(
        "SELECT QualifiedApiName, ExternalSharingModel FROM EntityDefinition "
        "WHERE QualifiedApiName IN ('Account', 'Lead', 'Opportunity', 'Case')"
    )
    public = sorted(
        row.QualifiedApiName for row in rows if row.ExternalSharingModel not in (None, "Private", "ControlledByParent")
    )
    if public:
        return warning(
            f"external users see all of these by default: {', '.join(public)}",
            "Setup > Sharing Settings > Edit > Default External Access: Private.",
        )
    return fine("nothing is public to external users by default")
