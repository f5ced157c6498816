"""What an org keeps beside its records: log-ins, open queries, images of itself, and what it could not do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from mock_org.clock import ClockImage
from mock_org.dml import SaveRules
from mock_org.org.bulk import BulkJob
from mock_org.org.oauth import OAuthImage
from mock_org.schema import Schema
from mock_org.security import SharingModel
from mock_org.settings import Settings
from mock_org.storage.snapshot import Image


@dataclass(frozen=True, slots=True)
class Token:
    """One log-in that still counts: a session id and whom it stands for.

    kind: how it came about ("OAuth", "SOAP", "Site", "UI"). network_id: of a site log-in.
    client_id: of the app that asked for it. scopes: what the app may do; None is everything.
    refresh_family: of the refresh token that goes with it. expires: when it ends whatever is done with it.
    auth_session: its row of AuthSession. must_change: whether it only opens the page for a new password.
    parent: the session of the administrator who logged in as this user. back: where he came from.
    """

    session_id: str = field(repr=False)
    user_id: str
    kind: str
    created: datetime
    used: datetime
    network_id: str | None = None
    csrf: str = field(default="", repr=False)
    client_id: str | None = None
    scopes: tuple[str, ...] | None = None
    refresh_family: str | None = field(default=None, repr=False)
    expires: datetime | None = None
    auth_session: str = ""
    must_change: bool = False
    parent: str | None = field(default=None, repr=False)
    back: str = ""


@dataclass(frozen=True, slots=True)
class Cursor:
    """The rows of a query that is read page by page.

    session_id: of the log-in that it ends with. family: the same for all cursors of one answer.
    """

    user_id: str
    records: Sequence[dict[str, Any]]
    size: int
    created: datetime
    session_id: str | None = field(repr=False)
    family: int
    page_size: int
    all_rows: bool


@dataclass(frozen=True, slots=True)
class OrgImage:
    """An org as it was: data, setup, clock, outbox and log-ins."""

    database: Image
    schema: Schema
    settings: Settings
    sharing: SharingModel
    rules: SaveRules
    clock: ClockImage
    tokens: Mapping[str, Token] = field(repr=False)
    oauth: OAuthImage
    jobs: Mapping[str, BulkJob]


@dataclass(frozen=True, slots=True)
class Due:
    """When the next scheduled job is due (None: none is), and what that was found by."""

    at: datetime | None
    stamp: tuple[int, ...]
    settings: Settings

    def is_now(self, now: datetime, settings: Settings, stamp: tuple[int, ...]) -> bool:
        """Whether one is due by now, or has to be looked for anew."""
        return self.settings is not settings or self.stamp != stamp or (self.at is not None and self.at <= now)


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A request that the mock refused because it does not know it: the list of what users miss.

    nearest: the endpoint there is that is most like it.
    """

    method: str
    path: str
    why: str
    nearest: str | None = None
    count: int = 1

    @property
    def asked(self) -> tuple[str, str, str]:
        """What makes two of them the same."""
        return self.method, self.path, self.why
