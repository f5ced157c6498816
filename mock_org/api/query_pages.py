"""Answers of a query page by page: what is left is kept behind a locator.

Decision: a cursor keeps the rows as they were when the query ran (clients page through a steady list); a later page
leaves out the rows that the reader may no longer see or that are deleted by then, since showing them would be a leak.
`totalSize` stays what it was.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from mock_org.api.caller import org, session, session_id
from mock_org.api.headers import batch_size
from mock_org.errors import SalesforceError
from mock_org.org import Cursor
from mock_org.soql import Comparison, Literal, Path, Query, QueryResult
from mock_org.soql.ast import From, Selected

# SOAP API Developer Guide, queryMore(): ten open cursors a user, the oldest goes first, two days each (confidence B).
CURSORS_PER_USER = 10
LIFE = timedelta(days=2)
# Both forms were recorded: 0r8… since about 2023, 01g… before.
_PREFIXES = ("0r8", "01g")
Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Rows:
    """What the cursors of one answer have in common; together they count as one."""

    family: int
    page_size: int
    all_rows: bool


def first_page(result: QueryResult, size: int | None = None, *, all_rows: bool = False) -> Record:
    """The first page of an answer.

    size: rows of a page; by default what the caller asks for or 2,000. all_rows: deleted rows may be shown.
    """
    rows = _Rows(org().next_cursor(), size or batch_size(), all_rows)
    for record in result.records:
        _part_children(record, rows)
    if len(result.records) <= rows.page_size:
        return {"totalSize": result.total_size, "done": True, "records": result.records}
    name = _keep(result.records, result.total_size, rows)
    return _page(name, org().cursors[name], 0)


def next_page(locator: str, size: int | None = None) -> Record:
    """The page that nextRecordsUrl named.

    size: rows of a page; by default as many as the first one had.
    Raises INVALID_QUERY_LOCATOR for one that is none, too old, of somebody else or of a session that has ended.
    """
    name, _, start = locator.rpartition("-")
    name, start = (name, start) if name else (locator, "0")
    cursor = org().cursors.get(_PREFIXES[0] + name[3:]) if name.startswith(_PREFIXES) else None
    if (
        cursor is None
        or not _is_open(cursor)
        or not start.isdecimal()
        or len(start) > 9
        or int(start) >= len(cursor.records)
    ):
        raise SalesforceError("INVALID_QUERY_LOCATOR", "invalid query locator")
    cursor = replace(cursor, page_size=size) if size else cursor
    return _page(_PREFIXES[0] + name[3:], cursor, int(start))


def _is_open(cursor: Cursor) -> bool:
    if cursor.user_id != session().user.id or org().clock.now() - cursor.created > LIFE:
        return False
    return cursor.session_id is None or cursor.session_id in org().tokens


def _page(name: str, cursor: Cursor, start: int) -> Record:
    end = start + cursor.page_size
    page: Record = {"totalSize": cursor.size, "done": end >= len(cursor.records)}
    if not page["done"]:
        page["nextRecordsUrl"] = _url(name, end)
    records = cursor.records[start:end]
    return page | {"records": _still_visible(records, cursor.all_rows) if start else records}


def _url(name: str, start: int) -> str:
    return f"/services/data/v{session().version}/query/{name}-{start}"


def _keep(records: Sequence[Record], size: int, rows: _Rows) -> str:
    """Remember a cursor; the user's oldest one goes when there are too many."""
    cursors, user_id, token = org().cursors, session().user.id, session_id()
    mine = {name: kept.family for name, kept in cursors.items() if kept.user_id == user_id and kept.family}
    others = list(dict.fromkeys(family for family in mine.values() if family != rows.family))
    gone = set(others[: max(0, len(others) - CURSORS_PER_USER + 1)])
    for name in [name for name, family in mine.items() if family in gone]:
        del cursors[name]
    name = f"{_PREFIXES[0]}Mo{org().next_cursor():010d}AAA"
    cursors[name] = Cursor(
        user_id,
        records,
        size,
        created=org().clock.now(),
        session_id=token if token in org().tokens else None,
        family=rows.family,
        page_size=rows.page_size,
        all_rows=rows.all_rows,
    )
    return name


def _part_children(record: Record, rows: _Rows) -> None:
    """Give child records that fill more than a page a locator of their own (SOAP API Developer Guide, queryMore)."""
    for value in record.values():
        found = value.get("records") if isinstance(value, dict) else None
        if not isinstance(found, list):
            continue
        for row in found:
            _part_children(row, rows)
        if len(found) > rows.page_size:
            name = _keep(found, len(found), rows)
            value.update(done=False, records=found[: rows.page_size])
            value["nextRecordsUrl"] = _url(name, rows.page_size)


def _still_visible(records: Sequence[Record], all_rows: bool) -> list[Record]:
    """The records that the reader may still see; rows without an id of their own (aggregates) stay."""
    by_type: dict[str, list[str]] = {}
    for record in records:
        kind, record_id = _identity(record)
        if record_id:
            by_type.setdefault(kind, []).append(record_id)
    seen = {row_id for kind, ids in by_type.items() for row_id in _seen(kind, ids, all_rows)}
    return [record for record in records if not _identity(record)[1] or _identity(record)[1] in seen]


def _identity(record: Record) -> tuple[str, str]:
    attributes = record.get("attributes") or {}
    return attributes.get("type", ""), attributes.get("url", "").rpartition("/")[2]


def _seen(kind: str, ids: list[str], all_rows: bool) -> set[str]:
    sobject = org().schema.get(kind)
    if sobject is None:
        return set()
    if sobject.virtual:
        return set(ids)
    listed = Comparison(Path(("Id",)), "IN", tuple(Literal(each, "string") for each in ids))
    query = Query((Selected(Path(("Id",))),), (From(Path((sobject.name,))),), where=listed)
    try:
        return {record["Id"] for record in session().run(query, all_rows=all_rows).records}
    except SalesforceError:
        return set()
