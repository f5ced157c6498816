"""What a SOQL statement is made of: one frozen node per idea, each knowing where in the text it stands."""

from dataclasses import dataclass, field
from typing import Any, TypeAlias

# Offset of a node in the statement's text; -1 for one that was built, not parsed (a sharing rule's criteria).
NOWHERE = -1


def _at() -> Any:
    return field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Path:
    """A field, own or of a parent: Path(("Owner", "Name"))."""

    parts: tuple[str, ...]
    at: int = _at()

    def __str__(self) -> str:
        return ".".join(self.parts)


@dataclass(frozen=True, slots=True)
class Literal:
    """A value.

    kind: string, number, boolean, null, date, datetime, time, date_literal, currency; given for a value that is given
        by its name when the statement runs (built statements only).
    value: str, int or Decimal, bool, None, datetime.date, aware datetime.datetime, datetime.time,
        ("LAST_N_DAYS", 90) or ("TODAY", None), ("USD", Decimal).
    """

    value: Any
    kind: str
    at: int = _at()


@dataclass(frozen=True, slots=True)
class FunctionCall:
    """COUNT(Id), CALENDAR_YEAR(CreatedDate), toLabel(Status); COUNT() has no arguments."""

    name: str
    arguments: tuple["Expression | Literal", ...] = ()
    at: int = _at()


Expression: TypeAlias = Path | FunctionCall


@dataclass(frozen=True, slots=True)
class Comparison:
    """One field expression.

    operator: = != < > <= >= LIKE IN, NOT IN, INCLUDES or EXCLUDES.
    value: one literal; a tuple of them for the last four; a Query for a semi-join or anti-join.
    """

    left: Expression
    operator: str
    value: "Literal | tuple[Literal, ...] | Query"
    at: int = _at()


@dataclass(frozen=True, slots=True)
class Not:
    """The rows for which a condition does not hold, nulls included: SOQL's logic has two values."""

    condition: "Condition"


@dataclass(frozen=True, slots=True)
class And:
    """All of them."""

    conditions: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of them."""

    conditions: tuple["Condition", ...]


Condition: TypeAlias = Comparison | Not | And | Or


@dataclass(frozen=True, slots=True)
class TypeOf:
    """TYPEOF What WHEN Account THEN Phone ELSE Name END."""

    path: Path
    whens: tuple[tuple[str, tuple[Path, ...]], ...]
    otherwise: tuple[Path, ...] = ()
    at: int = _at()


@dataclass(frozen=True, slots=True)
class Selected:
    """One element of the SELECT list; a Query is a child subquery."""

    what: "Expression | TypeOf | Query"
    alias: str | None = None
    at: int = _at()


@dataclass(frozen=True, slots=True)
class From:
    """FROM Contact c, c.Account a: the first is the object, the others name parent paths."""

    path: Path
    alias: str | None = None


@dataclass(frozen=True, slots=True)
class GroupBy:
    """GROUP BY, plain or by ROLLUP or CUBE."""

    expressions: tuple[Expression, ...]
    kind: str = ""
    at: int = _at()


@dataclass(frozen=True, slots=True)
class Order:
    """One element of ORDER BY. Nulls come first unless NULLS LAST is said."""

    expression: Expression
    descending: bool = False
    nulls_last: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause known by its words: USING SCOPE mine, WITH SECURITY_ENFORCED, FOR VIEW, ALL ROWS, UPDATE TRACKING."""

    words: tuple[str, ...]
    at: int = _at()

    def __str__(self) -> str:
        return " ".join(self.words)


@dataclass(frozen=True, slots=True)
class Query:
    """One statement. `text` is what it was parsed from, for the errors that show it."""

    select: tuple[Selected, ...]
    sources: tuple[From, ...]
    scope: Clause | None = None
    where: Condition | None = None
    security: Clause | None = None
    group_by: GroupBy | None = None
    having: Condition | None = None
    order_by: tuple[Order, ...] = ()
    limit: Literal | None = None
    offset: Literal | None = None
    extras: tuple[Clause, ...] = ()
    at: int = _at()
    text: str = field(default="", compare=False, repr=False, kw_only=True)


def own_fields(condition: Condition) -> frozenset[str]:
    """The names of the object's own fields that a condition compares."""
    if isinstance(condition, Comparison):
        own = isinstance(condition.left, Path) and len(condition.left.parts) == 1
        return frozenset({str(condition.left)}) if own else frozenset()
    inner = (condition.condition,) if isinstance(condition, Not) else condition.conditions
    return frozenset().union(*(own_fields(each) for each in inner))
