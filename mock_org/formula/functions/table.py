"""What a row of the table of functions says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Moment:
    """When and where a formula is computed: the org's clock and the running user's time zone."""

    now: datetime
    time_zone: str

    @property
    def today(self) -> date:
        """The running user's day."""
        return self.now.astimezone(ZoneInfo(self.time_zone)).date()

    def local_date(self, instant: datetime) -> date:
        """The day of an instant where the running user is."""
        return instant.astimezone(ZoneInfo(self.time_zone)).date()

    def __str__(self) -> str:
        return f"{self.now.isoformat()}|{self.time_zone}"

    @classmethod
    def read(cls, text: str) -> "Moment":
        """The moment that str() wrote."""
        return _moment(text)


@lru_cache(maxsize=64)
def _moment(text: str) -> Moment:
    now, _, zone = text.partition("|")
    return Moment(datetime.fromisoformat(now).astimezone(UTC), zone)


@dataclass(frozen=True, slots=True)
class Signature:
    """Parameter types and the type that is given.

    A parameter names types ("number/date"), "any", a variable ("T": all of one type, no picklist; "pT": a picklist
    counts as text), or "field" (a merge field of the record). The last one may be repeated ("number*"), or left
    out ("text?").
    """

    takes: tuple[str, ...]
    gives: str

    @classmethod
    def read(cls, text: str) -> "Signature":
        """From "text number? -> text"."""
        takes, _, gives = text.partition("->")
        return cls(tuple(takes.split()), gives.strip())

    def parameters(self, count: int) -> tuple[str, ...]:
        """One type for each of so many arguments; of another length where they are too many or too few."""
        required = [name for name in self.takes if not name.endswith("?")]
        if self.takes and self.takes[-1].endswith("*"):
            fixed, repeated = self.takes[:-1], self.takes[-1].rstrip("*")
            return (*fixed, *[repeated] * max(1, count - len(fixed)))
        named = tuple(name.rstrip("?") for name in self.takes)
        return named[: max(count, len(required))]


@dataclass(frozen=True, slots=True)
class Function:
    """One function or operator.

    run: its value from the values of its arguments (None: blank); no argument that must be there is None, see blank.
    It raises FormulaError where there is none. None for those that the evaluators do themselves (IF, ISCHANGED).
    blank: arguments may be blank; otherwise the function of a blank is blank.
    moment: it takes the Moment before its arguments.
    rules_only: not in formula fields, only where a record is saved.
    """

    signatures: tuple[Signature, ...]
    run: Callable[..., Any] | None
    blank: bool = False
    moment: bool = False
    rules_only: bool = False
    group: str = ""


def rows(group: str, table: Mapping[str, tuple[Any, ...]], **attributes: bool) -> dict[str, Function]:
    """Rows from name: (signatures separated by ";", run)."""
    return {
        name: Function(tuple(Signature.read(part) for part in text.split(";")), run, group=group, **attributes)
        for name, (text, run) in table.items()
    }
