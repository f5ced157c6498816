"""How requests reach an org, and that they stay there."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

import pytest
import requests

from factories.transport import TIME_OUT, Astray, LoopbackAdapter, http_session, is_loopback


def test_https_becomes_http_on_the_loopback_address_only():
    session = http_session("http://127.0.0.1:8080")
    assert isinstance(session.get_adapter("https://127.0.0.1:8080/services/data"), LoopbackAdapter)
    assert not isinstance(session.get_adapter("https://127.0.0.1:9090/"), LoopbackAdapter)
    assert not isinstance(session.get_adapter("https://login.salesforce.com/"), LoopbackAdapter)


def test_the_scheme_is_changed_on_the_way_out(monkeypatch):
    seen = []
    monkeypatch.setattr("requests.adapters.HTTPAdapter.send", lambda _self, request, **_: seen.append(request.url))
    LoopbackAdapter().send(requests.Request("GET", "https://127.0.0.1:8080/a?b=https://c").prepare())
    assert seen == ["http://127.0.0.1:8080/a?b=https://c"]


def test_an_org_with_a_certificate_of_its_own_is_verified_by_its_ca():
    session = http_session("https://127.0.0.1:8443", "ca.pem")
    assert session.verify == "ca.pem"
    assert not isinstance(session.get_adapter("https://127.0.0.1:8443/"), LoopbackAdapter)


def test_the_authority_that_is_named_counts_more_than_that_of_the_environment(monkeypatch):
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/etc/everybody.pem")
    url = "https://acme--qa.sandbox.my.salesforce.com"
    for ca_file, expected in ("ca.pem", "ca.pem"), (None, "/etc/everybody.pem"):
        session = http_session(url, ca_file)
        assert session.merge_environment_settings(url, {}, None, None, None)["verify"] == expected


@pytest.mark.parametrize(
    ("host", "expected"), [("127.0.0.1", True), ("::1", True), ("localhost", True), ("acme.com", False), (None, False)]
)
def test_only_this_machine_is_loopback(host, expected):
    assert is_loopback(host) is expected


class Sent(BaseHTTPRequestHandler):
    """Redirects to what the query names, by the status that it names."""

    def _answer(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.asked.append((self.command, self.path))
        _, _, query = self.path.partition("?")
        status, _, place = unquote(query).partition("=")
        self.send_response(int(status) if place else 200)
        if place:
            self.send_header("Location", place.format(here=f"http://127.0.0.1:{self.server.server_port}"))
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_POST = do_PATCH = do_DELETE = _answer

    def log_message(self, *_args):
        """Keep quiet."""


@pytest.fixture(scope="module")
def redirecting():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Sent)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def sent(redirecting):
    """Sends a request to it: sent("GET", "/page?302=/there"); what it was asked is in the answer's history."""
    redirecting.asked = []
    url = f"http://127.0.0.1:{redirecting.server_port}"
    with http_session(url) as session:
        yield lambda method, path, **how: session.request(method, url + path, data={"assertion": "s3cret"}, **how)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("method", ["GET", "POST", "PATCH", "DELETE"])
def test_no_request_follows_a_redirect_to_another_host(sent, redirecting, status, method):
    with pytest.raises(Astray, match="which is not followed"):
        sent(method, f"/services/oauth2/token?{status}=https://acme.my.salesforce.com/")
    assert len(redirecting.asked) == 1


@pytest.mark.parametrize(
    "place",
    ["//evil.example/x", "http://localhost:1/", "http://127.0.0.1:1/", "http://a@127.0.0.1/", "{here}.evil.example/",
     "{here}@evil.example/", "https://evil.example\\@127.0.0.1/", "file:///etc/passwd"],
)  # fmt: skip
def test_nor_one_to_what_looks_like_home(sent, redirecting, place):
    with pytest.raises(Astray, match="which is not followed"):
        sent("POST", f"/login?307={place}")
    assert len(redirecting.asked) == 1


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_write_to_the_api_that_is_redirected_is_no_success(sent, redirecting, status):
    with pytest.raises(Astray, match="answers PATCH with a redirect"):
        sent("PATCH", f"/services/data/v64.0/sobjects/Lead/1?{status}={{here}}/services/data/there")
    assert len(redirecting.asked) == 1


def test_a_redirect_that_nobody_asked_to_follow_is_an_answer_like_any_other(sent, redirecting):
    answer = sent("GET", "/home?302=https://elsewhere.example/", allow_redirects=False)
    assert (answer.status_code, answer.headers["Location"]) == (302, "https://elsewhere.example/")
    assert len(redirecting.asked) == 1


def test_reads_and_pages_follow_redirects_at_home(sent, redirecting):
    assert sent("GET", "/services/data?302={here}/services/data/").status_code == 200
    assert sent("POST", "/login?302=/home").status_code == 200
    assert [path for _, path in redirecting.asked][1::2] == ["/services/data/", "/home"]


def test_nobody_waits_for_ever(monkeypatch):
    waits = []
    monkeypatch.setattr(
        "requests.adapters.HTTPAdapter.send",
        lambda _self, _request, **options: waits.append(options["timeout"]) or requests.Response(),
    )
    with http_session("http://127.0.0.1:1") as session:
        monkeypatch.setattr("requests.sessions.extract_cookies_to_jar", lambda *_: None)
        for more in ({}, {"timeout": 3}):
            session.send(requests.Request("GET", "http://127.0.0.1:1/").prepare(), **more)
    assert waits == [TIME_OUT, 3]
