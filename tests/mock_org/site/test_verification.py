"""The page "Verify Your Identity", for browsers that are not known."""

import re
from datetime import timedelta

import pytest

from tests.mock_org.auth.doors import by_oauth, configure, last_mail, statuses
from tests.mock_org.site.portal import PASSWORD, SITE, Visitor, hidden, text_of

PAGE = f"{SITE}/_ui/identity/verification/method/EmailVerificationFinishUi"


@pytest.fixture
def stranger(world, acme):
    """A browser that nobody has logged in with yet, at the portal of an org that asks for codes."""
    configure(world, verify_new_browsers=True)
    return Visitor(world.app.test_client())


def code_in(world, acme):
    return re.search(r"\b\d{6}\b", last_mail(world, acme.username)["text"])[0]


def enter(browser, code, **more):
    page = browser.client.get(PAGE)
    return browser.client.post(PAGE, data=hidden(page.text) | {"emc": code} | more)


def test_a_browser_that_is_not_known_brings_the_code_from_the_mail(world, acme, stranger):
    start = f"{SITE}/s/lead/Lead/Default"
    sent = stranger.submit("/s/login/?startURL=" + start, username=acme.username, pw=PASSWORD)
    assert sent.location == PAGE
    assert stranger.get("/s/").status_code == 302
    page = stranger.client.get(PAGE)
    assert "<title>Verify Your Identity | Salesforce</title>" in page.text
    assert all(f'id="{each}"' in page.text for each in ("emc", "save", "daa"))
    assert enter(stranger, code_in(world, acme)).location == start
    assert stranger.client.get(start).status_code == 200
    assert statuses(world, acme.partner.user_id)[-2:] == ["Failed: Computer activation required", "Success"]
    assert enter(stranger, "000000").status_code == 302


def test_who_wants_to_be_known_is_not_asked_again(world, acme, stranger):
    stranger.log_in(acme.username)
    enter(stranger, code_in(world, acme), rememberDevice="1")
    stranger.get("/secur/logout.jsp")
    assert stranger.log_in(acme.username).location == f"{SITE}/s/"
    other = Visitor(world.app.test_client())
    assert other.log_in(acme.username).location == PAGE


def test_who_does_not_is_asked_again(world, acme, stranger):
    stranger.log_in(acme.username)
    enter(stranger, code_in(world, acme))
    stranger.get("/secur/logout.jsp")
    assert stranger.log_in(acme.username).location == PAGE


def test_a_browser_known_of_one_user_is_not_of_another(world, acme, globex, stranger):
    stranger.log_in(acme.username)
    enter(stranger, code_in(world, acme), rememberDevice="1")
    stranger.get("/secur/logout.jsp")
    assert stranger.log_in(globex.username).location == PAGE


def test_wrong_codes_old_codes_and_codes_of_others_open_nothing(world, acme, globex, stranger):
    stranger.log_in(acme.username)
    code = code_in(world, acme)
    other = Visitor(world.app.test_client())
    other.log_in(globex.username)
    if code != code_in(world, globex):
        assert enter(other, code).status_code == 400
    refused = enter(stranger, "12345x")
    assert (refused.status_code, "invalid or has expired" in text_of(refused.text)) == (400, True)
    for _ in range(4):
        enter(stranger, "000000" if code != "000000" else "111111")
    assert enter(stranger, code).location == f"{SITE}/s/login/"
    stranger.log_in(acme.username)
    world.org.clock.advance(timedelta(hours=24))
    assert enter(stranger, code_in(world, acme)).location == f"{SITE}/s/login/"
    assert stranger.get("/s/").status_code == 302


def test_the_form_of_another_site_is_refused(world, acme, stranger):
    stranger.log_in(acme.username)
    answer = stranger.client.post(PAGE, data={"emc": code_in(world, acme)})
    assert answer.status_code == 403


@pytest.mark.parametrize("settings", [{"trusted_ip_ranges": ["127.0.0.1"]}, {"verify_new_browsers": False}])
def test_trusted_addresses_and_other_orgs_ask_for_no_code(world, acme, stranger, settings):
    configure(world, **settings)
    assert stranger.log_in(acme.username).location == f"{SITE}/s/"


def test_programs_are_not_asked(world, acme, stranger):
    assert by_oauth(world, acme.username).status_code == 200
    assert stranger


def test_a_wrong_password_sends_no_code(world, acme, stranger):
    world.org.clear_mails()
    assert stranger.log_in(acme.username, "wrong").status_code == 200
    assert world.org.mails() == []
