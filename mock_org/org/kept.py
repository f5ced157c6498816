"""What an org keeps beside its records: log-ins, open queries, images of itself, and what it could not do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mock_org.clock import ClockImage
from mock_org.schema import Schema
from mock_org.security import SharingModel
from mock_org.settings import Settings
from mock_org.storage.snapshot import Image


@dataclass(frozen=True, slots=True)
class Token:
    """One log-in that still counts: a session id and whom it stands for.

    kind: how it came about ("OAuth", "SOAP", "Site", "UI"). network_id: of a site log-in.
    """

    session_id: str
    user_id: str
    kind: str
    created: datetime
    used: datetime
    network_id: str | None = None
    csrf: str = ""


@dataclass(frozen=True, slots=True)
class Cursor:
    """The rest of a query that is read page by page."""

    user_id: str
    records: Sequence[dict[str, Any]]
    size: int


@dataclass(frozen=True, slots=True)
class OrgImage:
    """An org as it was: data, setup, clock, outbox and log-ins."""

    database: Image
    schema: Schema
    settings: Settings
    sharing: SharingModel
    clock: ClockImage
    tokens: Mapping[str, Token]


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A request that the mock refused because it does not know it: the list of what users miss."""

    method: str
    path: str
    why: str
