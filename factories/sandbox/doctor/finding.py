"""What a check has found."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

State = Literal["fine", "warning", "failed", "unknown"]


@dataclass(frozen=True)
class Finding:
    """One prerequisite.

    state: failed stops a run, a warning does not; unknown: it could not be looked at. says: what is so. advice: what
    to click, or why it could not be looked at.
    """

    check: str
    state: State
    says: str
    advice: str = ""

    def as_data(self) -> dict[str, str]:
        """For JSON."""
        return {"check": self.check, "state": self.state, "says": self.says, "advice": self.advice}


@dataclass(frozen=True)
class Said:
    """What a check says; the register knows its name."""

    state: State
    says: str
    advice: str = ""


def fine(says: str) -> Said:
    """It is as it should be."""
    return Said("fine", says)


def failed(says: str, advice: str) -> Said:
    """It is not; `advice` says what to click."""
    return Said("failed", says, advice)


def warning(says: str, advice: str) -> Said:
    """Scenarios can run, but some of them will suffer."""
    return Said("warning", says, advice)


def unknown(says: str, why: str) -> Said:
    """It could not be looked at."""
    return Said("unknown", says, why)


class NotLookedAt(Exception):
    """What the check needs is not known, since another check has failed."""


Check = Callable[..., Said]
