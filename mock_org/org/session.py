"""The org as one running user sees it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from mock_org import dml, security, soql
from mock_org.dml import SaveContext, SaveResult
from mock_org.errors import SalesforceError
from mock_org.org.parts import Parts
from mock_org.schema import Field, SObject, to_18
from mock_org.schema.describe import basic_info, describe, describe_global
from mock_org.security import RunningUser
from mock_org.security.permissions import Action
from mock_org.soql.ast import From, Selected

NEWEST_VERSION = 67.0
OLDEST_VERSION = 31.0


@dataclass(frozen=True)
class Session:
    """The org as one running user sees it; all web rooms talk to it and to nothing deeper."""

    org: Parts
    user: RunningUser
    api_version: float = NEWEST_VERSION
    base_url: str = ""
    auto_assign: bool = False

    @property
    def version(self) -> str:
        """The API version as URLs write it: "62.0"."""
        return f"{self.api_version:.1f}"

    def system(self) -> "Session":
        """The same in system mode."""
        return Session(self.org, security.SYSTEM_USER(self.user.id), self.api_version, self.base_url)

    def sobject(self, name: str) -> SObject:
        """The sObject of that name, if the user may read it.

        Raises NOT_FOUND, as for a resource that is not there.
        """
        found = self.org.schema.get(name)
        if found is None or not self._may("read", found):
            raise SalesforceError("NOT_FOUND", "The requested resource does not exist")
        return found

    def query(self, text: str, *, all_rows: bool = False) -> soql.QueryResult:
        """Answer a SOQL statement with the rows and fields that the user may see."""
        return self._run(soql.parse(text), all_rows=all_rows)

    def count(self, sobject: SObject) -> int:
        """How many records of an sObject the user may see."""
        return self.query(f"SELECT COUNT() FROM {sobject.name}").total_size

    def retrieve(self, sobject_name: str, record_id: str, fields: Sequence[str] | None = None) -> dict[str, Any]:
        """One record by id; without `fields`, every field that the user may read.

        Raises NOT_FOUND for an id that does not exist or that the user may not see, ENTITY_IS_DELETED for a deleted
        record, INVALID_FIELD for a field that the user may not read or that there is not.
        """
        sobject = self.sobject(sobject_name)
        names = [self._field(sobject, name).name for name in fields] if fields else self._readable_names(sobject)
        record_id = self._id_of(sobject, record_id)
        found = self._select(sobject, names, record_id, all_rows=True)
        if not found:
            raise SalesforceError("NOT_FOUND", "The requested resource does not exist")
        if sobject.field("IsDeleted") and not self._select(sobject, ["Id"], record_id, all_rows=False):
            raise SalesforceError("ENTITY_IS_DELETED", "entity is deleted", [])
        return found[0]

    def insert(self, sobject_name: str, values: Mapping[str, Any]) -> str:
        """Create one record; its 18-character id."""
        return dml.insert_one(self._save_context(), self._writable(sobject_name).name, values)

    def insert_many(
        self, sobject_name: str, records: Sequence[Mapping[str, Any]], *, all_or_none: bool = True
    ) -> list[SaveResult]:
        """Create records: a SaveResult each; with all_or_none, one fault and none is kept."""
        return dml.insert(self._save_context(), self._writable(sobject_name).name, records, all_or_none)

    def update(self, sobject_name: str, record_id: str, values: Mapping[str, Any]) -> None:
        """Change one record."""
        sobject = self._writable(sobject_name)
        dml.update_one(self._save_context(), sobject.name, self._id_of(sobject, record_id), values)

    def delete(self, sobject_name: str, record_id: str) -> None:
        """Delete one record, into the Recycle Bin where the object has one."""
        sobject = self._writable(sobject_name)
        dml.delete_one(self._save_context(), self._id_of(sobject, record_id), sobject.name)

    def find(self, sobject_name: str, **equals: Any) -> list[dict[str, Any]]:
        """The records whose fields have these values, whole and without `attributes`; in system mode only."""
        return self.records().find(sobject_name, **equals)

    def load(self, sobject_name: str, records: Sequence[Mapping[str, Any]]) -> list[str]:
        """Write setup rows as they are, many at once; their ids. In system mode only."""
        return self.records().load(sobject_name, records)

    def records(self) -> dml.SystemRecords:
        """The org's records past permissions and sharing; in system mode only."""
        if not self.user.system:
            raise PermissionError("these records are the system's; a user asks by query()")
        return dml.system_records(self._save_context())

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
            may_create=self._may("create", sobject),
            may_edit=self._may("edit", sobject),
            may_delete=self._may("delete", sobject),
            record_types=self._record_types(sobject),
        )

    def describe_global(self) -> dict[str, Any]:
        """The sObjects that the user may read."""
        seen = [s for s in self.org.schema if self._may("read", s)]
        return describe_global(seen, version=self.version, may=self._may)

    def basic_info(self, sobject_name: str) -> dict[str, Any]:
        """The flags of one sObject, without its fields. Recent items are not kept."""
        return {"objectDescribe": basic_info(self.describe(sobject_name)), "recentItems": []}

    def _may(self, action: Action, sobject: SObject) -> bool:
        return security.may(self.user, action, sobject, self.org.security)

    def explain(self, user_id: str, record_id: str) -> security.Explanation:
        """Why a user sees a record, or does not.

        Raises NOT_FOUND when there is no such user or record.
        """
        sobject = self.org.schema.by_key_prefix(record_id[:3])
        key = to_18(record_id)
        if sobject is None or key is None or not self.system().records().get(sobject.name, key):
            raise SalesforceError("NOT_FOUND", f"no record has the id {record_id}")
        user = self.org.running_user(self._id_of(self.org.schema["User"], user_id))
        return security.explain(self.org.security, user, sobject, key)

    def _writable(self, name: str) -> SObject:
        found = self.org.schema.get(name)
        if found is None:
            raise SalesforceError("NOT_FOUND", "The requested resource does not exist")
        return found

    def _save_context(self) -> SaveContext:
        org = self.org
        return SaveContext(
            org.database,
            org.schema,
            org.settings,
            org.clock,
            org.security,
            self.user,
            org.triggers,
            self.api_version,
            self.base_url,
            self.auto_assign,
        )

    def _compile_context(self, all_rows: bool) -> soql.CompileContext:
        org = self.org
        return soql.CompileContext(
            schema=org.schema,
            tables=org.database.tables,
            scope=security.UserScope(org.security, self.user, org.viewer(self.user)),
            now=org.clock.now(),
            time_zone=ZoneInfo(self.user.time_zone),
            user_id=self.user.id,
            fiscal_year_start_month=org.settings.fiscal_year_start_month,
            all_rows=all_rows,
            virtual=security.virtual_tables(org.security, self.user),
        )

    def _run(self, query: soql.Query, *, all_rows: bool) -> soql.QueryResult:
        context = self._compile_context(all_rows)
        return soql.compile_query(query, context).run(self.org.database, self.version)

    def _select(
        self, sobject: SObject, names: Sequence[str], record_id: str, *, all_rows: bool
    ) -> list[dict[str, Any]]:
        query = soql.Query(
            select=tuple(Selected(soql.Path((name,))) for name in names),
            sources=(From(soql.Path((sobject.name,))),),
            where=soql.Comparison(soql.Path(("Id",)), "=", soql.Literal(record_id, "string")),
        )
        return self._run(query, all_rows=all_rows).records

    def _readable_names(self, sobject: SObject) -> list[str]:
        return [f.name for f in sobject.fields.values() if security.readable(self.user, sobject, f)]

    def _field(self, sobject: SObject, name: str) -> Field:
        found = sobject.field(name.strip())
        if found is None or not security.readable(self.user, sobject, found):
            raise SalesforceError("INVALID_FIELD", f"No such column '{name}' on sobject of type {sobject.name}")
        return found

    def _id_of(self, sobject: SObject, record_id: str) -> str:
        """The 18-character form; an id of another object or no id at all is an unknown resource (recorded answers)."""
        key = to_18(record_id)
        if key is None:
            raise SalesforceError(
                "NOT_FOUND", f"Provided external ID field does not exist or is not accessible: {record_id}"
            )
        if sobject.key_prefix and not key.startswith(sobject.key_prefix):
            raise SalesforceError("NOT_FOUND", "The requested resource does not exist")
        return key

    def _record_types(self, sobject: SObject) -> list[dict[str, Any]]:
        if "RecordType" not in self.org.schema:
            return []
        return self.system().find("RecordType", SobjectType=sobject.name, IsActive=True)
