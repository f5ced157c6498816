"""What a migration has to remember: how it was before, and whether the old portal is switched off."""

import json
from typing import Any

from sqlalchemy import delete, insert, select

from mock_org.storage import Database
from mock_org.storage.partner_tables import MIGRATION


def kept(database: Database, name: str) -> Any:
    """What was kept under a name, or None."""
    row = database.row(select(MIGRATION).where(MIGRATION.c.name == name))
    return json.loads(row["value"]) if row else None


def keep(database: Database, name: str, value: Any) -> None:
    """Keep something that JSON can say."""
    with database.transaction():
        database.execute(delete(MIGRATION).where(MIGRATION.c.name == name))
        database.execute(insert(MIGRATION).values(name=name, value=json.dumps(value)))
