"""The org as one running user sees it."""

from collections.abc import Mapping, Sequence
from typing import Any

from mock_org import soql
from mock_org.errors import SalesforceError
from mock_org.org.explaining import Explaining
from mock_org.org.explaining_access import ExplainingAccess
from mock_org.org.own_sessions import mark_current
from mock_org.org.recycling import Recycling
from mock_org.org.replication import Replication
from mock_org.org.rows import Children, Place, body_of, by_external_id, follow, list_children
from mock_org.org.saving import Saving
from mock_org.org.searching import Searching
from mock_org.org.sharing_overview import SharingOverview
from mock_org.org.tooling import Tooling
from mock_org.org.user_interface import UserInterface
from mock_org.org.view import NEWEST_VERSION, OLDEST_VERSION, SaveOptions, not_found
from mock_org.schema import SObject

__all__ = ["NEWEST_VERSION", "OLDEST_VERSION", "SaveOptions", "Session"]

Record = Mapping[str, Any]


class Session(
    Explaining, ExplainingAccess, SharingOverview, Searching, Saving, Tooling, UserInterface, Recycling, Replication
):
    """The org as one running user sees it; all web rooms talk to it and to nothing deeper."""

    def query(self, text: str, *, all_rows: bool = False) -> soql.QueryResult:
        """Answer a SOQL statement with the rows and fields that the user may see."""
        mark_current(self, text)
        return self.remember_query(self.answer(text, lambda: soql.parse(text), all_rows=all_rows))

    def count(self, sobject: SObject) -> int:
        """How many records of an sObject the user may see."""
        return self.query(f"SELECT COUNT() FROM {sobject.name}").total_size

    def retrieve(self, sobject_name: str, record_id: str, fields: Sequence[str] | None = None) -> dict[str, Any]:
        """One record by id; without `fields`, every field that the user may read.

        Raises NOT_FOUND for an id that does not exist or that the user may not see, ENTITY_IS_DELETED for a deleted
        record, INVALID_FIELD for a field that the user may not read or that there is not.
        """
        sobject = self.sobject(sobject_name)
        mark_current(self, sobject.name)
        asked = [self.field(sobject, name).name for name in fields] if fields else self.readable_names(sobject)
        names = [*asked, *([] if "Id" in asked else ["Id"])]  # last where not asked for (REST API Guide, examples)
        hidden = ["IsDeleted"] if "IsDeleted" not in asked and sobject.field("IsDeleted") else []
        found = self.select(sobject, names + hidden, self.id_of(sobject, record_id), all_rows=True)
        if not found:
            raise not_found()
        record = found[0]
        if record.pop("IsDeleted") if hidden else record.get("IsDeleted"):
            raise SalesforceError("ENTITY_IS_DELETED", "entity is deleted", [])
        return record

    def by_external_id(self, sobject_name: str, field: str, value: str) -> list[str]:
        """The ids of the records that the user sees with this value in an external id field.

        Raises NOT_FOUND for a field that is none, or is hidden.
        """
        return by_external_id(self, self.sobject(sobject_name), field, value)

    def follow(self, sobject_name: str, record_id: str, path: Sequence[str]) -> Place | Children:
        """Where relationship names after a record lead: to one record, or to the children of one.

        Raises NOT_FOUND where they lead nowhere.
        """
        return follow(self, self.sobject(sobject_name), record_id, path)

    def children(self, children: Children, fields: Sequence[str] | None = None) -> soql.QueryResult:
        """The child records that the user sees, with the fields asked for or all that the user may read."""
        return list_children(self, children, fields)

    def body_of(self, sobject_name: str, record_id: str, field: str) -> tuple[bytes, str]:
        """The bytes in a blob field of a record that the user sees, and their media type."""
        return body_of(self, self.sobject(sobject_name), record_id, field)

    def find(self, sobject_name: str, **equals: Any) -> list[dict[str, Any]]:
        """The records whose fields have these values, whole and without `attributes`; in system mode only."""
        return self.records().find(sobject_name, **equals)

    def load(self, sobject_name: str, records: Sequence[Mapping[str, Any]]) -> list[str]:
        """Write setup rows as they are, many at once; their ids. In system mode only."""
        return self.records().load(sobject_name, records)
