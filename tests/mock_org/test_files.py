"""Who sees a file: its owner, and whoever sees what it is linked to."""

import pytest


@pytest.fixture
def files(world):
    """A document of the administrator, with one version; a function that links it."""
    system = world.org.system_session().records()
    row = {"Title": "Price list", "IsDeleted": False, "OwnerId": world.built.admin.id}
    document = system.load("ContentDocument", [row])[0]
    system.load("ContentVersion", [row | {"ContentDocumentId": document, "PathOnClient": "p.txt"}])

    def link(record_id, share="V", visibility="AllUsers"):
        values = {"ContentDocumentId": document, "LinkedEntityId": record_id}
        more = {"ShareType": share, "Visibility": visibility, "IsDeleted": False}
        return system.load("ContentDocumentLink", [values | more])[0]

    return document, link


def seen(caller):
    return len(caller.query("SELECT Id FROM ContentDocument")), len(caller.query("SELECT Id FROM ContentVersion"))


def test_a_partner_sees_no_file_that_is_linked_to_nothing_of_theirs(world, files):
    assert seen(world.partner("Acme").caller) == (0, 0)


def test_a_partner_sees_the_files_of_records_that_they_see(world, files):
    acme, globex = world.partner("Acme"), world.partner("Globex")
    files[1](acme.account_id)
    assert (seen(acme.caller), seen(globex.caller)) == ((1, 1), (0, 0))


@pytest.mark.parametrize("visibility", ["InternalUsers", "SharedUsers"])
def test_a_link_for_internal_users_shows_nothing_to_a_partner(world, files, visibility):
    acme = world.partner("Acme")
    files[1](acme.account_id, visibility=visibility)
    assert seen(acme.caller) == (0, 0)


def test_a_file_linked_to_a_user_is_theirs_to_read(world, files):
    acme = world.partner("Acme")
    files[1](acme.user_id)
    assert seen(acme.caller) == (1, 1)


@pytest.mark.parametrize(("share", "status"), [("V", 403), ("C", 204)])
def test_a_collaborator_may_change_a_file_and_a_viewer_may_not(world, files, share, status):
    acme = world.partner("Acme")
    files[1](acme.user_id, share)
    assert acme.caller.update("ContentDocument", files[0], Title="New").status_code == status


def test_nobody_links_a_file_that_they_do_not_see(world, files):
    acme = world.partner("Acme")
    values = {"ContentDocumentId": files[0], "LinkedEntityId": acme.user_id, "ShareType": "V"}
    answer = acme.caller.call("POST", "/sobjects/ContentDocumentLink", json=values)
    assert answer.json[0]["errorCode"] == "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY"


@pytest.mark.parametrize(("share", "status"), [("V", 400), ("C", 201)])
def test_a_collaborator_may_add_a_version_and_a_viewer_may_not(world, files, share, status):
    acme = world.partner("Acme")
    files[1](acme.user_id, share)
    values = {"ContentDocumentId": files[0], "PathOnClient": "new.txt", "VersionData": "bmV3"}
    assert acme.caller.call("POST", "/sobjects/ContentVersion", json=values).status_code == status


def note(world, parent, **values):
    return world.org.system_session().records().insert("Note", {"ParentId": parent, "Title": "n"} | values)


def test_a_note_follows_its_record(world):
    acme, globex = world.partner("Acme"), world.partner("Globex")
    note(world, acme.account_id, OwnerId=world.built.admin.id)
    assert [len(each.caller.query("SELECT Id FROM Note")) for each in (acme, globex)] == [1, 0]


def test_a_private_note_is_its_owners_alone(world):
    acme = world.partner("Acme")
    note(world, acme.account_id, OwnerId=world.built.admin.id, IsPrivate=True)
    note(world, acme.account_id, OwnerId=acme.user_id, IsPrivate=True)
    assert len(acme.caller.query("SELECT Id FROM Note")) == 1
