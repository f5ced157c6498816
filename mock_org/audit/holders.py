"""Who holds permissions: profiles and permission sets, each with what its own entries say."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mock_org.org import Org

# By the action that security asks for: the word of the entry, and its column.
ACTIONS: Mapping[str, str] = {
    "read": "Read",
    "create": "Create",
    "edit": "Edit",
    "delete": "Delete",
    "view_all": "ViewAll",
    "modify_all": "ModifyAll",
}
COLUMNS: Mapping[str, str] = {
    action: f"Permissions{word}{'Records' if 'All' in word else ''}" for action, word in ACTIONS.items()
}


@dataclass(frozen=True, slots=True)
class Holder:
    """A profile or permission set. objects: by lower-case name, then action; fields: (read, edit) by object, field."""

    id: str
    name: str
    of_profile: bool
    objects: dict[str, dict[str, bool]] = field(default_factory=dict)
    fields: dict[tuple[str, str], tuple[bool, bool]] = field(default_factory=dict)

    @property
    def told(self) -> str:
        """As a sentence names it."""
        return f"{'profile' if self.of_profile else 'permission set'} {self.name}"


def holders(org: Org) -> dict[str, Holder]:
    """All of them, by the id of the permission set, which for a profile is the one that it owns."""
    system = org.system_session()
    profiles = {row["Id"]: str(row["Name"]) for row in system.find("Profile")}
    found = {
        row["Id"]: Holder(row["Id"], profiles.get(row["ProfileId"]) or str(row["Name"]), bool(row["IsOwnedByProfile"]))
        for row in system.find("PermissionSet")
    }
    for row in system.find("ObjectPermissions"):
        if row["ParentId"] in found:
            said = {action: bool(row.get(column)) for action, column in COLUMNS.items()}
            found[row["ParentId"]].objects[str(row["SobjectType"]).lower()] = said
    for row in system.find("FieldPermissions"):
        if row["ParentId"] in found:
            sobject, _, name = str(row["Field"]).lower().rpartition(".")
            edit = bool(row["PermissionsEdit"])
            found[row["ParentId"]].fields[sobject, name] = (edit or bool(row["PermissionsRead"]), edit)
    return found
