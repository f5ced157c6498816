"""The file that a journal is written in: lines of JSON that are only ever added to, and outlive a killed process."""

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

try:
    import fcntl
except ImportError:  # Windows: nothing tells there whether a run still goes on
    fcntl = None  # type: ignore[assignment]


class InUse(Exception):
    """Another process writes this file."""


class Paper:
    """A file of JSON lines, readable by its owner alone, held by one process at a time. Raises InUse."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            _hold(self._file)
        except OSError:
            os.close(self._file)
            raise InUse(f"{path.name} is being written by a run that goes on") from None
        if os.fstat(self._file).st_size:
            self._end_cut_line()
        else:
            _sync_folder(path.parent)

    def write(self, lines: Iterable[Mapping[str, Any]], *, sync: bool) -> None:
        """Add lines; with sync, they are on the disk when this returns."""
        text = "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines)
        os.write(self._file, text.encode())
        if sync:
            os.fsync(self._file)

    def close(self) -> None:
        """Let others have the file."""
        if self._file >= 0:
            os.close(self._file)
        self._file = -1

    def _end_cut_line(self) -> None:
        """Begin on a line of its own where a process was killed while it wrote."""
        os.lseek(self._file, -1, os.SEEK_END)
        if os.read(self._file, 1) != b"\n":
            os.write(self._file, b"\n")


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The whole lines of a file. One that was cut is left out: what it announces was not asked for yet."""
    lines = []
    for raw in path.read_bytes().split(b"\n"):
        try:
            line = json.loads(raw)
        except ValueError:
            continue
        if isinstance(line, dict):
            lines.append(line)
    return lines


def _hold(file: int) -> None:
    if fcntl is not None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _sync_folder(folder: Path) -> None:
    """Have the file's name on the disk, too; a folder cannot be opened everywhere."""
    if fcntl is not None:
        handle = os.open(folder, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)
