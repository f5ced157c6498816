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
