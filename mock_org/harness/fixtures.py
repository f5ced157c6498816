"""The org of a run and who acts in it, put together from steps, page objects and targets."""

import zlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from e2e.entry import Entry, FormEntry, StoredEntry
from e2e.interruptions import Interruptions
from e2e.setup import BrowserAdministrator
from e2e.setup.lightning import LightningAdministrator
from factories import OrgClient, using
from factories.budget import Budget
from factories.patience import Patience
from features.drivers import PartnerUser
from features.drivers.administrator import Administrator, ApiAdministrator
from features.project import PROJECT
from features.targets import MockTarget, SandboxTarget, Target
from mock_org.harness.drivers import DRIVERS, TARGETS


@pytest.fixture(scope="session")
def sandbox(request: pytest.FixtureRequest, count_api_calls: Callable[[Budget], None]) -> Iterator[SandboxTarget]:
    """The sandbox of the run."""
    chosen = SandboxTarget.of_run(request.config.getoption("env_file"), PROJECT.program)
    count_api_calls(chosen.budget)
    yield chosen
    chosen.end()


@pytest.fixture
def target(request: pytest.FixtureRequest) -> Iterator[Target]:
    """The org of this run: the mock as it was when it got ready, or the sandbox as it is."""
    ways: dict[str, Callable[[], Target]] = {
        "mock": lambda: MockTarget(request.getfixturevalue("mock_org").ready, PROJECT.program),
        "sandbox": lambda: request.getfixturevalue("sandbox"),
    }
    chosen = ways[request.config.getoption("target")]()
    if flavour := request.config.getoption("flavour"):
        chosen.look_like(flavour)
    yield chosen
    chosen.close()


@pytest.fixture
def org(target: Target, request: pytest.FixtureRequest) -> Iterator[OrgClient]:
    """The org as its administrator, in use by the factories; left as it was found where nothing resets it."""
    seed = zlib.crc32(f"{request.config.getoption('seed')} {request.node.nodeid}".encode())
    client = target.administrator(seed)
    with using(client):
        yield client
    target.leave(client)
    client.close()


@pytest.fixture
def driver(
    driver_name: str, target: Target, org: OrgClient, request: pytest.FixtureRequest
) -> Callable[[str], PartnerUser]:
    """Makes the actor of a username; a browser starts only when somebody acts in one."""

    def act(username: str) -> PartnerUser:
        return DRIVERS[driver_name](username=username, **stage[driver_name]())

    def in_browser() -> dict[str, Any]:
        return {
            "page": _new_page(request),
            "site_url": org.connection.site_url,
            "entry": _entry(target, org, request),
            "plural": lambda sobject: str(org.describe(sobject)["labelPlural"]),
        }

    stage: dict[str, Callable[[], dict[str, Any]]] = {"api": lambda: {"org": org}, "browser": in_browser}
    return act


@pytest.fixture
def administrator(driver_name: str, target: Target, org: OrgClient, request: pytest.FixtureRequest) -> Administrator:
    """The org's administrator, in the way under test; on pages as far as the org has them."""

    def in_browser() -> Administrator:
        if "setup-pages" in target.capabilities:
            return BrowserAdministrator(org, lambda: _new_page(request))
        return LightningAdministrator(org, lambda: _new_page(request), ApiAdministrator(org))

    ways: dict[str, Callable[[], Administrator]] = {"api": lambda: ApiAdministrator(org), "browser": in_browser}
    return ways[driver_name]()


def _entry(target: Target, org: OrgClient, request: pytest.FixtureRequest) -> Entry:
    """By a link and a session that is kept, where sessions are worth keeping; else by the form."""
    if target.sessions is None:
        return FormEntry()
    open_context = request.getfixturevalue("untraced_context")
    return StoredEntry(open_context, lambda username: target.portal_entry(org, username), target.sessions)


def _new_page(request: pytest.FixtureRequest) -> Any:
    """A page in a browser context of its own."""
    return request.getfixturevalue("new_actor_page")()


@pytest.fixture(scope="session")
def patience(request: pytest.FixtureRequest) -> Patience:
    """As long as the target may take."""
    return TARGETS[request.config.getoption("target")].patience.times(request.config.getoption("patience"))


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any], request: pytest.FixtureRequest) -> dict[str, Any]:
    """A browser cannot be told the authority of an org on this machine: its certificate is taken as it is."""
    target = TARGETS[request.config.getoption("target")]
    return {**browser_context_args, "ignore_https_errors": target.signs_itself(request.config.getoption("env_file"))}


@pytest.fixture(scope="session")
def interruptions(request: pytest.FixtureRequest) -> Interruptions | None:
    """What the target's portal puts in the way."""
    button = TARGETS[request.config.getoption("target")].cookie_button(request.config.getoption("env_file"))
    return None if button is None else Interruptions(button)
