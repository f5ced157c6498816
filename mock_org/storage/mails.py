"""Sending: a mail becomes a row of the outbox, in the transaction of the save that sends it."""

from dataclasses import dataclass

from sqlalchemy import insert

from mock_org.storage import Database
from mock_org.storage.outbox import OUTBOX


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail. sent: when, as the API writes instants."""

    to: str
    sender: str
    subject: str
    text: str
    html: str
    sent: str


def send(database: Database, mail: Mail) -> None:
    """Put a mail into the outbox."""
    values = {"to": mail.to, "from": mail.sender, "subject": mail.subject}
    database.execute(insert(OUTBOX).values(values | {"text": mail.text, "html": mail.html, "sent": mail.sent}))
