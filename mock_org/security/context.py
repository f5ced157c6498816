"""What every question about access needs to know of the org."""

from dataclasses import dataclass, field

from sqlalchemy import FromClause

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
    sharing: SharingModel = field(default_factory=SharingModel)
    clock: Clock = field(default_factory=Clock)

    def table(self, name: str) -> FromClause:
        """A table under an alias of its own, so that no enclosing query is taken for it."""
        return self.database.tables.get(name).alias()

    def has(self, name: str) -> bool:
        """Whether the org knows that object and keeps records of it."""
        return name in self.schema and name in self.database.tables
