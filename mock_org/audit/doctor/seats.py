"""Seats: what licences say of themselves, against the users who have them (Object Reference, UserLicense)."""

from collections.abc import Iterator

from mock_org.audit.doctor.facts import Facts, Finding

_DRIFTED = "Ask Salesforce to count again (of a mock: report it), or look for a change that is under way."


def user_licenses(facts: Facts) -> Iterator[Finding]:
    """UsedLicenses is the number of active users, and no more than TotalLicenses."""
    counted = facts.ask(
        "SELECT Profile.UserLicenseId license, COUNT(Id) number FROM User WHERE IsActive = true "
        "GROUP BY Profile.UserLicenseId"
    )
    users = {row["license"]: row["number"] for row in counted}
    for row in facts.ask("SELECT Id, Name, TotalLicenses, UsedLicenses FROM UserLicense"):
        active = users.get(row["Id"], 0)
        if row["UsedLicenses"] != active:
            says = f"User license {row['Name']} tells {row['UsedLicenses']} used seats; {active} active users have it."
            yield Finding("seats", row["Id"], says, _DRIFTED)
        if active > row["TotalLicenses"]:
            says = f"{active} active users have the user license {row['Name']}, which has {row['TotalLicenses']} seats."
            yield Finding("seats", row["Id"], says, "Deactivate users, or buy seats.")


def permission_set_licenses(facts: Facts) -> Iterator[Finding]:
    """The same of permission set licences."""
    counted = facts.ask(
        "SELECT PermissionSetLicenseId license, COUNT(Id) number FROM PermissionSetLicenseAssign "
        "WHERE Assignee.IsActive = true GROUP BY PermissionSetLicenseId"
    )
    users = {row["license"]: row["number"] for row in counted}
    for row in facts.ask("SELECT Id, MasterLabel, TotalLicenses, UsedLicenses FROM PermissionSetLicense"):
        active, name = users.get(row["Id"], 0), row["MasterLabel"]
        if row["UsedLicenses"] != active:
            says = (
                f"Permission set license {name} tells {row['UsedLicenses']} used seats; {active} active users have it."
            )
            yield Finding("permission set seats", row["Id"], says, _DRIFTED)
        if active > row["TotalLicenses"]:
            says = (
                f"{active} active users have the permission set license {name}, which has {row['TotalLicenses']} seats."
            )
            yield Finding("permission set seats", row["Id"], says, "Take it away from some, or buy seats.")


def log_ins(facts: Facts) -> Iterator[Finding]:
    """No login-based licence has more log-ins this month than it was bought with."""
    for row in facts.ask("SELECT Id, Name, MonthlyLoginsUsed, MonthlyLoginsEntitlement FROM UserLicense"):
        most, used = row["MonthlyLoginsEntitlement"], row["MonthlyLoginsUsed"]
        if most is not None and (used or 0) > most:
            says = f"User license {row['Name']} was bought with {most} log-ins a month; this month it has had {used}."
            yield Finding("log-ins", row["Id"], says, "Buy more log-ins, or give who comes often a member licence.")
