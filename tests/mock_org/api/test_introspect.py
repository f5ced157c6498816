"""/services/oauth2/introspect."""

import base64
from datetime import timedelta

import pytest

from tests.mock_org.auth.oauth_client import SYNC, Flow, call, refused, with_app


@pytest.fixture
def flow(world):
    with_app(world)
    return Flow(world)


def test_an_access_token_is_told_with_its_life(world, flow):
    world.org.clock.set(world.org.clock.now(), frozen=True)
    now = int(world.org.clock.now().timestamp())
    token = flow.tokens(scope="api openid")["access_token"]
    assert flow.post("introspect", token=token, token_type_hint="access_token").json == {
        "active": True,
        "scope": "api openid",
        "client_id": SYNC["client_id"],
        "username": world.built.admin.username,
        "sub": call(world, token, "/services/oauth2/userinfo").json["sub"],
        "token_type": "access_token",
        "exp": now + 7200,
        "iat": now,
        "nbf": now,
    }


def test_looking_at_a_token_does_not_keep_it_alive(world, flow):
    token = flow.tokens()["access_token"]
    world.org.clock.advance(timedelta(seconds=7000))
    assert flow.post("introspect", token=token).json["active"] is True
    world.org.clock.advance(timedelta(seconds=300))
    assert flow.post("introspect", token=token).json == {"active": False}


def test_a_refresh_token_is_told_too(flow):
    tokens = flow.tokens()
    answer = flow.post("introspect", token=tokens["refresh_token"]).json
    assert answer["active"] is True
    assert answer["token_type"] == "refresh_token"
    assert "exp" not in answer
    flow.post("revoke", token=tokens["refresh_token"])
    assert flow.post("introspect", token=tokens["refresh_token"]).json == {"active": False}


@pytest.mark.parametrize("value", ["nonsense", "5Aep861nonsense", "00Dxx0000000000!AQnonsense"])
def test_what_is_no_token_is_not_active(flow, value):
    assert flow.post("introspect", token=value).json == {"active": False}


def test_an_app_learns_nothing_of_other_apps_tokens_but_the_default_one_does(world, flow):
    token = flow.tokens()["access_token"]
    configured = {**SYNC, "client_id": "3MVG9other"}
    world.app.test_client().patch("/_mock/settings", json={"connected_apps": {"Other": configured}})
    assert flow.post("introspect", token=token, client_id="3MVG9other").json == {"active": False}
    app = world.built.connected_app
    answer = flow.post("introspect", token=token, client_id=app.client_id, client_secret=app.client_secret)
    assert answer.json["active"] is True


def test_the_app_must_say_who_it_is(flow):
    token = flow.tokens()["access_token"]
    refused(flow.post("introspect", token=token, client_secret="x"), "invalid_client", "invalid client credentials")
    refused(flow.post("introspect", token=token, client_secret=None), "invalid_client", "invalid client credentials")
    refused(flow.post("introspect", token=token, client_id=None), "invalid_client_id", "client identifier invalid")
    refused(flow.post("introspect"), "invalid_request", "missing required parameter: token")


def test_basic_authorization_will_do(world, flow):
    token = flow.tokens()["access_token"]
    basic = base64.b64encode(f"{SYNC['client_id']}:{SYNC['client_secret']}".encode()).decode()
    answer = world.app.test_client().post(
        "/services/oauth2/introspect", data={"token": token}, headers={"Authorization": f"Basic {basic}"}
    )
    assert answer.json["active"] is True
