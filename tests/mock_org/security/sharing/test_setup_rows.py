"""Which rows of setup objects, Share objects and child objects a user sees."""

import pytest


def test_partner_sees_no_role_groups_of_other_partners(world):
    seen = world.sees("ann", "Group")
    assert {"Role Acme Partner User", "RoleAndSubordinates Acme Partner Manager", "PRMOrganization"} <= seen
    assert not {name for name in seen if "Globex" in name or "Channel" in name}


def test_partner_sees_public_groups_and_queues(world):
    world.add("Group", "West leads", Type="Queue")
    assert "West leads" in world.sees("ann", "Group")


def test_partner_sees_only_own_memberships(world):
    group = world.add("Group", "Golds", Type="Regular")
    world.add("GroupMember", "ann in", GroupId=group, UserOrGroupId=world.ids["ann"])
    world.add("GroupMember", "bo in", GroupId=group, UserOrGroupId=world.ids["bo"])
    assert world.sees("ann", "GroupMember") == {"ann in"}
    assert world.sees("cy", "GroupMember") == {"ann in", "bo in"}


def test_partner_sees_the_own_profile_only(world):
    assert world.sees("ann", "Profile") == {"Partner"}
    assert {"Sales", "Partner", "Admin"} <= world.sees("cy", "Profile")
    assert world.sees("ann", "PermissionSet") == {"set of Partner"}


def test_role_needs_view_roles(world):
    assert world.sees("ann", "UserRole") == set()
    assert world.sees("cy", "UserRole") == set()
    world.change("PermissionSet", "set of Sales", PermissionsViewRoles=True)
    assert "CEO" in world.sees("cy", "UserRole")


def test_login_history_shows_own_rows_and_all_to_user_managers(world):
    world.add("LoginHistory", "by ann", UserId=world.ids["ann"])
    world.add("LoginHistory", "by bo", UserId=world.ids["bo"])
    assert world.sees("ann", "LoginHistory") == {"by ann"}
    assert world.sees("cy", "LoginHistory") == set()
    assert world.sees("admin", "LoginHistory") == {"by ann", "by bo"}


def test_sites_are_seen_by_their_members(world):
    for name, status in (("live", "Live"), ("down", "DownForMaintenance"), ("other", "Live")):
        site = world.add("Network", name, Name=name, Status=status)
        if name != "other":
            world.add("NetworkMember", NetworkId=site, MemberId=world.ids["ann"])
    assert world.sees("ann", "Network") == {"live"}
    assert world.sees("cy", "Network") == set()
    assert world.sees("admin", "Network") == {"live", "down", "other"}


def test_share_rows_follow_their_record(world):
    world.lead("initech", "ann")
    world.add("Group", "Golds", Type="Regular")
    row = world.share("Lead", "initech", "bo")
    assert world.sees("cy", "LeadShare") == {row}
    assert world.sees("wes", "LeadShare") == {row}  # above bo, so the lead is seen
    assert world.sees("abe", "LeadShare") == set()


def test_external_user_sees_share_rows_to_the_own_groups_only(world):
    world.lead("initech", "wes")
    own, other = world.share("Lead", "initech", "ann"), world.share("Lead", "initech", "bo")
    assert world.sees("ann", "LeadShare") == {own}
    assert world.sees("bo", "LeadShare") == {other}


def test_share_object_is_closed_without_read_on_the_object(world):
    world.lead("initech", "ann")
    world.share("Lead", "initech", "abe")
    world.permit("set of Partner", "Lead")
    assert world.sees("abe", "LeadShare") == set()


def test_case_comments_follow_the_case_and_external_users_see_published_ones(world):
    world.add("Case", "broken", OwnerId=world.ids["ann"])
    world.add("CaseComment", "said", ParentId=world.ids["broken"], IsPublished=True)
    world.add("CaseComment", "thought", ParentId=world.ids["broken"])
    assert world.sees("ann", "CaseComment") == {"said"}
    assert world.sees("cy", "CaseComment") == {"said", "thought"}
    assert world.sees("bo", "CaseComment") == set()


@pytest.mark.parametrize("name", ["Organization", "RecordType", "OpportunityStage", "QueueSobject"])
def test_some_setup_is_open_to_everybody(world, name):
    world.add(name, "one")
    assert world.sees("ann", name) == {"one"}


@pytest.mark.parametrize("name", ["UserLicense", "NetworkMemberGroup", "UserLogin"])
def test_some_setup_is_closed_to_external_users(world, name):
    world.add(name, "one")
    assert world.sees("ann", name) == set()
