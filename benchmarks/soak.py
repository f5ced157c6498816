"""`python -m benchmarks.soak`: all browser scenarios again and again, in another order and with other data each time.

On the mock nothing is run again and waits are short, so that a scenario that fails now and then shows here.
"""

import re
import subprocess
import sys
import time
from collections import Counter

import click

FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+)", re.MULTILINE)
COUNTS = re.compile(r"^=*\s*(\d+ .*? in [\d.]+s.*?)=*$", re.MULTILINE)


@click.command()
@click.option("--rounds", default=20, show_default=True, help="How often.")
@click.option("--workers", default=2, show_default=True, help="Processes that share a round.")
@click.option("--flavour", help="What the portal looks like.")
@click.option("--first-seed", default=1, show_default=True, help="Of the first round; each has the next one.")
@click.argument("more", nargs=-1)
def main(rounds: int, workers: int, flavour: str | None, first_seed: int, more: tuple[str, ...]) -> None:
    """Run the rounds, tell of each, and fail if any scenario has failed. MORE goes to pytest."""
    failed: Counter[str] = Counter()
    for seed in range(first_seed, first_seed + rounds):
        began = time.monotonic()
        found, told = _round(seed, workers, flavour, more)
        failed.update(found)
        print(
            f"round with seed {seed}: {told} ({time.monotonic() - began:.0f} s)", *sorted(found), sep="\n  ", flush=True
        )
    print(f"{rounds} rounds, {sum(failed.values())} failures", *map(str, failed.most_common()), sep="\n  ")
    sys.exit(bool(failed))


def _round(seed: int, workers: int, flavour: str | None, more: tuple[str, ...]) -> tuple[set[str], str]:
    """The scenarios that have failed, and pytest's own last words."""
    command = [sys.executable, "-m", "pytest", "features", "--driver", "browser", "-q", "-rfE", "--tracing", "off"]
    command += ["--seed", str(seed), f"--randomly-seed={seed}"]
    command += ["-n", str(workers)] if workers > 1 else []
    command += ["--flavour", flavour] if flavour else []
    run = subprocess.run([*command, *more], capture_output=True, text=True, check=False)
    failed = set(FAILED.findall(run.stdout))
    counts = COUNTS.findall(run.stdout)
    if run.returncode and not failed:
        failed.add(f"the round with seed {seed}: {(run.stdout + run.stderr).strip()[-500:]}")
    return failed, counts[-1].strip() if counts else "no counts"


if __name__ == "__main__":
    main()
