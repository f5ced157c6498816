"""Partner super users reach what users of the same role own or were given."""

from dataclasses import replace

import pytest

from mock_org.security import Principal, SharingRule
from mock_org.settings import Settings


@pytest.fixture
def super_abe(world):
    world.settings = Settings(partner_super_user_access=True)
    world.change("User", "abe", IsPrmSuperUser=True)
    world.lead("initech", "ann")
    return world


def test_super_user_sees_what_a_colleague_owns(super_abe):
    assert super_abe.level("abe", "Lead", "initech") == "edit"
    assert "Abe is a super user of the role Acme Partner User" in super_abe.because("abe", "Lead", "initech")[0]


def test_the_level_is_a_setting(super_abe):
    super_abe.settings = Settings(partner_super_user_access=True, super_user_level="Read")
    assert super_abe.level("abe", "Lead", "initech") == "read"


def test_without_the_flag_nothing_is_seen(super_abe):
    super_abe.change("User", "abe", IsPrmSuperUser=False)
    assert super_abe.sees("abe", "Lead") == set()


def test_without_the_setting_nothing_is_seen(super_abe):
    super_abe.settings = Settings()
    assert super_abe.sees("abe", "Lead") == set()


def test_super_user_does_not_see_what_is_owned_above_or_elsewhere(super_abe):
    super_abe.lead("above", "max")
    super_abe.lead("elsewhere", "bo")
    assert super_abe.sees("abe", "Lead") == {"initech"}


def test_super_user_sees_what_was_shared_with_a_colleague(super_abe):
    super_abe.lead("given", "wes")
    super_abe.share("Lead", "given", "ann")
    assert super_abe.level("abe", "Lead", "given") == "read"


def test_super_user_sees_what_a_rule_gives_to_a_colleagues_group(super_abe):
    group = super_abe.add("Group", "Golds", Type="Regular", DeveloperName="Golds")
    super_abe.add("GroupMember", GroupId=group, UserOrGroupId=super_abe.ids["ann"])
    super_abe.lead("golden", "wes")
    to = Principal("group", "Golds")
    super_abe.rules(SharingRule("R", "R", "Lead", "owner", "Read", to, Principal("role", "Channel_West")))
    assert super_abe.sees("abe", "Lead") == {"initech", "golden"}


def test_super_user_sees_a_colleagues_case_as_its_contact(super_abe):
    super_abe.add("Case", "broken", OwnerId=super_abe.ids["wes"], ContactId=super_abe.ids["contact ann"])
    assert super_abe.sees("abe", "Case") == {"broken"}


def test_only_cases_leads_opportunities_and_custom_objects_are_opened(super_abe):
    ids = super_abe.ids
    super_abe.add("Deal__c", "deal", Name="deal", OwnerId=ids["ann"])
    super_abe.add("Campaign", "fair", Name="fair", OwnerId=ids["ann"])
    assert super_abe.sees("abe", "Deal__c") == {"deal"}
    assert super_abe.sees("abe", "Campaign") == set()


def test_customer_users_and_internal_users_have_no_super_access(super_abe):
    super_abe.change("User", "carl", IsPrmSuperUser=True)
    super_abe.lead("by cy", "cy")
    assert super_abe.sees("carl", "Lead") == {"initech"}  # by the hierarchy


def test_object_permissions_cap_super_access(super_abe):
    super_abe.permit("set of Partner", "Lead", "Read")
    assert super_abe.level("abe", "Lead", "initech") == "read"
    assert replace(super_abe.load("abe"), is_super_user=False).is_partner


def test_super_user_reaches_users_of_roles_below_where_the_hierarchy_gives_nothing(world):
    """What the hierarchy does not lift: records of a group without bosses, objects without hierarchy access."""
    world.settings = Settings(partner_super_user_access=True, no_hierarchy_access=["Deal__c"])
    world.add("Deal__c", "deal", Name="deal", OwnerId=world.ids["ann"])
    world.add("Deal__c", "given", Name="given", OwnerId=world.ids["wes"])
    world.share("Deal__c", "given", "Role Acme Partner User")
    assert world.sees("max", "Deal__c") == world.sees("eve", "Deal__c") == set()
    for name in ("max", "eve"):
        world.change("User", name, IsPrmSuperUser=True)
        assert world.sees(name, "Deal__c") == {"deal", "given"}
    world.add("Deal__c", "above", Name="above", OwnerId=world.ids["eve"])
    assert world.sees("max", "Deal__c") == {"deal", "given"}


def test_super_user_does_not_reach_another_account_below(super_abe):
    super_abe.change("UserRole", "Globex Partner User", ParentRoleId=super_abe.ids["Acme Partner User"])
    super_abe.settings = super_abe.settings.patched({"no_hierarchy_access": ["Deal__c"]})
    super_abe.add("Deal__c", "theirs", Name="theirs", OwnerId=super_abe.ids["bo"])
    assert super_abe.sees("abe", "Deal__c") == set()


def test_customer_plus_users_have_it_by_permission_whatever_the_setting(world):
    world.profile("Plus", "PowerCustomerSuccess", "PortalSuperUser")
    world.role("Globex Customer User", "Channel West", "Globex", "Worker")
    for name in ("una", "ugo"):
        world.user(name, "Plus", "Globex Customer User", "Globex")
        world.change("User", name, UserType="PowerCustomerSuccess")
    world.lead("plus lead", "ugo")
    assert world.sees("una", "Lead") == {"plus lead"}
    for holder in ("Profile", "PermissionSet"):
        key = "Plus" if holder == "Profile" else "set of Plus"
        world.change(holder, key, PermissionsPortalSuperUser=False)
    assert world.sees("una", "Lead") == set()
