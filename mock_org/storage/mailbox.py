"""Reading and emptying the outbox."""

from typing import Any

from sqlalchemy import delete, func, select, update

from mock_org.storage import Database
from mock_org.storage.outbox import FAILED, OUTBOX, QUEUED, SENDING


def mails(
    database: Database, to: str | None = None, subject: str | None = None, template: str | None = None
) -> list[dict[str, Any]]:
    """The mails, oldest first.

    to: those to one address. subject: those whose subject has this text. template: those made from one template, by
    DeveloperName. All in any case of their letters.
    """
    statement = select(OUTBOX).order_by(OUTBOX.c.id)
    if to is not None:
        statement = statement.where(func.lower(OUTBOX.c.to) == to.lower())
    if subject is not None:
        statement = statement.where(func.lower(OUTBOX.c.subject).contains(subject.lower(), autoescape=True))
    if template is not None:
        statement = statement.where(func.lower(OUTBOX.c.template) == template.lower())
    return [dict(row) for row in database.rows(statement)]


def mail(database: Database, mail_id: int) -> dict[str, Any] | None:
    """One mail, or None."""
    row = database.row(select(OUTBOX).where(OUTBOX.c.id == mail_id))
    return None if row is None else dict(row)


def clear(database: Database) -> None:
    """Throw all mails away."""
    with database.transaction():
        database.execute(delete(OUTBOX))


def undelivered(database: Database) -> list[dict[str, Any]]:
    """The mails that an SMTP server is to have, oldest first; those that it did not take before are among them."""
    statement = select(OUTBOX).where(OUTBOX.c.delivery.in_((QUEUED, FAILED))).order_by(OUTBOX.c.id)
    return [dict(row) for row in database.rows(statement)]


def claim(database: Database, message_id: str) -> bool:
    """Take a mail to deliver it; nobody can take it again, in another life of the org either. False: it is taken."""
    free = OUTBOX.c.delivery.in_((QUEUED, FAILED))
    statement = update(OUTBOX).where(OUTBOX.c.message_id == message_id, free).values(delivery=SENDING)
    with database.transaction():
        return database.execute(statement).rowcount == 1


def settle(database: Database, message_id: str, delivery: str) -> None:
    """Write down what became of a mail."""
    with database.transaction():
        database.execute(update(OUTBOX).where(OUTBOX.c.message_id == message_id).values(delivery=delivery))
