"""The Org: everything there is one of. The Session: the org as one running user sees it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from mock_org import security
from mock_org.clock import Clock
from mock_org.dml import SaveResult, Trigger
from mock_org.dml.upsert import SeveralMatches
from mock_org.dml.values import WrongKind
from mock_org.mail import Desk
from mock_org.org.api_calls import ApiCalls
from mock_org.org.bulk import BulkJob
from mock_org.org.kept import Cursor, Due, OrgImage, Token, Unmatched
from mock_org.org.oauth import OAuthState
from mock_org.org.parts import Parts
from mock_org.org.rows import Children, Place, is_blob
from mock_org.org.session import NEWEST_VERSION, OLDEST_VERSION, SaveOptions, Session
from mock_org.schema import Schema
from mock_org.settings import Settings
from mock_org.storage import Database, mailbox
from mock_org.storage.snapshot import restore, take

__all__ = [
    "NEWEST_VERSION",
    "OLDEST_VERSION",
    "Children",
    "Cursor",
    "Due",
    "Org",
    "OrgImage",
    "Place",
    "SaveOptions",
    "SaveResult",
    "Session",
    "SeveralMatches",
    "Token",
    "Unmatched",
    "WrongKind",
    "is_blob",
]


class Org(Parts):
    """One mock org with its sessions, images and outbox. Several live in one process."""

    def __init__(
        self, database: Database, schema: Schema, settings: Settings, clock: Clock, triggers: Sequence[Trigger] = ()
    ) -> None:
        super().__init__(database, schema, settings, clock, triggers)
        self.tokens: dict[str, Token] = {}
        self.oauth = OAuthState()
        self.pinned: set[str] = set()
        # When the first session can be over, and by which settings; by then all are looked at.
        self.sweep: tuple[datetime, Settings] | None = None
        # Sessions whose users were looked at, and the state of the tables in which they were found in order.
        self.vouched: dict[str, tuple[int, ...]] = {}
        self.cursors: dict[str, Cursor] = {}
        self.jobs: dict[str, BulkJob] = {}
        self.unmatched: list[Unmatched] = []
        self.images: dict[str, OrgImage] = {}
        self.due: Due | None = None
        self.api_calls = ApiCalls(clock)
        # By user, how many attempts to log in since when.
        self.log_ins: dict[str, tuple[datetime, int]] = {}
        self.base_url = "http://127.0.0.1"
        self.admin_id = ""
        self._cursor = 0

    @property
    def api_requests(self) -> int:
        """How many API calls there were in the last 24 hours."""
        return self.api_calls.count()

    def session(self, user_id: str, api_version: float = NEWEST_VERSION, base_url: str | None = None) -> Session:
        """The org as this user sees it."""
        return Session(self, self.running_user(user_id), api_version, base_url or self.base_url)

    def system_session(self, user_id: str | None = None) -> Session:
        """The org in system mode; audit fields name the user, by default the administrator."""
        return Session(self, security.SYSTEM_USER(user_id or self.admin_id or None), NEWEST_VERSION, self.base_url)

    def mails(
        self, to: str | None = None, subject: str | None = None, template: str | None = None
    ) -> list[dict[str, Any]]:
        """The mails that the org sent, oldest first; to an address, with words in the subject, of a template."""
        return mailbox.mails(self.database, to, subject, template)

    def mail(self, mail_id: int) -> dict[str, Any] | None:
        """One mail, or None."""
        return mailbox.mail(self.database, mail_id)

    def mail_desk(self) -> Desk:
        """Where mails are sent from outside of triggers: `mail.send_template(org.mail_desk(), mail.WELCOME, user)`."""
        return self.system_session().mail_desk()

    def clear_mails(self) -> None:
        """Throw all mails away."""
        mailbox.clear(self.database)

    def next_cursor(self) -> int:
        """A number for the next query locator."""
        self._cursor += 1
        return self._cursor

    def image(self) -> OrgImage:
        """The org as it is now."""
        with self.database.lock:
            return OrgImage(
                take(self.database),
                self.schema.copy(),
                self.settings,
                self.sharing,
                self.rules,
                self.clock.image(),
                dict(self.tokens),
                self.oauth.image(),
                dict(self.jobs),
            )

    def restore(self, image: OrgImage) -> None:
        """Make the org what it was; pinned log-ins stay valid."""
        with self.database.lock:
            pinned = {sid: token for sid, token in self.tokens.items() if sid in self.pinned}
            other_schema = not self.schema.same_as(image.schema)
            if other_schema:
                self.schema.replace_with(image.schema)
                self.database.tables.define_all(self.schema)
            if image.settings != self.settings:
                self.configure(image.settings)
            self.sharing, self.rules = image.sharing, image.rules
            restore(self.database, image.database)
            if other_schema:
                self.set_sharing(image.sharing)  # tables that are defined anew forget the indexes of its fields
            self.clock.restore(image.clock)
            self.tokens = dict(image.tokens) | pinned
            self.oauth.restore(image.oauth)
            self.cursors.clear()
            self.log_ins.clear()
            self.api_calls.forget()
            self.due = self.sweep = None
            self.jobs = dict(image.jobs)
