"""Deleting a record, where profile and sharing let the user."""

import pytest

from tests.mock_org.site.portal import SITE, hidden, text_of

LIST = "/partners/s/lead/Lead/Default"


@pytest.fixture
def lead(world, acme):
    return world.admin.create("Lead", LastName="Lee", Company="Initech", OwnerId=acme.partner.user_id)


@pytest.fixture
def may_delete(world):
    row = world.admin.one(
        "SELECT Id FROM ObjectPermissions WHERE SobjectType = 'Lead' AND Parent.Profile.Name = 'Channel Partner'"
    )
    assert world.admin.update("ObjectPermissions", row["Id"], PermissionsDelete=True).status_code == 204


def test_the_menu_of_actions_leads_to_the_question_and_from_there_to_the_list(world, acme, lead, may_delete):
    page = acme.visitor.get(f"/s/detail/{lead}").text
    assert 'aria-label="Show more actions"' in page
    path = f"/s/lead/{lead}/delete"
    assert f'role="menuitem" href="/partners{path}">Delete</a>' in page
    assert "Are you sure you want to delete this lead?" in text_of(acme.visitor.get(path).text)
    answer = acme.visitor.submit(path)
    assert (answer.status_code, answer.location) == (303, LIST)
    assert world.admin.get(f"/sobjects/Lead/{lead}").status_code == 404


def test_a_toast_tells_of_the_delete_once_and_undo_brings_the_record_back(world, acme, lead, may_delete):
    acme.visitor.submit(f"/s/lead/{lead}/delete")
    page = acme.visitor.client.get(LIST).text
    assert 'Lead " Lee " was deleted. Undo' in text_of(page)
    assert "was deleted" not in acme.visitor.client.get(LIST).text
    undo = f"{SITE}/s/lead/{lead}/undelete"
    assert f'action="{undo}"' in page
    answer = acme.visitor.client.post(undo, data=hidden(page))
    assert (answer.status_code, answer.location) == (303, f"{SITE}/s/detail/{lead}")
    assert 'Lead " Lee " was undeleted.' in text_of(acme.visitor.client.get(answer.location).text)
    assert world.admin.get(f"/sobjects/Lead/{lead}").status_code == 200


def test_undo_is_for_what_is_in_the_bin_and_was_the_users_and_needs_its_token(world, acme, globex, lead, may_delete):
    token = hidden(acme.visitor.get("/s/createrecord/NewLead").text)
    undo = f"{SITE}/s/lead/{lead}/undelete"
    assert acme.visitor.client.post(undo, data=token).status_code == 400
    acme.visitor.submit(f"/s/lead/{lead}/delete")
    assert acme.visitor.client.post(undo).status_code == 403
    assert acme.visitor.client.get(undo).status_code == 405
    stranger = hidden(globex.visitor.get("/s/createrecord/NewLead").text)
    assert globex.visitor.client.post(undo, data=stranger).status_code == 404
    globex.visitor.client.set_cookie("toast", f"deleted.{lead}")
    assert "Lee" not in globex.visitor.client.get(LIST).text
    assert world.admin.get(f"/sobjects/Lead/{lead}").status_code == 404


def test_an_lwr_site_tells_of_the_delete_and_offers_no_undo(world, acme, lead, may_delete):
    world.org.configure(world.org.settings.patched({"site_template": "Build Your Own (LWR)"}))
    answer = acme.visitor.submit(f"/lead/{lead}/delete")
    page = text_of(acme.visitor.client.get(answer.location).text)
    assert 'Lead " Lee " was deleted.' in page
    assert "Undo" not in page


def test_who_may_not_delete_is_refused(world, acme, globex, lead):
    assert "Show more actions" not in acme.visitor.get(f"/s/detail/{lead}").text
    assert acme.visitor.get(f"/s/lead/{lead}/delete").status_code == 403
    assert globex.visitor.get(f"/s/lead/{lead}/delete").status_code == 404
    assert world.admin.get(f"/sobjects/Lead/{lead}").status_code == 200


def test_a_forged_form_deletes_nothing(world, acme, lead, may_delete):
    assert acme.visitor.client.post(f"/partners/s/lead/{lead}/delete").status_code == 403
    assert world.admin.get(f"/sobjects/Lead/{lead}").status_code == 200
