"""What the Recycle Bin remembers of a delete: which rows went along with which record, which lookups it cleared."""

from sqlalchemy import Column, Integer, MetaData, String, Table

_OWN = MetaData()
# One row for each record in the bin; root_id is the record that somebody deleted, deleted an instant as stored.
BINNED = Table(
    "_binned",
    _OWN,
    Column("record_id", String, primary_key=True),
    Column("sobject", String, nullable=False),
    Column("root_id", String, nullable=False, index=True),
    Column("deleted", String, nullable=False, index=True),
)
# One row for each lookup that a delete emptied.
CLEARED = Table(
    "_cleared",
    _OWN,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("root_id", String, nullable=False, index=True),
    Column("sobject", String, nullable=False),
    Column("record_id", String, nullable=False),
    Column("field", String, nullable=False),
    Column("held", String, nullable=False),
)
BIN = _OWN
