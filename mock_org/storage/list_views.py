"""What each list view shows, kept and read."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from mock_org.storage import Database
from mock_org.storage.list_view_table import LIST_VIEW

_INSERT = insert(LIST_VIEW)
_KEEP = _INSERT.on_conflict_do_update(index_elements=["id"], set_={"definition": _INSERT.excluded.definition})


def keep(database: Database, record_id: str, definition: Mapping[str, Any]) -> None:
    """Note what a list view shows."""
    database.execute(_KEEP, {"id": record_id, "definition": json.dumps(definition)})


def kept(database: Database, record_ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """What each of these list views shows, by its id."""
    wanted = select(LIST_VIEW).where(LIST_VIEW.c.id.in_(record_ids))
    return {row["id"]: json.loads(row["definition"]) for row in database.rows(wanted)}
