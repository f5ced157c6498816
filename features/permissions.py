"""Permission sets as scenarios need them: made, and given to somebody."""

from typing import Any

from features.scene import Scene


def new_set(scene: Scene, label: str, **values: Any) -> str:
    """The id of a new permission set. values: its permissions, its licence."""
    named = {"Name": scene.api_name(label), "Label": scene.unique(label)}
    return str(scene.org.insert("PermissionSet", named | values))


def assign(scene: Scene, who: str, **what: str) -> None:
    """Give somebody a permission set or a group of them, named by PermissionSetId or PermissionSetGroupId."""
    scene.org.insert("PermissionSetAssignment", {"AssigneeId": scene.person(who).login.Id} | what)
