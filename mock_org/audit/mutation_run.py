"""A command run once for each mutant: which ones its tests notice."""

import json
import os
import re
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeAlias

from mock_org.audit.mutant import Mutant
from mock_org.audit.mutation import APPLIED, UNMUTATED, VARIABLE
from mock_org.errors import SetupError

Outcome: TypeAlias = Literal["killed", "survived", "uncovered", "timed out", "failed to run"]
COVERAGE_VARIABLE = "MOCK_ORG_SHARING_COVERAGE"
TESTS_FAILED, LINES_SHOWN = 1, 25
# An error counts as a failed test for pytest; one that says this is none of the tests'.
REFUSED = f"{VARIABLE}:"
_NOTICED_BY = re.compile(r"^(?:FAILED|ERROR) (\S+(?:\[[^\]]*\])?)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one mutant. by: the test that noticed it, or what went wrong."""

    mutant: Mutant
    outcome: Outcome
    seconds: float = 0.0
    by: str = ""


@dataclass(frozen=True, slots=True)
class Ended:
    """A command that has ended, or was ended."""

    status: int | None
    output: str
    seconds: float
    applied: bool


@dataclass(frozen=True)
class Runner:
    """Runs a command under a mutant. timeout: in seconds, for one run. running: what has been started and not ended."""

    command: tuple[str, ...]
    timeout: float
    folder: Path
    running: set[subprocess.Popen[bytes]] = field(default_factory=set, repr=False)

    def run(self, mutant: str, *extra: str, **variables: str) -> Ended:
        """Run it to its end, or to the timeout."""
        with tempfile.TemporaryDirectory(dir=self.folder) as own:
            file, output = Path(own) / "mutant.json", Path(own) / "output"
            file.write_text(json.dumps({"mutant": mutant}), encoding="utf-8")
            began = time.monotonic()
            with output.open("wb") as out:
                status = self._wait([*self.command, *extra], {VARIABLE: str(file)} | variables, out)
            told = output.read_text(encoding="utf-8", errors="replace")
            return Ended(status, told, time.monotonic() - began, file.with_suffix(APPLIED).exists())

    def _wait(self, command: Sequence[str], variables: Mapping[str, str], out: Any) -> int | None:
        """The exit status; None when time was up. Whatever the command started ends with it."""
        environment = os.environ | variables
        try:
            process = subprocess.Popen(
                command, env=environment, stdout=out, stderr=subprocess.STDOUT, start_new_session=True
            )
        except OSError as fault:
            raise SetupError(f"{command[0]} cannot be run: {fault.strerror}") from fault
        self.running.add(process)
        try:
            return process.wait(self.timeout)
        except subprocess.TimeoutExpired:
            return None
        finally:
            _end(process)
            self.running.discard(process)

    def stop(self) -> None:
        """End what still runs, as when somebody presses ctrl-C."""
        for process in list(self.running):
            _end(process)

    def first(self, data: Path | None) -> Ended:
        """The run without a mutant, which must be green. data: where it is to leave its sharing coverage.

        Raises SetupError when it is not, or when it builds no mock org.
        """
        ended = self.run(UNMUTATED, **({COVERAGE_VARIABLE: str(data)} if data else {}))
        if ended.status is None:
            raise SetupError(f"the command did not end within {self.timeout:g} seconds; --timeout gives it more")
        if ended.status != 0:
            last = "\n".join(ended.output.splitlines()[-LINES_SHOWN:])
            raise SetupError(f"without any mutant the command must be green, and ended with {ended.status}:\n{last}")
        if not ended.applied:
            raise SetupError("the command built no mock org, or not in this environment: nothing could be mutated")
        return ended


def run_mutants(
    runner: Runner, wanted: Sequence[Mutant], jobs: int, tell: Callable[[Result], None] = lambda _result: None
) -> list[Result]:
    """Each mutant's run, several at a time; told as they end, returned in the order of the mutants."""
    found: dict[str, Result] = {}
    with ThreadPoolExecutor(jobs) as pool:
        started = [pool.submit(_judge, runner, mutant) for mutant in wanted]
        try:
            for each in as_completed(started):
                found[each.result().mutant.id] = each.result()
                tell(each.result())
        finally:
            for each in started:
                each.cancel()
            runner.stop()
    return [found[mutant.id] for mutant in wanted]


def _end(process: subprocess.Popen[bytes]) -> None:
    """With all that it started: it leads a group of its own."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def is_exercised(mutant: Mutant, coverage: Mapping[str, Any]) -> bool:
    """Whether the run without a mutant used the entry in the way that the mutant changes.

    Who would gain was refused before, who would lose was granted. What coverage does not count is run.
    """
    for entry in coverage["entries"]:
        if (entry["kind"], entry["name"]) == (mutant.kind, mutant.entry):
            wanted = "refused" if mutant.wider else "granted"
            return bool(entry["ways"].get(wanted))
    return True


def _judge(runner: Runner, mutant: Mutant) -> Result:
    ended = runner.run(mutant.id, *_stopping(runner.command))
    if ended.status is None:
        return Result(mutant, "timed out", ended.seconds)
    if REFUSED in ended.output or not ended.applied:
        said = next((line for line in ended.output.splitlines() if REFUSED in line), "no mock org was built")
        return Result(mutant, "failed to run", ended.seconds, said.strip())
    if ended.status == 0:
        return Result(mutant, "survived", ended.seconds)
    if is_pytest(runner.command) and ended.status != TESTS_FAILED:
        last = (ended.output.strip().splitlines() or [""])[-1]
        return Result(mutant, "failed to run", ended.seconds, f"exit status {ended.status}: {last}")
    return Result(mutant, "killed", ended.seconds, next(_noticed_by(ended.output), ""))


def is_pytest(command: Sequence[str]) -> bool:
    """Whether the command is pytest, or leads to it as `uv run pytest` and `python -m pytest` do."""
    return any(Path(word).name in ("pytest", "py.test") for word in command[:4])


def _stopping(command: Sequence[str]) -> tuple[str, ...]:
    """One test that notices is enough."""
    return ("-x", "-q") if is_pytest(command) else ()


def _noticed_by(output: str) -> Iterator[str]:
    return (match[1] for match in _NOTICED_BY.finditer(output))
