"""One viewer serves many statements, and notices what changes under it."""

from mock_org.security import Principal, SharingRule
from mock_org.security.groups import Viewer
from mock_org.settings import Settings


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


def test_superiors_of_program_members_see_what_a_queue_with_the_program_owns(world):
    """A group of a program does not climb by itself; a queue that it is in does."""
    program = world.add("ChannelProgram", Name="Gold")
    group = world.add("Group", "program", Type="ChannelProgramGroup", RelatedId=program, DeveloperName="Gold")
    world.add("ChannelProgramMember", ProgramId=program, PartnerId=world.ids["Acme"])
    queue = world.add("Group", "queue", Type="Queue", DeveloperName="Pool", Name="Pool")
    world.add("GroupMember", GroupId=queue, UserOrGroupId=group)
    world.lead("initech", "queue")
    assert world.level("ann", "Lead", "initech") == "edit"
    assert world.level("cy", "Lead", "initech") == "edit"
    assert world.level("wes", "Lead", "initech") == "none"


def test_superiors_of_managers_see_what_a_group_that_climbs_is_given(world):
    world.settings = Settings(manager_groups=True)
    world.change("User", "carl", ManagerId=world.ids["wes"])
    of_carl = world.add("Group", Type="Manager", RelatedId=world.ids["carl"])
    group = world.add("Group", "bosses", Type="Regular", DeveloperName="Bosses", DoesIncludeBosses=True)
    world.add("GroupMember", GroupId=group, UserOrGroupId=of_carl)
    world.lead("initech", "bo")
    world.change("UserRole", "Globex Partner User", ParentRoleId=None)
    world.share("Lead", "initech", "bosses")
    assert world.level("wes", "Lead", "initech") == "read"
    assert world.level("cleo", "Lead", "initech") == "read"
    assert world.level("cy", "Lead", "initech") == "none"
