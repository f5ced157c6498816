"""The HTML report speaks of features and scenarios, not of test functions."""

from collections.abc import Generator
from html import escape
from typing import Any

import pytest
from pytest_bdd.parser import Feature, Scenario

TITLE = "Mock Org: scenarios"
_KEY = pytest.StashKey[str]()


def pytest_bdd_before_scenario(request: pytest.FixtureRequest, feature: Feature, scenario: Scenario) -> None:
    """Remember what the scenario is called, and which way it is acted."""
    way = request.node.callspec.params.get("driver_name", "") if hasattr(request.node, "callspec") else ""
    name = f"{feature.name}: {scenario.name}"
    request.node.stash[_KEY] = f"{name} ({way})" if way else name


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Take the name along; reports travel between workers, tests do not."""
    report = yield
    if _KEY in item.stash:
        report.scenario_title = item.stash[_KEY]
    return report


@pytest.hookimpl(optionalhook=True)
def pytest_html_report_title(report: Any) -> None:
    """What stands above the report."""
    report.title = TITLE


@pytest.hookimpl(optionalhook=True)
def pytest_html_results_table_row(report: pytest.TestReport, cells: list[str]) -> None:
    """The scenario's name in place of its test function's."""
    title = getattr(report, "scenario_title", None)
    if title:
        cells[1] = f'<td class="col-testId">{escape(title)}</td>'
