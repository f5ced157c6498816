"""What is wrong between this machine and the org is told in a sentence that says what to do, never in a traceback."""

import socket
import ssl
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import requests
import trustme
from click.testing import CliRunner

from factories.patient_adapter import PatientAdapter
from factories.sandbox import tokens
from factories.sandbox.settings import PREFIX
from factories.trouble import sentence_of
from mock_org.cli import main


def doctor(*options):
    return CliRunner().invoke(main, ["doctor", "--target", "sandbox", *options])


# -- the way there


class NotSalesforce(BaseHTTPRequestHandler):
    """Answers a page to everything."""

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", "6")
        self.end_headers()
        self.wfile.write(b"<html>")

    def log_message(self, *_args):
        """Keep quiet."""


@contextmanager
def listening(certificate=None):
    server = ThreadingHTTPServer(("127.0.0.1", 0), NotSalesforce)
    server.handle_error = lambda *_args: None
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        certificate.configure_cert(context)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    made = trustme.CA(key_type=trustme.KeyType.ECDSA)
    made.file = tmp_path_factory.mktemp("ca") / "ca.pem"
    made.cert_pem.write_to_path(str(made.file))
    return made


@pytest.fixture
def told(sandbox, settings_of, monkeypatch):
    """What the doctor says of settings with these changes; it ends with status 2."""

    monkeypatch.setattr(PatientAdapter.__init__, "__defaults__", (lambda _seconds: None,))

    def asked(**changes):
        settings_of(sandbox, **changes)
        answer = doctor()
        assert answer.exit_code == 2, answer.output
        assert "Traceback" not in answer.output
        return answer.stderr

    return asked


def test_a_certificate_that_has_expired(told, authority):
    past = datetime.now(UTC) - timedelta(days=1)
    certificate = authority.issue_cert("127.0.0.1", not_after=past)
    with listening(certificate) as port:
        assert "its certificate has expired; if it has not, this machine's clock is wrong" in told(
            url=f"https://127.0.0.1:{port}", ca_file=str(authority.file)
        )


def test_a_certificate_of_another_host(told, authority):
    with listening(authority.issue_cert("acme.example")) as port:
        assert "its certificate is another host's: look at MOCK_ORG_SANDBOX_URL" in told(
            url=f"https://127.0.0.1:{port}", ca_file=str(authority.file)
        )


def test_a_certificate_that_nobody_knows(told, authority):
    with listening(authority.issue_cert("127.0.0.1")) as port:
        assert "MOCK_ORG_SANDBOX_CA_FILE names the authority" in told(url=f"https://127.0.0.1:{port}")


def test_http_where_https_is_meant_and_a_server_that_is_no_org(told):
    with listening() as port:
        assert "there is no safe connection" in told(url=f"https://127.0.0.1:{port}")
        assert "no list of API versions: is this an org?" in told(url=f"http://127.0.0.1:{port}")


def test_nobody_listens(told):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        assert f"nothing answers at {url}" in told(url=url)


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (requests.ConnectTimeout("to=t0ken"), "ConnectTimeout: https://acme.example has not answered in time"),
        (requests.ReadTimeout("to=t0ken"), "ReadTimeout: https://acme.example has not answered in time"),
        (requests.exceptions.ProxyError("403 t0ken"), "look at HTTPS_PROXY and NO_PROXY"),
        (
            requests.ConnectionError("NameResolutionError t0ken"),
            "there is no https://acme.example, or this machine cannot",
        ),
        (requests.ConnectionError("reset by t0ken"), "the connection to https://acme.example has broken"),
    ],
)
def test_other_trouble_on_the_way_is_told_without_what_was_sent(fault, sentence):
    fault.request = requests.Request("GET", "https://me:pw@acme.example/x?token=t0ken").prepare()
    assert sentence in sentence_of(fault)
    assert "t0ken" not in sentence_of(fault)
    assert "pw" not in sentence_of(fault)


# -- the log-in


@pytest.fixture
def refused(sandbox, settings_of):
    """What the doctor finds where the administrator gets no session."""

    def asked(**changes):
        settings_of(sandbox, **changes)
        answer = doctor()
        assert answer.exit_code == 1, answer.output
        assert answer.stdout.startswith("FAILED  log-in: invalid_grant: ")
        return answer.stdout

    return asked


def test_a_clock_that_is_behind(refused, monkeypatch):
    monkeypatch.setattr(tokens.time, "time", lambda: datetime.now(UTC).timestamp() - 400)
    told = refused()
    assert "expired authorization code" in told
    assert "clock and Salesforce's differ by more than three minutes" in told


@pytest.mark.parametrize(("sobject", "values"), [("User", {"IsActive": False}), ("UserLogin", {"IsFrozen": True})])
def test_a_user_who_is_not_active_or_is_frozen(refused, sandbox, sobject, values):
    user = sandbox.row("User", Username=sandbox.built.admin.username)["Id"]
    record = user if sobject == "User" else sandbox.row("UserLogin", UserId=user)["Id"]
    sandbox.write(sobject, record, **values)
    told = refused()
    assert "user hasn't approved this consumer" in told
    assert "a user who is not active, is frozen" in told


def test_an_audience_of_another_org(refused):
    told = refused(audience="https://acme--other.sandbox.my.salesforce.com")
    assert "audience is invalid" in told
    assert "leave MOCK_ORG_SANDBOX_AUDIENCE out" in told


def test_production_is_not_even_logged_in_to(settings_of, sandbox, monkeypatch):
    asked = []
    monkeypatch.setattr("requests.adapters.HTTPAdapter.send", lambda *_args, **_options: asked.append(1))
    settings_of(sandbox)
    monkeypatch.setenv(PREFIX + "URL", "https://acme.my.salesforce.com")
    answer = doctor()
    assert (answer.exit_code, asked) == (2, [])
    assert "must be the host of a sandbox" in answer.stderr
