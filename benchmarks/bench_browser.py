"""What does a scenario cost in a browser, of the features as they are?

Every scenario that runs in a browser is measured, and beside it the same one by the API, where it runs that way, too.
One worker: what somebody sees who runs scenarios on a machine that has nothing else to do. A scenario's time is that of
its setup, its steps and its teardown, with what is kept by default for the case that it fails.
"""

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.timings import FILE

RUN = ["features", "--driver", "both", "-q", "-p", "no:randomly", "-p", "benchmarks.timings"]
# A scenario on a machine that has other things to do is slow, but has not failed.
PATIENCE = ["--patience", "4"]
SAID_AT_MOST = 20


class NotMeasured(Exception):
    """The run has come to nothing."""


def results(folder: Path) -> Iterator[tuple[str, float]]:
    """The median scenario in a browser, in seconds and compared with the same one by the API; what has failed.

    folder: for what the run leaves behind. Raises NotMeasured.
    """
    found = _timed(folder)
    in_browser = [ways["browser"] for ways in found.values() if "browser" in ways]
    ratios = [ways["browser"] / ways["api"] for ways in found.values() if ways.keys() >= {"api", "browser"}]
    yield f"median of {len(ratios)} scenarios in a browser / the same by the API", statistics.median(ratios)
    yield (
        f"median scenario in a browser, in seconds on this machine ({len(in_browser)} scenarios)",
        statistics.median(in_browser),
    )
    yield (
        "slowest tenth of the scenarios in a browser begins at, in seconds",
        statistics.quantiles(in_browser, n=10)[-1],
    )


def _timed(folder: Path) -> Mapping[str, Mapping[str, float]]:
    """By scenario, way → seconds, without those that have failed: what they took says nothing, and they are named."""
    file = folder / "timings.json"
    kept = ["--output", str(folder / "e2e"), "--report", str(folder / "report.html")]
    run = subprocess.run(
        [sys.executable, "-m", "pytest", *RUN, *PATIENCE, *kept],
        env={**os.environ, FILE: str(file)},
        capture_output=True,
        text=True,
        check=False,
    )
    if not file.exists():
        raise NotMeasured("\n".join((run.stdout + run.stderr).splitlines()[-SAID_AT_MOST:]))
    told: dict[str, dict[str, dict[str, float]]] = json.loads(file.read_text(encoding="utf-8"))
    for name, ways in told["failed"].items():
        print(f"left out, for it failed: {name} ({', '.join(ways)})", file=sys.stderr)
    if not told["passed"]:
        raise NotMeasured("no scenario has passed")
    return told["passed"]
