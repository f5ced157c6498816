"""What came of a run of mutants: text, JSON and a page. First what survived, since that nobody guards."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mock_org.audit.mutation_run import Result
from mock_org.audit.pages import page

# Worst first.
OUTCOMES = ("survived", "uncovered", "failed to run", "timed out", "killed")
TOLD = {
    "survived": "no test noticed",
    "uncovered": "no test uses this entry that way, so none was run",
    "failed to run": "the run could not tell",
    "timed out": "the tests did not end in time",
    "killed": "a test noticed",
}


@dataclass(frozen=True, slots=True)
class MutationReport:
    """All results of one run. seconds: how long it took."""

    command: tuple[str, ...]
    results: Sequence[Result]
    seconds: float

    @property
    def counts(self) -> Counter[str]:
        """How many mutants had which outcome."""
        return Counter(result.outcome for result in self.results)

    @property
    def survivors(self) -> int:
        """How many mutants nothing noticed."""
        return self.counts["survived"] + self.counts["uncovered"]

    @property
    def percent(self) -> float:
        """Of the mutants that could be judged, those that were noticed."""
        judged = len(self.results) - self.counts["failed to run"]
        return round(100 * (judged - self.survivors) / judged, 1) if judged else 100.0

    def groups(self) -> list[tuple[str, str, list[Result]]]:
        """Outcome, what it means, and its results; worst first."""
        found = [(outcome, TOLD[outcome], [r for r in self.results if r.outcome == outcome]) for outcome in OUTCOMES]
        return [group for group in found if group[2]]

    def as_json(self) -> dict[str, Any]:
        """Everything."""
        results = [
            r.mutant.as_json() | {"outcome": r.outcome, "seconds": round(r.seconds, 1), "by": r.by}
            for r in self.results
        ]
        head = {"command": list(self.command), "seconds": round(self.seconds, 1), "percent": self.percent}
        return head | {"counts": dict(self.counts), "mutants": results}

    def as_html(self) -> str:
        """A page."""
        return page("mutation.html", report=self)

    def as_text(self) -> str:
        """One line a mutant that was not noticed, and the counts."""
        lines = []
        for outcome, told, results in self.groups():
            if outcome != "killed":
                lines.append(f"{outcome} ({told}):")
                lines += [f"  {result.mutant.told}{f'  ({result.by})' if result.by else ''}" for result in results]
        counts = ", ".join(
            f"{self.counts[outcome]} {outcome}" for outcome in reversed(OUTCOMES) if self.counts[outcome]
        )
        return "\n".join([*lines, f"{len(self.results)} mutants: {counts}; {self.percent:g} % noticed"])
