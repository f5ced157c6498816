"""Whoever ends a run gathers what its workers noted, and writes the files."""

import time
from collections.abc import Generator
from pathlib import Path

import pytest

from features.report import cucumber, page
from features.report.head import head_of
from features.report.junit import TestCases
from features.report.results import Results

COLLECTOR = pytest.StashKey["Collector"]()


def write_by_default(config: pytest.Config, folder: Path) -> None:
    """Leave all three files in this folder, unless the run was told where."""
    collector = config.stash.get(COLLECTOR, None)
    config.option.report = config.option.report or str(folder / "report.html")
    config.option.xmlpath = config.option.xmlpath or str(folder / "junit.xml")
    if collector is not None:
        collector.cucumber = collector.cucumber or str(folder / "cucumber.json")


class Collector:
    """Gathers the reports of all workers, and writes the files at the end."""

    def __init__(self, config: pytest.Config, cucumber_file: str) -> None:
        self.config = config
        self.cucumber = cucumber_file
        self.results = Results()
        self._cases = TestCases(config)
        self._began = time.time()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note what a worker says; the JUnit writer calls the test by its scenario's name."""
        self.results.add(report)
        self._cases.add(report)

    @pytest.hookimpl(wrapper=True)
    def pytest_sessionfinish(self) -> Generator[None]:
        """Write the report and the JSON, where scenarios were run; tell the JUnit writer what the run was about."""
        head = head_of(self.config, self.results, self._began) if self.results.scenarios() else {}
        self._cases.tell_of_run(head)
        yield
        if head and self.cucumber:
            cucumber.write(self.results, Path(self.cucumber))
        if head and self.config.option.report:
            page.write(self.results, Path(self.config.option.report), head)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say where the files are."""
        if self.results.scenarios():
            named = {"Report": self.config.option.report, "Cucumber JSON": self.cucumber}
            for name, file in named.items():
                if file:
                    terminalreporter.write_line(f"{name}: {file}")
