"""A request to the token endpoint, and what it is answered with."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from mock_org.auth.apps import Apps, ConnectedApp
from mock_org.auth.attempts import Attempt
from mock_org.auth.oauth_error import OAuthError
from mock_org.org import Org, Token


@dataclass(frozen=True, slots=True)
class TokenRequest:
    """What a client sent.

    form: its parameters; client id and secret may have come as HTTP Basic credentials. audiences: the org's and its
    sites' URLs, which a JWT may name. base_url: of the URLs in the answer.
    """

    org: Org
    apps: Apps
    form: Mapping[str, str] = field(repr=False)
    attempt: Attempt
    audiences: frozenset[str]
    base_url: str

    def app(self, *, secret_needed: bool | None = None) -> ConnectedApp:
        """The app that asks.

        secret_needed: None leaves it to the app. Raises OAuthError invalid_client_id or invalid_client.
        """
        app = self.apps.get(self.form.get("client_id"))
        app.check_secret(
            self.form.get("client_secret"), needed=app.require_secret if secret_needed is None else secret_needed
        )
        return app

    def text(self, name: str) -> str:
        """A parameter that must be there.

        Raises OAuthError invalid_request.
        """
        value = self.form.get(name, "")
        if not value:
            raise OAuthError("invalid_request", f"missing required parameter: {name}")  # the text: confidence D
        return value

    def attempt_of(self, app: ConnectedApp, subtype: str | None) -> Attempt:
        """The attempt as LoginHistory names it."""
        return replace(self.attempt, kind="OAuth", application=app.name, subtype=subtype)


@dataclass(frozen=True, slots=True)
class Issued:
    """The answer to a token request: an access token and what goes with it.

    tells_scope: answers to a password do not (recorded).
    """

    token: Token
    app: ConnectedApp
    scopes: tuple[str, ...]
    refresh_token: str | None = field(default=None, repr=False)
    nonce: str | None = None
    tells_scope: bool = True
