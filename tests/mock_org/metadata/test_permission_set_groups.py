"""Permission set groups and muting permission sets."""

from typing import Any

import pytest

from mock_org.metadata import deploy

MUTING = (
    "<label>No delete</label><description>x</description><hasActivationRequired>false</hasActivationRequired>"
    "<objectPermissions><allowDelete>true</allowDelete><object>Lead</object></objectPermissions>"
    "<fieldPermissions><editable>true</editable><field>Lead.Phone</field><readable>false</readable></fieldPermissions>"
    "<userPermissions><enabled>true</enabled><name>EditTask</name></userPermissions>"
)
SALES = (
    "<label>Sales</label><userPermissions><enabled>true</enabled><name>EditTask</name></userPermissions>"
    "<objectPermissions><allowCreate>false</allowCreate><allowDelete>true</allowDelete><allowEdit>true</allowEdit>"
    "<allowRead>true</allowRead><object>Lead</object></objectPermissions>"
    "<fieldPermissions><editable>true</editable><field>Lead.Phone</field><readable>true</readable></fieldPermissions>"
)
GROUP = (
    "<label>Field sales</label><hasActivationRequired>false</hasActivationRequired><status>Outdated</status>"
    "<permissionSets>Sales</permissionSets><mutingPermissionSets>No_Delete</mutingPermissionSets>"
)


def put(project: Any, group: str = GROUP) -> Any:
    project.put("permissionsets/Sales.permissionset", "PermissionSet", SALES)
    project.put("mutingpermissionsets/No_Delete.mutingpermissionset", "MutingPermissionSet", MUTING)
    return project.put("permissionsetgroups/Field_Sales.permissionsetgroup", "PermissionSetGroup", group)


def members(org: Any) -> set[str]:
    group = org.one("PermissionSetGroup", DeveloperName="Field_Sales")["Id"]
    return {row["PermissionSetId"] for row in org.find("PermissionSetGroupComponent", PermissionSetGroupId=group)}


def test_a_group_its_members_and_what_is_muted_are_made(org: Any, project: Any, faults: Any) -> None:
    report = put(project).deploy(org)
    assert (report.refused, faults(report.not_understood)) == ((), [])
    muting = org.one("MutingPermissionSet", DeveloperName="No_Delete")
    assert (muting["MasterLabel"], muting["PermissionsEditTask"]) == ("No delete", True)
    assert members(org) == {muting["Id"], org.id("PermissionSet", "Sales")}
    row = org.one("ObjectPermissions", ParentId=muting["Id"])
    assert (row["SobjectType"], row["PermissionsDelete"], row["PermissionsRead"]) == ("Lead", True, False)
    field = org.one("FieldPermissions", ParentId=muting["Id"])
    assert (field["Field"], field["PermissionsEdit"], field["PermissionsRead"]) == ("Lead.Phone", True, False)


def test_a_group_has_the_members_of_its_last_file(org: Any, project: Any) -> None:
    put(project).deploy(org)
    put(project, "<label>Field sales</label><permissionSets>Sales</permissionSets>").deploy(org)
    assert members(org) == {org.id("PermissionSet", "Sales")}


@pytest.mark.parametrize(
    ("group", "fault"),
    [
        (
            "<permissionSets>Nope</permissionSets>",
            "permissionSets[Nope]: is no permission set of the project or the org",
        ),
        (
            "<mutingPermissionSets>Nope</mutingPermissionSets>",
            "mutingPermissionSets[Nope]: is no muting permission set of the project or the org",
        ),
        (
            "<mutingPermissionSets>No_Delete</mutingPermissionSets>" * 2,
            "mutingPermissionSets: stands here 2 times; one is right",
        ),
        ("<permissionset>Sales</permissionset>", "permissionset: is not a known element here; leave it out or correct"),
    ],
)
def test_a_name_that_nobody_knows_is_refused(org: Any, project: Any, faults: Any, group: str, fault: str) -> None:
    [found] = faults(put(project, f"<label>x</label>{group}").deploy(org).refused)
    assert found.startswith(f"permissionsetgroups/Field_Sales.permissionsetgroup-meta.xml: {fault}")
    assert org.writes == 0


def test_a_group_that_needs_an_activated_session_is_left_out(org: Any, project: Any, faults: Any) -> None:
    report = put(project, GROUP.replace("false", "true")).deploy(org)
    assert report.refused == ()
    assert "opens only in an activated session" in faults(report.not_understood)[0]
    assert org.find("PermissionSetGroup") == []


def test_a_deployed_group_gives_what_is_left(world: Any, project: Any) -> None:
    put(project)
    assert deploy(world.org, [project.folder]).refused == ()
    user = world.user("Rep", "Standard User")
    group = world.admin.query("SELECT Id, Status FROM PermissionSetGroup WHERE DeveloperName = 'Field_Sales'")[0]
    assert group["Status"] == "Updated"
    text = (
        "SELECT PermissionsEdit, PermissionsDelete FROM ObjectPermissions "
        "WHERE Parent.PermissionSetGroup.DeveloperName = 'Field_Sales'"
    )
    [row] = world.admin.query(text)
    assert (row["PermissionsEdit"], row["PermissionsDelete"]) == (True, False)
    world.admin.create("PermissionSetAssignment", AssigneeId=user, PermissionSetGroupId=group["Id"])
    flags = world.org.running_user(user).field_permissions["lead", "phone"]
    assert (flags, len(world.org.running_user(user).permission_set_ids)) == ((True, True), 2)
