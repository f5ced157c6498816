"""Which assignments of permission sets a partner's tier has brought: what it brought, it may take away."""

from collections.abc import Iterable

from sqlalchemy import delete, insert, select

from mock_org.storage import Database
from mock_org.storage.partner_tables import TIER_MARK


def marked(database: Database, ids: Iterable[str]) -> set[str]:
    """Those of the assignments that a tier has brought."""
    return {str(row["id"]) for row in database.rows(select(TIER_MARK).where(TIER_MARK.c.id.in_(list(ids))))}


def mark(database: Database, *ids: str) -> None:
    """Remember that a tier has brought these."""
    for each in ids:
        database.execute(insert(TIER_MARK).values(id=each))


def forget(database: Database, *ids: str) -> None:
    """These are gone."""
    database.execute(delete(TIER_MARK).where(TIER_MARK.c.id.in_(ids)))
