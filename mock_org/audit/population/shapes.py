"""Users alike share one statement: the engine makes its conditions once, and the users' own ids change places in it."""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import (
    BindParameter,
    Column,
    FromClause,
    Integer,
    MetaData,
    Select,
    Subquery,
    Table,
    func,
    literal,
    select,
    true,
    union_all,
)

from mock_org.audit.population.classes import Classes
from mock_org.schema import SObject
from mock_org.security import Grant, Level, RunningUser, SecurityContext, Source
from mock_org.security.alike import Likeness, own_values
from mock_org.security.facts import Answer, Fact, Question, Recorder, question
from mock_org.security.groups import Viewer
from mock_org.security.sharing.engine import ask, cap, granted, over_all
from mock_org.security.sharing.grant import RANK, Access
from mock_org.storage import Database


@dataclass(frozen=True, slots=True)
class Condition:
    """A grant that names no user, and its mark: the number of the condition among those of all shapes."""

    grant: Grant
    mark: int

    @property
    def rank(self) -> int:
        """Of its access."""
        return RANK[self.grant.access]


@dataclass(frozen=True, slots=True)
class Shape:
    """What the access engine says of users who are alike.

    everything: the grant that opens every record, the strongest, if there is one. common: conditions that name no user:
    they hold for the same records whoever of these users asks. own: the grants that do, and `question` what they open.
    cap: the most that object permissions allow. facts: what a user must answer alike to be of this shape.
    private: whether the shape is of this user alone.
    """

    user: RunningUser
    cap: Level
    everything: Grant | None
    common: tuple[Condition, ...]
    own: tuple[Grant, ...]
    question: Question | None
    facts: tuple[Fact, ...]
    private: bool = False

    @property
    def least(self) -> int:
        """The rank that the user has on every record."""
        return RANK[self.everything.access] if self.everything else 0

    def same_as(self, other: "Shape") -> bool:
        """Whether another user's shape says the same."""
        mine, theirs = ((shape.cap, shape.least, len(shape.common), len(shape.own)) for shape in (self, other))
        marks, others = ([(each.mark, each.rank) for each in shape.common] for shape in (self, other))
        if mine != theirs or marks != others:
            return False
        return self.question is None or other.question is None or self.question.same_text(other.question)


def numbered(database: Database, sobject: SObject) -> FromClause:
    """The object's table with the numbers of its rows, by which SQLite finds them: they are in every index."""
    columns = [column._copy() for column in database.tables.get(sobject.name).columns]
    return Table(sobject.name, MetaData(), *columns, Column("rowid", Integer)).alias()


class Shapes:
    """The shapes of an org's users for one object; each is made when the first user of its kind comes.

    ending: what is asked of the rows that a user's own grants open: a subquery of `row` and `rank`.
    """

    def __init__(
        self, context: SecurityContext, sobject: SObject, classes: Classes, ending: Callable[[Subquery], Select[Any]]
    ) -> None:
        self.context, self.sobject, self.classes, self.ending = context, sobject, classes, ending
        self.table = classes.table
        self._like = Likeness()
        self._known: dict[Hashable, list[Shape]] = {}
        self._proven: set[Hashable] = set()

    def of(self, user: RunningUser) -> Shape:
        """The shape of that user. Of users alike, the first who takes over a shape proves it by a shape of his own."""
        like = self._like.of(user)
        shapes = self._known.setdefault(like, [])
        answers: dict[tuple[str, tuple[object, ...]], Answer] = {}
        values = own_values(user)
        for shape in shapes:
            if not shape.private and all(self._holds(fact, values, answers) for fact in shape.facts):
                return shape if like in self._proven else self._proof(shape, user, like)
        shapes.append(self._make(user))
        return shapes[-1]

    def _proof(self, shape: Shape, user: RunningUser, like: Hashable) -> Shape:
        own, shapes = self._make(user), self._known[like]
        if shape.same_as(own):
            self._proven.add(like)
            return shape
        shapes[shapes.index(shape)] = replace(shape, private=True)
        return replace(own, private=True)

    def _holds(
        self, fact: Fact, user: Mapping[str, str], answers: dict[tuple[str, tuple[object, ...]], Answer]
    ) -> bool:
        values = tuple(fact.question.of(user))
        key = (fact.question.sql, values)
        if key not in answers:
            answers[key] = frozenset(self.context.database.raw.execute(fact.question.sql, values).fetchall())
        return answers[key] == fact.answer

    def _make(self, user: RunningUser) -> Shape:
        values = own_values(user)
        recorder = Recorder(self.context.database, values)
        viewer = Viewer(replace(self.context, database=recorder), user)
        most = cap(viewer, self.sobject)
        grants = list(every_grant(viewer, self.sobject, self.table)) if most != "none" else []
        facts = {(fact.question.sql, fact.question.values): fact for fact in recorder.facts}
        everything = max((g for g in grants if g.where.compare(true())), key=lambda g: RANK[g.access], default=None)
        more = [g for g in grants if everything is None or RANK[g.access] > RANK[everything.access]]
        naming = _Naming(values)
        personal = [naming.names(grant.where) for grant in more]
        own = tuple(grant for grant, named in zip(more, personal, strict=True) if named)
        others = (grant for grant, named in zip(more, personal, strict=True) if not named)
        common = tuple(Condition(grant, self._mark(grant)) for grant in others)
        asked = self._question(self.ending(_together(self.table, own)), values) if own else None
        return Shape(user, most, everything, common, own, asked, tuple(facts.values()), recorder.private)

    def _mark(self, grant: Grant) -> int:
        rows = _rows(self.table, grant)
        read = self.context.database.prepare(rows)
        return self.classes.mark(read.sql, tuple(read.values({})), rows)

    def _question(self, statement: Select[Any], values: Mapping[str, str]) -> Question:
        return question(self.context.database.prepare(statement), values)


class _Naming:
    """Tells of conditions whether they name the user; parts that several conditions share are looked through once."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._own = frozenset(values.values())
        self._known: dict[int, tuple[Any, bool]] = {}

    def names(self, element: Any) -> bool:
        """Whether one of the user's own ids is a value in it."""
        if id(element) not in self._known:
            self._known[id(element)] = (element, False)  # until more is known: recursive tables contain themselves
            named = self._is_own(element) or any(self.names(child) for child in element.get_children())
            self._known[id(element)] = (element, named)
        return self._known[id(element)][1]

    def _is_own(self, element: Any) -> bool:
        value = element.value if isinstance(element, BindParameter) else None
        if isinstance(value, list | tuple):
            return not self._own.isdisjoint(value)
        return value in self._own


def _rows(table: FromClause, grant: Grant) -> Select[Any]:
    return select(table.c.rowid.label("row")).where(grant.where)


def _together(table: FromClause, grants: Sequence[Grant]) -> Subquery:
    """The rows that any of these grants opens, with the highest rank of each."""
    parts = [_rows(table, grant).add_columns(literal(RANK[grant.access]).label("rank")) for grant in grants]
    every = union_all(*parts).subquery() if len(parts) > 1 else parts[0].subquery()
    return select(every.c.row, func.max(every.c.rank).label("rank")).group_by(every.c.row).subquery()


def every_grant(viewer: Viewer, sobject: SObject, table: FromClause) -> Iterator[Grant]:
    """The grants of the access engine, View All and Modify All among them."""
    ways: tuple[tuple[Access, str], ...] = (("All", "ModifyAll"), ("Read", "ViewAll"))
    for access, permission in ways:
        if over_all(viewer, sobject, access):
            source = Source("permission", f"{sobject.name}.{permission}")
            yield Grant(None, access, true(), f"{viewer.user.name} has {permission}", source=source)
    yield from granted(ask(viewer, sobject, table))
