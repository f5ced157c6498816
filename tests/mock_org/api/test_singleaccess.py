"""/services/oauth2/singleaccess and the frontdoor that it opens."""

from datetime import timedelta

import pytest

from tests.mock_org.auth.oauth_client import Flow, with_app


def bridge(world, token, prefix="", method="POST", **values):
    where = "query_string" if method == "GET" else "data"
    return world.app.test_client().open(
        f"{prefix}/services/oauth2/singleaccess",
        method=method,
        headers={"Authorization": f"Bearer {token}"} if token else {},
        **{where: values},
    )


def go(world, uri, browser=None):
    return (browser or world.app.test_client()).get(uri.removeprefix("http://localhost"))


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_partner_goes_through_the_door_once(world, method):
    acme = world.partner("Acme").caller
    uri = bridge(world, acme.session_id, "/partners", method, redirect_uri="/partners/s/").json["frontdoor_uri"]
    assert uri.startswith("http://localhost/partners/secur/frontdoor.jsp?otp=")
    assert acme.session_id not in uri
    browser = world.app.test_client()
    answer = go(world, uri, browser)
    assert answer.location == "/partners/s/"
    assert browser.get_cookie("sid").value != acme.session_id
    assert browser.get("/partners/s/").status_code == 200
    assert go(world, uri).location == "/partners/s/login/?ec=302"


def test_the_door_closes_after_a_minute(world):
    acme = world.partner("Acme").caller
    uri = bridge(world, acme.session_id).json["frontdoor_uri"]
    world.org.clock.advance(timedelta(seconds=61))
    assert "ec=302" in go(world, uri).location


def test_the_token_may_be_a_parameter(world):
    answer = bridge(world, None, access_token=world.admin.session_id)
    assert answer.status_code == 200
    by_url = world.app.test_client().post(
        "/services/oauth2/singleaccess",
        query_string={"access_token": world.admin.session_id, "redirect_uri": "lightning/page/home"},
    )
    assert "startURL=%2Flightning%2Fpage%2Fhome" in by_url.json["frontdoor_uri"]


def test_an_internal_user_gets_a_browser_session_of_the_org(world):
    with_app(world)
    uri = bridge(world, world.admin.session_id).json["frontdoor_uri"]
    flow = Flow(world)
    go(world, uri, flow.browser)
    assert "Allow Access?" in flow.authorize().text
    soql = f"SELECT LoginType, LoginSubType FROM LoginHistory WHERE UserId = '{world.built.admin.id}'"
    assert [(row["LoginType"], row["LoginSubType"]) for row in world.admin.query(soql)] == [
        ("Application", "OAuth OTP Login")
    ]


@pytest.mark.parametrize("scope", ["api", "openid id"])
def test_a_token_without_web_or_full_opens_no_door(world, scope):
    with_app(world)
    token = Flow(world).tokens(scope=scope)["access_token"]
    answer = bridge(world, token)
    assert (answer.status_code, answer.text) == (403, "Bad_OAuth_Token")
    assert "ec=302" in go(world, f"/secur/frontdoor.jsp?sid={token}").location
    browser = world.app.test_client()
    browser.set_cookie("sid", token)
    assert browser.get("/partners/s/").status_code == 302


def test_no_token_and_a_dead_token_open_no_door(world):
    assert (bridge(world, None).status_code, bridge(world, None).text) == (403, "Missing_OAuth_Token")
    assert (bridge(world, "x").status_code, bridge(world, "x").text) == (403, "Bad_OAuth_Token")


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "/a\tb", "http:x"]
)
def test_the_door_never_leads_to_another_host(world, target):
    answer = bridge(world, world.admin.session_id, redirect_uri=target)
    assert (answer.status_code, answer.text) == (400, "Invalid_Param")


def test_a_user_who_is_frozen_by_now_stays_outside(world):
    acme = world.partner("Acme")
    uri = bridge(world, acme.caller.session_id).json["frontdoor_uri"]
    row = world.admin.query(f"SELECT Id FROM UserLogin WHERE UserId = '{acme.user_id}'")[0]["Id"]
    assert world.admin.update("UserLogin", row, IsFrozen=True).status_code == 204
    assert "ec=302" in go(world, uri).location


@pytest.mark.parametrize("otp", ["", "x", "' OR 1=1"])
def test_a_made_up_password_opens_no_door(world, otp):
    answer = world.app.test_client().get("/secur/frontdoor.jsp", query_string={"otp": otp})
    assert "ec=302" in answer.location
    assert "Set-Cookie" not in answer.headers
