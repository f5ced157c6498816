"""The mock that a sandbox is compared with: one that runs already, or one that is served meanwhile."""

import json
import subprocess
import sysconfig
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

MOCK_ORG = Path(sysconfig.get_path("scripts")) / "mock-org"
PATIENCE = 120.0
PAUSE = 0.05


class NoMock(Exception):
    """There is no mock to compare with; the text says why."""


@contextmanager
def mock_beside(ready_file: Path | None, projects: Sequence[str]) -> Iterator[dict[str, Any]]:
    """What the ready file of the mock says: of the running one, or of one that is served as long as the block lasts.

    projects: SFDX folders for `mock-org serve`; none takes the starter org. Raises NoMock.
    """
    if ready_file is not None:
        if not ready_file.is_file():
            raise NoMock(f"{ready_file} is not there: `mock-org serve --ready-file {ready_file}` writes it")
        yield json.loads(ready_file.read_text(encoding="utf-8"))
        return
    with tempfile.TemporaryDirectory(prefix="mock-org-drift-") as folder:
        written, printed = Path(folder) / "ready.json", Path(folder) / "output.txt"
        named = [word for project in projects for word in ("--project", project)]
        with printed.open("w", encoding="utf-8") as output:
            process = subprocess.Popen(
                [str(MOCK_ORG), "serve", "--port", "0", "--ready-file", str(written), *named],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        try:
            _wait(process, written, printed)
            yield json.loads(written.read_text(encoding="utf-8"))
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _wait(process: "subprocess.Popen[bytes]", written: Path, printed: Path) -> None:
    end = time.monotonic() + PATIENCE
    while not written.exists():
        if process.poll() is not None or time.monotonic() > end:
            raise NoMock(f"the mock did not get ready:\n{printed.read_text(encoding='utf-8')}")
        time.sleep(PAUSE)
