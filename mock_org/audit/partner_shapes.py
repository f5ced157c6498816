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
from mock_org.security import Grant, Permissions, RunningUser, SecurityContext, Source, load_permissions, load_user
from mock_org.security.alike import Likeness, own_values
from mock_org.security.facts import Answer, Fact, Question, Recorder, question
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
    """Users who reach an object's records alike, but for ids of their own.

    own: the question about what their own ids open. common: those about what is open to all of them, source by source.
    facts: what a user must answer alike to be of this shape. private: whether it is of one user alone.
    """

    own: Put | None
    common: Sequence[Put]
    facts: Sequence[Fact] = ()
    private: bool = False
    seats: list[Seat] = field(default_factory=list)

    def same_as(self, other: "Shape") -> bool:
        """Whether another user of this shape is indeed asked the same."""
        if (self.own is None, len(self.common)) != (other.own is None, len(other.common)):
            return False
        pairs = [*zip(self.common, other.common, strict=True)]
        if self.own and other.own:
            pairs.append((self.own, other.own))
        return all(one.same_as(another) for one, another in pairs)


@dataclass(frozen=True)
class Crowd:
    """Partner users with the same permissions; `user` is one of them."""

    user: RunningUser
    seats: list[Seat] = field(default_factory=list)


@dataclass(frozen=True)
class Partners:
    """The active partner users: by permissions, and by object as they reach its records."""

    crowds: Sequence[Crowd]
    shapes: Mapping[str, Sequence[Shape]]

    @property
    def users(self) -> int:
        """How many."""
        return sum(len(crowd.seats) for crowd in self.crowds)


def partners(context: SecurityContext, paths: Paths, progress: Progress = quiet) -> Partners:
    """Look at every active partner user."""
    user = context.database.tables.get("User")
    is_partner = (user.c.UserType.in_(PARTNER_TYPES), user.c.IsActive.is_(True), user.c.AccountId.is_not(None))
    found = context.database.read(select(user.c.Id).where(*is_partner).order_by(user.c.Id))

    @cache
    def held(profile_id: str | None, set_ids: tuple[str, ...]) -> Permissions:
        return load_permissions(context, profile_id, set_ids)

    like, crowds = Likeness(), dict[Hashable, Crowd]()
    shapes = {name: _Shapes(context, name, ways) for name, ways in paths.items() if _has_records(context, name)}
    for done, (user_id,) in enumerate(found):
        progress("partner users", done, len(found))
        running = load_user(context, user_id, lambda _context, *key: held(*key))
        seat, likeness = Seat(running.id, running.account_id or "", own_values(running)), like.of(running)
        crowds.setdefault(likeness, Crowd(running)).seats.append(seat)
        answers: dict[Hashable, Answer] = {}
        for each in shapes.values():
            each.of(running, likeness, seat, answers).seats.append(seat)
    return Partners(list(crowds.values()), {name: each.all() for name, each in shapes.items()})


class _Shapes:
    """The shapes of one object; each is made when the first user of its kind comes."""

    def __init__(self, context: SecurityContext, name: str, paths: Sequence[Path]) -> None:
        self.context, self.sobject, self.paths = context, context.schema[name], paths
        self._known: dict[Hashable, list[Shape]] = defaultdict(list)
        self._put_before: dict[Hashable, list[tuple[Sequence[Grant], Put]]] = defaultdict(list)

    def all(self) -> list[Shape]:
        """Every shape that has users."""
        return [shape for shapes in self._known.values() for shape in shapes if shape.seats]

    def of(self, user: RunningUser, likeness: Hashable, seat: Seat, answers: dict[Hashable, Answer]) -> Shape:
        """The user's shape. The second user of a shape proves it: by being asked the same without its help."""
        shapes = self._known[likeness]
        for shape in shapes:
            if not shape.private and all(self._holds(fact, seat.own, answers) for fact in shape.facts):
                return shape if len(shape.seats) != 1 else self._proof(shape, user, seat, shapes)
        shapes.append(self._make(user, seat.own))
        return shapes[-1]

    def _proof(self, shape: Shape, user: RunningUser, seat: Seat, shapes: list[Shape]) -> Shape:
        made = self._make(user, seat.own)
        if shape.same_as(made):
            return shape
        shapes[shapes.index(shape)] = replace(shape, private=True)
        shapes.append(replace(made, private=True))
        return shapes[-1]

    def _holds(self, fact: Fact, own: Mapping[str, str], answers: dict[Hashable, Answer]) -> bool:
        values = tuple(fact.question.of(own))
        key = (fact.question.sql, values)
        if key not in answers:
            answers[key] = frozenset(self.context.database.raw.execute(fact.question.sql, values).fetchall())
        return answers[key] == fact.answer

    def _make(self, user: RunningUser, values: Mapping[str, str]) -> Shape:
        recorder = Recorder(self.context.database, values)
        viewer = Viewer(replace(self.context, database=recorder), user)
        most = LEVELS.index(cap(viewer, self.sobject))
        if not most:
            return Shape(None, (), _different(recorder.facts), recorder.private)
        mine, others = _divided(openings(viewer, self.sobject, self.paths), values)
        facts = _different(recorder.facts)
        own = self._put(about(mine, of_others=True), values, most) if mine.grants else None
        return Shape(own, [self._common(each, values, most) for each in others], facts, recorder.private)

    def _common(self, opened: Openings, values: Mapping[str, str], most: int) -> Put:
        """What several shapes are asked alike is put once."""
        key = (most, *((grant.source, grant.access) for grant in opened.grants))
        for grants, put in self._put_before[key]:
            if all(old.where.compare(new.where) for old, new in zip(grants, opened.grants, strict=True)):
                return put
        made = self._put(about(opened, of_others=False), values, most)
        self._put_before[key].append((opened.grants, made))
        return made

    def _put(self, asked: Asked, values: Mapping[str, str], most: int) -> Put:
        database = self.context.database
        return Put(asked, question(database.prepare(asked.groups), values), most, database, values)


def _different(facts: Sequence[Fact]) -> Sequence[Fact]:
    return tuple({(fact.question.sql, fact.question.values): fact for fact in facts}.values())


def _has_records(context: SecurityContext, name: str) -> bool:
    table = context.database.tables.get(name)
    return context.database.scalar(select(table.c.Id).limit(1)) is not None


def _divided(opened: Openings, values: Mapping[str, str]) -> tuple[Openings, list[Openings]]:
    """The sources whose conditions name the user together, and the others one by one."""
    sources: dict[Source, list[Grant]] = defaultdict(list)
    for grant in opened.grants:
        before = (old for old in sources[grant.source] if old.access == grant.access)
        if not any(old.where.compare(grant.where) for old in before):  # a rule reaches users and those below alike
            sources[grant.source].append(grant)
    named = {source: any(_names(grant, values) for grant in grants) for source, grants in sources.items()}
    mine = [grant for source, grants in sources.items() if named[source] for grant in grants]
    others = [replace(opened, grants=grants) for source, grants in sources.items() if not named[source]]
    return replace(opened, grants=mine), others


def _names(grant: Grant, values: Mapping[str, str]) -> bool:
    """Whether a grant's condition holds something of the user's own."""
    bound = (element.value for element in iterate(grant.where) if isinstance(element, BindParameter))
    return any(value in values.values() for value in bound if isinstance(value, str))
