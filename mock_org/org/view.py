"""What every verb of a Session works with: the org, the running user, and the contexts of reading and saving."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self
from zoneinfo import ZoneInfo

from mock_org import dml, security, soql
from mock_org.dml import SaveContext
from mock_org.errors import SalesforceError
from mock_org.mail import Desk
from mock_org.org.alike_plans import Made
from mock_org.org.parts import PLAN_TABLES, Parts
from mock_org.org.watching import WatchedScope, answer_watched
from mock_org.schema import Field, SObject, to_18
from mock_org.security import RunningUser
from mock_org.security.permissions import Action
from mock_org.security.witness import Witness
from mock_org.soql.context import Answer

NEWEST_VERSION = 67.0
OLDEST_VERSION = 31.0


@dataclass(frozen=True)
class SaveOptions:
    """What the headers of a request say about its saves.

    auto_assign: whether leads and cases are to be assigned (Sforce-Auto-Assign); assignment_rule: by which rule.
    allow_field_truncation: whether texts that are too long are cut (AllowFieldTruncationHeader).
    allow_save, include_record_details, run_as_current_user: Sforce-Duplicate-Rule-Header.
    trigger_user_email: whether users are to be told by mail (EmailHeader.triggerUserEmail).
    update_recent: whether records that are written count among the user's recent items (Sforce-Mru).
    """

    auto_assign: bool = False
    assignment_rule: str | None = None
    allow_save: bool = False
    include_record_details: bool = False
    run_as_current_user: bool = False
    allow_field_truncation: bool = False
    trigger_user_email: bool = False
    update_recent: bool = False


@dataclass(frozen=True)
class View:
    """The org, the running user, the API version and the address of the request; the session that it came by."""

    org: Parts
    user: RunningUser
    api_version: float = NEWEST_VERSION
    base_url: str = ""
    options: SaveOptions = SaveOptions()
    auth_session: str | None = None

    @property
    def version(self) -> str:
        """The API version as URLs write it: "62.0"."""
        return f"{self.api_version:.1f}"

    def system(self) -> Self:
        """The same in system mode."""
        return replace(self, user=security.SYSTEM_USER(self.user.id), options=SaveOptions())

    @property
    def witness(self) -> Witness | None:
        """Who looks on at what this user asks for."""
        witness = self.org.witness
        return witness if witness is not None and witness.watches(self.user) else None

    def may(self, action: Action, sobject: SObject) -> bool:
        """Whether the API version has the sObject and the user that permission on it."""
        return sobject.since <= self.api_version and security.may(self.user, action, sobject, self.org.security)

    def sobject(self, name: str) -> SObject:
        """The sObject of that name, if the user may read it.

        Raises NOT_FOUND, as for a resource that is not there.
        """
        found = self.org.schema.get(name)
        if found is not None and self.witness:
            self.witness.asked(self.user, "read", found)
        if found is None or not self.may("read", found):
            raise not_found()
        return found

    def writable(self, name: str) -> SObject:
        """The sObject of that name; the save itself asks whether the user may write it.

        Raises NOT_FOUND, as for a resource that is not there.
        """
        found = self.org.schema.get(name)
        if found is None or found.since > self.api_version:
            raise not_found()
        return found

    def field(self, sobject: SObject, name: str) -> Field:
        """The field of that name, if the user may read it.

        Raises INVALID_FIELD for one that is hidden or missing.
        """
        found = sobject.field(name.strip())
        if found is None or not security.readable(self.user, sobject, found):
            raise SalesforceError("INVALID_FIELD", f"No such column '{name}' on sobject of type {sobject.name}")
        return found

    def readable_names(self, sobject: SObject) -> Sequence[str]:
        """The fields of an sObject that the user may read."""
        names = self.org.readable_names(self.user, sobject)
        if self.witness:
            for each in sobject.fields.values():
                self.witness.field(self.user, sobject, each, writing=False, allowed=each.name in names)
        return names

    def id_of(self, sobject: SObject, record_id: str) -> str:
        """The 18-character form.

        Raises NOT_FOUND for an id of another object and for what is no id (recorded answers), MALFORMED_ID for one of
        this object whose last three characters do not fit the others (recorded for a write; confidence C).
        """
        key = to_18(record_id)
        if key is None and len(record_id) == 18 and record_id.isalnum() and record_id[:3] == sobject.key_prefix:
            raise SalesforceError("MALFORMED_ID", f"malformed id {record_id}", [])
        if key is None:
            raise SalesforceError(
                "NOT_FOUND", f"Provided external ID field does not exist or is not accessible: {record_id}"
            )
        if sobject.key_prefix and not key.startswith(sobject.key_prefix):
            raise not_found()
        return key

    def records(self) -> dml.SystemRecords:
        """The org's records past permissions and sharing; in system mode only."""
        if not self.user.system:
            raise PermissionError("these records are the system's; a user asks by query()")
        return dml.system_records(self.save_context())

    def mail_desk(self) -> Desk:
        """Where mails are sent from outside of triggers; see Org.mail_desk."""
        org = self.org
        return Desk(org.database, org.clock, org.settings, self.system().records(), self.base_url)

    def save_context(self) -> SaveContext:
        """Under whom and with which options a save runs."""
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
            rules=org.rules,
            witness=self.witness,
            **{name: value for name, value in vars(self.options).items() if name != "update_recent"},
        )

    def virtual(self) -> Mapping[str, Answer]:
        """The sObjects that are answered by code, by lower-case name."""
        return security.virtual_tables(self.org.security, self.user, self.org.levels)

    def compile_context(self, *, all_rows: bool = False) -> soql.CompileContext:
        """For whom and when a SOQL statement is compiled."""
        org = self.org
        return soql.CompileContext(
            schema=org.schema,
            tables=org.database.tables,
            scope=self._scope(),
            now=org.clock.now(),
            time_zone=ZoneInfo(self.user.time_zone),
            user_id=self.user.id,
            fiscal_year_start_month=org.settings.fiscal_year_start_month,
            all_rows=all_rows,
            virtual=self.virtual(),
            api_version=self.api_version,
            locale=self.user.locale,
        )

    def _scope(self) -> security.UserScope:
        witness, viewer = self.witness, self.org.viewer(self.user)
        seen = (viewer.context, self.user, viewer, self.api_version)
        return WatchedScope(*seen, witness) if witness else security.UserScope(*seen)

    def answer(
        self, key: Hashable, query: Callable[[], soql.Query], *, all_rows: bool = False, **given: Any
    ) -> soql.QueryResult:
        """Answer the statement that `key` stands for. With all_rows also what is in the Recycle Bin.

        given: values of its literals of kind "given".
        """
        if self.witness:
            return self._watched(query(), all_rows, **given)
        return self.compiled(key, query, all_rows=all_rows).run(self.org.database, self.version, **given)

    def _watched(self, query: soql.Query, all_rows: bool, **given: Any) -> soql.QueryResult:
        witness = self.witness
        assert witness is not None
        if all_rows:
            self.org.empty_old_bin()
        context = self.compile_context(all_rows=all_rows)
        return answer_watched(query, context, witness, self.org.database, self.version, **given)

    def compiled(self, key: Hashable, query: Callable[[], soql.Query], *, all_rows: bool = False) -> soql.Compiled:
        """The statement that `key` stands for, ready to run; one that this user asked before is found again."""
        org, user = self.org, self.user
        if all_rows:
            org.empty_old_bin()
        reader = None if user.system else org.viewer(user)
        whole_key = (key, user.id, user.system, self.api_version, all_rows)
        stamp = org.database.stamp(*PLAN_TABLES)

        def anew() -> Made[soql.Compiled]:
            compiled = soql.compile_query(query(), self.compile_context(all_rows=all_rows))
            lasting = compiled.lasting and not compiled.asks_access
            prepared = compiled.prepared(org.database) if lasting else compiled
            return Made(prepared, lasting, compiled.context.of_its_day)

        def compiling() -> soql.Compiled:
            asking = None if user.system else org.asking(user, key, self.api_version, all_rows)
            if asking is None:
                return anew().statement
            return org.alike_plans.statement(asking, stamp, anew, self._today, org.database)

        return org.plans.compiled(whole_key, stamp, reader, compiling, self._today, org.database)

    def _today(self) -> date:
        return self.org.clock.now().astimezone(ZoneInfo(self.user.time_zone)).date()

    def run(self, query: soql.Query, *, all_rows: bool = False) -> soql.QueryResult:
        """Answer a parsed statement; with all_rows also what is in the Recycle Bin."""
        if self.witness:
            return self._watched(query, all_rows)
        if all_rows:
            self.org.empty_old_bin()
        return soql.compile_query(query, self.compile_context(all_rows=all_rows)).run(self.org.database, self.version)

    def select(
        self, sobject: SObject, names: Sequence[str], record_id: str, *, all_rows: bool = False
    ) -> list[dict[str, Any]]:
        """These fields of the record with that id, if the user may see it."""
        name, wanted = sobject.name, soql.Literal("record_id", "given")
        key = ("by id", name, *names)
        query = self.answer(key, lambda: soql.select_by_id(name, names, wanted), all_rows=all_rows, record_id=record_id)
        return query.records


def not_found() -> SalesforceError:
    """The answer to a resource that is not there, or not for this user."""
    return SalesforceError("NOT_FOUND", "The requested resource does not exist")
