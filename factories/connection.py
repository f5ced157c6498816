"""Where an org is, how one logs in to it, and what guards it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

import requests

from factories.answers import oauth_refusal, refusals
from factories.journal import Journal
from factories.private import Private
from factories.program import Program
from factories.record import Record


class Question(Protocol):
    """What a guard may ask of an org."""

    connection: "Connection"
    journal: Journal

    @property
    def witness(self) -> "Question":
        """The client that sees what this one's user may not see: the administrator's, who has logged this one in."""

    def query(self, soql: str) -> list[Record]:
        """All rows of a query."""

    def get(self, sobject: str, record_id: str) -> Record:
        """Every field of a record."""


class Guard(Protocol):
    """Keeps an org from writes that must not be."""

    def check(
        self, org: Question, method: str, path: str, body: Mapping[str, Any] | None, params: Mapping[str, Any] | None
    ) -> None:
        """Raise for a request that must not be sent; `path` begins below /services/data/vXX."""

    def check_org(self, org: Question) -> None:
        """Raise for an org that nobody may log in to."""

    def check_address(self, connection: "Connection", named: str) -> None:
        """Raise for an address in an org's answer that a session must not be sent to."""

    def check_site(self, connection: "Connection") -> None:
        """Raise for a site that nobody may log in to."""


class LogIn(Protocol):
    """A way to a session."""

    def token(
        self, http: requests.Session, connection: "Connection", username: str, password: str, at_site: bool
    ) -> Mapping[str, Any]:
        """What the token endpoint answers: access_token, instance_url, id. Raises Refused."""


class ByPassword:
    """The username-password flow; External Client Apps do not have it, a mock org has."""

    def token(
        self, http: requests.Session, connection: "Connection", username: str, password: str, at_site: bool
    ) -> Mapping[str, Any]:
        """A token for username and password."""
        secret = Private(connection.client_secret)
        form = {"grant_type": "password", "client_id": connection.client_id, "client_secret": secret}
        return ask_for_token(
            http, connection.token_url(at_site), form | {"username": username, "password": Private(password)}
        )


class Unguarded:
    """For orgs that forget: everything may be written."""

    def check(
        self, org: Question, method: str, path: str, body: Mapping[str, Any] | None, params: Mapping[str, Any] | None
    ) -> None:
        """Let everything through."""

    def check_org(self, org: Question) -> None:
        """Any org will do."""

    def check_address(self, connection: "Connection", named: str) -> None:
        """Any address will do."""

    def check_site(self, connection: "Connection") -> None:
        """Any site will do."""


@dataclass(frozen=True)
class Connection:
    """Where an org is and by which app one logs in to it.

    Args:
        site_url: the address that a partner types.
        client_id, client_secret: of the app for the username-password flow.
        ca_file: certificate authority of an org with its own certificate.
        log_in: how users get their sessions.
        guard: asked before each write; without one, an org that is not on this machine has a guard of its own.
        site_token_base: what the site's token endpoint lies below, where that is not the site's address.
        program: what the partner programme is called there.
        tries: how often a request is sent at most, where that is safe; an org on this machine needs no second one.
    """

    instance_url: str
    api_version: str
    site_url: str
    client_id: str
    client_secret: str = field(repr=False)
    ca_file: str | None = None
    log_in: LogIn = field(default_factory=ByPassword, compare=False)
    guard: Guard | None = field(default=None, compare=False)
    site_token_base: str = ""
    program: Program = field(default_factory=Program)
    tries: int = 1

    def token_base(self, at_site: bool) -> str:
        """What the token endpoint lies below: the org's own, or the site's (Salesforce help, OAuth Endpoints)."""
        site = self.site_token_base or self.site_url.rstrip("/").removesuffix("/s")
        return site if at_site else self.instance_url

    def token_url(self, at_site: bool) -> str:
        """The token endpoint."""
        return f"{self.token_base(at_site).rstrip('/')}/services/oauth2/token"

    def at(self, instance_url: str) -> "Connection":
        """The same org under the address that its token endpoint has named."""
        return replace(self, instance_url=instance_url)


def ask_for_token(http: requests.Session, url: str, form: Mapping[str, str]) -> Mapping[str, Any]:
    """What a token endpoint answers to a form: access_token, instance_url and id. Raises Refused, Unreachable."""
    with refusals():
        answer = http.post(url, data=form)
    if not answer.ok:
        raise oauth_refusal(answer)
    token = answer.json()
    return {
        "access_token": Private(token["access_token"]),
        "instance_url": token["instance_url"],
        "id": token["id"],
    }
