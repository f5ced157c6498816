"""What an app's token may do."""

from datetime import timedelta

import pytest

from tests.mock_org.auth.oauth_client import Flow, call, refused, with_app
from tests.mock_org.site.portal import partner_at_portal

NO_REST = {"message": "This session is not valid for use with the REST API", "errorCode": "INVALID_SESSION_ID"}
EVERYTHING = ["full", "refresh_token", "chatter_api"]


@pytest.fixture
def flow(world):
    with_app(world, scopes=EVERYTHING)
    return Flow(world)


@pytest.mark.parametrize("scope", ["api", "full", "api web openid", "full refresh_token"])
def test_data_calls_need_api_or_full(world, flow, scope):
    assert call(world, flow.tokens(scope=scope)["access_token"]).status_code == 200


@pytest.mark.parametrize("scope", ["web", "openid", "id refresh_token", "visualforce", "chatter_api"])
def test_a_token_without_them_is_not_valid_for_the_api(world, flow, scope):
    answer = call(world, flow.tokens(scope=scope)["access_token"])
    assert answer.status_code == 401
    assert answer.json == [NO_REST]


def test_connect_needs_chatter_api_only(world, flow):
    token = flow.tokens(scope="chatter_api")["access_token"]
    assert call(world, token, "/services/data/v62.0/connect/nothing").status_code != 401
    assert call(world, token, "/services/data/v62.0/connected").status_code in (401, 404)


def test_full_stands_for_all_but_the_refresh_token(world):
    with_app(world, scopes=["full"])
    flow = Flow(world)
    assert flow.tokens(scope="api web openid")["scope"] == "api web openid"
    assert "error=invalid_scope" in flow.authorize(scope="api refresh_token").location


@pytest.mark.parametrize("scope", ["openid", "id", "email", "api", "full"])
def test_userinfo_needs_an_identity_scope(world, flow, scope):
    assert call(world, flow.tokens(scope=scope)["access_token"], "/services/oauth2/userinfo").status_code == 200


def test_userinfo_refuses_other_tokens_in_one_word(world, flow):
    answer = call(world, flow.tokens(scope="visualforce")["access_token"], "/services/oauth2/userinfo")
    assert (answer.status_code, answer.text) == (403, "Bad_OAuth_Token")


def test_a_session_of_the_portal_is_not_valid_for_the_api(world):
    acme = partner_at_portal(world, "Acme")
    cookie = acme.visitor.client.get_cookie("sid")
    answer = call(world, cookie.value)
    assert answer.status_code == 401
    assert answer.json == [NO_REST]


def test_an_access_token_may_be_a_jwt_and_then_ends_after_half_an_hour(world):
    with_app(world, token_format="jwt")
    flow = Flow(world)
    tokens = flow.tokens()
    assert tokens["token_format"] == "jwt"
    token = tokens["access_token"]
    assert token.count(".") == 2
    assert call(world, token).status_code == 200
    world.org.clock.advance(timedelta(minutes=30))
    answer = call(world, token)
    assert answer.status_code == 401
    assert answer.json == [{"message": "INVALID_JWT_FORMAT", "errorCode": "INVALID_AUTH_HEADER"}]
    answer = flow.post("token", grant_type="refresh_token", refresh_token=tokens["refresh_token"])
    assert call(world, answer.json["access_token"]).status_code == 200


def test_no_grant_takes_a_scope_parameter(world, flow):
    app = world.built.connected_app
    answer = flow.post(
        "token",
        grant_type="client_credentials",
        client_id=app.client_id,
        client_secret=app.client_secret,
        scope="api",
    )
    refused(answer, "invalid_request", "scope parameter not supported")


def test_below_a_sites_url_the_api_takes_sessions_of_its_login_page(world):
    acme = partner_at_portal(world, "Acme")
    lead = acme.partner.caller.create("Lead", LastName="Lee", Company="Initech")
    cookie = acme.visitor.client.get_cookie("sid").value
    answer = call(world, cookie, f"/partners/services/data/v62.0/sobjects/Lead/{lead}")
    assert answer.status_code == 200
    assert answer.json["LastName"] == "Lee"
    assert call(world, cookie, "/nowhere/services/data/v62.0/limits").status_code == 404
    assert call(world, cookie, "/partners/services/data/v99.0/limits").status_code == 404


def test_a_dead_token_is_told_before_an_unknown_version(world):
    answer = call(world, "dead", "/services/data/v26.0/query?q=SELECT")
    assert answer.status_code == 401
    assert answer.json == [{"message": "Session expired or invalid", "errorCode": "INVALID_SESSION_ID"}]
    assert call(world, world.admin.session_id, "/services/data/v26.0/query").status_code == 404
