"""`python -m benchmarks.soak`: all browser scenarios again and again, in another order and with other data each time.

On the mock nothing is run again and waits are short, so that a scenario that fails now and then shows here.
"""

import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import cycle, islice

import click

from features.targets import MockTarget

ALL = "all"
FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+?(?:\[.*?\])?)(?: - (.*))?$", re.MULTILINE)
COUNTS = re.compile(r"^=*\s*(\d+ .*? in [\d.]+s.*?)=*$", re.MULTILINE)


@click.command()
@click.option("--rounds", default=20, show_default=True, help="How often.")
@click.option("--workers", default=2, show_default=True, help="Processes that share a round.")
@click.option("--flavour", type=click.Choice([*MockTarget.flavours, ALL]), help="What the portal looks like; in turn.")
@click.option("--first-seed", default=1, show_default=True, help="Of the first round; each has the next one.")
@click.argument("more", nargs=-1)
def main(rounds: int, workers: int, flavour: str | None, first_seed: int, more: tuple[str, ...]) -> None:
    """Run the rounds, tell of each, and fail if any scenario has failed. MORE goes to pytest, e.g. -- -k visibility."""
    flavours = [*MockTarget.flavours] if flavour == ALL else [flavour]
    failed: Counter[str] = Counter()
    for seed, look in enumerate(islice(cycle(flavours), rounds), first_seed):
        began = time.monotonic()
        found, told = _round(seed, workers, look, more)
        failed.update(found.keys())
        print(
            f"round with seed {seed}{f' of {look}' if look else ''}: {told} ({time.monotonic() - began:.0f} s)",
            *(f"{name}: {why}" for name, why in sorted(found.items())),
            sep="\n  ",
            flush=True,
        )
    listed = (f"{times} times {name}" for name, times in failed.most_common())
    print(f"{rounds} rounds, {sum(failed.values())} failures", *listed, sep="\n  ")
    sys.exit(bool(failed))


def _round(seed: int, workers: int, flavour: str | None, more: Sequence[str]) -> tuple[Mapping[str, str], str]:
    """The scenarios that have failed, each with its first line, and pytest's own last words."""
    command = [sys.executable, "-m", "pytest", "features", "--driver", "browser", "-q", "-rfE"]
    command += ["--seed", str(seed), f"--randomly-seed={seed}"]
    command += ["-n", str(workers)] if workers > 1 else []
    command += ["--flavour", flavour] if flavour else []
    run = subprocess.run([*command, *more], capture_output=True, text=True, check=False)
    failed = dict(FAILED.findall(run.stdout))
    counts = COUNTS.findall(run.stdout)
    if run.returncode and not failed:
        failed[f"the round with seed {seed}"] = (run.stdout + run.stderr).strip()[-500:]
    return failed, counts[-1].strip() if counts else "no counts"


if __name__ == "__main__":
    main()
