"""Deleting a record, where profile and sharing let the user."""

import pytest

from tests.mock_org.site.portal import text_of


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
    assert "Are you sure you want to delete Lee ?" in text_of(acme.visitor.get(path).text)
    answer = acme.visitor.submit(path)
    assert (answer.status_code, answer.location) == (303, "/partners/s/lead/Lead/Default")
    assert world.admin.get(f"/sobjects/Lead/{lead}").status_code == 404


def test_who_may_not_delete_is_refused(world, acme, globex, lead):
    assert "Show more actions" not in acme.visitor.get(f"/s/detail/{lead}").text
    assert acme.visitor.get(f"/s/lead/{lead}/delete").status_code == 403
    assert globex.visitor.get(f"/s/lead/{lead}/delete").status_code == 404
    assert world.admin.get(f"/sobjects/Lead/{lead}").status_code == 200


def test_a_forged_form_deletes_nothing(world, acme, lead, may_delete):
    assert acme.visitor.client.post(f"/partners/s/lead/{lead}/delete").status_code == 403
    assert world.admin.get(f"/sobjects/Lead/{lead}").status_code == 200
