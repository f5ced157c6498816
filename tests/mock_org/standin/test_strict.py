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

    def answer(self, method, path, **sent):
        return Client(self.strict).open(path, method=method, **sent)


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


def told(front, method, path, **sent):
    """Every different answer of thirty, by its code; nothing has got through to the app."""
    answers = [front.answer(method, path, **sent) for _ in range(30)]
    assert not front.asked
    return {_code(answer.json): (answer.status_code, answer.json) for answer in answers}


def _code(said):
    first = said[0] if isinstance(said, list) else said
    return first.get("errorCode") or first.get("error") or first["errors"][0]["statusCode"]


@pytest.mark.parametrize("method", ["POST", "PATCH", "DELETE"])
@pytest.mark.parametrize("site", ["", "/partners"])
def test_writes_of_a_record_meet_a_locked_row_or_too_many_requests(method, site):
    found = told(Front(flaky_percent=100), method, f"{site}{DATA}/sobjects/Lead/00Q000000000001")
    assert {code: status for code, (status, _) in found.items()} == {
        "UNABLE_TO_LOCK_ROW": 400,
        "REQUEST_LIMIT_EXCEEDED": 403,
    }


@pytest.mark.parametrize("together", [True, False])
def test_of_a_collection_each_record_is_refused_in_an_answer_that_is_a_success(together):
    sent = {"allOrNone": together, "records": [{"LastName": "Park"}] * 3}
    status, said = told(Front(flaky_percent=100), "POST", f"{DATA}/composite/sobjects", json=sent)["UNABLE_TO_LOCK_ROW"]
    others = "ALL_OR_NONE_OPERATION_ROLLED_BACK" if together else "UNABLE_TO_LOCK_ROW"
    assert (status, [each["success"] for each in said]) == (200, [False] * 3)
    assert [each["errors"][0]["statusCode"] for each in said] == ["UNABLE_TO_LOCK_ROW", others, others]


def test_records_that_are_deleted_together_are_refused_one_by_one():
    path = f"{DATA}/composite/sobjects?ids=00Q000000000001,00Q000000000002&allOrNone=false"
    _, said = told(Front(flaky_percent=100), "DELETE", path)["UNABLE_TO_LOCK_ROW"]
    assert len(said) == 2


@pytest.mark.parametrize("path", ["composite", "composite/tree/Account", "composite/sobjects", "jobs/ingest"])
def test_of_what_is_no_record_and_no_collection_it_is_only_said_that_there_are_too_many_requests(path):
    found = told(Front(flaky_percent=100), "POST", f"{DATA}/{path}", data=b"{}")
    assert [*found] == ["REQUEST_LIMIT_EXCEEDED"]


@pytest.mark.parametrize("site", ["", "/partners"])
def test_the_token_endpoint_asks_to_try_again(site):
    front = Front(flaky_percent=100)
    answer = front.answer("POST", f"{site}/services/oauth2/token", data={"grant_type": "client_credentials"})
    assert answer.status_code == 400
    assert answer.json == {"error": "unknown_error", "error_description": "retry your request"}


def test_soap_calls_get_a_fault():
    answer = Front(flaky_percent=100).answer("POST", "/services/Soap/u/64.0", data=b"<x/>")
    assert (answer.status_code, answer.content_type) == (500, "text/xml;charset=UTF-8")
    assert "<faultcode>sf:REQUEST_LIMIT_EXCEEDED</faultcode>" in answer.text


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/services/oauth2/revoke"),
        ("POST", "/services/oauth2/singleaccess"),
        ("POST", "/services/apexrest/deals"),
        ("POST", "/partners/s/login/"),
        ("GET", "/partners/s/"),
    ],
)
def test_what_a_client_could_not_safely_send_again_is_left_alone(method, path):
    assert Front(flaky_percent=100).answer(method, path).data == b"done"


def test_a_request_that_gets_through_has_its_body():
    read = []

    def app(environ, start_response):
        read.append(environ["wsgi.input"].read())
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b"done"]

    front = Front(app, flaky_percent=50)
    sent = [front.answer("POST", f"{DATA}/composite/sobjects", data=b"no collection").data for _ in range(20)]
    assert read == [b"no collection"] * sent.count(b"done")
    assert 0 < len(read) < 20


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
