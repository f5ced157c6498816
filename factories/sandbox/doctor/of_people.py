"""Who makes the test data, who owns it, and whether partner users can be logged in."""

from contextlib import closing

from factories.refused import NotSent, Refused
from factories.sandbox.discovery import owners
from factories.sandbox.doctor.finding import Said, failed, fine, unknown, warning
from factories.sandbox.doctor.patient import Patient
from factories.soql import text_literal

# Permission of the user who makes the data → what it is called in Setup.
NEEDED = {
    "PermissionsApiEnabled": "API Enabled",
    "PermissionsManageUsers": "Manage Users",
    "PermissionsManagePartners": "Manage External Users",
    "PermissionsViewSetup": "View Setup and Configuration",
}
RESTRICTED = ("Restricted", "restricted")
NO_ID = "000000000000000AAA"


def administrator(patient: Patient) -> Said:
    """Partner users are made with Manage External Users (Object Reference, User)."""
    me = patient.org.whoami()
    [user] = patient.org.query(f"SELECT ProfileId FROM User WHERE Id = {text_literal(me['user_id'])}")
    assigned = patient.org.query(
        f"SELECT PermissionSetId FROM PermissionSetAssignment WHERE AssigneeId = {text_literal(me['user_id'])}"
    )
    ids = ", ".join(text_literal(each) for each in [*(row.PermissionSetId for row in assigned), NO_ID])
    rows = patient.org.query(
        f"SELECT {', '.join(NEEDED)} FROM PermissionSet "
        f"WHERE ProfileId = {text_literal(user.ProfileId)} OR Id IN ({ids})"
    )
    missing = [label for field, label in NEEDED.items() if not any(row[field] for row in rows)]
    name = me["preferred_username"]
    if missing:
        return failed(
            f"{name} lacks {', '.join(missing)}", f"Setup > Permission Sets > a set with them > assign {name}."
        )
    return fine(f"{name} may make users and partner accounts")


def account_owners(patient: Patient) -> Said:
    """An owner without a role stops the first partner user: "portal account owner must have a role"."""
    found = owners(patient.org, patient.settings.owner)
    if found:
        return fine(f"partner accounts can belong to {found[0].Name}, {found[0].UserRole['Name']}")
    named = patient.settings.owner
    says = f"{named} is no active internal user with a role" if named else "no active internal user has a role"
    return failed(f"{says}: nobody can own partner accounts", "Setup > Users > the owner > Edit > Role; Setup > Roles.")


def app(patient: Patient) -> Said:
    """The external client app has to be pre-authorised for the profile of partner users."""
    username = patient.partner_user.Username
    if patient.profile.UserLicense["LicenseDefinitionKey"].endswith("_Login"):
        return unknown("whether the app lets partner users in", "the licence counts log-ins: none is spent on this")
    with closing(patient.at_site()) as org:
        try:
            org.log_in(username, "", at_site=True).log_out()
        except (Refused, NotSent) as refusal:
            text, _, advice = str(refusal).partition("\n")
            return failed(f"{username} gets no session at the site: {text}", advice.strip() or "Setup > Login History.")
    return fine(f"the app lets partner users in: {username}")


def password_expiry(patient: Patient) -> Said:
    """A password that is expired leads to the page for a new one, where scenarios of the log-in form end."""
    user = patient.partner_user
    if patient.org.rest("GET", f"sobjects/User/{user.Id}/password").get("isExpired"):
        return warning(
            f"the password of {user.Username} is expired",
            "Scenarios set their own; if those expire at once: Setup > Password Policies > User passwords expire in.",
        )
    return fine("passwords are not expired")


def restricted_log_ins(patient: Patient) -> Said:
    """What the login history of the last days says of restrictions by address or hour."""
    rows = patient.org.query(
        "SELECT Status, SourceIp FROM LoginHistory WHERE LoginTime = LAST_N_DAYS:2 ORDER BY LoginTime DESC LIMIT 200"
    )
    told = sorted({f"{row.Status} ({row.SourceIp})" for row in rows if str(row.Status).startswith(RESTRICTED)})
    if told:
        return warning(
            f"log-ins were refused lately: {', '.join(told[:3])}",
            "Setup > Network Access, or Login IP Ranges and Login Hours of the profile: add the machine that runs.",
        )
    return fine("no log-in was refused for its address or hour lately")
