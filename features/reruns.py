"""Running a scenario again: never on an org that is at hand, once and only for time-outs on one that is far away."""

import pytest

from features.targets import Target

# Playwright's for actions and pages, and for what it expects of a page; of HTTP; of a whole scenario.
TIME_OUTS = (
    r"^TimeoutError: .*Timeout \d+ms exceeded",
    r" with timeout \d+ms",
    r"^(?:factories\.answers\.Unreachable: )?(?:ReadTimeout|ConnectTimeout|OutOfTime):",
)


def set_reruns(config: pytest.Config, target: type[Target]) -> None:
    """Give pytest-rerunfailures the number that the target has; nobody chooses another. Raises UsageError."""
    if config.getoption("reruns", None) is not None and not hasattr(config, "workerinput"):
        raise pytest.UsageError(
            "--reruns: leave the option out. On a mock nothing is run again, for what fails there has a cause; "
            "on a sandbox a scenario that ran out of time is run again once, and the end of the run tells of it"
        )
    config.option.reruns = target.patience.reruns or None
    config.option.only_rerun = list(TIME_OUTS) if target.patience.reruns else None


def told_of_reruns(reporter: pytest.TerminalReporter) -> list[str]:
    """The lines for the end of a run: what ran out of time and was run again."""
    again = reporter.stats.get("rerun", [])
    if not again:
        return []
    number = len(again)
    return [
        f"{number} scenario{'' if number == 1 else 's'} ran out of time and ran again:",
        *(f"  {report.nodeid}: {_first_line(report)}" for report in again),
    ]


def _first_line(report: pytest.TestReport) -> str:
    crash = getattr(report.longrepr, "reprcrash", None)
    text = str(getattr(crash, "message", "") or report.longrepr)
    return text.strip().splitlines()[0] if text.strip() else "no message"
