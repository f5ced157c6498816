"""What is compared: people, records, and who has what on which."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mock_org.org import Org
from mock_org.security import Level


@dataclass(frozen=True, slots=True)
class Person:
    """A user. name: the same in both orgs. group: profile and permission sets, by which people are counted together."""

    id: str
    name: str
    group: str
    external: bool
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A record. name: the same in both orgs, and what a person calls it."""

    id: str
    sobject: str
    name: str


@dataclass(frozen=True)
class Side:
    """One of the two orgs, with the people and the records to compare. notes: what could not be made."""

    org: Org
    persons: Sequence[Person]
    records: Sequence[Kept]
    notes: Sequence[str] = field(default=())

    def by_name(self) -> Mapping[tuple[str, str], Kept]:
        """The records by object and name."""
        return {(each.sobject, each.name): each for each in self.records}


@dataclass(frozen=True, slots=True)
class Access:
    """What one person has on one record, and to whom the record belongs, as the person sees it."""

    level: Level
    belongs: str
