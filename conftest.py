"""Composition of a run: which org (--target), which way of acting (--driver), which test data (--seed).

This file and tests/ alone may see both worlds, the mock org and the harness that speaks HTTP.
"""

import gc
import os
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from e2e.driver import BrowserDriver
from e2e.entry import Entry, FormEntry, StoredEntry
from e2e.interruptions import Interruptions
from e2e.setup import BrowserAdministrator
from e2e.setup.lightning import LightningAdministrator
from factories import OrgClient, using
from factories.budget import Budget
from factories.patience import Patience
from features.drivers import PartnerUser
from features.drivers.administrator import Administrator, ApiAdministrator
from features.drivers.api import ApiPartnerUser
from features.report.collector import write_by_default
from features.reruns import set_reruns, told_of_reruns
from features.selection import check_flavour, in_browser, some_in_browser
from features.skipped import able, capability_of, count_skips, skip_unable
from features.targets import MockTarget, SandboxTarget, Target, TargetError

pytest_plugins = [
    "e2e.plugin",
    "features.api_calls",
    "features.report.plugin",
    "features.deadline",
    "features.steps.clock",
    "features.steps.dormant_users",
    "features.steps.leaks",
    "features.steps.licenses",
    "features.steps.log_ins",
    "features.steps.login",
    "features.steps.mails",
    "features.steps.migration",
    "features.steps.org",
    "features.steps.passwords",
    "features.steps.partner_account",
    "features.steps.partner_user",
    "features.steps.portal_roles",
    "features.steps.partner_work",
    "features.steps.records",
    "features.steps.reviews",
    "features.steps.sites",
    "features.steps.tiers",
    "features.steps.user_life",
    "features.steps.visibility",
]

DRIVERS: dict[str, Callable[..., PartnerUser]] = {"api": ApiPartnerUser, "browser": BrowserDriver}
TARGETS: dict[str, type[Target]] = {"mock": MockTarget, "sandbox": SandboxTarget}
BUILD = Path("build")
# A worker keeps whole orgs; looking for garbage among them as often as by default takes a fifth of a run.
GARBAGE_AFTER = 100_000


def pytest_addoption(parser: pytest.Parser) -> None:
    """What a run can be told."""
    group = parser.getgroup("scenarios")
    group.addoption("--driver", choices=[*DRIVERS, "both"], default="both", help="how partner users act")
    group.addoption("--target", choices=list(TARGETS), default="mock", help="the org to run on")
    group.addoption(
        "--browser-scenarios",
        choices=["all", "some", "rest"],
        default="all",
        help="some: the first one of each rule; rest: of those the ones that a sandbox cannot do, beside a run on one",
    )
    group.addoption(
        "--patience", type=float, default=1, metavar="N", help="wait N times as long for pages: for a slow machine"
    )
    flavours = sorted({flavour for target in TARGETS.values() for flavour in target.flavours})
    group.addoption("--flavour", choices=flavours, help="what the portal looks like, where one can choose")
    group.addoption("--env-file", type=Path, help="settings of the sandbox; by default .env")
    group.addoption("--seed", type=int, default=0, help="the same seed gives the same test data")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Markers, the plugin of the mock org where it is not installed, the report and what it shows of failures."""
    gc.set_threshold(GARBAGE_AFTER)
    check_flavour(config.getoption("flavour"), TARGETS[config.getoption("target")])
    set_reruns(config, TARGETS[config.getoption("target")])
    config.addinivalue_line("markers", "needs(capability): the scenario needs this of the target")
    config.addinivalue_line("markers", "only_driver(name): the scenario cannot be acted otherwise")
    # pytest-base-url's fixture, as pytest-playwright brings it; nothing of ours.
    config.addinivalue_line("filterwarnings", "ignore:(?s).*'base_url' fixture:pytest.PytestRemovedIn10Warning")
    if not config.pluginmanager.hasplugin("mock_org"):
        config.pluginmanager.import_plugin("mock_org.testing")
    if _runs_scenarios(config):
        _keep_evidence(config)


def pytest_sessionstart(session: pytest.Session) -> None:
    """Look once whether the org is ready; a run on one that is not would only fail later, and less clearly."""
    config = session.config
    if config.getoption("collectonly") or hasattr(config, "workerinput"):
        return
    try:
        told = TARGETS[config.getoption("target")].check(config.getoption("env_file"))
    except TargetError as refusal:
        raise pytest.UsageError(str(refusal)) from None
    if told:
        config.get_terminal_writer().line(told)


def pytest_report_header(config: pytest.Config) -> str:
    """Say what the run is about."""
    chosen = {name: config.getoption(name) for name in ("target", "driver", "flavour", "seed")}
    return "scenarios: " + ", ".join(f"--{name} {value}" for name, value in chosen.items() if value is not None)


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Count the skips, and list what was run again."""
    count_skips(terminalreporter)
    for line in told_of_reruns(terminalreporter):
        terminalreporter.write_line(line)


def pytest_bdd_apply_tag(tag: str, function: Callable[..., object]) -> bool:
    """@needs-clock asks for a capability of the target, @api and @browser limit the drivers."""
    capability = capability_of(tag)
    if capability is not None:
        pytest.mark.needs(capability)(function)
    elif tag in DRIVERS:
        pytest.mark.only_driver(tag)(function)
    else:
        raise ValueError(f"@{tag}: a tag is @api, @browser or @needs-…")
    return True


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a scenario once for each driver."""
    if "driver_name" not in metafunc.fixturenames:
        return
    option = metafunc.config.getoption("driver")
    wanted = list(DRIVERS) if option == "both" else [option]
    limits = [mark.args[0] for mark in metafunc.definition.iter_markers("only_driver")]
    out = [pytest.mark.skip(reason=f"@{each} scenario, and the run is --driver {option}") for each in limits]
    names = [pytest.param(each, marks=() if each in wanted else out) for each in limits or wanted]
    metafunc.parametrize("driver_name", names)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip what the target cannot do; leave out browser scenarios that were not asked for."""
    wanted = config.getoption("browser_scenarios")
    if wanted != "all":
        kept = some_in_browser(items)
        if wanted == "rest":
            kept -= {item for item in items if in_browser(item) and able(item, SandboxTarget)}
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = [item for item in items if item in kept]
    skip_unable(items, TARGETS[config.getoption("target")])


@pytest.fixture(scope="session")
def sandbox(request: pytest.FixtureRequest, count_api_calls: Callable[[Budget], None]) -> Iterator[SandboxTarget]:
    """The sandbox of the run."""
    chosen = SandboxTarget.of_run(request.config.getoption("env_file"))
    count_api_calls(chosen.budget)
    yield chosen
    chosen.end()


@pytest.fixture
def target(request: pytest.FixtureRequest) -> Iterator[Target]:
    """The org of this run: the mock as it was when it got ready, or the sandbox as it is."""
    ways: dict[str, Callable[[], Target]] = {
        "mock": lambda: MockTarget(request.getfixturevalue("mock_org").ready),
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
    return request.getfixturevalue("new_context")().new_page()


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


def _runs_scenarios(config: pytest.Config) -> bool:
    chosen = [Path(arg.split("::")[0]).resolve() for arg in config.args]
    folders = [config.rootpath, config.rootpath / "features", config.rootpath / "e2e"]
    return any(path == folder or folder in path.parents for path in chosen for folder in folders[1:]) or (
        config.rootpath in chosen
    )


def _keep_evidence(config: pytest.Config) -> None:
    """The reports, and a screenshot and a trace of each failure in a browser, unless the run was told otherwise."""
    write_by_default(config, BUILD)
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    defaults = {
        "screenshot": ("off", "only-on-failure"),
        "tracing": ("off", "retain-on-failure"),
        "output": ("test-results", str(BUILD / "e2e" / worker)),
    }
    for name, (unset, value) in defaults.items():
        if config.getoption(name, unset) == unset:
            setattr(config.option, name, value)
