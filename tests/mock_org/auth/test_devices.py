"""The device flow."""

from datetime import timedelta

import pytest

from tests.mock_org.auth.oauth_client import Flow, call, refused, with_app
from tests.mock_org.site.portal import heading_of, hidden, text_of

PENDING = ("authorization_pending", "authorization pending")


@pytest.fixture
def flow(world):
    with_app(world)
    return Flow(world)


@pytest.fixture
def device(world, flow):
    world.org.clock.set(world.org.clock.now(), frozen=True)
    answer = flow.post("token", response_type="device_code", scope="api refresh_token", client_secret=None)
    assert answer.status_code == 200, answer.json
    return answer.json


def poll(flow, device, **values):
    return flow.post("token", grant_type="device", code=device["device_code"], client_secret=None, **values)


def type_code(flow, user_code, decision=None):
    page = flow.browser.get("/setup/connect")
    if heading_of(page.text) == "Log in to your account":
        page = flow.log_in(page)
    page = flow.browser.post("/setup/connect", data=hidden(page.text) | {"user_code": user_code})
    return flow.decide(page, decision) if decision else page


def test_a_device_gets_its_codes(device):
    assert set(device) == {"device_code", "user_code", "verification_uri", "interval"}
    assert len(device["user_code"]) == 8
    assert device["verification_uri"] == "http://localhost/setup/connect"
    assert device["interval"] == 5


def test_the_user_types_the_code_agrees_and_the_device_gets_tokens_once(world, flow, device):
    refused(poll(flow, device), *PENDING)
    page = type_code(flow, device["user_code"].lower())
    assert heading_of(page.text) == "Allow Access?"
    assert heading_of(flow.decide(page).text) == "You're connected"
    tokens = poll(flow, device).json
    assert tokens["scope"] == "api refresh_token"
    assert tokens["refresh_token"]
    assert call(world, tokens["access_token"]).status_code == 200
    refused(poll(flow, device), "invalid_grant", "invalid device code")


def test_who_polls_too_often_is_slowed_down(world, flow, device):
    refused(poll(flow, device), *PENDING)
    refused(poll(flow, device), "slow_down", "polling too frequently")
    world.org.clock.advance(timedelta(seconds=5))
    refused(poll(flow, device), *PENDING)


def test_a_denied_device_is_told_once(flow, device):
    assert heading_of(type_code(flow, device["user_code"], "deny").text) == "Not connected"
    refused(poll(flow, device), "access_denied", "end-user denied authorization")
    refused(poll(flow, device), "invalid_grant", "invalid device code")


def test_codes_expire_after_ten_minutes(world, flow, device):
    world.org.clock.advance(timedelta(minutes=10))
    refused(poll(flow, device), "invalid_grant", "expired device code")
    assert "The code isn't valid." in text_of(type_code(flow, device["user_code"]).text)


def test_a_code_belongs_to_its_app_and_is_used_once(flow, device):
    refused(poll(flow, device, client_id="PlatformCLI"), "invalid_grant", "invalid device code")
    type_code(flow, device["user_code"], "allow")
    assert "The code isn't valid." in text_of(type_code(flow, device["user_code"]).text)
    assert "The code isn't valid." in text_of(type_code(flow, "WRONG").text)


def test_what_the_app_may_not_have_is_refused_at_once(flow):
    answer = flow.post("token", response_type="device_code", scope="visualforce")
    refused(answer, "invalid_scope", "the requested scope is not allowed")
    answer = flow.post("token", response_type="device_code", client_id="3MVGnobody")
    refused(answer, "invalid_client_id", "client identifier invalid")
    refused(flow.post("token", grant_type="device"), "invalid_request", "missing required parameter: code")


def test_a_form_from_another_site_connects_nothing(flow, device):
    flow.log_in(flow.browser.get("/setup/connect"))
    form = {"user_code": device["user_code"], "decision": "allow"}
    assert flow.browser.post("/setup/connect", data=form).status_code == 403
    refused(poll(flow, device), *PENDING)


def test_nobody_types_a_code_without_logging_in(world, device):
    answer = world.app.test_client().post("/setup/connect", data={"user_code": device["user_code"]})
    assert heading_of(answer.text) == "Log in to your account"
