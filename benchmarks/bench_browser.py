"""What does a scenario cost in a browser, of the features as they are?"""

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.timings import FILE

# The first scenario of each rule; one worker, in the order of the files.
RUN = [
    "features",
    "--driver",
    "both",
    "--browser-scenarios",
    "some",
    "-q",
    "-p",
    "no:randomly",
    "-p",
    "benchmarks.timings",
]


class NotMeasured(Exception):
    """Scenarios have failed: what they took says nothing."""


def results(folder: Path) -> Iterator[tuple[str, float]]:
    """The median scenario in a browser, and how many times as long as the same one by the API it takes.

    folder: for what the run leaves behind. Raises NotMeasured.
    """
    found = _timed(folder)
    in_browser = [ways["browser"] for ways in found.values()]
    ratios = [ways["browser"] / ways["api"] for ways in found.values()]
    yield "median scenario in a browser / the same by the API", statistics.median(ratios)
    yield (
        f"median scenario in a browser, in seconds on this machine ({len(found)} scenarios)",
        statistics.median(in_browser),
    )
    yield (
        "slowest tenth of the scenarios in a browser begins at, in seconds",
        statistics.quantiles(in_browser, n=10)[-1],
    )


def _timed(folder: Path) -> dict[str, dict[str, float]]:
    file = folder / "timings.json"
    run = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            *RUN,
            "--output",
            str(folder / "e2e"),
            "--report",
            str(folder / "report.html"),
        ],
        env={**os.environ, FILE: str(file)},
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode:
        raise NotMeasured("\n".join(run.stdout.splitlines()[-20:]))
    found: dict[str, dict[str, float]] = json.loads(file.read_text(encoding="utf-8"))
    return {name: ways for name, ways in found.items() if ways.keys() >= {"api", "browser"}}
