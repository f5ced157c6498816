"""One user and one record, as the rules of near misses look at them, and what such a rule answers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from mock_org.schema import SObject
from mock_org.security.context import SecurityContext
from mock_org.security.sharing.grant import LEVELS, RANK, Access, Asked, Grant, Level, Source
from mock_org.security.sharing.telling import Teller, record_name
from mock_org.security.user import RunningUser


@dataclass(frozen=True, slots=True)
class Miss:
    """One grant that nearly holds for a record.

    access: what it would give. would: the clause that tells what it opens. missing: each condition that does not hold.
    """

    source: Source
    access: Access
    would: str
    missing: tuple[str, ...]

    @property
    def because(self) -> str:
        """The whole sentence."""
        return f"{self.would[:1].upper()}{self.would[1:]}, but {', and '.join(self.missing)}"

    def as_json(self) -> dict[str, Any]:
        """As the control room answers it."""
        source = {"kind": self.source.kind, "name": self.source.name}
        return {"access": self.access, "because": self.because, "missing": list(self.missing), "source": source}


@dataclass(frozen=True)
class Subject:
    """The question why somebody does not have (more) access to one record.

    row: the stored record. level: what the user has. holding: the grants that hold. taken: those that would hold if no
    restriction took them away. deeper: the level on another record, and the misses there.
    """

    asked: Asked
    row: Mapping[str, Any]
    level: Level
    holding: Sequence[Grant]
    taken: Sequence[Grant]
    deeper: Callable[[SObject, str], tuple[Level, Sequence[Miss]]]

    @property
    def user(self) -> RunningUser:
        """Who does not see it."""
        return self.asked.user

    @property
    def context(self) -> SecurityContext:
        """The org."""
        return self.asked.context

    @property
    def sobject(self) -> SObject:
        """What the record is."""
        return self.asked.sobject

    @cached_property
    def tell(self) -> Teller:
        """What things are called."""
        return Teller(self.asked.viewer)

    @cached_property
    def name(self) -> str:
        """What the record is called."""
        return record_name(self.context, self.sobject, self.row["Id"])

    @property
    def plural(self) -> str:
        """What such records are called."""
        return self.sobject.label_plural.lower()

    def more(self, access: Access) -> bool:
        """Whether that would be more than the user has."""
        return RANK[access] > LEVELS.index(self.level)

    def get(self, field: str) -> Any:
        """A value of the record; None where the object has no such field."""
        return self.row.get(field)
