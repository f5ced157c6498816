"""What a run of scenarios can be told, what it refuses, and what it leaves behind."""

import gc
import os
from inspect import isfunction
from pathlib import Path

import pytest
from pytest_bdd.scenario import scenario_wrapper_template_registry

from features.project import PROJECT, ProjectRefused, check_root
from features.report.collector import write_by_default
from features.reruns import set_reruns, told_of_reruns
from features.selection import check_flavour, in_browser, some_in_browser
from features.skipped import able, count_skips, skip_unable
from features.targets import SandboxTarget, TargetError
from mock_org.harness.drivers import DRIVERS, TARGETS

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
    parser.addini("scenario_folders", "a run of one of these leaves its reports in build/", "args", ["."])


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """The plugin of the mock org where it is not installed, the report and what it shows of failures."""
    gc.set_threshold(GARBAGE_AFTER)
    try:
        check_root(config.rootpath, PROJECT)
    except ProjectRefused as refusal:
        raise pytest.UsageError(str(refusal)) from None
    check_flavour(config.getoption("flavour"), TARGETS[config.getoption("target")])
    set_reruns(config, TARGETS[config.getoption("target")])
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


@pytest.hookimpl(tryfirst=True)
def pytest_pycollect_makeitem(obj: object) -> None:
    """A scenario uses a driver: pytest-bdd asks for fixtures while it runs, too late to parametrize by them."""
    if isfunction(obj) and obj in scenario_wrapper_template_registry:
        pytest.mark.usefixtures("driver")(pytest.mark.scenario(obj))


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


def _runs_scenarios(config: pytest.Config) -> bool:
    """Whether the run is of a folder of scenarios, or of something in one, or of a folder around it."""
    chosen = [Path(arg.split("::")[0]).resolve() for arg in config.args]
    folders = [config.rootpath / folder for folder in config.getini("scenario_folders")]
    return any(
        path == folder or folder in path.parents or path == config.rootpath for path in chosen for folder in folders
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
    told = {arg.partition("=")[0] for arg in config.invocation_params.args}
    for name, (unset, value) in defaults.items():
        if config.getoption(name, unset) == unset and f"--{name}" not in told:
            setattr(config.option, name, value)
