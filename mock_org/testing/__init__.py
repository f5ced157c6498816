"""The pytest plugin: a mock org on a free loopback port, as it was when it got ready, for every test that asks."""

import http.client
import json
import re
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus

import pytest

from mock_org.testing import projects
from mock_org.testing.sharing_coverage import SharingCoverage, add_options, sharing_coverage

KEPT_REQUESTS = 200
_SECRET = re.compile(
    r"([?&](?:access_token|assertion|c|client_secret|code|code_verifier|device_code|oauth_token|otp|password|pw|"
    r"refresh_token|sid|subject_token|token|user_code)=)[^&]*",
    re.IGNORECASE,
)
LOG = pytest.StashKey["RequestLog"]()
COVERAGE = pytest.StashKey[SharingCoverage]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """What a run can be told."""
    add_options(parser)
    projects.add_options(parser)


def pytest_configure(config: pytest.Config) -> None:
    """Collect sharing coverage, if that is wanted; tell what of the projects was not understood."""
    config.pluginmanager.register(projects.Missed(config), "mock_org_projects")
    collector = sharing_coverage(config)
    if collector is not None:
        config.stash[COVERAGE] = collector
        config.pluginmanager.register(collector, "mock_org_sharing_coverage")


class RequestLog:
    """A WSGI app around the org's that keeps a line of each request: method, path and status."""

    def __init__(self, app: Callable[..., Iterable[bytes]]) -> None:
        self._app = app
        self.lines: deque[str] = deque(maxlen=KEPT_REQUESTS)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request, and keep its line."""
        query = _readable(environ.get("QUERY_STRING", ""))

        def start_and_keep(status: str, *args: Any) -> Any:
            self.lines.append(f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}{query} → {status}")
            return start_response(status, *args)

        return self._app(environ, start_and_keep)


@dataclass(frozen=True)
class MockOrg:
    """A running mock org.

    ready: what `mock-org serve --ready-file` would write.
    """

    ready: Mapping[str, Any] = field(repr=False)
    log: RequestLog

    @property
    def url(self) -> str:
        """Where the org's API is."""
        return str(self.ready["instance_url"])

    @property
    def site_url(self) -> str:
        """The address that a partner types."""
        return str(self.ready["site_url"])

    @property
    def admin(self) -> Mapping[str, str]:
        """The administrator: id, username, password, security_token, session_id."""
        return dict(self.ready["admin"])

    def control(self, method: str, path: str, body: Any = None) -> Any:
        """Ask a control door, e.g. `control("PATCH", "settings", {"portal_roles": 3})`; return its JSON.

        Raises ValueError with the door's own text when it refuses.
        """
        connection = http.client.HTTPConnection(self.url.removeprefix("http://"), timeout=30)
        try:
            sent = None if body is None else json.dumps(body)
            connection.request(method, f"/_mock/{path.lstrip('/')}", sent, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        if answer.status >= 400:
            raise ValueError(f"{method} /_mock/{path}: {answer.status} {content.decode(errors='replace')}")
        return json.loads(content) if content else None


@contextmanager
def serve_mock_org(*projects: str | Path) -> Iterator[MockOrg]:
    """A mock org of these SFDX projects ("starter" is the one that comes along), served on a free loopback port.

    Metadata of your own go into the ini option `mock_org_projects`, or into a fixture `mock_org_server` of your own.
    """
    # Imported here since pytest loads this module in every run of an environment that has mock-org installed.
    serving, app = import_module("werkzeug.serving"), import_module("mock_org.app")
    handler = import_module("mock_org.testing.handler").Handler
    built = app.create_org(projects=projects or (app.STARTER,))
    log = RequestLog(app.create_app(built, apex_rest=mock_org_apex_rest))
    server = serving.make_server("127.0.0.1", 0, log, threaded=True, request_handler=handler)
    url = built.org.base_url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, name="mock-org", daemon=True)
    thread.start()
    try:
        yield MockOrg(app.ready(built, url, private_key_file=None, ca_file=None, control=True), log)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="session")
def mock_org_apex_rest() -> Any:
    """The mock_org.apexrest.ApexRest of the project; override it in a conftest.py."""
    return None


@pytest.fixture(scope="session")
def mock_org_server(mock_org_apex_rest: Any, request: pytest.FixtureRequest) -> Iterator[MockOrg]:
    """One mock org of the run's projects, served as long as the run lasts; each xdist worker has its own."""
    with ExitStack() as stack:
        faults: tuple[str, ...] = ()
        try:
            served = stack.enter_context(serve_mock_org(*projects.projects_of(request.config)))
        except import_module("mock_org.errors").SetupError as refusal:
            faults = refusal.faults
        if faults:
            pytest.fail("\n".join(("the mock org cannot be made:", *faults)), pytrace=False)
        projects.note_missed(request.config, served.control("GET", "deploy-report"))
        yield served


@pytest.fixture
def mock_org(mock_org_server: MockOrg, request: pytest.FixtureRequest) -> Iterator[MockOrg]:
    """The mock org with nothing in it but the starter project; a failing test shows the requests it made."""
    mock_org_server.control("POST", "reset")
    mock_org_server.log.lines.clear()
    request.node.stash[LOG] = mock_org_server.log
    collector = request.config.stash.get(COVERAGE, None)
    with collector.collecting(mock_org_server.url, mock_org_server.control) if collector else nullcontext():
        yield mock_org_server


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show the requests of a failed test."""
    report = yield
    log = item.stash.get(LOG, None)
    if log is not None and report.failed:
        report.sections.append(("Requests to the mock org", "\n".join(log.lines)))
    return report


def _readable(query: str) -> str:
    """The query of a URL without what logs somebody in."""
    return unquote_plus(_SECRET.sub(r"\1…", f"?{query}")) if query else ""
