"""Members of a site: the profiles and permission sets whose users may come in, added and removed."""

from typing import Any

from flask import request

from mock_org.errors import SalesforceError
from mock_org.setup.visit import Visit

Values = dict[str, Any]
GROUP = "NetworkMemberGroup"
REMOVING = ("WaitingForRemove", "RemoveCalculated")


def shown(visit: Visit, site: Values) -> Values:
    """Who is a member by what, and what else could be."""
    system = visit.org.system_session()
    names = _names(visit)
    groups = system.find(GROUP, NetworkId=site["Id"])
    status = visit.org.schema[GROUP].field("AssignmentStatus")
    labels = {each.value: each.label for each in status.picklist} if status else {}
    rows = [
        {
            "id": row["Id"],
            "name": names.get(row["ParentId"], ("", row["ParentId"]))[1],
            "kind": names.get(row["ParentId"], ("", ""))[0],
            "status": labels.get(row["AssignmentStatus"], row["AssignmentStatus"]),
            "leaving": row["AssignmentStatus"] in REMOVING,
        }
        for row in groups
    ]
    taken = {row["ParentId"] for row in groups}
    free = sorted((kind, name, key) for key, (kind, name) in names.items() if key not in taken)
    count = system.records().count("NetworkMember", NetworkId=site["Id"])
    return {"groups": sorted(rows, key=lambda row: (row["kind"], row["name"])), "free": free, "members": count}


def change(visit: Visit, site: Values) -> str:
    """Add a profile or permission set, or have one removed."""
    parent, group = request.form.get("add", ""), request.form.get("remove", "")
    if parent:
        visit.session.insert(GROUP, {"NetworkId": site["Id"], "ParentId": parent})
        return "Its users are members, or will be soon."
    known = [row for row in visit.org.system_session().find(GROUP, NetworkId=site["Id"]) if row["Id"] == group]
    if not known:
        raise SalesforceError("INVALID_INPUT", "Choose a profile or permission set.")
    visit.session.update(GROUP, group, {"AssignmentStatus": "WaitingForRemove"})
    return "Its users are no members any more, or soon will not be."


def _names(visit: Visit) -> dict[str, tuple[str, str]]:
    """Kind and name of what can be a member, by id."""
    system = visit.org.system_session()
    profiles = {
        row["Id"]: ("Profile", str(row["Name"])) for row in system.find("Profile") if row["UserType"] != "Guest"
    }
    sets = {
        row["Id"]: ("Permission Set", str(row["Label"]))
        for row in system.find("PermissionSet", IsOwnedByProfile=False)
        if row.get("Type") != "Group"
    }
    return profiles | sets
