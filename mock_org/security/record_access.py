"""UserRecordAccess: what a user may do with records, asked in SOQL (Object Reference, UserRecordAccess)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Protocol

from mock_org.errors import SalesforceError
from mock_org.schema import SObject, to_18
from mock_org.security.context import SecurityContext
from mock_org.security.groups import Viewer
from mock_org.security.permissions import may
from mock_org.security.sharing import Level, levels
from mock_org.security.sharing.transfer import transferable
from mock_org.security.user import RunningUser, load_user
from mock_org.soql.ast import And, Comparison, Condition, Literal, Order, Path, Query
from mock_org.soql.context import Answer, CompileContext, QueryResult

NAME = "UserRecordAccess"
FLAGS = ("HasReadAccess", "HasEditAccess", "HasDeleteAccess", "HasTransferAccess", "HasAllAccess")
SELECTABLE = {name.lower(): name for name in ("RecordId", *FLAGS, "MaxAccessLevel")}
MOST_RECORDS = 200
_OF_TRANSFER = frozenset({"HasTransferAccess", "MaxAccessLevel"})


@dataclass(frozen=True, slots=True)
class Question:
    """UserId = … AND RecordId IN (…), and perhaps HasEditAccess = true."""

    user_id: str
    record_ids: tuple[str, ...]
    flags: tuple[tuple[str, bool], ...]


class Levels(Protocol):
    """The levels of a user on records of one object, as sharing.levels has them."""

    def __call__(
        self,
        user: RunningUser,
        sobject: SObject,
        record_ids: Sequence[str],
        *,
        capped: bool = True,
        by_rules: bool = True,
    ) -> Mapping[str, Level]:
        """By record id."""


def virtual_tables(
    context: SecurityContext, user: RunningUser, levels_of: Levels | None = None
) -> Mapping[str, Answer]:
    """The sObjects that the access engine answers itself, by lower-case name.

    levels_of: who finds out about levels, where that is not done anew for each question.
    """

    def anew(user: RunningUser, sobject: SObject, record_ids: Sequence[str], **how: bool) -> Mapping[str, Level]:
        return levels(Viewer(context, user), sobject, record_ids, **how)

    def answer(query: Query, compiling: CompileContext) -> QueryResult:
        return record_access(context, user, query, levels_of or anew)

    return {NAME.lower(): answer}


def record_access(context: SecurityContext, caller: RunningUser, query: Query, levels_of: Levels) -> QueryResult:
    """One record for each id that the caller can read."""
    names = _selected(query)
    question = _question(query)
    if question.flags and names != ["RecordId"]:
        raise SalesforceError("INVALID_FIELD", "Can select only RecordId when filtering by a Has*Access field")
    transfer = not _OF_TRANSFER.isdisjoint((*names, *(name for name, _ in question.flags)))
    found = _rows(context, caller, question, levels_of, transfer=transfer)
    wanted = [row for row in found if all(row[name] is value for name, value in question.flags)]
    for order in reversed(query.order_by):
        wanted.sort(key=itemgetter(_sorted_by(order, names)), reverse=order.descending)
    limit = query.limit.value if query.limit else len(wanted)
    records = [{"attributes": {"type": NAME}} | {name: row[name] for name in names} for row in wanted[:limit]]
    return QueryResult(len(records), records)


def _rows(
    context: SecurityContext, caller: RunningUser, question: Question, levels_of: Levels, *, transfer: bool
) -> list[dict[str, Any]]:
    """transfer: whether it matters who may give the records away."""
    try:
        own = question.user_id == caller.id and not caller.system
        asked_user = caller if own else load_user(context, question.user_id)
    except SalesforceError:
        return []
    rows = []
    for sobject, ids in _by_sobject(context, question.record_ids):
        seen = levels_of(caller, sobject, ids)
        theirs = levels_of(asked_user, sobject, ids, capped=False, by_rules=False)  # confidence A
        given = transferable(Viewer(context, asked_user), sobject, theirs) if transfer else ()
        for record_id in ids:
            if seen.get(record_id, "none") != "none":
                rows.append(_row(context, asked_user, sobject, record_id, theirs[record_id], record_id in given))
    return rows


def _row(
    context: SecurityContext, user: RunningUser, sobject: SObject, record_id: str, level: Level, transfer: bool
) -> dict[str, Any]:
    read = level != "none" and may(user, "read", sobject, context)
    edit = read and level in ("edit", "all") and may(user, "edit", sobject, context)
    delete = read and level == "all" and may(user, "delete", sobject, context)
    row = {"RecordId": record_id} | dict(
        zip(FLAGS, (read, edit, delete, edit and transfer, edit and level == "all"), strict=True)
    )
    ranks = (
        ("All", row["HasAllAccess"]),
        ("Transfer", row["HasTransferAccess"]),
        ("Delete", delete),
        ("Edit", edit),
        ("Read", read),
    )
    return row | {"MaxAccessLevel": next((name for name, holds in ranks if holds), "None")}


def _by_sobject(context: SecurityContext, ids: Iterable[str]) -> list[tuple[SObject, list[str]]]:
    grouped: dict[str, list[str]] = {}
    for record_id in ids:
        grouped.setdefault(record_id[:3], []).append(record_id)
    found = ((context.schema.by_key_prefix(prefix), theirs) for prefix, theirs in grouped.items())
    return [(sobject, theirs) for sobject, theirs in found if sobject and not sobject.virtual]


def _selected(query: Query) -> list[str]:
    """Beside the levels only RecordId, whatever the filter (recorded text)."""
    names = []
    for selected in query.select:
        path = selected.what
        name = SELECTABLE.get(str(path).lower()) if isinstance(path, Path) else None
        if name is None:
            raise SalesforceError("INVALID_FIELD", "Can select only RecordId, a Has*Access field, and MaxAccessLevel")
        names.append(name)
    if query.group_by or query.having or query.offset or query.scope or query.extras:
        raise _malformed("takes no clause but WHERE, ORDER BY and LIMIT")
    return names


def _sorted_by(order: Order, names: Sequence[str]) -> str:
    """Any field that is selected (Object Reference, UserRecordAccess, Usage; confidence A)."""
    name = SELECTABLE.get(str(order.expression).lower())
    if name is None or name not in names:
        raise _malformed("is ordered by fields that are selected")
    return name


def _question(query: Query) -> Question:
    user_id: str | None = None
    record_ids: tuple[str, ...] = ()
    flags: list[tuple[str, bool]] = []
    for comparison in _comparisons(query.where):
        name = str(comparison.left).lower()
        if name == "userid" and comparison.operator == "=" and user_id is None:
            user_id = _ids(comparison)[0]
        elif name == "recordid" and comparison.operator in ("=", "IN") and not record_ids:
            record_ids = tuple(dict.fromkeys(_ids(comparison)))
        else:
            flags.append(_flag(comparison))
    if user_id is None or not record_ids:
        raise _malformed("needs a filter on UserId (=) and on RecordId (= or IN)")
    if len(record_ids) > MOST_RECORDS:  # the text is quoted by users of Apex (confidence B), the code is C
        raise SalesforceError("EXCEEDED_ID_LIMIT", f"Number of records exceeds limit: {MOST_RECORDS}")
    return Question(user_id, record_ids, tuple(flags))


def _comparisons(where: Condition | None) -> Sequence[Comparison]:
    if isinstance(where, Comparison):
        return [where]
    if isinstance(where, And):
        return [comparison for part in where.conditions for comparison in _comparisons(part)]
    raise _malformed("is filtered by conditions joined with AND")


def _ids(comparison: Comparison) -> list[str]:
    values = comparison.value if isinstance(comparison.value, tuple) else (comparison.value,)
    ids = []
    for value in values:
        found = to_18(str(value.value)) if isinstance(value, Literal) and value.kind == "string" else None
        if found is None:
            shown = value.value if isinstance(value, Literal) else "a sub-select"
            raise SalesforceError("INVALID_QUERY_FILTER_OPERATOR", f"invalid ID field: {shown}")
        ids.append(found)
    return ids


def _flag(comparison: Comparison) -> tuple[str, bool]:
    name = SELECTABLE.get(str(comparison.left).lower())
    value = comparison.value
    if name not in FLAGS or comparison.operator not in ("=", "!=") or not isinstance(value, Literal):
        raise _malformed("can be filtered by UserId (=), RecordId (= or IN) and the Has*Access fields (= or !=)")
    if value.kind != "boolean":
        raise _malformed(f"needs true or false for {name}")
    return name, value.value if comparison.operator == "=" else not value.value


def _malformed(what: str) -> SalesforceError:
    """The texts of Salesforce for these refusals are not known (confidence D)."""
    return SalesforceError("MALFORMED_QUERY", f"{NAME} {what}")
