"""The verbs of a Session that know which records the user came across."""

from collections.abc import Iterable, Iterator
from typing import Any

from mock_org.dml.values import format_datetime
from mock_org.org.view import View
from mock_org.schema import SObject
from mock_org.soql import QueryResult
from mock_org.storage import recents
from mock_org.storage.recents import RecentItem

# Object Reference, RecentlyViewed: "the data is truncated to 200 records per object" (confidence A).
MOST_RECENT = 200


class Recents(View):
    """Recent items: kept for each user, changed by queries FOR VIEW and FOR REFERENCE and by Sforce-Mru."""

    def recent(self, limit: int = MOST_RECENT, sobject: SObject | None = None) -> list[dict[str, Any]]:
        """The user's recent items that the user still sees, the latest first: `attributes`, Id and name."""
        found: list[dict[str, Any]] = []
        for item, kind in self._items(sobject):
            if len(found) >= min(limit, MOST_RECENT):
                break
            names = ["Id", *([kind.name_field.name] if kind.name_field else [])]
            found.extend(self.select(kind, names, item.record_id))
        return found

    def _items(self, sobject: SObject | None = None) -> Iterator[tuple[RecentItem, SObject]]:
        for item in recents.recent(self.org.database, self.user.id, sobject.name if sobject else None):
            kind = self.org.schema.get(item.sobject)
            if kind is not None and kind.queryable and self.may("read", kind):
                yield item, kind

    def remember(self, record_ids: Iterable[str | None], *, viewed: bool = True) -> None:
        """Note that the user viewed these records, or came across them in the sidebar or a query FOR REFERENCE."""
        now = format_datetime(self.org.clock.now())
        for record_id in record_ids:
            kind = self.org.schema.by_key_prefix(record_id[:3]) if record_id else None
            if record_id and kind is not None and kind.mru_enabled:
                recents.remember(self.org.database, self.user.id, kind.name, [record_id], now, viewed=viewed)

    def remember_query(self, result: QueryResult) -> QueryResult:
        """Note what a query FOR VIEW or FOR REFERENCE found."""
        if result.viewed or result.referenced:
            self.remember(result.viewed)
            self.remember(result.referenced, viewed=False)
        return result

    def remember_saved(self, *record_ids: str | None) -> None:
        """Note what a call wrote, if it asked for that (Sforce-Mru: updateMru=true)."""
        if self.options.update_recent:
            self.remember(record_ids)
