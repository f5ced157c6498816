from pathlib import Path

import pytest

import mock_org as package
from mock_org.testing import KEPT_REQUESTS, RequestLog

pytest_plugins = ["pytester"]

PLUGIN = """
def pytest_configure(config):
    if not config.pluginmanager.hasplugin("mock_org"):
        config.pluginmanager.import_plugin("mock_org.testing")
"""


@pytest.fixture
def run(pytester):
    """Runs a test file in a pytest of its own, which has the plugin but is not of this project."""

    def run(text):
        pytester.makeini(f"[pytest]\npythonpath = {Path(package.__file__).parents[1]}")
        pytester.makeconftest(PLUGIN)
        pytester.makepyfile(text)
        return pytester.runpytest_subprocess("-p", "no:randomly")

    return run


def answer(log, path, query=""):
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query}
    return log(environ, lambda *_args: None)


def test_the_log_keeps_a_line_of_each_request():
    log = RequestLog(lambda environ, start: start("404 NOT FOUND", []) or [b"no"])
    assert answer(log, "/services/data", "q=SELECT+Id%3D1") == [b"no"]
    assert list(log.lines) == ["GET /services/data?q=SELECT Id=1 → 404 NOT FOUND"]


def test_the_log_keeps_nothing_that_logs_somebody_in():
    log = RequestLog(lambda environ, start: start("200 OK", []) or [])
    answer(log, "/secur/frontdoor.jsp", "sid=00Dx%21secret&retURL=%2Fs%2F&otp=secret")
    answer(log, "/partners/login", "c=secret&lang=de")
    assert list(log.lines) == [
        "GET /secur/frontdoor.jsp?sid=…&retURL=/s/&otp=… → 200 OK",
        "GET /partners/login?c=…&lang=de → 200 OK",
    ]


def test_the_log_does_not_grow_without_end():
    log = RequestLog(lambda environ, start: start("200 OK", []) or [])
    for _ in range(KEPT_REQUESTS + 1):
        answer(log, "/")
    assert len(log.lines) == KEPT_REQUESTS


def test_the_mock_org_tells_where_it_is_and_who_its_administrator_is(mock_org):
    assert mock_org.url.startswith("http://127.0.0.1:")
    assert mock_org.site_url.startswith(f"{mock_org.url}/partners")
    assert set(mock_org.admin) == {"id", "username", "password", "security_token", "session_id"}


def test_a_control_door_answers_with_its_json(mock_org):
    assert mock_org.control("PATCH", "settings", {"portal_roles": 3})["portal_roles"] == 3


def test_a_control_door_that_refuses_is_told_in_its_own_words(mock_org):
    with pytest.raises(ValueError, match="portal_rolls"):
        mock_org.control("PATCH", "settings", {"portal_rolls": 3})


@pytest.mark.parametrize("turn", ["first", "second"])
def test_each_test_finds_the_org_as_it_was_when_it_got_ready(mock_org, turn):
    assert mock_org.control("GET", "settings")["portal_roles"] == 1
    mock_org.control("PATCH", "settings", {"portal_roles": 2})


@pytest.mark.heavy
def test_a_failing_test_shows_the_requests_that_it_made(run):
    result = run("def test_it(mock_org):\n    mock_org.control('GET', 'clock')\n    assert False")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*Requests to the mock org*", "GET /_mock/clock → 200 OK"])


def test_a_run_without_the_fixture_does_not_load_the_org(run):
    run("import sys\n\ndef test_it():\n    assert 'mock_org.app' not in sys.modules").assert_outcomes(passed=1)
