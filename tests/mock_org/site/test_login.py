import re

import pytest

from mock_org.site.login import FAILED
from tests.mock_org.site.portal import PASSWORD, SITE, Visitor, heading_of, hidden, text_of


def test_a_guest_is_sent_to_the_login_page_and_from_there_to_the_page_wanted(guest, acme):
    sent_away = guest.get("/s/lead/Lead/Default?q=x")
    assert sent_away.status_code == 302
    assert sent_away.location == f"{SITE}/s/login/?ec=302&startURL=%2Fpartners%2Fs%2Flead%2FLead%2FDefault%3Fq%3Dx"
    page = guest.client.get(sent_away.location)
    answer = guest.client.post(f"{SITE}/s/login/", data=hidden(page.text) | {"username": acme.username, "pw": PASSWORD})
    assert answer.location == f"{SITE}/s/lead/Lead/Default?q=x"
    assert guest.client.get(answer.location).status_code == 200


@pytest.mark.parametrize(
    "path", ["/", "/s/", "/s/lead/Lead/Default", "/s/detail/001000000000001AAA", "/s/error", "/s/no/such/page/at/all"]
)
def test_no_page_of_members_opens_for_a_guest(guest, path):
    answer = guest.get(path)
    assert answer.status_code == 302
    assert answer.location.startswith(f"{SITE}/s/login/?ec=302&startURL=")


@pytest.mark.parametrize("rule", ["/login", "/s/login", "/s/login/"])
def test_the_login_page_has_several_addresses(guest, rule):
    assert heading_of(guest.get(rule).text) == "Log in to your account"


def test_a_wrong_password_an_unknown_user_and_no_input_are_refused_in_the_same_words(guest, acme):
    pages = [
        guest.submit("/s/login/", username=acme.username, pw="wrong"),
        guest.submit("/s/login/", username=acme.username, pw=""),
        guest.submit("/s/login/", username="", pw=""),
        guest.submit("/s/login/", username="nobody@example.com", pw=PASSWORD),
        guest.submit("/s/login/", username=acme.username.replace("acme", "ac\0me"), pw=PASSWORD),
    ]
    for page in pages:
        assert page.status_code == 200
        assert FAILED in text_of(page.text)
    assert guest.get("/s/").status_code == 302


def test_what_was_typed_as_username_comes_back_escaped(guest):
    page = guest.submit("/s/login/", username='"><script>alert(1)</script>', pw="x").text
    assert "<script>" not in page
    assert "&#34;&gt;&lt;script&gt;" in page


def test_each_attempt_of_a_known_user_is_in_the_login_history(world, guest, acme):
    guest.submit("/s/login/", username=acme.username, pw="wrong")
    rows = world.admin.query(
        f"SELECT Status, LoginType, NetworkId FROM LoginHistory WHERE UserId = '{acme.partner.user_id}'"
    )
    assert sorted(row["Status"] for row in rows) == ["Invalid Password", "Success"]
    assert all(row["NetworkId"] for row in rows)


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
        "/partners/s/\r\nSet-Cookie: a=b",
        "http:evil.example",
        " //evil.example",
        "/%0d%0aSet-Cookie:a=b\n",
        "\0",
    ],
)
def test_start_url_never_leads_to_another_host(guest, acme, target):
    page = guest.get("/s/login/", query_string={"startURL": target})
    answer = guest.client.post(
        f"{SITE}/s/login/",
        data=hidden(page.text) | {"startURL": target, "username": acme.username, "pw": PASSWORD},
    )
    assert answer.status_code == 302
    assert answer.location == f"{SITE}/s/"
    assert "a" not in {cookie.partition("=")[0] for cookie in answer.headers.getlist("Set-Cookie")}


def test_the_session_cookie_is_out_of_reach_for_scripts_and_other_sites(guest, acme):
    answer = guest.log_in(acme.username)
    [cookie] = [cookie for cookie in answer.headers.getlist("Set-Cookie") if cookie.startswith("sid=")]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_the_session_cookie_is_secure_behind_https(guest, acme):
    page = guest.get("/s/login/", base_url="https://localhost")
    answer = guest.client.post(
        f"{SITE}/s/login/",
        data=hidden(page.text) | {"username": acme.username, "pw": PASSWORD},
        base_url="https://localhost",
    )
    assert any(c.startswith("sid=") and "Secure" in c for c in answer.headers.getlist("Set-Cookie"))


def test_a_login_form_of_another_site_is_refused(guest, acme):
    form = {"username": acme.username, "pw": PASSWORD}
    for origin in ("https://evil.example", "null", "http://localhost.evil.example"):
        foreign = guest.client.post(f"{SITE}/s/login/", data=form, headers={"Origin": origin})
        assert foreign.status_code == 403
        guest.get("/s/login/")
    assert guest.get("/s/").status_code == 302
    assert guest.client.post(f"{SITE}/s/login/", data=form, headers={"Origin": "http://localhost"}).status_code == 302


def test_a_script_logs_in_by_posting_the_fields_that_it_sees(guest, acme):
    guest.get("/s/login/")
    answer = guest.client.post(f"{SITE}/s/login/", data={"username": acme.username, "pw": PASSWORD})
    assert answer.location == f"{SITE}/s/"


def test_a_client_without_cookies_logs_in_by_posting_the_form(world, acme):
    client = world.app.test_client()
    answer = client.post(f"{SITE}/login", data={"username": acme.username, "password": PASSWORD})
    assert answer.location == f"{SITE}/s/"
    assert client.get(f"{SITE}/s/").status_code == 200


def test_who_is_logged_in_does_not_see_the_login_form(acme):
    assert acme.visitor.get("/s/login/").location == f"{SITE}/s/"


def test_after_log_out_the_session_is_gone_on_the_server_too(world, acme):
    sid = acme.visitor.client.get_cookie("sid").value
    assert "Log Out" in acme.visitor.get("/s/").text
    assert acme.visitor.get("/secur/logout.jsp").location == f"{SITE}/s/login/"
    assert acme.visitor.get("/s/").status_code == 302
    copy = Visitor(world.app.test_client())
    copy.client.set_cookie("sid", sid)
    assert copy.get("/s/").status_code == 302


def test_a_session_of_somebody_who_is_no_member_does_not_open_the_site(world, guest):
    outsider = world.user("Outsider", "Sales Rep")
    guest.client.set_cookie("sid", world.caller(outsider).session_id)
    assert guest.get("/s/").status_code == 302


def test_a_deactivated_user_is_out_at_once(world, acme):
    assert world.admin.update("User", acme.partner.user_id, IsActive=False).status_code == 204
    assert acme.visitor.get("/s/").status_code == 302


@pytest.mark.parametrize("sid", ["x", "00D000000000001!AQ", "é", "a" * 5000])
def test_a_made_up_session_id_opens_nothing(guest, sid):
    answer = guest.get("/s/", headers={"Cookie": f"sid={sid}".encode().decode("latin-1")})
    assert answer.status_code == 302


def test_forgot_password_answers_the_same_for_everybody(guest, acme):
    answers = [
        guest.submit("/s/login/ForgotPassword", username=name)
        for name in (acme.username, "nobody@example.com", "", "'\"<>\0")
    ]
    assert {answer.status_code for answer in answers} == {302}
    assert {answer.location for answer in answers} == {f"{SITE}/s/login/CheckPasswordResetEmail"}
    assert heading_of(guest.client.get(answers[0].location).text) == "NOW, CHECK YOUR EMAIL"


def test_a_forgot_password_form_of_another_site_is_refused(guest):
    guest.get("/s/login/")
    assert guest.client.post(f"{SITE}/s/login/ForgotPassword", data={"username": "a"}).status_code == 403


def test_a_log_in_form_speaks_as_the_site_s_template(world, guest):
    aura = guest.get("/s/login/").text
    assert "<label" not in aura
    for name in ("Username", "Password"):
        assert f'placeholder="{name}" aria-label="{name}"' in aura
    assert '<span class="label bBody">Log in</span>' in aura
    failed = guest.submit("/s/login/", username="nobody@example.com", pw="x").text
    assert f'id="error"><div>{FAILED}</div></div>' in failed
    world.org.configure(world.org.settings.patched({"site_template": "Build Your Own (LWR)"}))
    lwr = guest.get("/login").text
    assert '<label class="slds-form-element__label" for="username">Username</label>' in lwr
    assert "placeholder" not in lwr
    assert '<span class="label bBody">Log In</span>' in lwr
    failed = guest.submit("/login", username="nobody@example.com", pw="x").text
    assert f'id="error">{FAILED}</community_login-login-error>' in failed


def test_the_log_in_form_of_the_org_is_the_one_of_internal_users(world):
    page = world.app.test_client().get("/").text
    assert 'for="username">Username</label>' in page
    assert re.search(r'<input[^>]* id="Login" [^>]*type="submit" value="Log In">', page)


def test_the_page_of_errors_is_there_for_guests(guest, world):
    answer = guest.get("/s/login/error")
    assert (answer.status_code, heading_of(answer.text)) == (404, "Invalid Page")
    world.org.configure(world.org.settings.patched({"site_template": "Build Your Own (LWR)"}))
    assert guest.get("/error").status_code == 404


def test_log_in_pages_have_the_elements_of_their_kind(guest, world):
    own = world.app.test_client().get("/").text
    assert 'id="content"' in own
    assert '<input class="slds-input" id="username" name="username" type="email"' in own
    aura = guest.get("/s/login/").text
    assert 'id="sfdc_username_container"' in aura
    assert "lightning-input" not in aura
    world.org.configure(world.org.settings.patched({"site_template": "Build Your Own (LWR)"}))
    lwr = guest.get("/login").text
    assert lwr.count("<lightning-input ") == lwr.count("</lightning-input>") == 2
    assert "<community_login-login-form>" in lwr
