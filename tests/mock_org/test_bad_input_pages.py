"""Bad input at the forms of Setup and at the control doors: refused, never a fault."""

import json

import pytest

from mock_org.web.guard import TOKEN_FIELD
from tests.mock_org.pages import browser, content, crawl, of_setup

HOSTILE = ["9" * 5000, "a\x00b"]  # an input that is there twice
VALUES = (None, [], {}, [1], {"a": []}, -1, 1e308, True, "\ud800", "\x00", "9" * 5000, 0.5)


def test_no_form_of_setup_is_taken_without_its_token_or_fails_whatever_one_of_its_inputs_holds(world):
    client, token = browser(world, world.admin.user_id)
    _pages, forms = crawl(client, of_setup(world.partner("Acme")))
    assert len(forms) > 20
    before = content(world)
    for form in forms:
        for said in ({}, {TOKEN_FIELD: "0" * 64}, {TOKEN_FIELD: "\x00\u0661"}):
            assert client.post(form.action, data=form.filled()[0] | {TOKEN_FIELD: ""} | said).status_code == 403, form
    assert content(world) == before
    faults, image = [], world.org.image()
    for form in forms:
        for name in [*form.values, *(name for name, _ in form.buttons[:1])]:
            answer = client.post(form.action, data=form.values | {name: HOSTILE} | token)
            if answer.status_code >= 500 or "Traceback" in answer.text:
                faults.append((form.action, name, answer.status_code))
            if answer.status_code < 400:
                world.org.restore(image)
    assert faults == []


@pytest.mark.parametrize(
    ("method", "path", "keys"),
    [
        ("PUT", "clock", ("now", "frozen")),
        ("POST", "clock/advance", ("days", "seconds")),
        ("POST", "coverage/start", ("internal",)),
        ("POST", "migration/plan", ("mapping",)),
        ("POST", "migration/run", ("mapping", "most", "together")),
        ("POST", "migration/switch-off", ("force",)),
    ],
)
def test_no_door_fails_whatever_one_of_its_keys_holds(world, method, path, keys):
    client = world.app.test_client()
    for key in keys:
        for value in VALUES:
            answer = client.open(f"/_mock/{path}", method=method, data=json.dumps({key: value}))
            assert answer.status_code in (200, 400), (key, value)
    world.org.witness = None


@pytest.mark.parametrize(
    "query", ["licenses?months=0120" + "9" * 5000, "licenses?months=\u0661", "reviews?quarter=%00"]
)
def test_no_door_fails_whatever_one_of_its_parameters_holds(world, query):
    assert world.app.test_client().get(f"/_mock/{query}").status_code in (200, 400)
