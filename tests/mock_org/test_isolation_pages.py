"""Pages and forms of an administrator and of one partner, asked for and sent by those who may not: nothing leaks."""

import pytest

from tests.mock_org.pages import browser, content, crawl, of_setup
from tests.mock_org.rivals import rivals
from tests.mock_org.test_isolation import assert_clean


@pytest.fixture
def found(world):
    """Two partners under review, and every page and form that an administrator or Globex's user comes to."""
    _world, acme, globex, ids = rivals(world)
    door = world.nobody.client
    door.patch("/_mock/settings", json={"access_review": {"on": True}, "partner_super_user_access": True})
    for partner in (acme, globex):
        world.admin.update("Account", partner.account_id, Partner_Administrator__c=partner.user_id)
    assert door.post("/_mock/jobs/access-review/run").json["said"] == "2 partner companies asked"
    setup, setup_forms = crawl(browser(world, world.admin.user_id)[0], of_setup(globex))
    start = ["/partners/s/", *(f"/partners/s/detail/{each}" for each in ids[:4]), f"/partners/s/lead/{ids[3]}/edit"]
    portal, portal_forms = crawl(browser(world, globex.user_id, site=True)[0], start)
    others = [form for form in setup_forms if not form.action.startswith("/partners")]
    return acme, ids, setup, portal, others + [form for form in portal_forms if "createrecord" not in form.action]


def test_nobody_reads_or_sends_what_is_an_administrators_or_another_partners(world, found):
    acme, ids, setup, portal, forms = found
    assert len(setup) > 40
    assert len(portal) > 15
    assert len(forms) > 20
    assert any("/s/access-review" in form.action for form in forms)
    employee = world.user("Employee", "Standard User")
    before = content(world)
    for user_id, site in ((acme.user_id, True), (None, False), (employee, False)):
        client, token = browser(world, user_id, site=site)
        for url in [*setup, *portal] if user_id != employee else portal:
            answer = client.get(url, buffered=True)
            assert answer.status_code < 500, url
            assert_clean(answer.text, [each for each in ids if each not in url], f"{url} of {user_id}")
        for form in forms:
            for sent in form.filled():
                answer = client.post(form.action, data=sent | token)
                assert answer.status_code < 500, form.action
        assert content(world) == before, user_id
