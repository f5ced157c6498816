"""Near misses of rows of setup objects, of Share rows and of files."""

import pytest


def misses(world, user, sobject, key):
    return [(str(m.source), m.because) for m in world.explain(user, sobject, key).misses]


def test_a_setup_row_tells_what_is_shown_instead(world):
    told = "Ann sees of profiles those of the own profile, but this is none of them"
    assert misses(world, "ann", "Profile", "Sales") == [("setup Profile", told)]
    world.add("PermissionSetAssignment", "assigned", AssigneeId=world.ids["ann"])
    [(_, told)] = misses(world, "cy", "PermissionSetAssignment", "assigned")
    assert told.startswith("Cy sees of permission set assignments the own ones, but this is none of them")
    assert told.endswith("and Cy lacks ViewSetup and AssignPermissionSets and ManageUsers, each of which shows all")
    assert misses(world, "ann", "Profile", "Partner") == []


def test_a_share_row_goes_with_its_record(world):
    world.lead("initech", "wes")
    world.ids["row"] = world.share("Lead", "initech", "bo")
    told = "Share rows go with the record that they share, but Ann does not see it"
    assert misses(world, "ann", "LeadShare", "row") == [("setup LeadShare", told)]


@pytest.mark.parametrize(
    ("visibility", "further"), [("AllUsers", ""), ("InternalUsers", ", and the link is for internal users only")]
)
def test_a_file_tells_what_it_is_linked_to(world, visibility, further):
    world.lead("initech", "wes")
    world.add("ContentDocument", "file", Title="Plan", OwnerId=world.ids["wes"])
    world.add(
        "ContentDocumentLink", ContentDocumentId=world.ids["file"], LinkedEntityId=world.ids["initech"], ShareType="V",
        Visibility=visibility,
    )  # fmt: skip
    assert (
        misses(world, "ann", "ContentDocument", "file")
        == [
            ("file owner", "Wes owns the file, but not Ann"),
            ("file link", f'The file is linked to lead "initech", but Ann has no access to it{further}'),
        ][:: 1 if further else -1]
    )
