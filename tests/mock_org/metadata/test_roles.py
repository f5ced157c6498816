"""The role hierarchy, public groups and queues."""

from typing import Any


def test_a_role_may_come_before_its_parent(org: Any, project: Any) -> None:
    report = project.role("A", "B").role("B", "C").role("C").deploy(org)
    assert report.refused == ()
    assert org.one("UserRole", DeveloperName="A")["ParentRoleId"] == org.one("UserRole", DeveloperName="B")["Id"]


def test_a_role_may_hang_below_one_that_the_org_has(org: Any, project: Any) -> None:
    top = org.insert("UserRole", {"Name": "Top", "DeveloperName": "Top"})
    project.role("A", "Top").deploy(org)
    assert org.one("UserRole", DeveloperName="A")["ParentRoleId"] == top


def test_a_missing_parent_is_refused(org: Any, project: Any, faults: Any) -> None:
    assert faults(project.role("A", "Gone").deploy(org).refused) == [
        "roles/A.role-meta.xml: parentRole: Gone is no role; add roles/Gone.role-meta.xml or leave parentRole out"
    ]


def test_a_circle_of_roles_is_refused(org: Any, project: Any, faults: Any) -> None:
    assert faults(project.role("A", "B").role("B", "A").role("C", "A").deploy(org).refused) == [
        "roles/A.role-meta.xml: parentRole: B stands below A; a role cannot be above itself",
        "roles/B.role-meta.xml: parentRole: A stands below B; a role cannot be above itself",
    ]


def test_a_circle_through_roles_of_the_org_is_refused(org: Any, project: Any, faults: Any) -> None:
    top = org.insert("UserRole", {"Name": "A", "DeveloperName": "A"})
    middle = org.insert("UserRole", {"Name": "B", "DeveloperName": "B", "ParentRoleId": top})
    org.insert("UserRole", {"Name": "C", "DeveloperName": "C", "ParentRoleId": middle})
    assert faults(project.role("A", "C").deploy(org).refused) == [
        "roles/A.role-meta.xml: parentRole: C stands below A; a role cannot be above itself"
    ]


def test_an_unknown_level_is_refused(org: Any, project: Any, faults: Any) -> None:
    project.put("roles/A.role", "Role", "<name>A</name><caseAccessLevel>All</caseAccessLevel>")
    assert faults(project.deploy(org).refused) == [
        "roles/A.role-meta.xml: caseAccessLevel: is 'All'; one of Edit, None, Read is right"
    ]


def queue(project: Any, members: str = "", sobject: str = "Lead") -> Any:
    takes = f"<queueSobject><sobjectType>{sobject}</sobjectType></queueSobject>"
    inside = f"<queueMembers>{members}</queueMembers>" if members else ""
    return project.put("queues/Q.queue", "Queue", f"<name>Q</name>{inside}{takes}")


def test_a_queue_has_groups_and_roles_as_members(org: Any, project: Any) -> None:
    project.put("groups/G.group", "Group", "<name>G</name>").role("A")
    members = (
        "<publicGroups><publicGroup>G</publicGroup></publicGroups><roles><role>A</role></roles>"
        "<roleAndSubordinatesInternal><roleAndSubordinateInternal>A</roleAndSubordinateInternal></roleAndSubordinatesInternal>"
    )
    assert queue(project, members).deploy(org).refused == ()
    queue_id = org.one("Group", Type="Queue")["Id"]
    kinds = {org.one("Group", Id=m["UserOrGroupId"])["Type"] for m in org.find("GroupMember", GroupId=queue_id)}
    assert kinds == {"Regular", "Role", "RoleAndSubordinatesInternal"}


def test_an_unknown_member_is_refused(org: Any, project: Any, faults: Any) -> None:
    report = queue(project, "<roles><role>Gone</role></roles>").deploy(org)
    assert faults(report.refused) == [
        "queues/Q.queue-meta.xml: queueMembers: role Gone is neither in the project nor in the org"
    ]


def test_an_unknown_kind_of_member_is_refused(org: Any, project: Any, faults: Any) -> None:
    report = queue(project, "<everybody/>").deploy(org)
    assert faults(report.refused) == [
        "queues/Q.queue-meta.xml: queueMembers/everybody: is not a known element here; leave it out or correct its name"
    ]


def test_users_as_members_are_data(org: Any, project: Any) -> None:
    report = queue(project, "<users><user>a@b.example</user></users>").deploy(org)
    assert [f.element for f in report.not_understood] == ["queueMembers/users"]


def test_an_object_that_no_queue_can_own_is_refused(org: Any, project: Any, faults: Any) -> None:
    assert faults(queue(project, sobject="Account").deploy(org).refused) == [
        (
            "queues/Q.queue-meta.xml: queueSobject[Account]/sobjectType: "
            "Account cannot be owned by a queue; Lead, Case and custom objects with an owner can"
        )
    ]
