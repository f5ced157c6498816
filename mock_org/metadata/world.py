"""What a project's words can refer to: the org's describes with the project's, and the org's setup records."""

from dataclasses import dataclass, field

from mock_org.metadata.target import SetupRecords
from mock_org.schema import Schema, SObject
from mock_org.settings import Settings


@dataclass
class World:
    """The org as it will be. `schema` is a copy: nothing is changed before everything is checked.

    settings: as they will be. changed: the describes that are new or other than the org's, by lower-case name.
    """

    schema: Schema
    records: SetupRecords
    changed: dict[str, SObject] = field(default_factory=dict)
    settings: Settings = field(default_factory=Settings)

    def change(self, *sobjects: SObject) -> None:
        """Lay describes over the org's."""
        self.schema.add(*sobjects)
        self.changed |= {s.name.lower(): s for s in sobjects}

    def has_record(self, sobject: str, **equals: object) -> bool:
        """Whether the org already has such a setup record."""
        return bool(self.records.find(sobject, **equals))
