"""Statements made for one reader that serve everybody like him, with the others' own ids in them.

What a statement becomes depends on the setup of the org, on what a user is (permissions, kind, role or none) and on
what the access engine asks the database meanwhile; the ids of the user and those in the text are but values in it.
"""

import re
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, Protocol, Self, TypeVar, cast

from mock_org.schema import to_18
from mock_org.security.facts import Answer, Fact
from mock_org.storage import Database
from mock_org.storage.reads import Read

MOST_STATEMENTS = 1000
# Of what is one statement but for what the database says meanwhile, so many ways to make it are kept.
_MOST_WAYS = 6
_ID = re.compile(r"'([a-zA-Z0-9]{18})'")
_SHORT = 15
_NUMBERED = "id "


@dataclass(frozen=True, slots=True)
class Asking:
    """A statement and who asks it.

    key: equal for statements that are one, ids apart. ids: by their names, those of the reader and those of the text.
    facts: what the engine has asked the database on behalf of this reader by now; None where it cannot be asked again.
    """

    key: Hashable
    ids: Mapping[str, str]
    facts: Callable[[], tuple[Fact, ...] | None]


class Prepared(Protocol):
    """A statement whose selects are text."""

    def each_read(self, change: Callable[[Read], Read]) -> Self:
        """The same with every select changed."""


Statement = TypeVar("Statement", bound=Prepared)


@dataclass(frozen=True, slots=True)
class Made(Generic[Statement]):
    """A statement made anew. lasting: whether it is good for more than this once; then it is prepared.

    of_its_day: whether it holds for today only.
    """

    statement: Statement
    lasting: bool = True
    of_its_day: bool = False


@dataclass(frozen=True, slots=True)
class LevelsRead:
    """The select that tells a reader's levels on records."""

    read: Read

    def each_read(self, change: Callable[[Read], Read]) -> "LevelsRead":
        """The same with the select changed."""
        return LevelsRead(change(self.read))


@dataclass(slots=True)
class _Way:
    """One way to make a statement: its selects as text, and the parameters of each that are ids with a name.

    facts: what must be answered alike. ids: those it was made with. unsure: names whose id may be one of the org's own
    by coincidence, since nobody yet who had another one has come to the same statement.
    """

    statement: Prepared
    places: Sequence[Mapping[str, str]]
    day: date | None
    facts: tuple[Fact, ...]
    ids: Mapping[str, str]
    unsure: set[str] = field(default_factory=set)
    compared: bool = False
    refused: bool = False

    def __post_init__(self) -> None:
        self.unsure |= {name for place in self.places for name in place.values()}
        self.unsure |= {name for fact in self.facts for name in fact.question.own.values()}

    def serves(self, ids: Mapping[str, str]) -> bool:
        """Whether whoever has these ids may have it with them: those that are unsure stay what they are."""
        return self.compared and not self.refused and all(self.ids[name] == ids[name] for name in self.unsure)

    def with_ids(self, ids: Mapping[str, str]) -> Prepared:
        """The statement with other ids."""
        places = iter(self.places)
        return self.statement.each_read(
            lambda read: read.with_values({parameter: ids[name] for parameter, name in next(places).items()})
        )

    def same_as(self, other: "_Way") -> bool:
        """Whether what was made for two readers is one statement, their ids apart."""
        mine, theirs = _reads(self.statement), _reads(other.statement)
        return self.places == other.places and all(
            a.sql == b.sql and a.parameters == b.parameters and _others(a, named) == _others(b, named)
            for a, b, named in zip(mine, theirs, self.places, strict=True)
        )

    def compare(self, other: "_Way") -> None:
        """Learn from what was made anew for somebody else, or with other ids in the text."""
        self.compared = True
        if not self.same_as(other):
            self.refused = True
            return
        self.unsure -= {name for name in self.unsure if self.ids[name] != other.ids[name]}
        known = [fact.question for fact in self.facts]
        texts = {question.sql for question in known}
        mine = [fact for fact in other.facts if not any(fact.question.same_text(each) for each in known)]
        self.facts = (*self.facts, *(fact for fact in mine if fact.question.sql in texts))


@dataclass
class AlikePlans:
    """Those of one org, the longest unused ones forgotten."""

    _kept: OrderedDict[Hashable, list[_Way]] = field(default_factory=OrderedDict)
    # Answers to facts, of the state of the tables that they are asked of.
    _answers: dict[tuple[str, tuple[object, ...]], Answer] = field(default_factory=dict)
    _stamp: Hashable = None

    def statement(
        self,
        asking: Asking,
        stamp: Hashable,
        anew: Callable[[], Made[Statement]],
        today: Callable[[], date],
        database: Database,
    ) -> Statement:
        """The statement: one of somebody alike with this reader's ids, or made anew. Those who would take it over first
        prove that it is the same, by what is made for them: until each of their ids has been another one once.

        stamp: equal as long as no table has changed that is asked while statements are made.
        """
        if self._stamp != stamp:
            self._stamp = stamp
            self._answers.clear()
        way = self._found(asking, today, database)
        if way is not None and way.serves(asking.ids):
            return cast(Statement, way.with_ids(asking.ids))
        made = anew()
        mine = _way(asking, made, today) if made.lasting else None
        if mine is not None and way is None:
            self._keep(asking.key, mine)
        elif mine is not None and way is not None and not way.refused:
            way.compare(mine)
        return made.statement

    def _found(self, asking: Asking, today: Callable[[], date], database: Database) -> _Way | None:
        if asking.key not in self._kept:
            return None
        self._kept.move_to_end(asking.key)
        for way in self._kept[asking.key]:
            if way.day and way.day != today():
                continue
            if all(self._answer(fact, asking.ids, database) == fact.answer for fact in way.facts):
                return way
        return None

    def _answer(self, fact: Fact, ids: Mapping[str, str], database: Database) -> Answer:
        values = tuple(fact.question.of(ids))
        key = (fact.question.sql, values)
        if key not in self._answers:
            self._answers[key] = frozenset(database.raw.execute(fact.question.sql, values).fetchall())
        return self._answers[key]

    def _keep(self, key: Hashable, way: _Way) -> None:
        ways = self._kept.setdefault(key, [])
        ways.append(way)
        del ways[:-_MOST_WAYS]
        if len(self._kept) > MOST_STATEMENTS:
            self._kept.popitem(last=False)


def without_ids(text: str, own: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """A statement with names in place of the ids in it, and the ids by these names: those of the reader himself have
    the same names whoever asks, the others are numbered. What an id is of stays (its first three characters).
    """
    names = {value: name for name, value in own.items()}
    found = dict(own)

    def named(match: re.Match[str]) -> str:
        record_id = match[1]
        if to_18(record_id) != record_id:
            return match[0]
        name = names.setdefault(record_id, f"{_NUMBERED}{len(names)}")
        found[name] = record_id
        return f"'<{name} {record_id[:3]}>'"

    return _ID.sub(named, text), found


def _way(asking: Asking, made: Made[Statement], today: Callable[[], date]) -> _Way | None:
    """What can be kept for others; None where an id is in it that is no value of its own."""
    facts = asking.facts()
    if facts is None or len(set(asking.ids.values())) < len(asking.ids):
        return None
    places = [_places(read, asking.ids) for read in _reads(made.statement)]
    whole = [place for place in places if place is not None]
    used = {name for place in whole for name in place.values()}
    unused = any(name.startswith(_NUMBERED) and name not in used for name in asking.ids)
    if len(whole) < len(places) or unused:
        return None
    return _Way(made.statement, whole, today() if made.of_its_day else None, facts, asking.ids)


def _places(read: Read, ids: Mapping[str, str]) -> dict[str, str] | None:
    """Which parameters are which id; None where one is a part of something else."""
    names = {value: name for name, value in ids.items()}
    found = {parameter: names[value] for parameter, value in read.known.items() if _is_in(value, names)}
    rest = "\n".join([read.sql, *(str(value) for name, value in read.known.items() if name not in found)]).lower()
    return None if any(value[:_SHORT].lower() in rest for value in names) else found


def _is_in(value: object, names: Mapping[str, str]) -> bool:
    return isinstance(value, str) and value in names


def _reads(statement: Prepared) -> list[Read]:
    found: list[Read] = []

    def noted(read: Read) -> Read:
        found.append(read)
        return read

    statement.each_read(noted)
    return found


def _others(read: Read, named: Mapping[str, str]) -> list[tuple[str, object]]:
    return [(parameter, value) for parameter, value in read.known.items() if parameter not in named]
