"""A pytest plugin: how long each scenario took that runs both ways, from its setup to its teardown, as JSON."""

import json
import os
from collections import defaultdict
from pathlib import Path

import pytest

FILE = "MOCK_ORG_TIMINGS"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep what runs by the API and in a browser; the rest has nothing to be compared with."""
    ways: dict[str, set[str]] = defaultdict(set)
    for item in items:
        name, way = _name_and_way(item.nodeid)
        ways[name].add(way)
    kept = [item for item in items if ways[_name_and_way(item.nodeid)[0]] >= {"api", "browser"}]
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept


class Timings:
    """Adds up the phases of each test, and writes them down at the end."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._seconds: dict[str, float] = defaultdict(float)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """One phase more."""
        self._seconds[report.nodeid] += report.duration

    def pytest_sessionfinish(self) -> None:
        """By scenario: way → seconds."""
        found: dict[str, dict[str, float]] = defaultdict(dict)
        for nodeid, seconds in self._seconds.items():
            name, way = _name_and_way(nodeid)
            found[name][way] = seconds
        self._file.write_text(json.dumps(found), encoding="utf-8")


def pytest_configure(config: pytest.Config) -> None:
    """Write where the environment says."""
    config.pluginmanager.register(Timings(Path(os.environ[FILE])))


def _name_and_way(nodeid: str) -> tuple[str, str]:
    name, _, parameters = nodeid.partition("[")
    way = "browser" if "browser" in parameters else "api" if "api" in parameters else ""
    return name + parameters.replace("browser", "").replace("api", ""), way
