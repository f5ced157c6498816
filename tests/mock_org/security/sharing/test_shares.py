"""Stored share rows: manual sharing with users, groups and roles."""


def test_shared_user_sees_the_record_at_that_level(world):
    world.lead("initech", "wes")
    world.share("Lead", "initech", "ann", "Read")
    assert world.level("ann", "Lead", "initech") == "read"
    assert world.sees("abe", "Lead") == set()
    assert world.because("ann", "Lead", "initech") == [
        "Ann sees initech because it is shared manually with Ann of Acme, Read"
    ]


def test_row_cause_is_told(world):
    world.lead("initech", "wes")
    world.share("Lead", "initech", "ann", "Edit")
    assert world.explain("ann", "Lead", "initech").grants[0].row_cause == "Manual"


def test_group_in_group_in_group_reaches_its_members(world):
    ids = [world.add("Group", f"g{n}", Type="Regular", DeveloperName=f"g{n}") for n in range(3)]
    world.add("GroupMember", GroupId=ids[1], UserOrGroupId=ids[0])
    world.add("GroupMember", GroupId=ids[2], UserOrGroupId=ids[1])
    world.add("GroupMember", GroupId=ids[0], UserOrGroupId=ids[2])  # a cycle ends
    world.add("GroupMember", GroupId=ids[0], UserOrGroupId=world.ids["Role Acme Partner User"])
    world.lead("initech", "wes")
    world.share("Lead", "initech", "g2")
    assert [name for name in ("ann", "abe", "max", "bo", "cy") if world.sees(name, "Lead")] == ["ann", "abe"]


def test_role_and_subordinates_opens_to_every_partner_below(world):
    world.lead("initech", "wes")
    world.share("Lead", "initech", "RoleAndSubordinates Channel East")
    assert {n for n in ("cy", "ann", "max", "cleo", "bo") if world.sees(n, "Lead")} == {"cy", "ann", "max", "cleo"}


def test_role_and_internal_subordinates_leaves_partners_out(world):
    world.lead("initech", "cleo")
    world.share("Lead", "initech", "RoleAndSubordinatesInternal Channel East")
    assert {n for n in ("cy", "carl", "ann", "max", "eve", "wes") if world.sees(n, "Lead")} == {"cy", "carl"}


def test_custom_objects_share_rows_with_an_apex_reason_count(world):
    world.add("Deal__c", "deal", Name="deal", OwnerId=world.ids["wes"])
    world.share("Deal__c", "deal", "ann", "Edit", "Approval__c")
    assert world.level("ann", "Deal__c", "deal") == "edit"


def test_row_of_another_cause_does_not_count(world):
    world.lead("initech", "wes")
    world.share("Lead", "initech", "ann", "Edit", "Rule")
    assert world.sees("ann", "Lead") == set()


def test_account_share_reaches_down_to_its_opportunities(world):
    world.add("Opportunity", "rollout", Name="rollout", OwnerId=world.ids["wes"], AccountId=world.ids["Globex"])
    world.share("Account", "Globex", "ann")
    world.database.execute(world.database.tables.get("AccountShare").update().values(OpportunityAccessLevel="Edit"))
    assert world.level("ann", "Opportunity", "rollout") == "edit"
    assert world.explain("ann", "Opportunity", "rollout").grants[0].row_cause == "ImplicitChild"
