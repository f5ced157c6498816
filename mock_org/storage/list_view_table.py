"""The table of what list views show; their names and objects are rows of ListView."""

from sqlalchemy import Column, MetaData, String, Table, Text

LIST_VIEWS = MetaData()
# definition: JSON, as ListViewDefinition of the org room reads it.
LIST_VIEW = Table(
    "_list_view", LIST_VIEWS, Column("id", String, primary_key=True), Column("definition", Text, nullable=False)
)
