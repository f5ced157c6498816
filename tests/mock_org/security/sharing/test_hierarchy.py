"""Who stands above an owner in the role hierarchy has the owner's access; portal roles hang under internal ones."""

import pytest

from mock_org.security import Principal, SharingRule


def test_everybody_above_the_owner_sees_the_record(world):
    world.lead("initech", "ann")
    sees = {name for name in ("max", "eve", "cy", "carl", "cleo", "wes", "bo", "abe") if world.sees(name, "Lead")}
    assert sees == {"max", "eve", "cy", "carl", "cleo"}


def test_superior_has_the_owners_access(world):
    world.lead("initech", "ann")
    assert world.level("cy", "Lead", "initech") == "all"
    assert "is below Cy's role Channel East in the role hierarchy" in world.because("cy", "Lead", "initech")[0]


def test_subordinate_does_not_see_what_is_owned_above(world):
    world.lead("initech", "max")
    assert world.sees("ann", "Lead") == set()


def test_superior_sees_what_was_shared_with_somebody_below(world):
    world.lead("initech", "wes")
    world.share("Lead", "initech", "ann", "Edit")
    assert world.level("cy", "Lead", "initech") == "edit"
    assert world.level("max", "Lead", "initech") == "edit"
    assert world.level("abe", "Lead", "initech") == "none"


def test_superior_of_a_queue_member_sees_what_the_queue_owns(world):
    queue = world.add("Group", "West leads", Type="Queue")
    world.add("GroupMember", GroupId=queue, UserOrGroupId=world.ids["ann"])
    world.lead("pooled", "West leads")
    assert world.level("max", "Lead", "pooled") == "edit"
    assert world.level("bo", "Lead", "pooled") == "none"


def test_superior_of_a_group_member_sees_its_records_only_with_grant_access_using_hierarchies(world):
    group = world.add("Group", "Golds", Type="Regular", DeveloperName="Golds", DoesIncludeBosses=False)
    world.add("GroupMember", GroupId=group, UserOrGroupId=world.ids["ann"])
    world.lead("initech", "wes")
    world.share("Lead", "initech", "Golds")
    assert world.sees("max", "Lead") == set()
    world.change("Group", "Golds", DoesIncludeBosses=True)
    assert world.sees("max", "Lead") == {"initech"}


def test_superior_of_partners_sees_what_a_rule_gives_to_a_role_below(world):
    to = Principal("portalRole", "Acme_Partner_User")
    world.rules(SharingRule("R", "R", "Lead", "owner", "Read", to, Principal("role", "Channel_West")))
    world.lead("initech", "wes")
    assert world.sees("cy", "Lead") == {"initech"}
    assert world.sees("max", "Lead") == {"initech"}


def test_cycle_of_roles_ends(world):
    world.change("UserRole", "CEO", ParentRoleId=world.ids["Acme Partner User"])
    world.lead("initech", "cleo")
    assert world.sees("ann", "Lead") == {"initech"}


@pytest.mark.parametrize(("without", "sees"), [([], {"deal", "given", "ruled"}), (["deal__C"], set())])
def test_custom_objects_may_be_without_grant_access_using_hierarchies(world, without, sees):
    world.settings = world.settings.model_copy(update={"no_hierarchy_access": without})
    for name, owner in (("deal", "ann"), ("given", "wes"), ("ruled", "bo")):
        world.add("Deal__c", name, Name=name, OwnerId=world.ids[owner])
    world.share("Deal__c", "given", "ann")
    to = Principal("portalRole", "Acme_Partner_User")
    world.rules(SharingRule("R", "R", "Deal__c", "owner", "Read", to, Principal("portalRole", "Globex_Partner_User")))
    assert world.sees("ann", "Deal__c") == {"deal", "given", "ruled"}
    assert world.sees("max", "Deal__c") == sees
    world.lead("initech", "ann")
    assert world.sees("max", "Lead") == {"initech"}


def test_portal_roles_move_with_the_role_above_them_at_once(world):
    world.lead("initech", "ann")
    assert (world.sees("cy", "Lead"), world.sees("wes", "Lead")) == ({"initech"}, set())
    world.change("UserRole", "Acme Partner Executive", ParentRoleId=world.ids["Channel West"])
    assert (world.sees("cy", "Lead"), world.sees("wes", "Lead")) == (set(), {"initech"})
