"""Partner users who are alike: they are asked with the same statements, in which only their own ids differ."""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property

from sqlalchemy import BindParameter, select
from sqlalchemy.sql.visitors import iterate

from mock_org.audit.belonging import Path
from mock_org.audit.leak_questions import Asked, Openings, about, openings
from mock_org.audit.population import Progress, quiet
from mock_org.audit.population.alike import Likeness, own_values
from mock_org.audit.population.facts import Answer, Fact, Question, Recorder, question
from mock_org.security import Grant, Permissions, RunningUser, SecurityContext, Source, load_permissions, load_user
from mock_org.security.groups import Viewer
from mock_org.security.sharing.engine import cap
from mock_org.security.sharing.grant import LEVELS
from mock_org.security.user import PARTNER_TYPES
from mock_org.storage import Database

Paths = Mapping[str, Sequence[Path]]


@dataclass(frozen=True, slots=True)
class Seat:
    """One partner user: his account, and the values of his own that statements hold."""

    id: str
    account_id: str
    own: Mapping[str, str]


@dataclass(frozen=True)
class Put:
    """A question made ready. most: the highest level that the users' permissions allow; user: of whom it was made."""

    asked: Asked
    groups: Question
    most: int
    database: Database
    user: Mapping[str, str]

    @property
    def sources(self) -> Sequence[Source]:
        """What it asks about."""
        return self.asked.sources

    @cached_property
    def ids(self) -> Question:
        """The question for the records themselves, which few users need."""
        return question(self.database.prepare(self.asked.ids), self.user)

    @property
    def key(self) -> Hashable:
        """Equal for questions that have the same answer, where they hold nothing of a user's own."""
        return self.most, tuple(self.sources), self.groups.sql, self.groups.values

    def same_as(self, other: "Put") -> bool:
        """Whether another user is asked the same."""
        return (self.most, self.sources) == (other.most, other.sources) and self.groups.same_text(other.groups)


@dataclass(frozen=True)
class Shape:
    """Users who differ in ids of their own alone.

    own: by object the question about what their own ids open. common: those about what is open to all of them.
    facts: what a user must answer alike to be of this shape. private: whether it is of one user alone.
    """

    user: RunningUser
    own: Mapping[str, Put]
    common: Mapping[str, Sequence[Put]]
    facts: Sequence[Fact] = ()
    private: bool = False
    seats: list[Seat] = field(default_factory=list)

    def same_as(self, other: "Shape") -> bool:
        """Whether another user of this shape is indeed asked the same."""
        if self.own.keys() != other.own.keys() or self.common.keys() != other.common.keys():
            return False
        pairs = [(self.own[name], other.own[name]) for name in self.own]
        for name, puts in self.common.items():
            if len(puts) != len(other.common[name]):
                return False
            pairs += zip(puts, other.common[name], strict=True)
        return all(one.same_as(another) for one, another in pairs)


def partner_shapes(context: SecurityContext, paths: Paths, progress: Progress = quiet) -> list[Shape]:
    """The active partner users, by shape."""
    user = context.database.tables.get("User")
    is_partner = (user.c.UserType.in_(PARTNER_TYPES), user.c.IsActive.is_(True), user.c.AccountId.is_not(None))
    found = context.database.read(select(user.c.Id).where(*is_partner).order_by(user.c.Id))

    @cache
    def held(profile_id: str | None, set_ids: tuple[str, ...]) -> Permissions:
        return load_permissions(context, profile_id, set_ids)

    shapes = _Shapes(context, paths)
    for done, (user_id,) in enumerate(found):
        progress("partner users", done, len(found))
        shapes.add(load_user(context, user_id, lambda _context, *key: held(*key)))
    return shapes.all()


class _Shapes:
    def __init__(self, context: SecurityContext, paths: Paths) -> None:
        self.context = context
        self.paths = {name: ways for name, ways in sorted(paths.items()) if _has_records(context, name)}
        self._like = Likeness()
        self._known: dict[Hashable, list[Shape]] = defaultdict(list)

    def all(self) -> list[Shape]:
        """Every shape that has users."""
        return [shape for shapes in self._known.values() for shape in shapes if shape.seats]

    def add(self, user: RunningUser) -> None:
        """Find the user's shape, or make one. The second user of a shape proves it: by having the same on his own."""
        shapes, own = self._known[self._like.of(user)], own_values(user)
        seat = Seat(user.id, user.account_id or "", own)
        answers: dict[Hashable, Answer] = {}
        shape = next((s for s in shapes if not s.private and all(self._holds(f, own, answers) for f in s.facts)), None)
        if shape is not None and len(shape.seats) == 1:
            made = self._make(user)
            if not shape.same_as(made):
                shapes[shapes.index(shape)] = replace(shape, private=True)
                shape = replace(made, private=True)
                shapes.append(shape)
        elif shape is None:
            shape = self._make(user)
            shapes.append(shape)
        shape.seats.append(seat)

    def _holds(self, fact: Fact, own: Mapping[str, str], answers: dict[Hashable, Answer]) -> bool:
        values = tuple(fact.question.of(own))
        key = (fact.question.sql, values)
        if key not in answers:
            answers[key] = frozenset(self.context.database.raw.execute(fact.question.sql, values).fetchall())
        return answers[key] == fact.answer

    def _make(self, user: RunningUser) -> Shape:
        values = own_values(user)
        recorder = Recorder(self.context.database, values)
        viewer = Viewer(replace(self.context, database=recorder), user)
        own: dict[str, Put] = {}
        common: dict[str, list[Put]] = {}
        for name, ways in self.paths.items():
            sobject = self.context.schema[name]
            most = LEVELS.index(cap(viewer, sobject))
            if most:
                mine, others = _divided(openings(viewer, sobject, ways), values)
                if mine.grants:
                    own[name] = self._put(about(mine, of_others=True), values, most)
                common[name] = [self._put(about(each, of_others=False), values, most) for each in others]
        facts = {(fact.question.sql, fact.question.values): fact for fact in recorder.facts}
        return Shape(user, own, common, tuple(facts.values()), recorder.private)

    def _put(self, asked: Asked, values: Mapping[str, str], most: int) -> Put:
        database = self.context.database
        return Put(asked, question(database.prepare(asked.groups), values), most, database, values)


def _has_records(context: SecurityContext, name: str) -> bool:
    table = context.database.tables.get(name)
    return context.database.scalar(select(table.c.Id).limit(1)) is not None


def _divided(opened: Openings, values: Mapping[str, str]) -> tuple[Openings, list[Openings]]:
    """The sources whose conditions name the user together, and the others one by one."""
    sources: dict[Source, list[Grant]] = defaultdict(list)
    for grant in opened.grants:
        sources[grant.source].append(grant)
    named = {source: any(_names(grant, values) for grant in grants) for source, grants in sources.items()}
    mine = [grant for source, grants in sources.items() if named[source] for grant in grants]
    others = [replace(opened, grants=grants) for source, grants in sources.items() if not named[source]]
    return replace(opened, grants=mine), others


def _names(grant: Grant, values: Mapping[str, str]) -> bool:
    """Whether a grant's condition holds something of the user's own."""
    bound = (element.value for element in iterate(grant.where) if isinstance(element, BindParameter))
    return any(value in values.values() for value in bound if isinstance(value, str))
