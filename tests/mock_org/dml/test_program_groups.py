"""The system groups of channel programs and their levels come and go with them."""


def test_programs_and_levels_bring_a_group_that_goes_with_them(bare):
    program = bare.admin.insert("ChannelProgram", {"Name": "Resellers & Co"})
    level = bare.admin.insert("ChannelProgramLevel", {"Name": "Gold", "ProgramId": program})
    other = bare.admin.insert("ChannelProgramLevel", {"Name": "Gold", "ProgramId": program})

    def groups():
        return {
            row["RelatedId"]: row["DeveloperName"] for row in bare.records.find("Group", Type="ChannelProgramGroup")
        }

    assert groups() == {program: "Resellers_Co", level: "Resellers_Co_Gold", other: "Resellers_Co_Gold2"}
    bare.admin.delete("ChannelProgramLevel", level)
    assert groups() == {program: "Resellers_Co", other: "Resellers_Co_Gold2"}


def test_a_lead_shared_with_a_program_is_read_by_its_partners_only(world):
    acme, globex = world.partner("acme"), world.partner("globex")
    program = world.admin.create("ChannelProgram", Name="Gold Club")
    world.admin.create("ChannelProgramMember", ProgramId=program, PartnerId=acme.account_id)
    lead = world.admin.create("Lead", LastName="Initech", Company="Initech")
    query = "SELECT Id, DeveloperName FROM Group WHERE Type = 'ChannelProgramGroup'"
    [group] = world.admin.query(query)
    assert group["DeveloperName"] == "Gold_Club"
    world.admin.create("LeadShare", LeadId=lead, UserOrGroupId=group["Id"], LeadAccessLevel="Read")
    assert [row["Id"] for row in acme.caller.query("SELECT Id FROM Lead")] == [lead]
    assert globex.caller.query("SELECT Id FROM Lead") == []
