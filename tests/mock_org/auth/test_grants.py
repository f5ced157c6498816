"""Tokens by client credentials, JWT bearer and username-password."""

import base64
import hashlib
import hmac
import io
import time

import jwt
import pytest

from mock_org.auth.apps import default_app


@pytest.fixture
def token(world):
    def ask(path="/services/oauth2/token", headers=None, **form):
        return world.app.test_client().post(path, data=form, headers=headers or {})

    return ask


@pytest.fixture
def app(world):
    return world.built.connected_app


def assertion(app, sub, aud="http://localhost", key=None, **claims):
    body = {"iss": app.client_id, "sub": sub, "aud": aud, "exp": time.time() + 180} | claims
    return jwt.encode(body, key or app.private_key, algorithm="RS256")


JWT = "urn:ietf:params:oauth:grant-type:jwt-bearer"


def password_form(world, password):
    app = world.built.connected_app
    return {
        "grant_type": "password",
        "client_id": app.client_id,
        "client_secret": app.client_secret,
        "username": world.built.admin.username,
        "password": password,
    }


def test_username_and_password_give_a_token_with_a_verifiable_signature(world, token, app):
    answer = token(**password_form(world, world.built.admin.password))
    assert answer.status_code == 200
    body = answer.json
    assert body["token_type"] == "Bearer"
    assert body["instance_url"] == "http://localhost"
    assert body["id"].endswith(world.built.admin.id)
    signed = hmac.new(app.client_secret.encode(), (body["id"] + body["issued_at"]).encode(), hashlib.sha256).digest()
    assert body["signature"] == base64.b64encode(signed).decode()
    assert "no-store" in answer.headers["Cache-Control"]


def test_the_security_token_may_follow_the_password(world, token):
    admin = world.built.admin
    assert token(**password_form(world, admin.password + admin.security_token)).status_code == 200


def test_a_wrong_password_and_an_unknown_user_get_the_same_answer(world, token):
    wrong = token(**password_form(world, "guess"))
    unknown = token(**(password_form(world, "guess") | {"username": "nobody@example.com"}))
    assert wrong.status_code == 400
    assert wrong.json == unknown.json == {"error": "invalid_grant", "error_description": "authentication failure"}


def test_the_client_must_be_known(world, token):
    form = password_form(world, world.built.admin.password)
    assert token(**(form | {"client_id": "3MVGnobody"})).json["error"] == "invalid_client_id"
    assert token(**(form | {"client_secret": "guess"})).json["error"] == "invalid_client"


def test_client_credentials_come_in_the_body_or_as_basic_authorization(world, token, app):
    in_body = token(grant_type="client_credentials", client_id=app.client_id, client_secret=app.client_secret)
    assert in_body.json["id"].endswith(world.built.admin.id)
    basic = base64.b64encode(f"{app.client_id}:{app.client_secret}".encode()).decode()
    assert token(grant_type="client_credentials", headers={"Authorization": f"Basic {basic}"}).status_code == 200
    assert token(grant_type="client_credentials", client_id="PlatformCLI").json["error"] == "invalid_client"


def test_a_signed_assertion_logs_a_partner_in(world, token, app):
    acme = world.partner("Acme")
    for audience in ("http://localhost", "http://localhost/partners", "https://login.salesforce.com"):
        answer = token(grant_type=JWT, assertion=assertion(app, "acmeuser@example.com", audience))
        assert answer.status_code == 200, answer.json
        assert answer.json["id"].endswith(acme.user_id)


def test_expiry_may_be_text_or_milliseconds(world, token, app):
    admin = world.built.admin.username
    for exp in (str(int(time.time()) + 100), int((time.time() + 100) * 1000)):
        assert token(grant_type=JWT, assertion=assertion(app, admin, exp=exp)).status_code == 200


@pytest.mark.parametrize(
    ("claims", "why"),
    [
        ({"aud": "https://elsewhere.example.com"}, "audience is invalid"),
        ({"exp": 1000}, "expired authorization code"),
        ({"exp": "soon"}, "expired authorization code"),
        ({"sub": "nobody@example.com"}, "user hasn't approved this consumer"),
    ],
)
def test_an_assertion_that_does_not_fit_is_refused(world, token, app, claims, why):
    form = {"sub": world.built.admin.username} | claims
    answer = token(grant_type=JWT, assertion=assertion(app, **form))
    assert answer.status_code == 400
    assert answer.json == {"error": "invalid_grant", "error_description": why}


def test_an_assertion_signed_by_another_key_or_by_none_is_refused(world, token, app):
    admin = world.built.admin.username
    other = default_app("005000000000000").private_key
    assert token(grant_type=JWT, assertion=assertion(app, admin, key=other)).json["error"] == "invalid_grant"
    unsigned = jwt.encode({"iss": app.client_id, "sub": admin}, None, algorithm="none")
    assert token(grant_type=JWT, assertion=unsigned).json["error"] == "invalid_grant"
    assert token(grant_type=JWT).json["error"] == "invalid_grant"


def test_an_unknown_grant_type_is_refused(token):
    answer = token(grant_type="nonsense")
    assert answer.status_code == 400
    assert answer.json == {"error": "unsupported_grant_type", "error_description": "grant type not supported"}


def test_a_partner_logs_in_at_the_sites_token_endpoint(world, token):
    acme = world.partner("Acme")
    path = f"/sobjects/User/{acme.user_id}/password"
    assert world.admin.call("POST", path, json={"NewPassword": "Secret123"}).status_code == 204
    form = password_form(world, "Secret123") | {"username": "acmeuser@example.com"}
    answer = token("/partners/services/oauth2/token", **form)
    assert answer.status_code == 200
    assert answer.json["sfdc_community_url"] == "http://localhost/partners"
    assert token("/nowhere/services/oauth2/token", **form).status_code == 404


@pytest.mark.parametrize("change", ["IsActive", "IsFrozen"])
def test_inactive_and_frozen_users_stay_outside(world, token, app, change):
    acme = world.partner("Acme")
    session = acme.caller
    assert session.get("/sobjects").status_code == 200
    if change == "IsActive":
        assert world.admin.update("User", acme.user_id, IsActive=False).status_code == 204
    else:
        row = world.admin.query(f"SELECT Id FROM UserLogin WHERE UserId = '{acme.user_id}'")[0]["Id"]
        assert world.admin.update("UserLogin", row, IsFrozen=True).status_code == 204
    world.org.clock.set(world.org.clock.now(), frozen=True)
    answer = token(grant_type=JWT, assertion=assertion(app, "acmeuser@example.com"))
    assert answer.json["error"] == "invalid_grant"
    assert session.get("/sobjects").status_code == 401


def test_every_attempt_at_a_known_user_leaves_a_row_of_login_history(world, token):
    token(**password_form(world, "guess"))
    token(**password_form(world, world.built.admin.password))
    soql = f"SELECT Status, LoginType FROM LoginHistory WHERE UserId = '{world.built.admin.id}' ORDER BY LoginTime, Id"
    assert [row["Status"] for row in world.admin.query(soql)] == ["Invalid Password", "Success"]


def test_a_session_ends_when_idle_for_too_long(world, token):
    acme = world.partner("Acme").caller
    world.app.test_client().put("/_mock/clock", json={"frozen": True})
    world.app.test_client().post("/_mock/clock/advance", json={"seconds": 7100})
    assert acme.get("/limits").status_code == 200
    world.app.test_client().post("/_mock/clock/advance", json={"seconds": 7300})
    assert acme.get("/limits").status_code == 401
    assert world.admin.get("/limits").status_code == 200


def test_revoke_ends_a_session(world):
    acme = world.partner("Acme").caller
    answer = world.app.test_client().post("/services/oauth2/revoke", data={"token": acme.session_id})
    assert answer.status_code == 200
    assert acme.get("/limits").status_code == 401
    assert world.app.test_client().post("/services/oauth2/revoke", data={"token": "x"}).status_code == 400


SYNC = {"client_id": "3MVG9sync", "client_secret": "sync-secret", "client_credentials": True}


def configure(world, **settings):
    assert world.app.test_client().patch("/_mock/settings", json=settings).status_code == 200


def test_an_app_without_a_run_as_user_gets_nothing(world, token):
    form = {"grant_type": "client_credentials", "client_id": "3MVG9sync", "client_secret": "sync-secret"}
    refusal = {"error": "invalid_grant", "error_description": "no client credentials user enabled"}
    for changes in ({}, {"run_as": "nobody@example.com"}, {"run_as": "admin", "client_credentials": False}):
        configure(world, connected_apps={"Sync": SYNC | changes})
        assert token(**form).json == refusal
    configure(world, connected_apps={"Sync": SYNC | {"run_as": world.built.admin.username, "scopes": ["api"]}})
    answer = token(**form).json
    assert answer["id"].endswith(world.built.admin.id)
    assert answer["scope"] == "api"
    configure(world, connected_apps={"Sync": SYNC | {"run_as": world.built.admin.username, "scopes": []}})
    assert token(**form).json == {"error": "invalid_grant", "error_description": "no valid scopes defined"}


def test_app_policies_hold_for_every_grant(world, token, app):
    policy = {"admin_approved_only": True, "profiles": ["Channel Manager"], "certificate": app.public_key}
    configure(world, connected_apps={"Sync": SYNC | policy | {"run_as": world.built.admin.username}})
    refusal = {"error": "invalid_app_access", "error_description": "user is not admin approved to access this app"}
    claims = {"iss": "3MVG9sync"}
    assert token(grant_type=JWT, assertion=assertion(app, world.built.admin.username, **claims)).json == refusal
    credentials = {"client_id": "3MVG9sync", "client_secret": "sync-secret"}
    assert token(grant_type="client_credentials", **credentials).json == refusal
    form = password_form(world, world.built.admin.password) | credentials
    assert token(**form).json == refusal
    world.user("Cy", "Channel Manager")
    assert token(grant_type=JWT, assertion=assertion(app, "cy@example.com", **claims)).status_code == 200


def test_an_assertion_for_a_user_who_approved_nothing_is_refused(world, token, app):
    configure(world, connected_apps={"Sync": SYNC | {"certificate": app.public_key}})
    answer = token(grant_type=JWT, assertion=assertion(app, world.built.admin.username, iss="3MVG9sync"))
    assert answer.json == {"error": "invalid_grant", "error_description": "user hasn't approved this consumer"}


def test_an_app_without_a_certificate_signs_nothing(world, token, app):
    for issuer, error in (("PlatformCLI", "invalid_grant"), ("3MVGnobody", "invalid_client_id")):
        answer = token(grant_type=JWT, assertion=assertion(app, world.built.admin.username, iss=issuer))
        assert answer.json["error"] == error
    answer = token(grant_type=JWT, assertion=jwt.encode({"iss": app.client_id}, app.public_key[:32], algorithm="HS256"))
    assert answer.json == {"error": "invalid_grant", "error_description": "invalid assertion"}


def test_the_password_flow_can_be_blocked(world, token):
    form = password_form(world, world.built.admin.password)
    configure(world, username_password_flow=False)
    assert token(**form).json == {"error": "invalid_grant", "error_description": "authentication failure"}
    configure(world, username_password_flow=True)
    assert token(**form).status_code == 200


def test_answers_have_the_recorded_keys(world, token, app):
    recorded = {"access_token", "instance_url", "id", "token_type", "issued_at", "signature"}
    assert set(token(**password_form(world, world.built.admin.password)).json) == recorded
    form = {"grant_type": "client_credentials", "client_id": app.client_id, "client_secret": app.client_secret}
    answer = token(**form).json
    assert set(answer) == recorded | {"scope", "token_format"}
    assert answer["scope"] == "full"
    assert answer["token_format"] == "opaque"


@pytest.mark.parametrize(
    "name",
    [
        "urn:ietf:params:oauth:grant-type:token-exchange",
        "urn:ietf:params:oauth:grant-type:saml2-bearer",
        "hybrid_refresh",
    ],
)
def test_what_is_not_supported_is_refused_by_name(token, name):
    answer = token(grant_type=name)
    assert answer.json["error"] == "unsupported_grant_type"
    assert name in answer.json["error_description"]


def test_only_form_encoding_is_read(world, app):
    client = world.app.test_client()
    form = {"grant_type": "client_credentials", "client_id": app.client_id, "client_secret": app.client_secret}
    refusal = {"error": "unsupported_grant_type", "error_description": "grant type not supported"}
    for body in (
        {"json": form},
        {"data": form, "content_type": "multipart/form-data"},
        {"data": "<xml/>", "content_type": "text/xml"},
        {"data": b"\xff\xfe", "content_type": "application/x-www-form-urlencoded"},
        {},
    ):
        answer = client.post("/services/oauth2/token", **body)
        assert answer.status_code == 400
        assert answer.json == refusal
    assert client.post("/services/oauth2/token", query_string=form).status_code == 200
    answer = client.get("/services/oauth2/token", query_string=form)
    assert answer.json == {"error": "invalid_request", "error_description": "must use HTTP POST"}


def test_a_chunked_body_is_read(world, app):
    body = f"grant_type=client_credentials&client_id={app.client_id}&client_secret={app.client_secret}".encode()
    answer = world.app.test_client().post(
        "/services/oauth2/token",
        input_stream=io.BytesIO(body),
        headers={"Transfer-Encoding": "chunked", "Content-Type": "application/x-www-form-urlencoded"},
        environ_overrides={"wsgi.input_terminated": True},
    )
    assert answer.status_code == 200
