"""One viewer serves many statements, and notices what changes under it."""

from mock_org.security import Principal, SharingRule
from mock_org.security.groups import Viewer


def test_viewer_notices_that_a_user_comes_under_its_role(world):
    group = world.add("Group", "Golds", Type="Regular", DeveloperName="Golds", DoesIncludeBosses=True)
    world.add("GroupMember", GroupId=group, UserOrGroupId=world.ids["bo"])
    world.lead("initech", "cleo")
    to = Principal("group", "Golds")
    world.rules(SharingRule("R", "R", "Lead", "owner", "Read", to, Principal("role", "CEO")))
    cy = Viewer(world.context, world.load("cy"))
    assert world.rows(cy, "SELECT Name FROM Lead") == []
    world.change("User", "bo", UserRoleId=world.ids["Acme Partner User"])
    assert [row["Name"] for row in world.rows(cy, "SELECT Name FROM Lead")] == ["initech"]


def test_viewer_remembers_what_it_made(world):
    ann = Viewer(world.context, world.load("ann"))
    made = []
    for _ in range(2):
        ann.once(("Lead", "Read", True), lambda: made.append(1))
    assert made == [1]
