"""The table of recent items: which records a user viewed or came across, and when."""

from sqlalchemy import Column, Integer, MetaData, String, Table

_OWN = MetaData()
# One row for each user and record; place orders the rows of one instant. viewed: null while only referred to.
RECENT_ITEM = Table(
    "_recent_item",
    _OWN,
    Column("user_id", String, primary_key=True),
    Column("record_id", String, primary_key=True),
    Column("sobject", String, nullable=False),
    Column("viewed", String),
    Column("referenced", String, nullable=False),
    Column("place", Integer, nullable=False),
)
RECENT = _OWN
