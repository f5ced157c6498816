"""Tables of what is known beside the records of partner companies: what a tier has brought, how a migration stands."""

from sqlalchemy import Column, MetaData, String, Table, Text

PARTNER_TABLES = MetaData()
# id: of a PermissionSetAssignment that a tier has brought.
TIER_MARK = Table("_tier_mark", PARTNER_TABLES, Column("id", String, primary_key=True))
# value: JSON, as automation writes it.
MIGRATION = Table(
    "_migration", PARTNER_TABLES, Column("name", String, primary_key=True), Column("value", Text, nullable=False)
)
