"""The pages for a new password: forgotten, reset, expired, or one's own wish."""

from datetime import timedelta

import pytest

from tests.mock_org.auth.doors import at_portal, configure, last_mail, path_in, statuses
from tests.mock_org.site.portal import PASSWORD, SITE, Visitor, heading_of, hidden, text_of

PAGE = "/_ui/system/security/ChangePassword"
NEW = "Another-horse-2"


def choose(browser, page, new=NEW, again=None, **more):
    fields = hidden(page.text) | {"newpassword": new, "confirmpassword": new if again is None else again} | more
    return browser.post(SITE + PAGE, data=fields)


def link_for(guest, acme, world):
    guest.submit("/s/login/ForgotPassword", username=acme.username)
    return path_in(last_mail(world, acme.username))


def test_who_forgot_the_password_gets_a_link_that_sets_one_and_logs_in(world, guest, acme):
    path = link_for(guest, acme, world)
    page = guest.client.get(path)
    assert (page.status_code, heading_of(page.text)) == (200, "Change Your Password")
    assert "Current Password" not in text_of(page.text)
    answer = choose(guest.client, page)
    assert answer.location == f"{SITE}/s/"
    assert guest.get("/s/").status_code == 200
    assert at_portal(world, acme.username) is None
    assert at_portal(world, acme.username, NEW)
    [row] = [
        each
        for each in world.admin.query(f"SELECT LoginSubType FROM LoginHistory WHERE UserId = '{acme.partner.user_id}'")
        if each["LoginSubType"] == "UI Password Reset"
    ]
    assert row


def test_a_link_works_once_and_for_a_day_and_only_the_last_one(world, guest, acme):
    first, second = link_for(guest, acme, world), link_for(guest, acme, world)
    assert "invalid or has expired" in guest.client.get(first).text
    page = guest.client.get(second)
    assert choose(guest.client, page).status_code == 302
    other = Visitor(world.app.test_client())
    assert "invalid or has expired" in other.client.get(second).text
    third = link_for(other, acme, world)
    world.org.clock.advance(timedelta(hours=24))
    assert other.client.get(third).status_code == 404
    assert other.client.get(f"{SITE}/login?c=made-up").status_code == 404


def test_a_link_leads_to_the_org_whatever_host_the_request_names(world, acme):
    stranger = Visitor(world.app.test_client())
    for path in (f"{SITE}/s/login/ForgotPassword", "/secur/forgotpassword.jsp"):
        for name in (acme.username, "admin@mock-org.example"):
            stranger.client.post(path, data={"username": name}, headers={"Host": "elsewhere.example"})
    texts = [last_mail(world, name)["text"] for name in (acme.username, "admin@mock-org.example")]
    assert all("/login?c=" in text and "elsewhere" not in text for text in texts)


def test_no_mail_goes_to_who_cannot_log_in_there(world, guest, acme):
    outsider = world.user("Outsider", "Sales Rep")
    world.org.clear_mails()
    for name in ("nobody@example.com", "outsider@example.com", ""):
        assert guest.submit("/s/login/ForgotPassword", username=name).status_code == 302
    assert world.admin.update("User", acme.partner.user_id, IsActive=False).status_code == 204
    guest.submit("/s/login/ForgotPassword", username=acme.username)
    assert world.org.mails() == []
    assert outsider


def test_a_link_does_not_open_what_is_closed_to_its_user(world, guest, acme):
    page = guest.client.get(link_for(guest, acme, world))
    [row] = world.admin.query(f"SELECT Id FROM UserLogin WHERE UserId = '{acme.partner.user_id}'")
    assert world.admin.update("UserLogin", row["Id"], IsFrozen=True).status_code == 204
    answer = choose(guest.client, page)
    assert (answer.status_code, "sid" in str(answer.headers)) == (404, False)
    assert world.admin.update("UserLogin", row["Id"], IsFrozen=False).status_code == 204
    assert at_portal(world, acme.username) is not None  # the password is what it was


def test_an_internal_user_gets_a_link_to_the_org(world):
    world.user("Sal", "Sales Rep")
    browser = world.app.test_client()
    page = browser.get("/secur/forgotpassword.jsp")
    notice = browser.post("/secur/forgotpassword.jsp", data=hidden(page.text) | {"username": "sal@example.com"})
    assert heading_of(notice.text) == "NOW, CHECK YOUR EMAIL"
    path = path_in(last_mail(world, "sal@example.com"))
    assert path.startswith("/login?c=")
    page = browser.get(path)
    fields = hidden(page.text) | {"newpassword": NEW, "confirmpassword": NEW}
    assert browser.post(PAGE, data=fields).location == "/"
    assert browser.get("/").location == "/lightning/setup/SetupOneHome/home"


@pytest.mark.parametrize("why", ["reset", "expired"])
def test_a_password_that_is_over_opens_nothing_but_the_page_for_another(world, guest, acme, why):
    password = PASSWORD
    if why == "reset":
        path = f"/sobjects/User/{acme.partner.user_id}/password"
        password = world.admin.call("DELETE", path).json["NewPassword"]
    else:
        world.org.clock.advance(timedelta(days=90))
    start = f"{SITE}/s/lead/Lead/Default"
    sent = guest.submit("/s/login/?startURL=" + start, username=acme.username, pw=password)
    assert sent.location == f"{SITE}{PAGE}?retURL=%2Fpartners%2Fs%2Flead%2FLead%2FDefault"
    assert guest.get("/s/").location.startswith(f"{SITE}/s/login/")
    assert guest.get("/s/login/").location.startswith(f"{SITE}{PAGE}")
    page = guest.client.get(sent.location)
    assert "expired or was reset" in text_of(page.text)
    assert choose(guest.client, page, currentpassword=password).location == start
    assert guest.client.get(start).status_code == 200


def test_what_is_wrong_is_said_and_nothing_changes(world, acme):
    client = acme.visitor.client
    page = acme.visitor.get(PAGE)
    for fields, says in (
        ({"currentpassword": "wrong"}, "Your old password is invalid."),
        ({"currentpassword": PASSWORD, "again": "else"}, "The passwords don't match."),
        ({"currentpassword": PASSWORD, "new": "short"}, "at least 8 characters"),
        ({"currentpassword": PASSWORD, "new": PASSWORD}, "invalid repeated password"),
    ):
        answer = choose(client, page, **fields)
        assert (answer.status_code, says in text_of(answer.text)) == (400, True), fields
    assert choose(client, page, currentpassword=PASSWORD, _CONFIRMATIONTOKEN="x").status_code == 403
    assert at_portal(world, acme.username)


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x"])
def test_the_page_never_leads_to_another_host(acme, target):
    page = acme.visitor.get(PAGE, query_string={"retURL": target})
    assert "evil" not in page.text
    answer = choose(acme.visitor.client, page, currentpassword=PASSWORD, retURL=target)
    assert answer.location == f"{SITE}/s/"


def test_a_guest_has_no_page_to_change_a_password(guest):
    assert guest.get(PAGE).location == f"{SITE}/s/login/"
    assert guest.client.get(PAGE).location == "/"


def test_a_lock_out_is_followed_by_a_mail_and_ended_by_a_link(world, guest, acme):
    configure(world, password_policy={"max_login_attempts": 3})
    for _ in range(3):
        assert at_portal(world, acme.username, "wrong") is None
    assert "too often" in last_mail(world, acme.username)["text"]
    assert at_portal(world, acme.username) is None
    assert choose(guest.client, guest.client.get(link_for(guest, acme, world))).location == f"{SITE}/s/"
    assert statuses(world, acme.partner.user_id)[-1] == "Success"


def test_the_pages_of_an_lwr_site_lie_at_its_servlets(world, guest, acme):
    world.org.configure(world.org.settings.patched({"site_template": "Build Your Own (LWR)"}))
    page = guest.get("/ForgotPassword")
    assert guest.client.post(f"{SITE}/ForgotPassword", data=hidden(page.text) | {"username": acme.username}).status_code
    page = guest.client.get(path_in(last_mail(world, acme.username)))
    assert f'action="{SITE}vforcesite{PAGE}"' in page.text
    fields = hidden(page.text) | {"newpassword": NEW, "confirmpassword": NEW}
    answer = guest.client.post(f"{SITE}vforcesite{PAGE}", data=fields)
    assert (answer.status_code, guest.client.get(answer.location).status_code) == (302, 200)
    assert "/s/" not in answer.location
