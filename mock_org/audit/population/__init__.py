"""Who sees how much of an object: every user against every record, by the access engine's own conditions.

Users who are alike share one statement (shapes.py). Records that conditions without a user's name open are counted once
for all of them (classes.py); only what a user's own ids open is asked user by user.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self, TypeAlias

from mock_org.audit.population.classes import Apart, Classes, RecordClass, nothing
from mock_org.audit.population.shapes import Condition, Shape, Shapes, numbered
from mock_org.org import Org
from mock_org.schema import SObject
from mock_org.security import Level, RunningUser, SecurityContext
from mock_org.security.alike import own_values
from mock_org.security.sharing.grant import LEVELS

__all__ = [
    "Apart",
    "Common",
    "Condition",
    "Own",
    "Population",
    "Progress",
    "RecordClass",
    "Seen",
    "Shape",
    "personas",
    "quiet",
]


# Told how far a long piece of work is: what is being done, how many steps of it are, and of how many.
Progress: TypeAlias = Callable[[str, int, int], None]


def quiet(words: str, done: int, total: int) -> None:
    """Nobody wants to know."""


@dataclass(frozen=True, slots=True)
class Own:
    """Records of one class (by its number) that grants to the user himself open.

    level: which the user has, and before what all users of the shape have. row: the number of one of the records.
    """

    kind: int
    level: Level
    before: Level
    count: int
    row: int


@dataclass(frozen=True, slots=True)
class Common:
    """What all users of one shape have, whoever they are: the level by the class's number, and how many at which."""

    levels: Mapping[int, Level]
    totals: Mapping[Level, int]


@dataclass(frozen=True, slots=True)
class Seen:
    """What one user has on an object: what all users of the shape have, and where the user himself has more."""

    user: RunningUser
    shape: Shape
    common: Common
    own: Sequence[Own]

    def counts(self) -> dict[Level, int]:
        """How many records at which level."""
        found = dict(self.common.totals)
        for each in self.own:
            found[each.before] -= each.count
            found[each.level] += each.count
        return found


def personas(org: Org) -> list[RunningUser]:
    """The active users other than the administrator, by type, account and name."""
    rows = org.system_session().find("User", IsActive=True)
    users = [org.running_user(str(row["Id"])) for row in rows if row["Id"] != org.admin_id]
    return sorted(users, key=lambda user: (user.external, user.account_id or "", user.name, user.id))


class Population:
    """All users against all records of one object. Use it in a `with`: it keeps temporary tables meanwhile.

    apart: what else tells records apart, beside what opens them. each: whether the records that a user's own grants
    open are told one by one.
    """

    def __init__(
        self,
        context: SecurityContext,
        sobject: SObject,
        users: Sequence[RunningUser],
        *,
        apart: Apart = nothing,
        each: bool = False,
        progress: Progress = quiet,
    ) -> None:
        self.context, self.sobject, self.users, self.progress = context, sobject, users, progress
        self.classes = Classes(context.database, numbered(context.database, sobject), apart)
        self._shapes = Shapes(context, sobject, self.classes, self.classes.each if each else self.classes.counted)
        self._rows: list[tuple[int, str, int]] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.classes.drop()

    def seen(self) -> Iterator[Seen]:
        """What each user has; users of one shape come one after the other."""
        shapes: dict[int, tuple[Shape, list[RunningUser]]] = {}
        for done, user in enumerate(self.users):
            self.progress("users alike", done, len(self.users))
            shape = self._shapes.of(user)
            shapes.setdefault(id(shape), (shape, []))[1].append(user)
        self.classes.build(self.progress)
        told = 0
        for shape, users in shapes.values():
            common = self._common(shape)
            for user in users:
                self.progress("users", told, len(self.users))
                told += 1
                yield Seen(user, shape, common, self._own(shape, user, common))

    def _common(self, shape: Shape) -> Common:
        """By class; classes with the same marks are the same here."""
        ranks = {each.mark: each.rank for each in sorted(shape.common, key=lambda each: each.rank)}
        most, known = LEVELS.index(shape.cap), dict[frozenset[int], Level]()
        levels, totals = dict[int, Level](), dict.fromkeys(LEVELS, 0)
        for number, kind in self.classes.found.items():
            level = known.get(kind.marks)
            if level is None:
                rank = max((ranks.get(mark, 0) for mark in kind.marks), default=0)
                level = known[kind.marks] = LEVELS[min(most, max(shape.least, rank))]
            levels[number] = level
            totals[level] += kind.count
        return Common(levels, totals)

    def _own(self, shape: Shape, user: RunningUser, common: Common) -> list[Own]:
        if shape.question is None:
            return []
        most, before = LEVELS.index(shape.cap), common.levels
        rows = self.context.database.raw.execute(shape.question.sql, shape.question.of(own_values(user)))
        told = ((kind, LEVELS[min(most, rank)], count, row) for kind, rank, count, row in rows)
        return [
            Own(kind, level, before[kind], count, row)
            for kind, level, count, row in told
            if LEVELS.index(level) > LEVELS.index(before[kind])
        ]

    def cells(self, seen: Seen) -> dict[str, Level]:
        """By record id the level that the user has, of a population that tells records one by one."""
        if self._rows is None:
            self._rows = list(self.classes.rows())
        own = {each.row: each.level for each in seen.own}
        return {record: own.get(row, seen.common.levels[kind]) for row, record, kind in self._rows}
