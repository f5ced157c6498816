"""An org served as a sandbox: what it says of itself, what it refuses, and what of a mock it does not have."""

import time
from datetime import timedelta

import jwt
import pytest

from mock_org.auth.log_in_rate import exceeded
from mock_org.settings import Settings
from mock_org.setup import PAGES
from tests.mock_org.auth.doors import by_oauth, by_soap, give_password, statuses
from tests.mock_org.site.portal import PASSWORD


def token_by_jwt(world, username, audience="http://localhost", url="/services/oauth2/token"):
    claims = {
        "iss": world.built.connected_app.client_id,
        "sub": username,
        "aud": audience,
        "exp": int(time.time()) + 180,
    }
    assertion = jwt.encode(claims, world.built.connected_app.private_key, algorithm="RS256")
    form = {"grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion": assertion}
    return world.app.test_client().post(url, data=form)


def form(world, username, password=PASSWORD):
    return world.app.test_client().post("/", data={"username": username, "pw": password})


def test_it_says_that_it_is_a_sandbox(sandbox):
    found = sandbox.admin.one("SELECT IsSandbox, OrganizationType, InstanceName FROM Organization")
    assert (found["IsSandbox"], found["OrganizationType"]) == (True, "Enterprise Edition")
    assert found["InstanceName"].endswith("S")


def test_a_setting_that_somebody_made_stays():
    said = Settings(session_seconds=3600).patched({"mfa": "none"}).of_a_sandbox()
    assert (said.session_seconds, said.mfa, said.soap_login) == (3600, "none", False)


def test_control_doors_are_what_any_unknown_path_is(sandbox):
    client = sandbox.app.test_client()
    for path in ("/_mock", "/_mock/clock", "/_mock/reset"):
        found, unknown = client.get(path), client.get("/nonsense")
        assert (found.status_code, found.json) == (404, unknown.json)


def test_setup_has_the_pages_that_salesforce_has_and_no_others(sandbox):
    client = sandbox.app.test_client()
    client.set_cookie("sid", sandbox.built.admin.session_id)
    home = client.get("/lightning/setup/SetupOneHome/home").text
    for page in PAGES:
        if page.in_menu:
            assert (page.rule in home) is not page.mock_only
            assert client.get(page.rule).status_code == (404 if page.mock_only else 200)


def test_the_app_lets_in_by_jwt_whom_the_administrator_has_let_in(sandbox):
    partner = sandbox.partner("Acme")
    sandbox.user("Carla", "Channel Manager")
    sandbox.user("Stan", "Standard User")
    for name in (sandbox.built.admin.username, "carla@example.com", "acmeuser@example.com"):
        assert token_by_jwt(sandbox, name).status_code == 200
    assert token_by_jwt(sandbox, "stan@example.com").json["error"] == "invalid_app_access"
    assert partner.user_id


def test_passwords_open_neither_soap_nor_the_username_password_flow(sandbox):
    admin = sandbox.built.admin
    assert by_oauth(sandbox, admin.username, admin.password, prefix="").json == {
        "error": "invalid_grant",
        "error_description": "authentication failure",
    }
    fault = by_soap(sandbox, admin.username, admin.password)
    assert fault.status_code == 500
    assert "<faultcode>sf:INVALID_OPERATION</faultcode>" in fault.text
    assert "SOAP API login() is disabled by default in this org." in fault.text


def test_an_administrators_password_ends_before_a_page_that_wants_a_passkey(sandbox):
    admin = sandbox.built.admin
    answer = form(sandbox, admin.username, admin.password)
    assert answer.location == "/_ui/identity/verification/method/WebAuthnVerificationFinishUi"
    assert "sid=" not in str(answer.headers)
    page = sandbox.app.test_client().get(answer.location)
    assert "<title>Verify Your Identity | Salesforce</title>" in page.text
    assert "<input" not in page.text
    assert statuses(sandbox, admin.id)[-1] == "Two-factor required"


def test_a_wrong_password_is_told_nothing_of_a_second_factor(sandbox):
    assert form(sandbox, sandbox.built.admin.username, "wrong").status_code == 200


@pytest.mark.parametrize(("mfa", "where"), [("internal", "/_ui/identity"), ("privileged", "/lightning/setup")])
def test_who_has_no_such_rights_needs_an_authenticator_where_all_employees_do(sandbox, mfa, where):
    sandbox.org.configure(sandbox.org.settings.patched({"mfa": mfa}))
    give_password(sandbox, sandbox.user("Stan", "Standard User"))
    assert form(sandbox, "stan@example.com").location.startswith(where)


def test_partners_log_in_at_the_site_by_password(sandbox):
    give_password(sandbox, sandbox.partner("Acme").user_id)
    client = sandbox.app.test_client()
    answer = client.post("/partners/s/login/", data={"username": "acmeuser@example.com", "password": PASSWORD})
    assert answer.status_code == 302
    assert "/_ui/identity" not in answer.location


def test_single_access_is_the_way_in_for_administrators(sandbox):
    client, token = sandbox.app.test_client(), token_by_jwt(sandbox, sandbox.built.admin.username).json["access_token"]
    bridge = {"access_token": token, "redirect_uri": "/lightning/setup/ManageUsers/home"}
    crossed = client.get(client.post("/services/oauth2/singleaccess", data=bridge).json["frontdoor_uri"])
    assert crossed.location == "/lightning/setup/ManageUsers/home"
    assert client.get(crossed.location).status_code == 200


def test_a_user_logs_in_so_often_an_hour_and_no_more(sandbox):
    give_password(sandbox, sandbox.partner("Acme").user_id)
    sandbox.org.configure(sandbox.org.settings.patched({"log_ins_per_hour": 2}))
    asked = [token_by_jwt(sandbox, "acmeuser@example.com").status_code for _ in range(3)]
    assert asked == [200, 200, 400]
    sandbox.org.clock.advance(timedelta(hours=1))
    sandbox.org.configure(sandbox.org.settings.patched({"log_ins_per_hour": 1}))
    assert not exceeded(sandbox.org, sandbox.built.admin.id)
    assert exceeded(sandbox.org, sandbox.built.admin.id)
