"""The hooks of the report: whoever runs a scenario takes notes, and the notes travel with pytest's own reports."""

from collections.abc import Generator
from typing import Any

import pytest

from factories import Refused
from factories.refused import NotSent
from features.catalogue import nearest_told
from features.report.collector import COLLECTOR, Collector
from features.report.facts import facts_of
from features.report.masking import mask
from features.report.notes import NOTES, Notes, notes_of
from features.scene import Scene

_ORG = pytest.StashKey[dict[str, str]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Where the report goes; JUnit XML and Cucumber JSON have options of pytest and of pytest-bdd."""
    parser.getgroup("scenarios").addoption(
        "--report", metavar="FILE", default=None, help="the HTML report of a run (scenarios: build/report.html)"
    )


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Take Cucumber JSON over from pytest-bdd, whose writer ends a run in which a test is run again."""
    collector = Collector(config, str(config.option.cucumber_json_path or ""))
    config.option.cucumber_json_path = None
    if not hasattr(config, "workerinput"):
        config.stash[COLLECTOR] = collector
        config.pluginmanager.register(collector, "scenario-report")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """A run of a scenario has notes of its own, also when it is run again."""
    item.stash[NOTES] = Notes()


def pytest_bdd_before_step(request: pytest.FixtureRequest) -> None:
    """A step begins."""
    notes_of(request.node).begin_step()


def pytest_bdd_after_step(request: pytest.FixtureRequest) -> None:
    """A step has passed."""
    notes_of(request.node).end_step("passed")


def pytest_bdd_step_error(request: pytest.FixtureRequest) -> None:
    """A step has failed."""
    notes_of(request.node).end_step("failed")


@pytest.hookimpl(tryfirst=True)
def pytest_bdd_step_func_lookup_error(request: pytest.FixtureRequest, step: Any, exception: Exception) -> None:
    """Nobody knows this step: name those that come nearest."""
    notes = notes_of(request.node)
    notes.begin_step()
    notes.end_step("undefined")
    exception.args = (f"{exception}\n{nearest_told(step.type, step.name)}",)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Take facts and notes along; reports travel between workers, tests do not."""
    report = yield
    mask(item, report)
    notes = notes_of(item)
    if report.when == "call":
        notes.close()
        notes.plain["org"] = _org(item.config, notes.scene)
    facts = facts_of(item) if report.when == "teardown" else None
    if facts is not None:
        report.scenario = {**facts, "notes": notes.plain}  # type: ignore[attr-defined]
    return report


def _org(config: pytest.Config, scene: Scene | None) -> dict[str, str]:
    """Which org this is; asked once a worker."""
    if scene is None or scene.org is None:
        return {}
    if _ORG not in config.stash:
        config.stash[_ORG] = _asked(scene)
    return config.stash[_ORG]


def _asked(scene: Scene) -> dict[str, str]:
    connection = scene.org.connection
    known = {"url": connection.instance_url, "site": connection.site_url, "version": connection.api_version}
    if scene.org.journal.head is not None:
        known["run"] = scene.org.journal.head.run
    try:
        [org] = scene.org.query("SELECT Id, Name FROM Organization")
    except (Refused, NotSent, OSError, ValueError):
        return known
    return {**known, "name": str(org.Name), "id": str(org.Id)}
