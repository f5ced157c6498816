"""The verbs of a scenario: what an internal user and a partner user do, whichever way they reach the org.

A scenario's *Given* goes through the factories; its *When* and *Then* are one of these verbs, said by an actor.
`features/drivers/api.py` speaks them over REST, `e2e/driver.py` in a browser. Neither knows the other: both fit
these Protocols, and the dict of drivers in mock_org.harness makes a missing verb a type error.

What an org refuses is raised as `factories.Refused`, whose text is what the person was told.
Fields are named by label ("Company", "Last Name"), since that is what a person sees; sObjects by API name.
"""

from collections.abc import Mapping
from typing import Literal, Protocol

Access = Literal["none", "read", "edit"]


class Unsettled(AssertionError):
    """The org's answers do not agree with each other: a fault, unless sharing is just being calculated."""


class InternalUser(Protocol):
    """Somebody of the vendor: a channel manager, a colleague, an administrator's assistant."""

    username: str

    def enter(self, password: str) -> None:
        """Be logged in, by the quickest way that the target has. Raises Refused with the text of the refusal."""

    def log_in(self, password: str) -> None:
        """Start a session. Raises Refused with the text of the refusal."""

    def log_out(self) -> None:
        """End the session."""

    def logged_in(self) -> bool:
        """Whether the session is still answered (asked of the org, not remembered)."""

    def sees(self, sobject: str) -> set[str]:
        """The names of all records of an sObject that this user is shown; empty when the sObject is not offered."""

    def access(self, sobject: str, record_id: str) -> Access:
        """What this user may do with one record, looked at directly: nothing, read it, or edit it."""

    def spilt(self, sobject: str, records: Mapping[str, Mapping[str, str]]) -> dict[str, list[str]]:
        """What has reached the user all the same of records to which `access` has just said "none".

        records: id → label → text of the values that give a record away. By id, a sentence for each finding.
        """

    def read(self, sobject: str, record_id: str) -> dict[str, str]:
        """The fields shown of one record: label → text, "" for an empty field; lookups as the other record's name.

        A field that this user may not read is absent. Raises Refused for a record that this user may not see.
        """

    def overheard(self, texts: Mapping[str, str]) -> list[str]:
        """Which of these texts, by label, came with the record that was read last, although it did not show them."""

    def create(self, sobject: str, values: Mapping[str, str]) -> str:
        """Make a record from label → text and return its id. Raises Refused."""

    def change(self, sobject: str, record_id: str, values: Mapping[str, str]) -> None:
        """Change fields, label → text, of one record. Raises Refused."""


class PartnerUser(InternalUser, Protocol):
    """Somebody of a partner company, on the partner portal or at its API."""

    def offers(self, sobject: str) -> bool:
        """Whether the org offers this sObject to the user at all: in the menu, in the global describe."""

    def asked_about(self) -> set[str]:
        """The full names of the people whom running access reviews ask this user about."""

    def answer_review(self, answers: Mapping[str, str]) -> None:
        """Answer for people by full name: Confirm or Flag. Raises Refused."""

    def change_password(self, old: str, new: str) -> None:
        """Choose another password, which an expired one can do. Raises Refused."""


class PortalVisitor(PartnerUser, Protocol):
    """What can be done with a browser only; for scenarios tagged @browser."""

    def forgot_password(self) -> str:
        """Follow "Forgot your password?" for the username, and return the notice shown then."""

    def follow(self, sobject: str, record_id: str) -> None:
        """Open a link to a record, logged in or not; a log_in afterwards goes on from the page that has opened."""

    def heading(self) -> str:
        """The main heading of the page that the visitor is on; "" on a page without one."""

    def open_link(self, url: str, password: str) -> None:
        """Follow the link of a mail, and choose this password on the page that opens. Raises Refused."""

    def enter_code(self, code: str, *, remember: bool = False) -> None:
        """Enter the verification code on the page that has opened. Raises Refused."""

    def sign_up(self, first_name: str, last_name: str, password: str) -> None:
        """Register at the portal, with the username as email address. Raises Refused."""

    def header(self) -> tuple[str, str]:
        """The portal's name at the head of the page, and the colour behind it, as #rrggbb."""
