"""The verbs of a Session that write records: one, or a list."""

from collections.abc import Mapping, Sequence
from typing import Any

from mock_org import dml
from mock_org.dml import NoSuchRecord, SaveResult
from mock_org.errors import SalesforceError
from mock_org.org.recents import Recents

Record = Mapping[str, Any]


class Saving(Recents):
    """Insert, update, upsert, delete. Those on one record raise SalesforceError; those on lists answer SaveResults."""

    def insert(self, sobject_name: str, values: Mapping[str, Any]) -> str:
        """Create one record; its 18-character id."""
        record_id = dml.insert_one(self.save_context(), self.writable(sobject_name).name, values)
        self.remember_saved(record_id)
        return record_id

    def insert_many(
        self, sobject_name: str, records: Sequence[Mapping[str, Any]], *, all_or_none: bool = True
    ) -> list[SaveResult]:
        """Create records: a SaveResult each; with all_or_none, one fault and none is kept."""
        return self._noted(dml.insert(self.save_context(), self.writable(sobject_name).name, records, all_or_none))

    def update(self, sobject_name: str, record_id: str, values: Mapping[str, Any]) -> None:
        """Change one record."""
        sobject = self.writable(sobject_name)
        key = self.id_of(sobject, record_id)
        dml.update_one(self.save_context(), sobject.name, key, values)
        self.remember_saved(key)

    def update_many(
        self, sobject_name: str, records: Sequence[Record], *, all_or_none: bool = True
    ) -> list[SaveResult]:
        """Change records, each named by its `Id`: a SaveResult each; with all_or_none, one fault and none is kept."""
        return self._noted(dml.update(self.save_context(), self.writable(sobject_name).name, records, all_or_none))

    def upsert(self, sobject_name: str, ext_field: str, value: Any, values: Record) -> SaveResult:
        """Change the record whose external id field has that value, or create it.

        Raises SalesforceError when it is refused, SeveralMatches where more than one record has the value.
        """
        sobject = self.writable(sobject_name)
        sent = {name: each for name, each in values.items() if name.lower() != ext_field.lower()}
        result = dml.upsert_one(self.save_context(), sobject.name, ext_field, sent | {ext_field: value})
        self.remember_saved(result.id)
        return result

    def upsert_many(
        self, sobject_name: str, ext_field: str, records: Sequence[Record], *, all_or_none: bool = True
    ) -> list[SaveResult]:
        """Change or create records by external id: a SaveResult each; `created` says which."""
        name = self.writable(sobject_name).name
        return self._noted(dml.upsert(self.save_context(), name, ext_field, records, all_or_none))

    def delete_many(self, record_ids: Sequence[str], *, all_or_none: bool = True) -> list[SaveResult]:
        """Delete records of any sObjects: a SaveResult each; with all_or_none, one fault and none is gone."""
        return dml.delete(self.save_context(), record_ids, all_or_none)

    def delete(self, sobject_name: str, record_id: str) -> None:
        """Delete one record, into the Recycle Bin where the object has one."""
        sobject = self.writable(sobject_name)
        try:
            dml.delete_one(self.save_context(), self.id_of(sobject, record_id), sobject.name)
        except NoSuchRecord as refused:  # a list answers its fields too, one record does not (recorded)
            raise SalesforceError(refused.code, refused.message, status=refused.status) from None

    def _noted(self, results: list[SaveResult]) -> list[SaveResult]:
        self.remember_saved(*(result.id for result in results if result.success))
        return results
