"""The web-server flow: the authorization endpoint, its pages, and the code."""

from datetime import timedelta
from html import escape

import pytest

from tests.mock_org.auth.oauth_client import (
    CALLBACK,
    CHALLENGE,
    SYNC,
    VERIFIER,
    Flow,
    answer_of,
    call,
    refused,
    with_app,
)
from tests.mock_org.site.portal import PASSWORD, heading_of, hidden, partner_at_portal, text_of


@pytest.fixture
def flow(world):
    with_app(world)
    return Flow(world)


def test_a_user_logs_in_and_agrees_and_the_app_trades_its_code(world, flow):
    page = flow.authorize(state="s p&c", scope="api refresh_token")
    assert heading_of(page.text) == "Log in to your account"
    page = flow.log_in(page)
    assert heading_of(page.text) == "Allow Access?"
    assert "Sync" in text_of(page.text)
    assert "Manage user data via APIs" in text_of(page.text)
    answer = answer_of(flow.decide(page))
    assert answer["state"] == "s p&c"
    tokens = flow.trade(answer["code"]).json
    assert tokens["scope"] == "api refresh_token"
    assert tokens["refresh_token"]
    assert tokens["instance_url"] == "http://localhost"
    assert call(world, tokens["access_token"]).status_code == 200


def test_an_approval_is_remembered_for_the_same_scopes(flow):
    flow.code(scope="api")
    assert "code" in answer_of(flow.authorize(scope="api"))
    assert heading_of(flow.authorize(scope="api id").text) == "Allow Access?"
    assert heading_of(flow.authorize(scope="api", prompt="consent").text) == "Allow Access?"


def test_who_denies_gets_no_code(flow):
    page = flow.log_in(flow.authorize(state="x"))
    answer = answer_of(flow.decide(page, "deny"))
    assert answer == {"error": "access_denied", "error_description": "end-user denied authorization", "state": "x"}
    assert heading_of(flow.authorize().text) == "Allow Access?"


def test_prompt_login_asks_again_and_login_hint_fills_in_the_username(flow):
    flow.code()
    page = flow.authorize(prompt="login", login_hint="ada@example.com")
    assert 'value="ada@example.com"' in page.text
    assert "code" in answer_of(flow.log_in(page))


def test_prompt_none_never_shows_a_page(flow):
    refusal = {"error": "immediate_unsuccessful", "error_description": "immediate unsuccessful"}
    assert answer_of(flow.authorize(prompt="none")) == refusal
    flow.log_in(flow.authorize())
    assert answer_of(flow.authorize(prompt="none")) == refusal
    assert answer_of(flow.authorize(immediate="true")) == refusal
    flow.code()
    assert "code" in answer_of(flow.authorize(prompt="none"))


@pytest.mark.parametrize(
    ("values", "error", "description"),
    [
        ({"response_type": "nonsense"}, "unsupported_response_type", "response type is not supported"),
        ({"response_type": ""}, "unsupported_response_type", "response type is not supported"),
        (
            {"response_type": "hybrid_token"},
            "unsupported_response_type",
            "Mock Org does not support response_type hybrid_token",
        ),
        ({"scope": "api visualforce"}, "invalid_scope", "the requested scope is not allowed"),
        ({"scope": "everything"}, "invalid_scope", "the requested scope is not allowed"),
        ({"prompt": "none login"}, "invalid_request", "invalid prompt"),
        ({"prompt": "nonsense"}, "invalid_request", "invalid prompt"),
        ({"display": "nonsense"}, "invalid_request", "invalid display"),
        ({"code_challenge": "x", "code_challenge_method": "S1"}, "invalid_request", "invalid code challenge method"),
    ],
)
def test_a_request_that_does_not_fit_is_told_to_the_callback_url(flow, values, error, description):
    answer = flow.authorize(state="abc", **values)
    assert answer.location.startswith(CALLBACK + "?")
    assert answer_of(answer) == {"error": error, "error_description": description, "state": "abc"}


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"client_id": "3MVGnobody"}, "error=invalid_client_id&error_description=client identifier invalid"),
        ({"redirect_uri": ""}, "error=redirect_uri_missing&error_description=redirect_uri not provided"),
        ({"redirect_uri": CALLBACK + "/"}, "error=redirect_uri_mismatch"),
        ({"redirect_uri": "https://evil.example.com/callback"}, "error=redirect_uri_mismatch"),
        ({"redirect_uri": CALLBACK + "?x=1"}, "error=redirect_uri_mismatch"),
    ],
)
def test_nobody_is_sent_to_an_address_that_the_app_has_not(flow, values, text):
    answer = flow.authorize(**values)
    assert answer.status_code == 400
    assert heading_of(answer.text) == "OAuth Error"
    assert escape(text) in answer.text


@pytest.mark.parametrize(
    ("uri", "status"),
    [
        ("http://localhost:1717/OauthRedirect", 200),
        ("http://localhost:50123/OauthRedirect", 200),
        ("http://localhost/OauthRedirect", 200),
        ("http://localhost:1717/Other", 400),
        ("https://localhost:1717/OauthRedirect", 400),
        ("http://localhost.evil.example:1717/OauthRedirect", 400),
        ("http://localhost@evil.example/OauthRedirect", 400),
        ("http://user@localhost:1717/OauthRedirect", 400),
        ("http://evil.example/OauthRedirect", 400),
        ("http://localhost:99999999/OauthRedirect", 400),
        ("http://localhost:1717/OauthRedirect#x", 400),
        ("http://localhost:1717\\@evil.example/OauthRedirect", 400),
        ("http://localhost:1717/OauthRedirect\r\nX: y", 400),
    ],
)
def test_the_cli_may_listen_on_any_port_of_this_machine(flow, uri, status):
    assert flow.authorize(client_id="PlatformCLI", redirect_uri=uri).status_code == status


def test_the_cli_trades_its_code_without_a_secret_but_with_its_verifier(world, flow):
    callback = {"client_id": "PlatformCLI", "redirect_uri": "http://localhost:1717/OauthRedirect"}
    code = flow.code(scope="refresh_token api web", code_challenge=CHALLENGE, **callback)
    trade = callback | {"client_secret": None}
    refused(flow.trade(code, **trade, code_verifier="w" * 64), "invalid_grant", "invalid code verifier")
    refused(flow.trade(code, **trade), "invalid_grant", "invalid code verifier")
    tokens = flow.trade(code, **trade, code_verifier=VERIFIER).json
    assert tokens["scope"] == "refresh_token api web"
    assert call(world, tokens["access_token"], "/services/oauth2/userinfo").status_code == 200


def test_a_plain_challenge_is_the_verifier_itself(flow):
    code = flow.code(code_challenge=VERIFIER, code_challenge_method="plain")
    assert flow.trade(code, code_verifier=VERIFIER).status_code == 200
    code = flow.code(code_challenge=VERIFIER)
    refused(flow.trade(code, code_verifier=VERIFIER), "invalid_grant", "invalid code verifier")


def test_an_app_may_insist_on_a_challenge(world):
    with_app(world, require_pkce=True)
    answer = answer_of(Flow(world).authorize())
    assert answer == {"error": "invalid_request", "error_description": "missing required code challenge"}


def test_a_code_is_traded_once_and_a_second_time_ends_its_tokens(world, flow):
    code = flow.code()
    token = flow.trade(code).json["access_token"]
    assert call(world, token).status_code == 200
    refused(flow.trade(code), "invalid_grant", "expired authorization code")
    assert call(world, token).status_code == 401


def test_a_code_lives_fifteen_minutes_by_the_orgs_clock(world, flow):
    first, second = flow.code(), flow.code()
    world.org.clock.advance(timedelta(minutes=14, seconds=50))
    assert flow.trade(first).status_code == 200
    world.org.clock.advance(timedelta(seconds=11))
    refused(flow.trade(second), "invalid_grant", "expired authorization code")


def test_a_code_is_for_its_app_and_its_callback_url(world, flow):
    code = flow.code()
    refused(flow.trade("aPrxnonsense"), "invalid_grant", "invalid authorization code")
    other = world.built.connected_app
    answer = flow.trade(code, client_id=other.client_id, client_secret=other.client_secret)
    refused(answer, "invalid_grant", "invalid authorization code")
    answer = flow.trade(code, redirect_uri="syncapp://done")
    refused(answer, "redirect_uri_mismatch", "redirect_uri must match configuration")
    refused(flow.trade(code, client_secret="guess"), "invalid_client", "invalid client credentials")
    refused(flow.trade(code, client_secret=None), "invalid_client", "invalid client credentials")
    assert flow.trade(code).status_code == 200


def test_a_user_who_is_inactive_by_now_gets_no_token(world, flow):
    user = world.user("Cy", "Channel Manager")
    world.admin.call("POST", f"/sobjects/User/{user}/password", json={"NewPassword": PASSWORD})
    page = flow.decide(flow.log_in(flow.authorize(), "cy@example.com", PASSWORD))
    code = answer_of(page)["code"]
    assert world.admin.update("User", user, IsActive=False).status_code == 204
    refused(flow.trade(code), "inactive_user", "user is inactive")


def test_a_form_from_another_site_does_nothing(flow):
    page = flow.authorize()
    form = hidden(page.text) | {"username": "x", "pw": "y"}
    answer = flow.browser.post(page.request.full_path, data=form, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403
    page = flow.log_in(page)
    answer = flow.browser.post(page.request.full_path, data={"decision": "allow"})
    assert answer.status_code == 403
    assert heading_of(flow.authorize().text) == "Allow Access?"


def test_the_pages_let_a_form_end_at_the_callback_url_and_nowhere_else(flow):
    policy = flow.authorize().headers["Content-Security-Policy"]
    assert "form-action 'self' https://app.example.com;" in policy
    policy = flow.authorize(redirect_uri="syncapp://done").headers["Content-Security-Policy"]
    assert "form-action 'self' syncapp:;" in policy
    assert "frame-ancestors 'none'" in policy


def test_what_a_client_sends_is_escaped_on_the_pages(flow):
    page = flow.authorize(login_hint='"><script>alert(1)</script>', state="</form><script>")
    assert "<script>" not in page.text


def test_a_wrong_password_is_refused_in_the_words_of_the_login_page(flow):
    page = flow.log_in(flow.authorize(), password="wrong")
    assert "Your login attempt has failed." in text_of(page.text)


def test_a_partner_logs_in_at_the_site_only(world, flow):
    acme = partner_at_portal(world, "Acme")
    page = flow.log_in(flow.authorize(), acme.username, PASSWORD)
    assert heading_of(page.text) == "Log in to your account"
    site = Flow(world, "/partners")
    page = site.log_in(site.authorize(), acme.username, PASSWORD)
    answer = answer_of(site.decide(page))
    assert answer["sfdc_community_url"] == "http://localhost/partners"
    tokens = site.trade(answer["code"]).json
    assert tokens["sfdc_community_url"] == "http://localhost/partners"
    assert tokens["sfdc_community_id"].startswith("0DB")
    assert tokens["id"].endswith(acme.partner.user_id)
    assert Flow(world, "/nowhere").authorize().status_code == 404


def test_a_session_of_the_portal_is_none_at_the_org(world, flow):
    acme = partner_at_portal(world, "Acme")
    flow.browser = acme.visitor.client
    assert heading_of(flow.authorize().text) == "Log in to your account"
    flow.prefix = "/partners"
    assert heading_of(flow.authorize().text) == "Allow Access?"


def test_app_policies_decide_who_may_use_it(world):
    with_app(world, admin_approved_only=True, profiles=["System Administrator"], permission_sets=["Deal_Desk"])
    world.user("Cy", "Channel Manager")
    user = world.org.system_session().find("User", Username="cy@example.com")[0]["Id"]
    world.admin.call("POST", f"/sobjects/User/{user}/password", json={"NewPassword": PASSWORD})
    flow = Flow(world)
    answer = answer_of(flow.log_in(flow.authorize(), "cy@example.com", PASSWORD))
    assert answer == {
        "error": "OAUTH_APP_ACCESS_DENIED",
        "error_description": "user is not admin approved to access this app",
    }
    assert "code" in answer_of(Flow(world).log_in(flow.authorize(prompt="login")))
    deal_desk = world.admin.create("PermissionSet", Name="Deal_Desk", Label="Deal Desk")
    world.admin.create("PermissionSetAssignment", AssigneeId=user, PermissionSetId=deal_desk)
    assert "code" in answer_of(flow.log_in(flow.authorize(prompt="login"), "cy@example.com", PASSWORD))


def test_login_history_tells_the_way_in(world, flow):
    flow.tokens()
    soql = f"SELECT LoginType, LoginSubType, Application FROM LoginHistory WHERE UserId = '{world.built.admin.id}'"
    rows = [(row["LoginType"], row["LoginSubType"], row["Application"]) for row in world.admin.query(soql)]
    assert sorted(rows) == [
        ("Application", "UI Username-Password", "N/A"),
        ("Remote Access 2.0", "OAuth Web Server", "Sync"),
    ]


def test_the_user_agent_flow_answers_in_the_fragment(world, flow):
    page = flow.log_in(flow.authorize(response_type="token", state="s"))
    answer = flow.decide(page)
    assert answer.location.startswith(CALLBACK + "#access_token=")
    values = answer_of(answer)
    assert values["state"] == "s"
    assert values["token_type"] == "Bearer"
    assert "refresh_token" not in values
    assert call(world, values["access_token"]).status_code == 200
    native = answer_of(flow.authorize(response_type="token", redirect_uri="syncapp://done"))
    assert native["refresh_token"]
    denied = flow.decide(flow.authorize(response_type="token", prompt="consent"), "deny")
    assert denied.location.startswith(CALLBACK + "#error=access_denied")


def test_codes_and_approvals_are_part_of_a_snapshot(world, flow):
    code = flow.code()
    client = world.app.test_client()
    client.put("/_mock/snapshots/before")
    assert flow.trade(code).status_code == 200
    client.post("/_mock/snapshots/before/restore")
    assert flow.trade(code).status_code == 200
    client.post("/_mock/reset")
    with_app(world)
    refused(flow.trade(code), "invalid_grant", "invalid authorization code")


def test_no_secret_shows_in_a_repr(world, flow):
    tokens = flow.tokens()
    text = repr(world.org.tokens[tokens["access_token"]]) + repr(world.org.image()) + repr(world.org.settings)
    text += repr(world.built.connected_app) + repr(list(world.org.oauth.codes.values()))
    for secret in (
        tokens["access_token"],
        tokens["refresh_token"],
        SYNC["client_secret"],
        world.built.connected_app.client_secret,
        world.built.connected_app.private_key,
    ):
        assert secret not in text
    assert "client_secret" not in world.app.test_client().get("/_mock/settings").text
