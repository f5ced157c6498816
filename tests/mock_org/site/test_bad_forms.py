"""Forms that partners write with: none is taken without its token, and none fails whatever one of its inputs holds."""

import pytest

from tests.mock_org.pages import browser, content, forms_on

# Beside it the tests of each form have one hostile value of each kind.
pytestmark = pytest.mark.heavy

HOSTILE = ["9" * 5000, "a\x00b", "\u202e<script>", "'"]  # an input that is there several times
TOKENS = ("0" * 64, "\x00\u0661", "")


def test_no_form_of_the_portal_is_taken_without_its_token_or_fails_whatever_it_holds(world):
    partner = world.partner("Acme")
    lead = world.admin.create("Lead", LastName="Lee", Company="Initech", OwnerId=partner.user_id)
    client, token = browser(world, partner.user_id, site=True)
    record = f"/partners/s/detail/{lead}"
    paths = [
        "/partners/s/createrecord/NewOpportunity",
        f"/partners/s/lead/{lead}/edit",
        f"{record}?tab=related",
        f"{record}?tab=feed",
    ]
    forms = [form for path in paths for form in forms_on(client, path)]
    assert len(forms) >= len(paths)
    before = content(world)
    for form in forms:
        for said in TOKENS:
            assert client.post(form.action, data=form.values | dict.fromkeys(token, said)).status_code == 403, form
    assert content(world) == before
    image, faults = world.org.image(), []
    for form in forms:
        for name in form.values:
            answer = client.post(form.action, data=form.values | {name: HOSTILE} | token)
            if answer.status_code >= 500 or "Traceback" in answer.text or "<script>" in answer.text:
                faults.append((form.action, name, answer.status_code))
            if answer.status_code < 400:
                world.org.restore(image)
    assert faults == []
