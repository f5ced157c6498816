"""Refresh tokens: traded, rotated, expired by policy, revoked."""

from datetime import timedelta

import pytest

from tests.mock_org.auth.oauth_client import SYNC, Flow, call, refused, with_app

DEAD = ("invalid_grant", "expired access/refresh token")


@pytest.fixture
def flow(world):
    with_app(world)
    return Flow(world)


def test_a_refresh_token_gives_access_tokens_again_and_again(world, flow):
    first = flow.tokens()
    for _ in range(2):
        answer = flow.post("token", grant_type="refresh_token", refresh_token=first["refresh_token"])
        assert answer.status_code == 200, answer.json
        assert "refresh_token" not in answer.json
        assert answer.json["scope"] == first["scope"]
        assert answer.json["issued_at"].isdigit()
        assert call(world, answer.json["access_token"]).status_code == 200


def test_a_dead_refresh_token_is_told_before_the_client_is_looked_at(flow):
    refused(flow.post("token", grant_type="refresh_token", refresh_token="5Aep861nonsense"), *DEAD)
    refused(
        flow.post("token", grant_type="refresh_token", refresh_token="x", client_id=None, client_secret=None), *DEAD
    )
    refused(flow.post("token", grant_type="refresh_token"), *DEAD)


def test_a_refresh_token_belongs_to_its_app(world, flow):
    value = flow.tokens()["refresh_token"]
    other = world.built.connected_app
    answer = flow.post(
        "token",
        grant_type="refresh_token",
        refresh_token=value,
        client_id=other.client_id,
        client_secret=other.client_secret,
    )
    refused(answer, *DEAD)
    answer = flow.post("token", grant_type="refresh_token", refresh_token=value, client_secret="guess")
    refused(answer, "invalid_client", "invalid client credentials")
    assert flow.post("token", grant_type="refresh_token", refresh_token=value).status_code == 200


def test_without_the_scope_there_is_no_refresh_token(flow):
    assert "refresh_token" not in flow.tokens(scope="api")
    assert flow.tokens(scope="api offline_access")["refresh_token"]


def test_rotation_replaces_the_refresh_token_and_its_reuse_ends_everything(world):
    with_app(world, rotate_refresh_tokens=True)
    flow = Flow(world)
    first = flow.tokens()["refresh_token"]
    second = flow.post("token", grant_type="refresh_token", refresh_token=first).json
    assert second["refresh_token"] != first
    third = flow.post("token", grant_type="refresh_token", refresh_token=second["refresh_token"]).json
    assert call(world, third["access_token"]).status_code == 200
    refused(flow.post("token", grant_type="refresh_token", refresh_token=first), *DEAD)
    assert call(world, third["access_token"]).status_code == 401
    refused(flow.post("token", grant_type="refresh_token", refresh_token=third["refresh_token"]), *DEAD)


def test_the_apps_policy_ends_refresh_tokens_by_the_orgs_clock(world):
    with_app(world, refresh_token_days=2)
    flow = Flow(world)
    value = flow.tokens()["refresh_token"]
    world.org.clock.advance(timedelta(days=1, hours=23))
    assert flow.post("token", grant_type="refresh_token", refresh_token=value).status_code == 200
    world.org.clock.advance(timedelta(hours=2))
    refused(flow.post("token", grant_type="refresh_token", refresh_token=value), *DEAD)


def test_a_frozen_or_inactive_user_gets_no_new_token(world, flow):
    value = flow.tokens()["refresh_token"]
    row = world.admin.query(f"SELECT Id FROM UserLogin WHERE UserId = '{world.built.admin.id}'")[0]["Id"]
    assert world.admin.update("UserLogin", row, IsFrozen=True).status_code == 204
    refused(
        flow.post("token", grant_type="refresh_token", refresh_token=value), "invalid_grant", "authentication failure"
    )


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_revoking_a_refresh_token_ends_its_access_tokens_and_the_approval(world, flow, method):
    tokens = flow.tokens()
    client = world.app.test_client()
    where = "query_string" if method == "GET" else "data"
    answer = client.open("/services/oauth2/revoke", method=method, **{where: {"token": tokens["refresh_token"]}})
    assert answer.status_code == 200
    assert answer.text == ""
    assert call(world, tokens["access_token"]).status_code == 401
    refused(flow.post("token", grant_type="refresh_token", refresh_token=tokens["refresh_token"]), *DEAD)
    assert flow.authorize().status_code == 200
    again = client.open("/services/oauth2/revoke", method=method, **{where: {"token": tokens["refresh_token"]}})
    refused(again, "invalid_token", "invalid token")


def test_revoking_an_access_token_leaves_the_refresh_token(world, flow):
    tokens = flow.tokens()
    assert flow.post("revoke", token=tokens["access_token"]).status_code == 200
    assert call(world, tokens["access_token"]).status_code == 401
    answer = flow.post("token", grant_type="refresh_token", refresh_token=tokens["refresh_token"])
    assert answer.status_code == 200


def test_revoke_answers_scripts_as_jsonp(world, flow):
    token = flow.tokens()["access_token"]
    client = world.app.test_client()
    for expected in ("done({});", 'done({"error": "invalid_token"});'):
        answer = client.get("/services/oauth2/revoke", query_string={"token": token, "callback": "done"})
        assert answer.text == expected
    assert client.get("/services/oauth2/revoke?token=x&callback=alert(1)").status_code == 400


@pytest.mark.parametrize("value", ["", "nonsense"])
def test_what_is_no_token_cannot_be_revoked(flow, value):
    refused(flow.post("revoke", token=value), "unsupported_token_type", "this token type is not supported")


def test_the_secret_may_be_optional(world):
    with_app(world, require_secret=False)
    flow = Flow(world)
    tokens = flow.trade(flow.code(), client_secret=None).json
    answer = flow.post("token", grant_type="refresh_token", refresh_token=tokens["refresh_token"], client_secret=None)
    assert answer.status_code == 200
    assert SYNC["client_secret"] not in answer.text
