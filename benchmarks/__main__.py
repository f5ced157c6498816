"""`python -m benchmarks`: serves an org, measures, prints a table."""

import tempfile
from pathlib import Path

from benchmarks import bench_browser, bench_rest, bench_restore, bench_scenario
from benchmarks.client import MeasuredOrg
from benchmarks.measure import seconds
from tests.running_org import serving


def main() -> None:
    """Everything, in one run on one machine."""
    with tempfile.TemporaryDirectory() as folder:
        serve = serving(Path(folder))
        running = []
        to_start = seconds(lambda: running.append(serve.__enter__()))
        try:
            org = MeasuredOrg(running[0].ready)
            for results in (
                bench_scenario.results(org, to_start),
                bench_restore.results(org),
                bench_rest.results(org),
                bench_browser.results(Path(folder)),
            ):
                for name, value in results:
                    print(f"{value:10.3f}  {name}")
        finally:
            serve.__exit__(None, None, None)


if __name__ == "__main__":
    main()
