"""The results of a run, put together from the reports of its tests, whichever worker they come from."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

ORDER = ("failed", "rerun", "skipped", "passed")


@dataclass
class Attempt:
    """One run of one test: its phases, and what a scenario's worker took along."""

    nodeid: str
    outcome: str = "passed"
    seconds: float = 0.0
    message: str = ""
    output: list[tuple[str, str]] = field(default_factory=list)
    evidence: list[tuple[str, str]] = field(default_factory=list)
    scenario: dict[str, Any] | None = None

    def add(self, report: pytest.TestReport) -> None:
        """One phase more."""
        self.seconds += report.duration
        self.scenario = getattr(report, "scenario", None) or self.scenario
        self.evidence += [
            (name.removeprefix("playwright_"), str(path))
            for name, path in report.user_properties
            if name.startswith("playwright_")
        ]
        if ORDER.index(_outcome(report)) < ORDER.index(self.outcome):
            self.outcome = _outcome(report)
        if report.outcome != "passed":
            self.message = "\n\n".join(filter(None, [self.message, _told(report)]))
            self.output += [(title, text) for title, text in report.sections if (title, text) not in self.output]

    @property
    def steps(self) -> list[dict[str, Any]]:
        """The steps with how they ended; what came after a failure, or was never begun, is skipped."""
        scenario = self.scenario or {}
        ended = scenario.get("notes", {}).get("steps", [])
        skipped = [{"status": "skipped", "seconds": 0.0}] * (len(scenario.get("steps", ())) - len(ended))
        return [{**fact, **end} for fact, end in zip(scenario.get("steps", ()), [*ended, *skipped], strict=False)]


class Results:
    """Attempts in the order of their end; the last attempt of a test is the one that counts."""

    def __init__(self) -> None:
        self._tests: dict[str, list[Attempt]] = {}

    def add(self, report: pytest.TestReport) -> None:
        """Take a phase of a test; the setup begins an attempt."""
        attempts = self._tests.setdefault(report.nodeid, [])
        if report.when == "setup" or not attempts:
            attempts.append(Attempt(report.nodeid))
        attempts[-1].add(report)

    def scenarios(self) -> list[Attempt]:
        """The scenarios, as they ended."""
        return [tries[-1] for tries in self._tests.values() if tries[-1].scenario is not None]

    def others(self) -> list[Attempt]:
        """Tests that are no scenarios, as they ended."""
        return [tries[-1] for tries in self._tests.values() if tries[-1].scenario is None]

    def reruns(self) -> list[Attempt]:
        """Attempts that failed and were tried once more; what they are scenarios of, the last attempt tells."""
        return [replace(each, scenario=tries[-1].scenario) for tries in self._tests.values() for each in tries[:-1]]

    def counts(self) -> Counter[str]:
        """How many scenarios ended how."""
        return Counter(each.outcome for each in self.scenarios())

    def skips(self) -> list[tuple[str, Sequence[Attempt]]]:
        """The skipped scenarios by reason, the commonest reason first."""
        reasons: dict[str, list[Attempt]] = {}
        for each in self.scenarios():
            if each.outcome == "skipped":
                reasons.setdefault(each.message, []).append(each)
        return sorted(reasons.items(), key=lambda pair: -len(pair[1]))


def _outcome(report: pytest.TestReport) -> str:
    return report.outcome if report.outcome in ORDER else "failed"


def _told(report: pytest.TestReport) -> str:
    """Why it did not pass; pytest keeps file, line and "Skipped: reason" of a skip."""
    if isinstance(report.longrepr, tuple):
        return str(report.longrepr[2]).removeprefix("Skipped: ")
    return report.longreprtext
