"""The command line as a user starts it: `mock-org serve` as a process of its own, ready when its ready file says so."""

import json
import os
import signal
import subprocess
import sysconfig
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MOCK_ORG = Path(sysconfig.get_path("scripts")) / "mock-org"
PATIENCE = 60.0  # seconds; a busy machine starts slowly


@dataclass(frozen=True)
class RunningOrg:
    """A served org: its process and what its ready file says."""

    process: "subprocess.Popen[str]"
    ready: dict[str, Any]
    printed: Path

    def output(self) -> str:
        """Everything that the process printed so far, both streams."""
        return self.printed.read_text(encoding="utf-8")

    def stop(self, with_signal: signal.Signals = signal.SIGTERM) -> int:
        """The exit status after this signal; raises when the process does not end or leaves a child behind."""
        self.process.send_signal(with_signal)
        status = self.process.wait(PATIENCE)
        _until(lambda: not _group_lives(self.process.pid), f"{self.process.args} left children behind")
        return status


def start(folder: Path, *options: str, command: str = "serve") -> RunningOrg:
    """A served org (or what else `mock-org` serves) on a free port, ready; raises with its output when it ends."""
    ready_file, printed = folder / "ready.json", folder / "output.txt"
    with printed.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(
            [str(MOCK_ORG), command, "--port", "0", "--ready-file", str(ready_file), *options],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            text=True,
        )
    try:
        _until(lambda: ready_file.exists() or process.poll() is not None, "the org does not get ready")
        assert ready_file.exists(), f"the org ended with {process.returncode}:\n{printed.read_text(encoding='utf-8')}"
    except BaseException:
        _kill(process)
        raise
    return RunningOrg(process, json.loads(ready_file.read_text(encoding="utf-8")), printed)


@contextmanager
def serving(folder: Path, *options: str, command: str = "serve") -> Iterator[RunningOrg]:
    """A served org, which afterwards must end cleanly on SIGTERM: status 0, no traceback, no children."""
    org = start(folder, *options, command=command)
    try:
        yield org
        assert org.stop() == 0, org.output()
        assert "Traceback" not in org.output()
    finally:
        _kill(org.process)


def _kill(process: "subprocess.Popen[str]") -> None:
    if _group_lives(process.pid):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(PATIENCE)


def _group_lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def _until(true: Any, complaint: str) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, complaint
        time.sleep(0.02)
