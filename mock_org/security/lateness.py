"""Sharing that is recalculated in the background: who gained something waits for it, where the settings say so."""

from collections.abc import Sequence
from typing import Literal

from sqlalchemy import ColumnElement

from mock_org.security.context import SecurityContext
from mock_org.storage.late import in_time, is_late

# Whom groups do not reach yet; whose records others do not see yet; which roles have no place in the hierarchy yet.
Kind = Literal["member", "owner", "role"]


def in_effect(context: SecurityContext, kind: Kind, column: ColumnElement[str]) -> Sequence[ColumnElement[bool]]:
    """The condition that these rows count already: none where nothing takes time."""
    return (in_time(kind, column),) if context.settings.sharing_delays.any else ()


def waits(context: SecurityContext, kind: Kind, record_id: str) -> bool:
    """Whether this one does not count yet."""
    return context.settings.sharing_delays.any and is_late(context.database, kind, record_id)
