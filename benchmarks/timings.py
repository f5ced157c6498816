"""A pytest plugin: how long each scenario took that runs in a browser, from its setup to its teardown, as JSON."""

import json
import os
from collections import defaultdict
from pathlib import Path

import pytest

FILE = "MOCK_ORG_TIMINGS"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep what runs in a browser, and the same by the API."""
    ways: dict[str, set[str]] = defaultdict(set)
    for item in items:
        name, way = _name_and_way(item.nodeid)
        ways[name].add(way)
    kept = [item for item in items if "browser" in ways[_name_and_way(item.nodeid)[0]]]
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept


class Timings:
    """Adds up the phases of each test, and writes them down at the end."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._seconds: dict[str, float] = defaultdict(float)
        self._outcomes: dict[str, set[str]] = defaultdict(set)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """One phase more."""
        self._seconds[report.nodeid] += report.duration
        self._outcomes[report.nodeid].add(report.outcome)

    def pytest_sessionfinish(self) -> None:
        """Of what has passed and of what has failed, by scenario: way → seconds. What was skipped took no time."""
        found: dict[str, dict[str, dict[str, float]]] = {"passed": defaultdict(dict), "failed": defaultdict(dict)}
        for nodeid, seconds in self._seconds.items():
            name, way = _name_and_way(nodeid)
            outcomes = self._outcomes[nodeid]
            if "skipped" not in outcomes:
                found["failed" if "failed" in outcomes else "passed"][name][way] = seconds
        self._file.write_text(json.dumps(found), encoding="utf-8")


def pytest_configure(config: pytest.Config) -> None:
    """Write where the environment says."""
    config.pluginmanager.register(Timings(Path(os.environ[FILE])))


def _name_and_way(nodeid: str) -> tuple[str, str]:
    name, _, parameters = nodeid.partition("[")
    way = "browser" if "browser" in parameters else "api" if "api" in parameters else ""
    return name + parameters.replace("browser", "").replace("api", ""), way
