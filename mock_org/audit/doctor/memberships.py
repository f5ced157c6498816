"""Members of sites, and what users are assigned (Object Reference, NetworkMember and PermissionSetAssignment)."""

from collections.abc import Iterator

from mock_org.audit.doctor.facts import Facts, Finding, Row

_IN = ("Added", "WaitingForRemove", "RemoveCalculated", "FailedRemove")


def sites(facts: Facts) -> Iterator[Finding]:
    """Who has a profile or permission set of a site is a member of it, and only who has one is."""
    names = {row["Id"]: row["Name"] for row in facts.ask("SELECT Id, Name FROM Network")}
    groups = facts.ask("SELECT NetworkId, ParentId, AssignmentStatus FROM NetworkMemberGroup")
    opened = [(row["NetworkId"], row["ParentId"]) for row in groups if row["AssignmentStatus"] in _IN]
    settled = {(row["NetworkId"], row["ParentId"]) for row in groups if row["AssignmentStatus"] == "Added"}
    holders = _holders(facts)
    members = {
        (row["NetworkId"], row["MemberId"]) for row in facts.ask("SELECT NetworkId, MemberId FROM NetworkMember")
    }
    may = {(network, user) for network, parent in opened for user in holders.get(parent, ())}
    must = {(network, user) for network, parent in settled for user in holders.get(parent, ())}
    external = {each["Id"] for each in facts.external_users}
    for network, user in sorted(must - members):
        if user in external:
            says = f"{facts.user_name(user)} has a profile or permission set of {names.get(network)} and is no member."
            yield Finding("members", user, says, "Take the profile off the site's members and add it again.")
    for network, user in sorted(members - may):
        if user in external:
            says = f"{facts.user_name(user)} is a member of {names.get(network)} by no profile or permission set."
            yield Finding(
                "members", user, says, "Add the profile to the site's members, or take the user's access away."
            )


def assignments(facts: Facts) -> Iterator[Finding]:
    """Permission sets are assigned to users who exist, under a licence that the user has."""
    rows = facts.ask(
        "SELECT Id, AssigneeId, PermissionSet.Label, PermissionSet.LicenseId FROM PermissionSetAssignment "
        "WHERE PermissionSet.IsOwnedByProfile = false"
    )
    seats = facts.ask("SELECT AssigneeId, PermissionSetLicenseId FROM PermissionSetLicenseAssign")
    has = {(row["AssigneeId"], row["PermissionSetLicenseId"]) for row in seats}
    for row in rows:
        problem = _problem(facts, row, has)
        if problem:
            advice = "Delete the assignment; assign a permission set that fits the user's license."
            yield Finding("assignments", row["Id"], problem, advice)


def _problem(facts: Facts, row: Row, has: set[tuple[str, str]]) -> str | None:
    user, held = facts.users.get(row["AssigneeId"]), row["PermissionSet"] or {}
    name, license_id = held.get("Label"), held.get("LicenseId") or ""
    if user is None:
        return f"Permission set {name} is assigned to {row['AssigneeId']}, who does not exist."
    if license_id.startswith("100") and (user["Profile"] or {}).get("UserLicenseId") != license_id:
        return f"Permission set {name} of another user license is assigned to {user['Username']}."
    if license_id.startswith("0PL") and (user["Id"], license_id) not in has:
        return f"Permission set {name} is assigned to {user['Username']}, who has no seat of its license."
    return None


def _holders(facts: Facts) -> dict[str, set[str]]:
    """Active users by profile and by permission set."""
    found: dict[str, set[str]] = {}
    for user in facts.users.values():
        if user["IsActive"]:
            found.setdefault(user["ProfileId"], set()).add(user["Id"])
    rows = facts.ask(
        "SELECT AssigneeId, PermissionSetId FROM PermissionSetAssignment "
        "WHERE PermissionSet.IsOwnedByProfile = false AND Assignee.IsActive = true"
    )
    for row in rows:
        found.setdefault(row["PermissionSetId"], set()).add(row["AssigneeId"])
    return found
