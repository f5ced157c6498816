"""Channel program groups: all partner users of member accounts, by program and by level."""

import pytest

from mock_org.security import Principal, SharingRule

PEOPLE = ("cleo", "cy", "eve", "max", "ann", "bo", "cus")


@pytest.fixture
def programs(world):
    """Acme is Gold in the program, Globex a plain member."""
    world.add("ChannelProgram", "Resellers", Name="Resellers", OwnerId=world.ids["cleo"])
    world.add("ChannelProgramLevel", "Gold", Name="Gold", ProgramId=world.ids["Resellers"])
    for name, level in (("Acme", "Gold"), ("Globex", None)):
        level_id = world.ids[level] if level else None
        values = {"ProgramId": world.ids["Resellers"], "LevelId": level_id, "PartnerId": world.ids[name]}
        world.add("ChannelProgramMember", f"member {name}", OwnerId=world.ids["cleo"], **values)
    for name in ("Resellers", "Gold"):
        group = {"Type": "ChannelProgramGroup", "RelatedId": world.ids[name], "DeveloperName": name}
        world.add("Group", f"group {name}", **group)
    world.lead("initech", "admin")
    return world


def rule(to, source=None):
    return SharingRule("R", "Program", "Lead", "owner", "Read", to, source or Principal("allInternalUsers"))


def seen_by(world):
    return {name for name in PEOPLE if world.sees(name, "Lead")}


@pytest.mark.parametrize(
    ("name", "sees"), [("Resellers", {"eve", "max", "ann", "bo"}), ("Gold", {"eve", "max", "ann"})]
)
def test_rules_and_shares_reach_the_partner_users_of_member_accounts(programs, name, sees):
    share = programs.share("Lead", "initech", f"group {name}")
    assert seen_by(programs) == sees
    programs.change("LeadShare", share, UserOrGroupId=programs.ids["admin"])
    assert seen_by(programs) == set()
    programs.rules(rule(Principal("channelProgramGroup", name)))
    assert seen_by(programs) == sees
    assert f"to channel program group {name}, Read" in programs.because("ann", "Lead", "initech")[0]


def test_a_program_group_may_be_inside_a_public_group(programs):
    programs.add("Group", "Best", Type="Regular", DeveloperName="Best")
    programs.add("GroupMember", GroupId=programs.ids["Best"], UserOrGroupId=programs.ids["group Gold"])
    programs.rules(rule(Principal("group", "Best")))
    assert seen_by(programs) == {"eve", "max", "ann"}


def test_who_leaves_the_program_sees_nothing_any_more(programs):
    programs.rules(rule(Principal("channelProgramGroup", "Gold")))
    programs.change("ChannelProgramMember", "member Acme", IsDeleted=True)
    assert seen_by(programs) == set()


def test_a_rule_from_a_program_group_shares_what_its_partners_own(programs):
    programs.rules(rule(Principal("role", "Channel_West"), Principal("channelProgramGroup", "Gold")))
    programs.lead("by ann", "ann")
    assert programs.sees("wes", "Lead") == {"by ann"}
