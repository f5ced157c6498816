"""The one way of the harness to an org, mock or sandbox: REST as one user, through simple-salesforce."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote

import requests
from simple_salesforce.api import Salesforce
from simple_salesforce.exceptions import SalesforceError

from factories.data import TestData
from factories.record import Record
from factories.refused import Refused
from factories.soql import text_literal
from factories.transport import http_session
from factories.undo import undo

COLLECTION_SIZE = 200
"""REST API Developer Guide, sObject Collections: at most 200 records a request."""


@dataclass(frozen=True)
class Connection:
    """Where an org is and by which app one logs in to it.

    Args:
        site_url: the address that a partner types; its token endpoint lies below it.
        client_id, client_secret: of the connected app for the username-password flow.
        ca_file: certificate authority of an org with its own certificate.
    """

    instance_url: str
    api_version: str
    site_url: str
    client_id: str
    client_secret: str = field(repr=False)
    ca_file: str | None = None


class OrgClient:
    """An org as one user sees it.

    It remembers what it and the clients that it logged in have made, so that `undo` can take it back.
    """

    def __init__(self, connection: Connection, session_id: str, data: TestData | None = None) -> None:
        self.connection = connection
        self.session_id = session_id
        self.data = data or TestData()
        self.made: list[tuple[str, str]] = []
        self._logged_in: list[OrgClient] = []
        self._http = http_session(connection.instance_url, connection.ca_file)
        self.user_id = ""
        self._ids: dict[tuple[str, str, str], str] = {}
        self._described: dict[str, dict[str, Any]] = {}
        self._collections = True
        self._salesforce = Salesforce(
            instance_url=connection.instance_url,
            session_id=session_id,
            version=connection.api_version,
            session=self._http,
        )

    def close(self) -> None:
        """Let go of the connections, also of the clients logged in from here; sessions live on in the org."""
        for client in self._logged_in:
            client.close()
        self._http.close()

    # -- records

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
        faults = [error for result in results if not result["success"] for error in result["errors"][:1]]
        return [
            Refused(fault["message"], fault["statusCode"], tuple(fault.get("fields") or ()), 400) for fault in faults
        ]

    def delete(self, sobject: str, record_id: str) -> None:
        """Delete a record."""
        self._rest("DELETE", f"sobjects/{sobject}/{record_id}")

    def get(self, sobject: str, record_id: str) -> Record:
        """Every field of a record that this user may read."""
        return Record(sobject, self._rest("GET", f"sobjects/{sobject}/{record_id}"))

    # -- questions

    def query(self, soql: str) -> list[Record]:
        """All rows of a query; rows of a parent are dicts in it."""
        with _refusals():
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

    def whoami(self) -> dict[str, Any]:
        """Who this session belongs to: the OpenID user info."""
        url = f"{self.connection.instance_url}/services/oauth2/userinfo"
        answer = self._http.get(url, headers={"Authorization": f"Bearer {self.session_id}"})
        if not answer.ok:
            raise _oauth_refusal(answer)
        return dict(answer.json())

    # -- sites

    def make_site(self, name: str, url: str, template: str) -> None:
        """Make an Experience Cloud site (Connect REST API); it is under construction then."""
        self._rest("POST", "connect/communities", {"name": name, "urlPathPrefix": url, "templateName": template})

    # -- users

    def set_password(self, user_id: str, password: str) -> None:
        """Give a user a password, as an administrator."""
        self._rest("POST", f"sobjects/User/{user_id}/password", {"NewPassword": password})

    def reset_password(self, user_id: str) -> str:
        """Have the org make up a password for a user; the user has to choose another one."""
        return str(self._rest("DELETE", f"sobjects/User/{user_id}/password")["NewPassword"])

    def log_in(self, username: str, password: str, *, at_site: bool = False) -> "OrgClient":
        """The org as this user, by the username-password flow.

        Args:
            at_site: log in at the site's own token endpoint, as a partner's program does.
        """
        base = self.connection.site_url if at_site else self.connection.instance_url
        form = {
            "grant_type": "password",
            "client_id": self.connection.client_id,
            "client_secret": self.connection.client_secret,
            "username": username,
            "password": password,
        }
        answer = self._http.post(f"{base.rstrip('/').removesuffix('/s')}/services/oauth2/token", data=form)
        if not answer.ok:
            raise _oauth_refusal(answer)
        token = answer.json()
        there = replace(self.connection, instance_url=token["instance_url"])
        client = OrgClient(there, token["access_token"], self.data)
        client.made, client.user_id = self.made, token["id"].rpartition("/")[2]
        self._logged_in.append(client)
        return client

    def browser_entry(self, path: str) -> str:
        """A URL that opens a page of the org in a browser as this user, once and soon. It is a credential.

        OAuth single access (Salesforce help, "Generate a Frontdoor URL to Bridge into UI Sessions"); no password.
        """
        url = f"{self.connection.instance_url}/services/oauth2/singleaccess"
        answer = self._http.post(url, data={"access_token": self.session_id, "redirect_uri": path})
        if not answer.ok:
            raise _oauth_refusal(answer)
        return str(answer.json()["frontdoor_uri"])

    def log_out(self) -> None:
        """End the session (OAuth token revocation)."""
        url = f"{self.connection.instance_url}/services/oauth2/revoke"
        answer = self._http.post(url, data={"token": self.session_id})
        if not answer.ok:
            raise _oauth_refusal(answer)

    def undo(self) -> list[str]:
        """Undo or disable everything made through this client; return a sentence for each record that stays."""
        return undo(self, self.made)

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
        _raise_first_fault(results)
        ids = [str(result["id"]) for result in results]
        self.made.extend((sobject, each) for each in ids)
        return ids

    def _rest(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        data = None if body is None else json.dumps(body)
        with _refusals():
            return self._salesforce.restful(quote(path), None, method, data=data)


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except SalesforceError as error:
        raise _refusal(error.status, error.content) from error


def _refusal(status: int, content: Any) -> Refused:
    first = content[0] if isinstance(content, list) and content else content
    if not isinstance(first, dict):
        return Refused(str(content)[:500], status=status)
    fields = tuple(first.get("fields") or ())
    return Refused(str(first.get("message", "")), str(first.get("errorCode", "")), fields, status)


def _oauth_refusal(answer: requests.Response) -> Refused:
    try:
        content = answer.json()
    except ValueError:
        content = {}
    if isinstance(content, list):
        return _refusal(answer.status_code, content)
    text = str(content.get("error_description") or answer.text[:500])
    return Refused(text, str(content.get("error", "")), status=answer.status_code)


def _raise_first_fault(results: Sequence[Mapping[str, Any]]) -> None:
    faults = [error for result in results if not result["success"] for error in result["errors"]]
    causes = [fault for fault in faults if fault["statusCode"] != "ALL_OR_NONE_OPERATION_ROLLED_BACK"]
    for fault in causes or faults:
        raise Refused(fault["message"], fault["statusCode"], tuple(fault.get("fields") or ()), 400)
