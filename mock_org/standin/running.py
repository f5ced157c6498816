"""How many requests run long at a time: so many, and no more are taken until one of them ends."""

import itertools
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Running:
    """The API requests that are being answered now."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._number = itertools.count()
        self._since: dict[int, float] = {}

    def longer_than(self, seconds: float) -> int:
        """How many have been running for so long."""
        with self._lock:
            limit = time.monotonic() - seconds
            return sum(since <= limit for since in self._since.values())

    @contextmanager
    def one(self) -> Iterator[None]:
        """One more, meanwhile."""
        with self._lock:
            number = next(self._number)
            self._since[number] = time.monotonic()
        try:
            yield
        finally:
            with self._lock:
                del self._since[number]
