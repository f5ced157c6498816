"""The records of an org, over REST as one user, through simple-salesforce."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

import requests
from simple_salesforce.api import Salesforce

from factories.answers import fault_refusal, first_fault, refusal, refusals
from factories.budget import Budget
from factories.connection import Connection
from factories.data import TestData
from factories.journal import Entry, Journal, JournalError, identifying
from factories.record import Record
from factories.refused import NotSent, Refused
from factories.sandbox.safety import guard_of
from factories.soql import text_literal

COLLECTION_SIZE = 200
"""REST API Developer Guide, sObject Collections: at most 200 records a request."""
UNCLEAR = 500
"""From this HTTP status on, nobody knows whether the org has done what it was asked for."""
WHOSE = frozenset({"OwnerId", "CreatedById", "LastModifiedById"})


class Records:
    """Records as one user sees and changes them."""

    def __init__(
        self,
        connection: Connection,
        session_id: str,
        http: requests.Session,
        data: TestData,
        journal: Journal,
        budget: Budget | None,
    ) -> None:
        self.user_id = ""
        self.data = data
        self.journal = journal
        self.connection = connection
        self.guard = guard_of(connection)
        self.budget = budget
        self._witness: Records | None = None
        if budget:
            http.hooks["response"].append(budget.note)
        self._http = http
        self._ids: dict[tuple[str, str, str], str] = {}
        self._described: dict[str, dict[str, Any]] = {}
        self._collections = True
        self._salesforce = Salesforce(
            instance_url=connection.instance_url,
            session_id=session_id,
            version=connection.api_version,
            session=http,
        )

    @property
    def witness(self) -> "Records":
        """The administrator's client, where this one is somebody else's."""
        return self._witness or self

    def share_lookups(self, other: "Records") -> None:
        """Use what another client of the same user has looked up, and the other way round."""
        self._ids, self._described = other._ids, other._described

    # -- changes

    def insert(self, sobject: str, values: Mapping[str, Any]) -> str:
        """Create a record and return its id."""
        with noted(self.journal, self._to_insert(sobject, [values])) as [entry]:
            answer = self.rest("POST", f"sobjects/{sobject}", dict(values))
            self.journal.confirm(entry, str(answer["id"]))
        return entry.id

    def insert_many(self, sobject: str, rows: Sequence[Mapping[str, Any]]) -> list[str]:
        """Create records, all or none of each 200, through the collections resource where the org has it."""
        batches = [rows[start : start + COLLECTION_SIZE] for start in range(0, len(rows), COLLECTION_SIZE)]
        return [record_id for batch in batches for record_id in self._insert_batch(sobject, batch)]

    def update(self, sobject: str, record_id: str, **values: Any) -> None:
        """Change fields of a record."""
        with noted(self.journal, self._to_update(sobject, record_id, values)):
            self.rest("PATCH", f"sobjects/{sobject}/{record_id}", values)

    def update_many(self, sobject: str, rows: Sequence[Mapping[str, Any]]) -> list[Refused]:
        """Change up to 200 records, each with its `Id` and each for itself; what was refused."""
        records = [{"attributes": {"type": sobject}, **row} for row in rows]
        foreign = [entry for row in rows for entry in self._to_update(sobject, row["Id"], row)]
        with noted(self.journal, foreign):
            results = self.rest("PATCH", "composite/sobjects", {"allOrNone": False, "records": records})
        return [fault_refusal(result["errors"][0]) for result in results if not result["success"]]

    def delete(self, sobject: str, record_id: str) -> None:
        """Delete a record. Raises JournalError for one that is not the run's, where deleting cannot be undone."""
        entry = self.journal.entry_of(record_id)
        if entry is None and self.journal.on_paper and not self._hangs_on_ours(self.get(sobject, record_id)):
            raise JournalError(
                f"{sobject} {record_id} was not made by this run, and what is deleted cannot be brought back: "
                "tag the scenario @needs-reset"
            )
        self.rest("DELETE", f"sobjects/{sobject}/{record_id}")
        if entry:
            self.journal.finish(entry, "deleted by the scenario")

    @contextmanager
    def foreseen(self, sobject: str, **key: str) -> Iterator[Entry]:
        """Somebody makes a record elsewhere, in a browser: it can be found by these values.

        Raises JournalError for values that records of others may have as well.
        """
        if self.journal.on_paper:
            key = identifying(sobject, key, self.data.run, self.journal.knows)
        entry = Entry("foreseen", sobject, key)
        with noted(self.journal, [entry] if self.journal.on_paper else []):
            yield entry

    # -- questions

    def get(self, sobject: str, record_id: str) -> Record:
        """Every field of a record that this user may read."""
        return Record(sobject, self.rest("GET", f"sobjects/{sobject}/{record_id}"))

    def query(self, soql: str) -> list[Record]:
        """All rows of a query; rows of a parent are dicts in it."""
        self._check()
        with refusals():
            rows = self._salesforce.query_all(soql)["records"]
        return [Record(row["attributes"]["type"], dict(row)) for row in rows]

    def id_of(self, sobject: str, **where: str) -> str:
        """The id of the one record whose field has this value, e.g. `id_of("Profile", Name="Channel Partner")`."""
        [(field, value)] = where.items()
        if (sobject, field, value) not in self._ids:
            found = self.query(f"SELECT Id FROM {sobject} WHERE {field} = {text_literal(value)}")
            if len(found) != 1:
                raise LookupError(f"{len(found)} records of {sobject} have {field} {value!r} here; one is needed")
            self._ids[sobject, field, value] = found[0].Id
        return self._ids[sobject, field, value]

    def describe(self, sobject: str) -> dict[str, Any]:
        """The describe of an sObject, for this user; asked once."""
        if sobject not in self._described:
            self._described[sobject] = self.rest("GET", f"sobjects/{sobject}/describe")
        return self._described[sobject]

    def describe_global(self) -> dict[str, dict[str, Any]]:
        """The sObjects that this user is offered, by name."""
        return {each["name"]: each for each in self.rest("GET", "sobjects")["sobjects"]}

    # -- the transport

    def rest(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        params: dict[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Any:
        """One request to the REST API as it is, which no journal knows of. Raises Refused."""
        self._check()
        if method != "GET":
            self.guard.check(self, method, path, body, params)
        data = None if body is None else json.dumps(body)
        with refusals():
            return self._salesforce.restful(quote(path), params, method, data=data, headers=headers or {})

    def get_tagged(self, sobject: str, record_id: str) -> tuple[Record, str]:
        """A record and its ETag, by which a later change can be bound to what was read (accounts have one)."""
        self._check()
        path = f"{self._salesforce.base_url}sobjects/{sobject}/{record_id}"
        answer = self._http.get(path, headers=self._salesforce.headers)
        if not answer.ok:
            raise refusal(answer.status_code, answer.json())
        return Record(sobject, answer.json()), answer.headers.get("ETag", "")

    def _check(self) -> None:
        if self.budget:
            self.budget.check()

    # -- inside

    def _insert_batch(self, sobject: str, rows: Sequence[Mapping[str, Any]]) -> list[str]:
        if not self._collections or len(rows) == 1:
            return [self.insert(sobject, row) for row in rows]
        records = [{"attributes": {"type": sobject}, **row} for row in rows]
        try:
            with noted(self.journal, self._to_insert(sobject, rows)) as entries:
                results = self.rest("POST", "composite/sobjects", {"allOrNone": True, "records": records})
                if fault := first_fault(results):
                    raise fault
                for entry, result in zip(entries, results, strict=True):
                    self.journal.confirm(entry, str(result["id"]))
        except Refused as no:
            if no.status != 404:
                raise
            self._collections = False
            return [self.insert(sobject, row) for row in rows]
        return [entry.id for entry in entries]

    def _to_insert(self, sobject: str, rows: Sequence[Mapping[str, Any]]) -> list[Entry]:
        if not self.journal.on_paper:
            return [Entry("insert", sobject) for _ in rows]
        keys = [identifying(sobject, row, self.data.run, self.journal.knows) for row in rows]
        return [Entry("insert", sobject, key) for key in keys]

    def _to_update(self, sobject: str, record_id: str, values: Mapping[str, Any]) -> list[Entry]:
        """The old values of a record that is not the run's, but for what the end of a lease restores."""
        wanted = [name for name in values if name not in {"Id", *self.journal.leased_values(record_id)}]
        if not self.journal.on_paper or not wanted or self.journal.entry_of(record_id):
            return []
        try:
            record = self.get(sobject, record_id)
        except Refused:
            return []  # who cannot read it cannot change it either: the org will say so
        if sobject != "Account" and self._hangs_on_ours(record):
            return []
        return [Entry("update", sobject, id=record_id, old={name: record.get(name) for name in wanted})]

    def _hangs_on_ours(self, record: Record) -> bool:
        """Whether a record goes with one that the run has made, as the log-in of a user or a share of a lead does."""
        return self.journal.knows(*(value for name, value in record.items() if name not in WHOSE))


@contextmanager
def noted(journal: Journal, entries: list[Entry]) -> Iterator[list[Entry]]:
    """Write down what is about to be asked for; a clear no ends it, anything else leaves it open to be looked for."""
    if entries:
        journal.intend(*entries)
    try:
        yield entries
    except (Refused, NotSent) as no:
        if not isinstance(no, Refused) or (no.status or 400) < UNCLEAR:
            for entry in entries:
                journal.finish(entry, f"refused: {no.code or no}" if isinstance(no, Refused) else "not sent")
        raise
