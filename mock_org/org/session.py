"""The org as one running user sees it."""

from collections.abc import Mapping, Sequence
from typing import Any

from mock_org import dml, security, soql
from mock_org.dml import SaveResult
from mock_org.errors import SalesforceError
from mock_org.org.recycling import Recycling
from mock_org.org.searching import Searching
from mock_org.org.view import NEWEST_VERSION, OLDEST_VERSION, SaveOptions, not_found
from mock_org.schema import SObject, to_18
from mock_org.schema.describe import basic_info, describe, describe_global

__all__ = ["NEWEST_VERSION", "OLDEST_VERSION", "SaveOptions", "Session"]

Record = Mapping[str, Any]


class Session(Searching, Recycling):
    """The org as one running user sees it; all web rooms talk to it and to nothing deeper."""

    def query(self, text: str, *, all_rows: bool = False) -> soql.QueryResult:
        """Answer a SOQL statement with the rows and fields that the user may see."""
        return self.run(soql.parse(text), all_rows=all_rows)

    def count(self, sobject: SObject) -> int:
        """How many records of an sObject the user may see."""
        return self.query(f"SELECT COUNT() FROM {sobject.name}").total_size

    def retrieve(self, sobject_name: str, record_id: str, fields: Sequence[str] | None = None) -> dict[str, Any]:
        """One record by id; without `fields`, every field that the user may read.

        Raises NOT_FOUND for an id that does not exist or that the user may not see, ENTITY_IS_DELETED for a deleted
        record, INVALID_FIELD for a field that the user may not read or that there is not.
        """
        sobject = self.sobject(sobject_name)
        names = [self.field(sobject, name).name for name in fields] if fields else self.readable_names(sobject)
        record_id = self.id_of(sobject, record_id)
        found = self.select(sobject, names, record_id, all_rows=True)
        if not found:
            raise not_found()
        if sobject.field("IsDeleted") and not self.select(sobject, ["Id"], record_id, all_rows=False):
            raise SalesforceError("ENTITY_IS_DELETED", "entity is deleted", [])
        return found[0]

    def insert(self, sobject_name: str, values: Mapping[str, Any]) -> str:
        """Create one record; its 18-character id."""
        return dml.insert_one(self.save_context(), self.writable(sobject_name).name, values)

    def insert_many(
        self, sobject_name: str, records: Sequence[Mapping[str, Any]], *, all_or_none: bool = True
    ) -> list[SaveResult]:
        """Create records: a SaveResult each; with all_or_none, one fault and none is kept."""
        return dml.insert(self.save_context(), self.writable(sobject_name).name, records, all_or_none)

    def update(self, sobject_name: str, record_id: str, values: Mapping[str, Any]) -> None:
        """Change one record."""
        sobject = self.writable(sobject_name)
        dml.update_one(self.save_context(), sobject.name, self.id_of(sobject, record_id), values)

    def update_many(
        self, sobject_name: str, records: Sequence[Record], *, all_or_none: bool = True
    ) -> list[SaveResult]:
        """Change records, each named by its `Id`: a SaveResult each; with all_or_none, one fault and none is kept."""
        return dml.update(self.save_context(), self.writable(sobject_name).name, records, all_or_none)

    def upsert(self, sobject_name: str, ext_field: str, value: Any, values: Record) -> SaveResult:
        """Change the record whose external id field has that value, or create it.

        Raises SalesforceError when it is refused, SeveralMatches where more than one record has the value.
        """
        sobject = self.writable(sobject_name)
        sent = {name: each for name, each in values.items() if name.lower() != ext_field.lower()}
        return dml.upsert_one(self.save_context(), sobject.name, ext_field, sent | {ext_field: value})

    def upsert_many(
        self, sobject_name: str, ext_field: str, records: Sequence[Record], *, all_or_none: bool = True
    ) -> list[SaveResult]:
        """Change or create records by external id: a SaveResult each; `created` says which."""
        return dml.upsert(self.save_context(), self.writable(sobject_name).name, ext_field, records, all_or_none)

    def delete_many(self, record_ids: Sequence[str], *, all_or_none: bool = True) -> list[SaveResult]:
        """Delete records of any sObjects: a SaveResult each; with all_or_none, one fault and none is gone."""
        return dml.delete(self.save_context(), record_ids, all_or_none)

    def delete(self, sobject_name: str, record_id: str) -> None:
        """Delete one record, into the Recycle Bin where the object has one."""
        sobject = self.writable(sobject_name)
        dml.delete_one(self.save_context(), self.id_of(sobject, record_id), sobject.name)

    def find(self, sobject_name: str, **equals: Any) -> list[dict[str, Any]]:
        """The records whose fields have these values, whole and without `attributes`; in system mode only."""
        return self.records().find(sobject_name, **equals)

    def load(self, sobject_name: str, records: Sequence[Mapping[str, Any]]) -> list[str]:
        """Write setup rows as they are, many at once; their ids. In system mode only."""
        return self.records().load(sobject_name, records)

    def describe(self, sobject_name: str) -> dict[str, Any]:
        """The describe of one sObject as this user may use it."""
        sobject = self.sobject(sobject_name)
        return describe(
            sobject,
            self.org.schema,
            version=self.version,
            base_url=self.base_url,
            readable=lambda f: security.readable(self.user, sobject, f),
            editable=lambda f: security.editable(self.user, sobject, f),
            may_create=self.may("create", sobject),
            may_edit=self.may("edit", sobject),
            may_delete=self.may("delete", sobject),
            record_types=self._record_types(sobject),
        )

    def describe_global(self) -> dict[str, Any]:
        """The sObjects that the user may read."""
        seen = [s for s in self.org.schema if self.may("read", s)]
        return describe_global(seen, version=self.version, may=self.may)

    def basic_info(self, sobject_name: str) -> dict[str, Any]:
        """The flags of one sObject, without its fields. Recent items are not kept."""
        return {"objectDescribe": basic_info(self.describe(sobject_name)), "recentItems": []}

    def explain(self, user_id: str, record_id: str) -> security.Explanation:
        """Why a user sees a record, or does not.

        Raises NOT_FOUND when there is no such user or record.
        """
        sobject = self.org.schema.by_key_prefix(record_id[:3])
        key = to_18(record_id)
        if sobject is None or key is None or not self.system().records().get(sobject.name, key):
            raise SalesforceError("NOT_FOUND", f"no record has the id {record_id}")
        user = self.org.running_user(self.id_of(self.org.schema["User"], user_id))
        return security.explain(self.org.security, user, sobject, key)

    def _record_types(self, sobject: SObject) -> list[dict[str, Any]]:
        if "RecordType" not in self.org.schema:
            return []
        return self.system().find("RecordType", SobjectType=sobject.name, IsActive=True)
