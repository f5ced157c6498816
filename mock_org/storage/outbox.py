"""Sent mails, in the same transaction as the records: a rolled-back save sends nothing."""

from sqlalchemy import Column, Integer, MetaData, String, Table, Text

OUTBOX = Table(
    "_outbox",
    MetaData(),
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("to", String, nullable=False, index=True),
    Column("from", String, nullable=False),
    Column("subject", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("html", Text),
    Column("sent", String, nullable=False),
)
