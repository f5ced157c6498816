"""Recent items of users: remembered, and read with the latest first."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from mock_org.storage import Database
from mock_org.storage.recent_items import RECENT_ITEM

_UPSERT = insert(RECENT_ITEM)
_LATER = {"referenced": _UPSERT.excluded.referenced, "place": _UPSERT.excluded.place}
_REFER = _UPSERT.on_conflict_do_update(index_elements=["user_id", "record_id"], set_=_LATER)
_VIEW = _UPSERT.on_conflict_do_update(
    index_elements=["user_id", "record_id"], set_=_LATER | {"viewed": _UPSERT.excluded.viewed}
)


@dataclass(frozen=True, slots=True)
class RecentItem:
    """A record that a user came across. viewed, referenced: when, as stored; viewed is None if only referred to."""

    record_id: str
    sobject: str
    viewed: str | None
    referenced: str


def remember(
    database: Database, user_id: str, sobject: str, record_ids: Iterable[str], now: str, *, viewed: bool
) -> None:
    """Note that a user viewed these records, or came across them."""
    with database.transaction():
        for record_id in record_ids:
            values = {"user_id": user_id, "record_id": record_id, "sobject": sobject, "referenced": now}
            values |= {"viewed": now} if viewed else {}
            place = database.next_number("recent items")
            database.execute(_VIEW if viewed else _REFER, values | {"place": place})


def recent(database: Database, user_id: str, sobject: str | None = None) -> list[RecentItem]:
    """What a user came across, the latest first; of one sObject if one is named."""
    table = RECENT_ITEM.c
    statement = select(table.record_id, table.sobject, table.viewed, table.referenced)
    statement = statement.where(table.user_id == user_id).order_by(table.place.desc())
    if sobject is not None:
        statement = statement.where(table.sobject == sobject)
    return [RecentItem(**row) for row in database.rows(statement)]
