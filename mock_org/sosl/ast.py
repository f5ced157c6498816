"""What a search is made of."""

from dataclasses import dataclass
from typing import TypeAlias

from mock_org.soql import Query

# What a search looks at: IN ... FIELDS.
GROUPS = ("ALL", "NAME", "EMAIL", "PHONE", "SIDEBAR")
# What suggestions look at: the name field alone. No statement can say it.
TITLE = "TITLE"


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or a phrase of several: its parts stand next to each other; * and ? are wildcards in them."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class All:
    """Every one of them, each in any field of the record."""

    terms: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Any:
    """One of them at least."""

    terms: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AndNot:
    """The one without the other."""

    wanted: "Condition"
    unwanted: "Condition"


Condition: TypeAlias = Term | All | Any | AndNot


@dataclass(frozen=True, slots=True)
class Search:
    """One statement.

    returning: a SOQL query for each sObject; None where the statement names none, so that every searchable one counts.
    labels: WITH METADATA = 'LABELS'.
    """

    terms: Condition
    group: str = "ALL"
    returning: tuple[Query, ...] | None = None
    limit: int | None = None
    labels: bool = False
