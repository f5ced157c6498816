"""What the engine asked the database while it made its conditions for a user: same answers, same conditions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping, Select, Table
from sqlalchemy.sql import Executable

from mock_org.storage import Database, Row
from mock_org.storage.reads import Read, Tuple

Answer = frozenset[Tuple]


@dataclass(frozen=True, slots=True)
class Question:
    """A statement whose parameters that are the user's own values are known by their names.

    values: the parameters in their places; own: place → which value of the user stands there.
    """

    sql: str
    values: tuple[Any, ...]
    own: Mapping[int, str]

    def of(self, user: Mapping[str, str]) -> Sequence[Any]:
        """The parameters for that user."""
        if not self.own:
            return self.values
        values = list(self.values)
        for place, name in self.own.items():
            values[place] = user[name]
        return values

    def same_text(self, other: "Question") -> bool:
        """Whether two users' questions are one question, the users' own values apart."""
        if self.sql != other.sql or len(self.values) != len(other.values) or self.own != other.own:
            return False
        pairs = enumerate(zip(self.values, other.values, strict=True))
        return all(place in self.own or mine == theirs for place, (mine, theirs) in pairs)


def question(read: Read, user: Mapping[str, str]) -> Question:
    """A prepared statement of this user, as a question that can be asked of others like him."""
    names = {value: name for name, value in user.items()}
    values = tuple(read.values({}))
    return Question(
        read.sql,
        values,
        {n: names[value] for n, value in enumerate(values) if isinstance(value, str) and value in names},
    )


@dataclass(frozen=True, slots=True)
class Fact:
    """A question and its answer for one user."""

    question: Question
    answer: Answer


class Recorder(Database):
    """The same database; it remembers which statements were read and what the answers were."""

    def __init__(self, database: Database, user: Mapping[str, str]) -> None:
        self.__dict__.update(database.__dict__)
        self.user = user
        self._facts: dict[tuple[str, tuple[Any, ...]], Fact] = {}
        # Whether something was read that cannot be asked again for somebody else.
        self.private = False

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What was asked, each question once, with its last answer."""
        return tuple(self._facts.values())

    def rows(self, statement: Executable) -> Sequence[RowMapping]:
        """All rows of a select."""
        found = super().rows(statement)
        self._remember(statement, frozenset(tuple(row.values()) for row in found))
        return found

    def row(self, statement: Executable) -> RowMapping | None:
        """The first row of a select, or None."""
        found = super().row(statement)
        self._remember(statement, frozenset([tuple(found.values())] if found is not None else []))
        return found

    def scalar(self, statement: Executable) -> Any:
        """The first column of the first row, or None."""
        found = super().row(statement)
        values = tuple(found.values()) if found is not None else ()
        self._remember(statement, frozenset([values] if found is not None else []))
        return values[0] if values else None

    def find(self, table: Table, equals: Row) -> list[dict[str, Any]]:
        """The whole rows with these values: a fact of nobody's unless it names the user."""
        self.private = self.private or any(value in self.user.values() for value in equals.values())
        return super().find(table, equals)

    def read(self, select: Read | Select[Any], **given: Any) -> Sequence[Tuple]:
        """The rows of a select as tuples. One that is prepared is read for an answer, not to make conditions."""
        self.private = self.private or not isinstance(select, Read)
        return super().read(select, **given)

    def _remember(self, statement: Any, answer: Answer) -> None:
        asked = question(self.prepare(statement), self.user)
        self._facts[asked.sql, asked.values] = Fact(asked, answer)
