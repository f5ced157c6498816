"""Sending: a mail becomes a row of the outbox, in the transaction of the save that sends it."""

from dataclasses import dataclass, field
from secrets import token_hex

from sqlalchemy import insert

from mock_org.storage import Database
from mock_org.storage.outbox import KEPT, OUTBOX, QUEUED


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail. sent: when, as the API writes instants. template: the DeveloperName of the template it was made from.

    Its texts may hold links that log in: they stay out of its repr.
    """

    to: str
    sender: str
    subject: str = field(repr=False)
    text: str = field(repr=False)
    html: str = field(repr=False)
    sent: str
    to_name: str = ""
    sender_name: str = ""
    reply_to: str = ""
    template: str = ""


def send(database: Database, mail: Mail) -> None:
    """Put a mail into the outbox; where mails are delivered, it is queued for that."""
    values = {
        "to": mail.to,
        "to_name": mail.to_name,
        "from": mail.sender,
        "from_name": mail.sender_name,
        "reply_to": mail.reply_to,
        "subject": mail.subject,
        "text": mail.text,
        "html": mail.html,
        "sent": mail.sent,
        "template": mail.template,
        # Unlike any other, so that mail servers take no two mails for one after the org went back in time.
        "message_id": f"<{token_hex(16)}@{mail.sender.rpartition('@')[2] or 'localhost'}>",
        "delivery": QUEUED if database.postman else KEPT,
    }
    with database.transaction():
        database.execute(insert(OUTBOX).values(values))
        database.posted = True
