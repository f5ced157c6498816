"""The pytest options --sharing-coverage…: what a run exercised of an org's sharing, over all xdist workers."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

# Set by `mock-org mutate`: where to write the data, as --sharing-coverage-data says it.
DATA_VARIABLE = "MOCK_ORG_SHARING_COVERAGE"
WORKER_OUTPUT = "mock_org_sharing_coverage"


def add_options(parser: pytest.Parser) -> None:
    """The options of sharing coverage."""
    group = parser.getgroup("mock-org")
    group.addoption(
        "--sharing-coverage",
        nargs="?",
        const="",
        metavar="FILE.html",
        help="tell which sharing rules, sets, defaults and permissions no test exercised; also as a page",
    )
    group.addoption(
        "--sharing-coverage-fail-under", type=float, metavar="PERCENT", help="fail the run when less was exercised"
    )
    group.addoption("--sharing-coverage-data", metavar="FILE.json", help="keep the data, for `mock-org coverage`")


class SharingCoverage:
    """Collects after each test what its org noted, and reports at the end of the run."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._page = str(config.getoption("sharing_coverage") or "")
        self._data = config.getoption("sharing_coverage_data") or os.environ.get(DATA_VARIABLE)
        self._least = config.getoption("sharing_coverage_fail_under")
        # The latest of each org by its URL, and what workers handed over.
        self._latest: dict[str, Any] = {}
        self._handed_over: list[Any] = []
        self._report: Any = None

    @contextmanager
    def collecting(self, url: str, control: Callable[..., Any]) -> Iterator[None]:
        """Let the org collect while a test runs. control: asks the org's control doors."""
        if url not in self._latest:
            self._latest[url] = control("POST", "coverage/start")
        yield
        self._latest[url] = control("GET", "coverage")

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Take over what an xdist worker collected."""
        self._handed_over += getattr(node, "workeroutput", {}).get(WORKER_OUTPUT, [])

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Hand over, or put together, write and judge."""
        parts = [*self._handed_over, *(part for part in self._latest.values() if "entries" in part)]
        if hasattr(self._config, "workeroutput"):
            self._config.workeroutput[WORKER_OUTPUT] = parts
            return
        self._report = import_module("mock_org.audit.coverage_report").combined(parts)
        for file, text in ((self._page, self._report.as_html), (self._data, self._as_json)):
            if file:
                Path(file).parent.mkdir(parents=True, exist_ok=True)
                Path(file).write_text(text(), encoding="utf-8")
        if self._falls_short() and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print the table."""
        if self._report is None:
            return
        terminalreporter.section("sharing coverage")
        terminalreporter.write_line(self._report.as_text() if self._report.lines else "no test used a mock org")
        if self._page:
            terminalreporter.write_line(f"Page: {self._page}")
        if self._falls_short():
            terminalreporter.write_line(
                f"{self._report.percent:g} % is less than the {self._least:g} % wanted", red=True
            )

    def _falls_short(self) -> bool:
        return self._least is not None and (not self._report.lines or self._report.percent < self._least)

    def _as_json(self) -> str:
        return json.dumps(self._report.as_json(), indent=1)


def sharing_coverage(config: pytest.Config) -> SharingCoverage | None:
    """The collector of this run, if an option asks for one.

    Raises UsageError when --sharing-coverage took something else for its page.
    """
    page = config.getoption("sharing_coverage", None)
    if page and not page.endswith(".html"):
        raise pytest.UsageError(f"--sharing-coverage={page}: a page ends in .html; write --sharing-coverage=FILE.html")
    names = ("sharing_coverage_data", "sharing_coverage_fail_under")
    wanted = page is not None or any(config.getoption(name, None) is not None for name in names)
    return SharingCoverage(config) if wanted or os.environ.get(DATA_VARIABLE) else None
