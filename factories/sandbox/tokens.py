"""Sessions of a sandbox through an external client app: by JWT bearer for any user, by client credentials for one."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jwt
import requests

from factories.connection import Connection, ask_for_token
from factories.private import Private
from factories.refused import NotSent, Refused
from factories.sandbox.token_advice import advice_on

JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer"
VALID_SECONDS = 180
"""Salesforce help, OAuth 2.0 JWT Bearer Flow: the assertion expires within three minutes (confidence A)."""


class TokenRefused(Refused):
    """A token endpoint's no to a user, with what to click; `text` and `code` are Salesforce's own."""

    def __init__(self, refusal: Refused, advice: str = "") -> None:
        super().__init__(refusal.text, refusal.code, refusal.fields, refusal.status)
        self.advice = advice

    def __str__(self) -> str:
        """Salesforce's words, then what to do."""
        return _told(super().__str__(), self.advice)


class AppRefused(NotSent):
    """The app is not set up for this; nobody's log-in has been refused, so no scenario may take it for that."""

    def __init__(self, refusal: Refused, advice: str) -> None:
        super().__init__(_told(str(refusal), advice))
        self.text, self.code, self.advice = refusal.text, refusal.code, advice


def refused(refusal: Refused, username: str) -> TokenRefused | AppRefused:
    """The refusal with advice, of the user or of the app."""
    found = advice_on(refusal)
    if found is None:
        return TokenRefused(refusal)
    kind = AppRefused if found.of_the_app else TokenRefused
    return kind(refusal, found.told(username))


def _told(refusal: str, advice: str) -> str:
    return f"{refusal}\n    {advice}" if advice else refusal


@dataclass(frozen=True)
class ByJwt:
    """Each user by an assertion that the app's certificate vouches for; the app has to be pre-authorised for them.

    Args:
        key_file: the private key in PEM.
        audience: of internal users' assertions; the org's own address where none is given.
    """

    client_id: str
    key_file: Path = field(repr=False)
    audience: str = ""

    def token(
        self, http: requests.Session, connection: Connection, username: str, password: str, at_site: bool
    ) -> Mapping[str, Any]:
        """A token for the user, whose password nobody looks at. Raises TokenRefused, AppRefused."""
        try:
            form = {"grant_type": JWT_BEARER, "assertion": self._assertion(connection, username, at_site)}
            return ask_for_token(http, connection.token_url(at_site), form)
        except Refused as refusal:
            raise refused(refusal, username) from None

    def _assertion(self, connection: Connection, username: str, at_site: bool) -> Private:
        """Signed claims.

        The audience is the authorization server's URL: the My Domain (External Client Apps refuse
        test.salesforce.com; seen in n8n-io/n8n#28990, confidence B) or the site's (Salesforce help, OAuth 2.0 JWT
        Bearer Flow: "https://site.force.com/customers", confidence A).
        """
        base = connection.token_base(at_site)
        audience = base if at_site else self.audience or base
        claims = {
            "iss": self.client_id,
            "sub": username,
            "aud": audience.rstrip("/"),
            "exp": int(time.time()) + VALID_SECONDS,
        }
        return Private(jwt.encode(claims, self.key_file.read_bytes(), algorithm="RS256"))


@dataclass(frozen=True)
class ByClientCredentials:
    """The app's run-as user alone; partner users then enter by log-in-as in a browser.

    Args:
        username: whom the app is expected to run as; "" for whoever it is.
    """

    client_id: str
    client_secret: Private = field(repr=False)
    username: str = ""

    def token(
        self, http: requests.Session, connection: Connection, username: str, password: str, at_site: bool
    ) -> Mapping[str, Any]:
        """A token for the run-as user. Raises TokenRefused; AppRefused for any other user."""
        if at_site or username != self.username:
            raise AppRefused(
                Refused(f"client credentials log in the app's run-as user only, not {username}"),
                "Give MOCK_ORG_SANDBOX_PRIVATE_KEY_FILE in place of MOCK_ORG_SANDBOX_CLIENT_SECRET, and enable the "
                "JWT bearer flow in the app (Setup > External Client App Manager > the app > Settings > OAuth "
                "Settings > Flow Enablement); or run by browser only: --driver browser.",
            )
        form = {"grant_type": "client_credentials", "client_id": self.client_id, "client_secret": self.client_secret}
        try:
            return ask_for_token(http, connection.token_url(False), form)
        except Refused as refusal:
            raise refused(refusal, username) from None
