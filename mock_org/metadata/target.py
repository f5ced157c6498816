"""The door through which a deploy changes an org: setup records, describes, sharing rules, settings."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from mock_org.dml import SaveRules
from mock_org.org.branding import SiteLook
from mock_org.org.list_view_definition import NewListView
from mock_org.schema import Schema, SObject
from mock_org.security import SharingModel
from mock_org.settings import Settings


class SetupRecords(Protocol):
    """The org's setup records in system mode."""

    def find(self, sobject_name: str, **equals: Any) -> list[dict[str, Any]]:
        """The records whose fields have these values."""

    def insert(self, sobject_name: str, values: Mapping[str, Any]) -> str:
        """Create one record; its id."""

    def load(self, sobject_name: str, records: Sequence[Mapping[str, Any]]) -> object:
        """Write setup rows as they are, many at once."""

    def update(self, sobject_name: str, record_id: str, values: Mapping[str, Any]) -> None:
        """Change one record."""

    def delete(self, sobject_name: str, record_id: str) -> None:
        """Delete one record."""

    def declare_look(self, network_id: str, declared: SiteLook) -> None:
        """Keep how a site looks; its logo stays."""

    def define_list_views(self, views: Sequence[NewListView], *, change: bool = True) -> None:
        """Make list views that are missing; with `change`, also make those that are there as said."""


class Transactions(Protocol):
    """What keeps a deploy whole."""

    def transaction(self) -> AbstractContextManager[None]:
        """All or nothing, inside another one too."""


class SetupTarget(Protocol):
    """An org as a deploy needs it."""

    @property
    def schema(self) -> Schema:
        """The describes."""

    @property
    def settings(self) -> Settings:
        """What metadata cannot say, and some of what it can."""

    @property
    def database(self) -> Transactions:
        """Where everything is kept."""

    def system_session(self) -> SetupRecords:
        """The setup records."""

    def change_schema(self, sobjects: Iterable[SObject]) -> None:
        """Add or replace sObjects."""

    def set_sharing(self, sharing: SharingModel) -> None:
        """Replace the sharing rules and sharing sets."""

    @property
    def rules(self) -> SaveRules:
        """Validation rules, roll-up summaries and lookup filters."""

    def set_rules(self, rules: SaveRules) -> None:
        """Replace them; summaries are computed."""

    def configure(self, settings: Settings) -> None:
        """Take over other settings."""
