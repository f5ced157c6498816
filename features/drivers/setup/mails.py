"""The mails that the org sent, as an administrator reads them in the outbox."""

from typing import Any, Protocol

from factories import OrgClient, Refused
from features.drivers.control_door import ask


class MailSetup(Protocol):
    """What an administrator finds in the outbox. Each verb raises Refused."""

    def subjects(self, to: str = "") -> list[str]:
        """The subjects of the mails to an address, or of all; the newest first."""

    def text(self, to: str, subject: str) -> str:
        """What a mail says."""

    def sender(self, to: str, subject: str) -> str:
        """From whom it comes: address and name."""

    def message(self, to: str, subject: str) -> bytes:
        """The mail as a file that mail programs read."""


class ApiMailSetup:
    """The same at the control doors."""

    def __init__(self, org: OrgClient) -> None:
        self._org = org

    def subjects(self, to: str = "") -> list[str]:
        """GET outbox."""
        return [str(each["subject"]) for each in reversed(self._mails(to=to) if to else self._mails())]

    def text(self, to: str, subject: str) -> str:
        """The mail's text."""
        return str(self._one(to, subject)["text"])

    def sender(self, to: str, subject: str) -> str:
        """The mail's sender."""
        mail = self._one(to, subject)
        return f"{mail['from_name']} <{mail['from']}>"

    def message(self, to: str, subject: str) -> bytes:
        """GET outbox/ID.eml."""
        return self._get(f"outbox/{self._one(to, subject)['id']}.eml", {})

    def _one(self, to: str, subject: str) -> dict[str, Any]:
        found = [each for each in self._mails(to=to) if each["subject"] == subject]
        if not found:
            raise Refused(f"{to} has got no mail {subject!r}.")
        return found[-1]

    def _mails(self, **filters: str) -> list[dict[str, Any]]:
        return list(ask(self._org, "outbox", filters=filters).json())

    def _get(self, door: str, filters: dict[str, str]) -> bytes:
        return ask(self._org, door, filters=filters).content
