"""What is sent again and what is not, against a server whose answers are laid out."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import requests

from factories.patient_adapter import PatientAdapter
from factories.transport import http_session

OK = (200, {"done": True})
BUSY = (503, [{"message": "Server too busy", "errorCode": "SERVER_UNAVAILABLE"}])
LOCKED = (400, [{"message": "unable to obtain exclusive access to this record", "errorCode": "UNABLE_TO_LOCK_ROW"}])
TOO_MANY_AT_A_TIME = (
    403,
    [
        {
            "message": "ConcurrentRequests (Concurrent API Requests) Limit exceeded.",
            "errorCode": "REQUEST_LIMIT_EXCEEDED",
        }
    ],
)
TOO_MANY_TODAY = (403, [{"message": "TotalRequests Limit exceeded.", "errorCode": "REQUEST_LIMIT_EXCEEDED"}])
INVALID = (400, [{"message": "no such column", "errorCode": "INVALID_FIELD"}])
BROKEN = None


class _Laid(BaseHTTPRequestHandler):
    """Answers in their order; None breaks the connection off in the middle of the body."""

    def _answer(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.asked.append(self.command)
        status, body = self.server.laid.pop(0) or (200, {})
        text = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(text) + (100 if body == {} else 0)))
        self.end_headers()
        self.wfile.write(text)
        self.close_connection = body == {}

    do_GET = do_POST = do_PATCH = do_DELETE = _answer

    def log_message(self, *_args: object) -> None:
        """Keep quiet."""


@contextmanager
def laid_out(*answers: object) -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Laid)
    server.laid, server.asked = list(answers), []
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def ask(server, method, tries=4, waits=None, path="/services/data/v64.0/"):
    with requests.Session() as session:
        session.trust_env = False
        session.mount("http://", PatientAdapter(tries, (waits if waits is not None else []).append))
        return session.request(method, f"http://127.0.0.1:{server.server_port}{path}", data=b"{}")


@pytest.mark.parametrize("trouble", [BUSY, BROKEN, LOCKED, TOO_MANY_AT_A_TIME])
def test_what_is_read_is_asked_for_again(trouble):
    waits = []
    with laid_out(trouble, trouble, OK) as server:
        assert ask(server, "GET", waits=waits).json() == {"done": True}
    assert (server.asked, waits) == (["GET"] * 3, [0.2, 0.4])


@pytest.mark.parametrize("method", ["POST", "PATCH", "DELETE"])
@pytest.mark.parametrize("refusal", [LOCKED, TOO_MANY_AT_A_TIME])
def test_a_write_is_sent_again_when_the_answer_says_that_nothing_was_done(method, refusal):
    with laid_out(refusal, OK) as server:
        assert ask(server, method).status_code == 200
    assert server.asked == [method] * 2


@pytest.mark.parametrize("method", ["POST", "PATCH", "DELETE"])
def test_a_write_is_never_sent_twice_when_it_may_have_been_done(method):
    with laid_out(BUSY) as server:
        assert ask(server, method).status_code == 503
    with laid_out(BROKEN) as server, pytest.raises(requests.RequestException):
        ask(server, method)
    assert server.asked == [method]


def of_collection(*codes):
    """A collection's answer: a code for each record that was not saved."""
    return 200, [{"success": not code, "errors": [{"statusCode": code}] if code else []} for code in codes]


COLLECTION = "/services/data/v64.0/composite/sobjects?allOrNone=true"


@pytest.mark.parametrize(
    "refused",
    [
        ("UNABLE_TO_LOCK_ROW", "ALL_OR_NONE_OPERATION_ROLLED_BACK"),
        ("UNABLE_TO_LOCK_ROW", "UNABLE_TO_LOCK_ROW"),
    ],
)
def test_a_collection_of_which_nothing_could_be_saved_is_sent_again(refused):
    with laid_out(of_collection(*refused), of_collection("", "")) as server:
        assert ask(server, "POST", path=COLLECTION).json()[0]["success"]
    assert server.asked == ["POST"] * 2


@pytest.mark.parametrize(
    "refused",
    [
        ("UNABLE_TO_LOCK_ROW", ""),
        ("UNABLE_TO_LOCK_ROW", "INVALID_FIELD"),
        ("REQUIRED_FIELD_MISSING", "ALL_OR_NONE_OPERATION_ROLLED_BACK"),
        ("", ""),
        (),
    ],
)
def test_a_collection_that_is_saved_in_part_or_would_be_refused_again_is_sent_once(refused):
    with laid_out(of_collection(*refused)) as server:
        assert len(ask(server, "PATCH", path=COLLECTION).json()) == len(refused)
    assert server.asked == ["PATCH"]


def test_a_token_endpoint_that_is_busy_is_asked_again_and_one_that_refuses_is_not():
    busy = (400, {"error": "unknown_error", "error_description": "retry your request"})
    refusal = (400, {"error": "invalid_grant", "error_description": "authentication failure"})
    with laid_out(busy, refusal) as server:
        assert ask(server, "POST", path="/services/oauth2/token").json()["error"] == "invalid_grant"
    assert server.asked == ["POST"] * 2


@pytest.mark.parametrize("refusal", [TOO_MANY_TODAY, INVALID])
def test_what_would_be_refused_again_is_not_sent_again(refusal):
    with laid_out(refusal) as server:
        assert ask(server, "GET").status_code == refusal[0]
    assert server.asked == ["GET"]


def test_trouble_that_does_not_pass_is_told_in_the_end():
    with laid_out(*[BUSY] * 4) as server:
        assert ask(server, "GET").status_code == 503
    with laid_out(*[BROKEN] * 4) as server, pytest.raises(requests.RequestException):
        ask(server, "GET")
    assert server.asked == ["GET"] * 4


def test_an_org_that_needs_no_patience_gets_none():
    with laid_out(BUSY) as server:
        url = f"http://127.0.0.1:{server.server_port}"
        with http_session(url) as session:
            assert session.get(url).status_code == 503
    assert server.asked == ["GET"]
