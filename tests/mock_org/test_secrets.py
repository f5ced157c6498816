"""What logs somebody in stands in no log, no error, no list of requests and no representation of an object."""

import json
import logging
import re

import pytest

from mock_org.apexrest import Request
from mock_org.app import create_app
from mock_org.testing import MockOrg, RequestLog
from tests.mock_org.conftest import DATA

LOUD = "hunter2-Hunter2-9182"


@pytest.fixture
def secrets(world):
    """All that the builder of the org knows, and a secret that callers send."""
    admin, app = world.built.admin, world.built.connected_app
    return [LOUD, admin.password, admin.security_token, admin.session_id, app.client_secret]


def assert_kept(secrets, text, where):
    for secret in secrets:
        assert secret not in text, f"{where} shows a secret"


def asked_in_vain(world):
    """Requests that are refused, with secrets wherever a request can have them."""
    client, headers = world.app.test_client(), {"Authorization": f"Bearer {world.admin.session_id}"}
    form = {"username": "admin@mock-org.example", "password": LOUD, "client_id": "x", "client_secret": LOUD}
    for grant in ("password", "client_credentials", "refresh_token", "authorization_code", "nothing"):
        sent = form | {"grant_type": grant, "refresh_token": LOUD, "code": LOUD, "assertion": LOUD}
        yield client.post("/services/oauth2/token", data=sent)
        yield client.get("/services/oauth2/token", query_string=sent)
    for path in ("introspect", "revoke", "singleaccess", "userinfo"):
        yield client.post(f"/services/oauth2/{path}", data={"token": LOUD, "access_token": LOUD})
    for name in ("oauth_token", "sid", "access_token"):
        yield client.get(f"{DATA}/nowhere", query_string={name: world.admin.session_id})
        yield client.get(f"{DATA}/sobjects", query_string={name: LOUD})
    yield client.get(f"{DATA}/sobjects", headers={"Authorization": f"Bearer {LOUD}"})
    yield client.get(f"{DATA}/nowhere", headers=headers)
    yield client.get(f"{DATA}/query?q=nonsense", headers=headers)
    yield client.post(f"{DATA}/sobjects/User/{world.admin.user_id}/password", json={"NewPasswort": LOUD})
    login = (
        '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>'
        '<login xmlns="urn:partner.soap.sforce.com">'
        f"<username>admin@mock-org.example</username><password>{LOUD}</password></login></e:Body></e:Envelope>"
    )
    yield client.post("/services/Soap/u/62.0", data=login, content_type="text/xml", headers={"SOAPAction": "login"})
    yield client.post("/partners/s/login/", data={"username": "admin@mock-org.example", "password": LOUD})


def test_no_refusal_no_log_and_no_list_of_requests_tells_a_secret(world, secrets, caplog):
    caplog.set_level(logging.DEBUG)
    for answer in asked_in_vain(world):
        assert_kept(secrets, answer.text + str(answer.headers), answer.request.path)
    assert_kept(secrets, caplog.text, "the log")
    assert_kept(secrets, world.nobody.client.get("/_mock/unmatched").text, "unmatched")
    for door in ("settings", "deploy-report", "outbox", "health", "snapshots"):
        assert_kept(secrets, world.nobody.client.get(f"/_mock/{door}").text, door)


def test_a_fault_of_the_mock_logs_neither_the_query_nor_the_headers(world, secrets, caplog, monkeypatch):
    app = create_app(world.built)
    monkeypatch.setattr(type(world.org), "session", lambda *_, **__: 1 / 0)
    headers = {"Authorization": f"Bearer {world.admin.session_id}"}
    answer = app.test_client().get(f"{DATA}/limits?sid={LOUD}", headers=headers)
    assert answer.status_code == 500
    assert "ZeroDivisionError" in caplog.text
    assert_kept(secrets, caplog.text + answer.text, "the log")


def test_a_fault_of_the_database_names_no_values(world):
    with pytest.raises(Exception, match="no such table") as fault:
        world.org.database._connection.exec_driver_sql("SELECT * FROM nowhere WHERE x = ?", (LOUD,))
    assert LOUD not in str(fault.value)


def test_no_object_shows_a_secret(world, secrets):
    client, app = world.app.test_client(), world.built.connected_app
    form = {"grant_type": "client_credentials", "client_id": app.client_id, "client_secret": app.client_secret}
    token = client.post("/services/oauth2/token", data=form).json.get("access_token", LOUD)
    device = client.post("/services/oauth2/token", data={"response_type": "device_code", "client_id": app.client_id})
    secrets += [token, *filter(None, (device.json or {}).get("device_code", "").split())]
    org = world.org
    served = MockOrg({"admin": {"password": LOUD}}, RequestLog(world.app))
    shown = [world.built, app, org.settings, org.image(), org.oauth, org.oauth.image(), served, *org.tokens.values()]
    for each in shown:
        assert_kept(secrets, repr(each), type(each).__name__)


@pytest.mark.parametrize("name", ["oauth_token", "sid", "access_token", "SID", "device_code", "user_code", "otp", "c"])
def test_the_lines_of_a_failed_test_keep_no_secret(world, name):
    log = RequestLog(world.app)
    body = log({"REQUEST_METHOD": "GET", "PATH_INFO": "/x", "QUERY_STRING": f"a=1&{name}={LOUD}", **environ()}, start)
    b"".join(body)
    (line,) = log.lines
    assert LOUD not in line
    assert "a=1" in line


def environ():
    return {"SERVER_NAME": "localhost", "SERVER_PORT": "80", "wsgi.url_scheme": "http", "REMOTE_ADDR": "127.0.0.1"}


def start(_status, _headers, _fault=None):
    return lambda _data: None


def test_requests_to_apex_rest_are_printed_without_their_headers():
    request = Request("GET", "/x", (), {"sid": LOUD}, {"Authorization": LOUD}, LOUD.encode())
    assert LOUD not in repr(request)


def test_settings_are_told_without_passwords(world):
    told = json.dumps(world.nobody.client.get("/_mock/settings").json)
    assert re.search("user_password|client_secret", told) is None
