"""The table of what sharing does not know yet: rows of users, group members and roles, until their time comes."""

from sqlalchemy import Column, MetaData, String, Table

LATE_TABLES = MetaData()
NAME = "_late"
# kind: in what way a row does not count yet. due: until when, by the org's clock, in UTC.
LATE = Table(
    NAME,
    LATE_TABLES,
    Column("kind", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("due", String, nullable=False),
)
