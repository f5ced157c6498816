"""What every question about access needs to know of the org."""

from dataclasses import dataclass, field

from sqlalchemy import Alias, Table

from mock_org.clock import Clock
from mock_org.schema import Schema
from mock_org.security.model import SharingModel
from mock_org.settings import Settings
from mock_org.storage import Database


@dataclass(frozen=True)
class SecurityContext:
    """The org's records, describes, settings and sharing rules, as they are now."""

    database: Database
    schema: Schema
    settings: Settings
    sharing: SharingModel = SharingModel()
    clock: Clock = field(default_factory=Clock)

    def table(self, name: str) -> Alias:
        """A table under an alias of its own, so that no enclosing query is taken for it."""
        table: Table = self.database.tables.get(name)
        return table.alias()

    def has(self, name: str) -> bool:
        """Whether the org knows that object and keeps records of it."""
        return name in self.schema and name in self.database.tables
