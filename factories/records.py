"""The records of an org, over REST as one user, through simple-salesforce."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

import requests
from simple_salesforce.api import Salesforce

from factories.answers import fault_refusal, first_fault, refusals
from factories.connection import Connection
from factories.record import Record
from factories.refused import Refused
from factories.soql import text_literal

COLLECTION_SIZE = 200
"""REST API Developer Guide, sObject Collections: at most 200 records a request."""


class Records:
    """Records as one user sees and changes them."""

    def __init__(self, connection: Connection, session_id: str, http: requests.Session) -> None:
        self.made: list[tuple[str, str]] = []
        self._ids: dict[tuple[str, str, str], str] = {}
        self._described: dict[str, dict[str, Any]] = {}
        self._collections = True
        self._salesforce = Salesforce(
            instance_url=connection.instance_url,
            session_id=session_id,
            version=connection.api_version,
            session=http,
        )

    # -- changes

    def insert(self, sobject: str, values: Mapping[str, Any]) -> str:
        """Create a record and return its id."""
        answer = self._rest("POST", f"sobjects/{sobject}", dict(values))
        self.made.append((sobject, answer["id"]))
        return str(answer["id"])

    def insert_many(self, sobject: str, rows: Sequence[Mapping[str, Any]]) -> list[str]:
        """Create records, all or none of each 200, through the collections resource where the org has it."""
        batches = [rows[start : start + COLLECTION_SIZE] for start in range(0, len(rows), COLLECTION_SIZE)]
        return [record_id for batch in batches for record_id in self._insert_batch(sobject, batch)]

    def update(self, sobject: str, record_id: str, **values: Any) -> None:
        """Change fields of a record."""
        self._rest("PATCH", f"sobjects/{sobject}/{record_id}", values)

    def update_many(self, sobject: str, rows: Sequence[Mapping[str, Any]]) -> list[Refused]:
        """Change up to 200 records, each with its `Id` and each for itself; what was refused."""
        records = [{"attributes": {"type": sobject}, **row} for row in rows]
        results = self._rest("PATCH", "composite/sobjects", {"allOrNone": False, "records": records})
        return [fault_refusal(result["errors"][0]) for result in results if not result["success"]]

    def delete(self, sobject: str, record_id: str) -> None:
        """Delete a record."""
        self._rest("DELETE", f"sobjects/{sobject}/{record_id}")

    # -- questions

    def get(self, sobject: str, record_id: str) -> Record:
        """Every field of a record that this user may read."""
        return Record(sobject, self._rest("GET", f"sobjects/{sobject}/{record_id}"))

    def query(self, soql: str) -> list[Record]:
        """All rows of a query; rows of a parent are dicts in it."""
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
            self._described[sobject] = self._rest("GET", f"sobjects/{sobject}/describe")
        return self._described[sobject]

    def describe_global(self) -> dict[str, dict[str, Any]]:
        """The sObjects that this user is offered, by name."""
        return {each["name"]: each for each in self._rest("GET", "sobjects")["sobjects"]}

    # -- inside

    def _insert_batch(self, sobject: str, rows: Sequence[Mapping[str, Any]]) -> list[str]:
        if not self._collections or len(rows) == 1:
            return [self.insert(sobject, row) for row in rows]
        records = [{"attributes": {"type": sobject}, **row} for row in rows]
        try:
            results = self._rest("POST", "composite/sobjects", {"allOrNone": True, "records": records})
        except Refused as refusal:
            if refusal.status != 404:
                raise
            self._collections = False
            return [self.insert(sobject, row) for row in rows]
        if fault := first_fault(results):
            raise fault
        ids = [str(result["id"]) for result in results]
        self.made.extend((sobject, each) for each in ids)
        return ids

    def _rest(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        data = None if body is None else json.dumps(body)
        with refusals():
            return self._salesforce.restful(quote(path), None, method, data=data)
