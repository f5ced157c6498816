"""Scenarios that are not run: each says why, and the end of the run counts them."""

from collections import Counter
from collections.abc import Iterable, Sequence

import pytest

from features.targets import CAPABILITIES, Target

ASKS = "needs-"
# The marker of whatever is a scenario.
SCENARIO = "scenario"
# What a way of acting brings along where the target has it not: whoever is in a browser types passwords into a form.
BROUGHT = {"browser": frozenset({"passwords"})}


def capability_of(tag: str) -> str | None:
    """What a tag @needs-… asks of the target; None for any other tag.

    Raises CollectError for a capability that no target knows, which would skip the scenario everywhere.
    """
    if not tag.startswith(ASKS):
        return None
    capability = tag.removeprefix(ASKS)
    if capability not in CAPABILITIES:
        known = ", ".join(f"@{ASKS}{name}" for name in sorted(CAPABILITIES))
        raise pytest.Collector.CollectError(f"@{tag}: no target knows {capability!r}; the tags are {known}")
    return capability


def skip_unable(items: Iterable[pytest.Item], target: type[Target]) -> None:
    """Skip what needs a capability that this kind of target has not."""
    for item in items:
        if missing := _missing(item, target):
            told = " and ".join(CAPABILITIES[name] for name in missing)
            item.add_marker(pytest.mark.skip(reason=f"needs {told}, which a {target.name} has not"))


def able(item: pytest.Item, target: type[Target]) -> bool:
    """Whether this kind of target has all that a scenario needs."""
    return not _missing(item, target)


def _missing(item: pytest.Item, target: type[Target]) -> list[str]:
    brought = BROUGHT.get(_way(item), frozenset())
    return sorted({mark.args[0] for mark in item.iter_markers("needs")} - target.capabilities - brought)


def _way(item: pytest.Item) -> str:
    """The driver of a scenario; "" for a test that has none."""
    return str(item.callspec.params.get("driver_name", "")) if hasattr(item, "callspec") else ""


def counted(reasons: Sequence[str]) -> list[str]:
    """The lines for the end of a run: how many scenarios were skipped, and how many of them for which reason."""
    if not reasons:
        return []
    number = len(reasons)
    sorts = Counter(reasons).most_common()
    return [
        f"{number} scenario{'' if number == 1 else 's'} skipped:",
        *(f"  {count} {_said_of(count, reason)}" for reason, count in sorts),
    ]


def count_skips(reporter: pytest.TerminalReporter) -> None:
    """Write how many scenarios were skipped and why; tests that are no scenarios are pytest's to count."""
    skipped = reporter.stats.get("skipped", [])
    for line in counted([_reason(report) for report in skipped if SCENARIO in report.keywords]):
        reporter.write_line(line)


def _reason(report: pytest.TestReport) -> str:
    """pytest keeps file, line and "Skipped: reason" of a skip."""
    told = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return told.removeprefix("Skipped: ")


def _said_of(count: int, reason: str) -> str:
    return f"need {reason.removeprefix('needs ')}" if count > 1 and reason.startswith("needs ") else reason
