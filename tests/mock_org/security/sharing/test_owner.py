"""The owner has full access; members of the queue that owns a record may edit it."""


def test_owner_sees_the_record_and_has_full_access(world):
    world.lead("initech", "ann")
    assert world.sees("ann", "Lead") == {"initech"}
    assert world.level("ann", "Lead", "initech") == "all"


def test_colleague_in_the_same_role_does_not_see_it(world):
    world.lead("initech", "ann")
    assert world.sees("abe", "Lead") == set()


def test_ownership_is_explained(world):
    world.lead("initech", "ann")
    assert world.because("ann", "Lead", "initech") == ["Ann sees initech because Ann owns it, All"]


def test_member_of_the_queue_may_edit_what_it_owns(world):
    queue = world.add("Group", "West leads", Type="Queue")
    world.add("GroupMember", GroupId=queue, UserOrGroupId=world.ids["ann"])
    world.lead("pooled", "West leads")
    assert world.level("ann", "Lead", "pooled") == "edit"
    assert world.sees("abe", "Lead") == set()
    assert world.sees("bo", "Lead") == set()
    assert "member of the queue" in world.because("ann", "Lead", "pooled")[0]


def test_partner_role_in_a_queue_brings_all_its_users(world):
    queue = world.add("Group", "West leads", Type="Queue")
    world.add("GroupMember", GroupId=queue, UserOrGroupId=world.ids["Role Acme Partner User"])
    world.lead("pooled", "West leads")
    assert [world.level(name, "Lead", "pooled") for name in ("ann", "abe", "max", "bo")] == ["edit"] * 3 + ["none"]
