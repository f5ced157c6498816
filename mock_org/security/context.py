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

    def alias(self, name: str, number: int) -> FromClause:
        """The n-th alias of a table.

        Making one is slow (a proxy for each column), so each is made once and kept with the table.
        """
        table = self.database.tables.get(name)
        known: dict[int, FromClause] = table.info.setdefault("aliases", {})
        return known[number] if number in known else known.setdefault(number, table.alias())
