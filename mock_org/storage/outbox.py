"""Sent mails, in the same transaction as the records: a rolled-back save sends nothing."""

from sqlalchemy import Column, Integer, MetaData, String, Table, Text

# What becomes of a mail: it stays in the outbox, or an SMTP server is to have it.
KEPT, QUEUED, SENDING, SENT, FAILED = "kept", "queued", "sending", "sent", "failed"

OUTBOX = Table(
    "_outbox",
    MetaData(),
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("to", String, nullable=False, index=True),
    Column("to_name", String, nullable=False, default=""),
    Column("from", String, nullable=False),
    Column("from_name", String, nullable=False, default=""),
    Column("reply_to", String, nullable=False, default=""),
    Column("subject", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("html", Text),
    Column("sent", String, nullable=False),
    Column("template", String, nullable=False, default=""),
    Column("message_id", String, nullable=False, unique=True),
    Column("delivery", String, nullable=False, default=KEPT),
)
