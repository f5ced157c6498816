"""Files: who sees a document, its versions and its links, and why."""

from dataclasses import replace

import pytest

KINDS = ("ContentDocument", "ContentVersion", "ContentDocumentLink")


@pytest.fixture
def plan(world):
    """A file of Wes, linked to nothing; files can be linked to leads, people and the organization here."""
    links = world.schema["ContentDocumentLink"]
    entity = replace(links.fields["linkedentityid"], reference_to=("Lead", "User", "Group", "Organization"))
    world.schema.add(links.with_fields(entity))
    document = world.add("ContentDocument", "plan", Title="Plan", OwnerId=world.ids["wes"])
    world.add("ContentVersion", "plan v1", Title="Plan", ContentDocumentId=document, OwnerId=world.ids["wes"])
    return document


@pytest.fixture
def link(world, plan):
    """Links the file; the name of the link's row."""

    def to(name, share_type="V", visibility="AllUsers"):
        values = {"ContentDocumentId": plan, "LinkedEntityId": world.ids.get(name, name)}
        world.add("ContentDocumentLink", "link", ShareType=share_type, Visibility=visibility, **values)

    return to


def seen(world, user):
    return [bool(world.sees(user, kind)) for kind in KINDS]


def test_the_owner_sees_a_file_and_nobody_else_does(world, plan):
    assert world.level("wes", "ContentDocument", "plan") == "all"
    assert world.because("wes", "ContentDocument", "plan") == ["Wes sees Plan because Wes owns the file, All"]
    assert {name: world.sees(name, "ContentDocument") for name in ("carl", "ann")} == {"carl": set(), "ann": set()}


def test_a_file_is_seen_with_the_record_that_it_is_linked_to(world, link):
    world.lead("initech", "ann")
    link("initech")
    assert (seen(world, "ann"), seen(world, "bo")) == ([True] * 3, [False] * 3)
    told = ["Ann sees Plan because Ann sees what the file is linked to, Read"]
    assert world.because("ann", "ContentVersion", "plan v1") == told


def test_a_link_row_needs_the_file_and_what_it_is_linked_to(world, link):
    world.lead("initech", "ann")
    link("initech")
    world.add("ContentDocumentLink", "of bo", ContentDocumentId=world.ids["plan"], LinkedEntityId=world.ids["bo"])
    assert world.sees("ann", "ContentDocumentLink") == {"link"}


@pytest.mark.parametrize(
    ("share_type", "of_a_reader", "of_the_owner"), [("V", "read", "read"), ("C", "edit", "edit"), ("I", "read", "edit")]
)
def test_viewer_reads_collaborator_writes_and_inferred_follows_the_record(
    world, link, share_type, of_a_reader, of_the_owner
):
    world.lead("initech", "ann")
    world.share("Lead", "initech", "bo", "Read")
    link("initech", share_type)
    levels = [world.level(name, "ContentDocument", "plan") for name in ("bo", "ann")]
    assert levels == [of_a_reader, of_the_owner]


def test_external_users_see_links_for_all_users_only(world, link):
    world.lead("initech", "ann")
    link("initech", visibility="InternalUsers")
    assert (seen(world, "ann"), seen(world, "cy")) == ([False] * 3, [True] * 3)


def test_a_file_of_the_whole_organization_is_for_internal_users(world, link):
    link(world.add("Organization", Name="Vendor"))
    assert (seen(world, "carl"), seen(world, "ann")) == ([True] * 3, [False] * 3)


def test_who_queries_all_files_needs_no_link(world, plan):
    world.change("PermissionSet", "set of Sales", PermissionsQueryAllFiles=True)
    assert world.sees("carl", "ContentDocument") == {"plan"}
