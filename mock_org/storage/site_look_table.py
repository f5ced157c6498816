"""The table of how sites look, which Salesforce keeps in components that are no sObject."""

from sqlalchemy import Column, MetaData, String, Table, Text

SITE_LOOKS = MetaData()
# id: of the Network. look: JSON, as site_looks.py writes it.
SITE_LOOK = Table(
    "_site_look", SITE_LOOKS, Column("id", String, primary_key=True), Column("look", Text, nullable=False)
)
