"""What lies over the pages of a site: the cookie banner, and the dialog before a session ends."""

import re
from datetime import timedelta

from tests.mock_org.auth.doors import give_password
from tests.mock_org.site.portal import PASSWORD

LOGIN = "/partners/s/login/"
BANNER, DIALOG = 'aria-label="Cookie banner"', "Your session is about to expire"


def visitor(world):
    client = world.app.test_client()
    give_password(world, world.partner("Acme").user_id)
    answer = client.post(LOGIN, data={"username": "acmeuser@example.com", "password": PASSWORD})
    assert answer.status_code == 302
    return client


def test_a_site_asks_for_consent_to_cookies_until_it_has_an_answer(sandbox):
    client = sandbox.app.test_client()
    page = client.get(LOGIN).text
    assert BANNER in page
    for file in re.findall(r"/resource/standin/[\w.-]+", page):
        with client.get(file) as answer:
            assert answer.status_code == 200
    client.set_cookie("OptanonAlertBoxClosed", "2026-11-22T00:00:00.000Z")
    assert BANNER not in client.get(LOGIN).text


def test_a_site_without_a_banner_asks_nobody(sandbox):
    sandbox.org.configure(sandbox.org.settings.patched({"standin": {"cookie_banner": False}}))
    assert BANNER not in sandbox.app.test_client().get(LOGIN).text


def test_a_user_is_warned_half_a_minute_before_his_session_ends(sandbox):
    page = visitor(sandbox).get("/partners/s/").text
    assert DIALOG in page
    assert 'data-warn-in="870"' in page
    assert DIALOG not in sandbox.app.test_client().get(LOGIN).text


def test_nobody_is_warned_at_an_lwr_site_or_where_the_settings_say_so(sandbox):
    client = visitor(sandbox)
    sandbox.org.configure(sandbox.org.settings.patched({"standin": {"warn_seconds": 0}}))
    assert DIALOG not in client.get("/partners/s/").text
    sandbox.org.configure(
        sandbox.org.settings.patched({"standin": {"warn_seconds": 30}, "site_template": "Build Your Own (LWR)"})
    )
    assert DIALOG not in client.get("/partners/").text


def test_a_session_that_nobody_used_for_a_quarter_of_an_hour_is_over(sandbox):
    client = visitor(sandbox)
    sandbox.org.clock.advance(timedelta(minutes=16))
    answer = client.get("/partners/s/")
    assert (answer.status_code, "/s/login/?ec=302" in answer.location) == (302, True)


def test_a_mock_that_is_no_stand_in_shows_neither(world):
    page = visitor(world).get("/partners/s/").text
    assert BANNER not in page
    assert DIALOG not in page
