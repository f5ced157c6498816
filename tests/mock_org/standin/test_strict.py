"""Slow and flaky answers by seed, and no more long requests at a time than allowed."""

import threading
from itertools import pairwise

import pytest
from werkzeug.test import Client

from mock_org.settings import Settings
from mock_org.standin import Strict
from mock_org.standin.chance import befalls

DATA = "/services/data/v64.0"


class _Org:
    """The only thing that is asked of an org."""

    def __init__(self, **standin):
        self.settings = Settings().patched({"standin": {"slow_percent": 0, "flaky_percent": 0} | standin})


class Front:
    """A stand-in before an app that counts what gets through to it."""

    def __init__(self, app=None, **standin):
        self.asked, self.slept = [], []
        self.strict = Strict(app or self._app, _Org(**standin), self.slept.append)

    def _app(self, environ, start_response):
        self.asked.append((environ["REQUEST_METHOD"], environ["PATH_INFO"]))
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b"done"]

    def answer(self, method, path):
        return Client(self.strict).open(path, method=method)


def broken(answer):
    return int(answer.headers["Content-Length"]) > len(answer.data)


def test_by_default_some_hundredth_of_requests_fails_and_a_twentieth_waits():
    front = Front(slow_percent=5, flaky_percent=1)
    answers = [front.answer("GET", DATA) for _ in range(2000)]
    failed = [answer for answer in answers if answer.data != b"done"]
    assert 5 <= len(failed) <= 40
    assert 50 <= len(front.slept) <= 160
    assert all(0.02 <= seconds <= 0.3 for seconds in front.slept)


def test_the_same_seed_gives_the_same():
    def tried(seed):
        return [Front(seed=seed, flaky_percent=20).answer("GET", DATA).data for _ in range(1)] + [
            befalls(seed, "fault", number, 20) for number in range(200)
        ]

    assert tried(1) == tried(1)
    assert tried(1) != tried(2)


def test_who_tries_again_at_once_gets_through():
    hits = [befalls(7, "fault", number, 60) for number in range(1, 500)]
    assert any(hits)
    assert not any(one and other for one, other in pairwise(hits))


def test_reads_meet_a_service_that_is_not_there_or_a_connection_that_breaks():
    front = Front(flaky_percent=100)
    answers = [front.answer("GET", f"{DATA}/sobjects/Lead/describe") for _ in range(30)]
    refused = [answer for answer in answers if answer.status_code == 503]
    assert refused[0].json == [{"message": "Server too busy", "errorCode": "SERVER_UNAVAILABLE"}]
    assert all(broken(answer) for answer in answers if answer.status_code != 503)
    assert 0 < len(refused) < 30


@pytest.mark.parametrize("method", ["POST", "PATCH", "DELETE"])
def test_writes_fail_before_anything_is_done(method):
    front = Front(flaky_percent=100)
    answer = front.answer(method, f"{DATA}/sobjects/Lead/00Q000000000001")
    [error] = answer.json
    assert (answer.status_code, error["errorCode"]) == (400, "UNABLE_TO_LOCK_ROW")
    assert not front.asked


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", f"{DATA}/composite"),
        ("POST", f"{DATA}/composite/sobjects/"),
        ("POST", "/services/oauth2/token"),
        ("POST", "/services/Soap/u/64.0"),
        ("POST", "/partners/s/login/"),
        ("GET", "/partners/s/"),
    ],
)
def test_what_a_client_could_not_safely_send_again_is_left_alone(method, path):
    assert Front(flaky_percent=100).answer(method, path).data == b"done"


def test_pages_fail_only_where_asked_for():
    front = Front(flaky_pages_percent=100)
    assert front.answer("GET", "/partners/s/").status_code == 503
    assert front.answer("POST", "/partners/s/login/").data == b"done"


def test_no_more_long_requests_run_than_may():
    begun, go_on = threading.Event(), threading.Event()

    def app(environ, start_response):
        if environ["PATH_INFO"] == f"{DATA}/slow":
            begun.set()
            assert go_on.wait(10)
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b"done"]

    front = Front(app, long_requests=1, long_request_seconds=1e-9)
    slow = threading.Thread(target=front.answer, args=("GET", f"{DATA}/slow"))
    slow.start()
    assert begun.wait(10)
    refused = front.answer("GET", DATA)
    page = front.answer("GET", "/partners/s/")
    go_on.set()
    slow.join()
    assert (refused.status_code, refused.json[0]["errorCode"]) == (403, "REQUEST_LIMIT_EXCEEDED")
    assert refused.json[0]["message"] == "ConcurrentRequests (Concurrent API Requests) Limit exceeded."
    assert page.data == b"done"
    assert front.answer("GET", DATA).data == b"done"


def test_delays_must_rise():
    with pytest.raises(Exception, match="slow_milliseconds must rise"):
        _Org(slow_milliseconds=[300, 20])
