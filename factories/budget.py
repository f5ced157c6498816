"""API calls of a run, counted against the org's daily limit, so that tests never take it from everybody else."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import requests

from factories.refused import NotSent

# REST API Developer Guide, "Limit Info Header": Sforce-Limit-Info: api-usage=10018/100000 (confidence A).
HEADER = "Sforce-Limit-Info"
USAGE = re.compile(r"api-usage=(\d+)/(\d+)")
SHARE = 0.5
RESERVE = 100


class BudgetSpent(NotSent):
    """The run has made as many API calls as it may."""


class Budget:
    """The API calls of one process.

    Args:
        at_most: calls that the whole run may make; at most half of what the org had left when the run began.
        workers: processes that share them.
    """

    def __init__(self, at_most: int, workers: int = 1) -> None:
        self.used = 0
        self.allowed = max(1, at_most // workers)
        self._workers = workers
        self._org: tuple[int, int] | None = None
        self._free = 0
        self._refused = False

    def note(self, answer: requests.Response, *_args: Any, **_options: Any) -> None:
        """Count an answer: those that tell of the limit are counted against it."""
        self._refused = self._refused or _says_none_left(answer)
        usage = USAGE.search(answer.headers.get(HEADER, ""))
        if usage is None:
            return
        used, limit = int(usage[1]), int(usage[2])
        if self._org is None:
            self.allowed = min(self.allowed, max(1, int((limit - used) * SHARE) // self._workers))
        self._org = used, limit
        self.used += 1

    def check(self) -> None:
        """Raise BudgetSpent where one more call would be too many."""
        if self._refused and not self._free:
            raise BudgetSpent("The org has no API calls left (REQUEST_LIMIT_EXCEEDED): the run stops here.")
        if self._free or self._org is None:
            return
        used, limit = self._org
        if self.used >= self.allowed:
            raise BudgetSpent(f"{self} It stops here: MOCK_ORG_SANDBOX_MAX_API_CALLS would give it more.")
        if limit - used <= min(RESERVE, limit // 20):
            raise BudgetSpent(f"The org has used {used} of its {limit} API calls of a day: the run stops here.")

    @contextmanager
    def undoing(self) -> Iterator[None]:
        """What is made is undone whatever it takes; the reserve is kept for this."""
        self._free += 1
        try:
            yield
        finally:
            self._free -= 1

    def told(self) -> dict[str, int]:
        """How much of it is used, and how much the org has used."""
        used, limit = self._org or (0, 0)
        return {"used": self.used, "allowed": self.allowed, "org_used": used, "org_limit": limit}

    def __str__(self) -> str:
        """How much of it is used."""
        of_org = f" (the org: {self._org[0]} of {self._org[1]})" if self._org else ""
        return f"API calls of this run: used {self.used} of {self.allowed}{of_org}."


def _says_none_left(answer: requests.Response) -> bool:
    """Whether the org refuses for the calls of the day, not for too many at a time."""
    if answer.status_code != requests.codes.forbidden:
        return False
    return "REQUEST_LIMIT_EXCEEDED" in answer.text and "Concurrent" not in answer.text
