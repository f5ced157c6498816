"""Connected apps and external client apps: who may ask for tokens, and for which users."""

import hmac
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from mock_org.auth.oauth_error import OAuthError
from mock_org.org import Org
from mock_org.settings.log_in import ConnectedAppSettings

# The client id of the Salesforce CLI, known in every org; it has no secret.
CLI_CLIENT_ID = "PlatformCLI"
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True)
class ConnectedApp:
    """One app.

    public_key: PEM of the certificate or key that its JWTs are signed with. private_key: of the default app only, for
    who signs JWTs. any_loopback_port: a callback on this machine may have any port (RFC 8252, 7.3).
    everybody_approved: as if each user had approved it. introspects_all: it may look at other apps' tokens.
    """

    client_id: str
    client_secret: str = field(default="", repr=False)
    name: str = "Mock Org"
    public_key: str = field(default="", repr=False)
    private_key: str = field(default="", repr=False)
    run_as_user_id: str | None = None
    callback_urls: tuple[str, ...] = ()
    any_loopback_port: bool = False
    scopes: tuple[str, ...] = ("full", "refresh_token")
    everybody_approved: bool = False
    admin_approved_only: bool = False
    profiles: tuple[str, ...] = ()
    permission_sets: tuple[str, ...] = ()
    require_secret: bool = True
    require_pkce: bool = False
    refresh_token_days: int | None = None
    rotate_refresh_tokens: bool = False
    token_format: str = "opaque"
    introspects_all: bool = False

    @property
    def redirect_uri(self) -> str:
        """The first callback URL."""
        return self.callback_urls[0]

    def calls_back_at(self, uri: str) -> bool:
        """Whether this is one of the app's callback URLs, to the letter."""
        return uri in self.callback_urls or (self.any_loopback_port and self._without_port(uri))

    def check_secret(self, secret: str | None, *, needed: bool) -> None:
        """Raise OAuthError unless the secret is right, or absent where none is needed."""
        if secret is None and not needed:
            return
        if not self.client_secret or not hmac.compare_digest((secret or "").encode(), self.client_secret.encode()):
            raise OAuthError("invalid_client", "invalid client credentials")

    def _without_port(self, uri: str) -> bool:
        known = {_no_port(each) for each in self.callback_urls} - {None}
        return _no_port(uri) in known


class Apps:
    """The apps of an org: the default one, the CLI's, and those of its settings."""

    def __init__(self, org: Org, default: ConnectedApp) -> None:
        self.org = org
        self.default = default

    def get(self, client_id: str | None) -> ConnectedApp:
        """The app with that client id.

        Raises OAuthError invalid_client_id.
        """
        for app in self:
            if app.client_id == client_id:
                return app
        raise OAuthError("invalid_client_id", "client identifier invalid")

    def __iter__(self) -> Iterator[ConnectedApp]:
        yield self.default
        yield CLI
        for name, settings in self.org.settings.connected_apps.items():
            yield self._of_settings(name, settings)

    def _of_settings(self, name: str, settings: ConnectedAppSettings) -> ConnectedApp:
        run_as = self._user_id(settings.run_as) if settings.client_credentials and settings.run_as else None
        return ConnectedApp(
            client_id=settings.client_id,
            client_secret=settings.client_secret,
            name=name,
            public_key=settings.certificate or "",
            run_as_user_id=run_as,
            callback_urls=tuple(settings.callback_urls),
            scopes=tuple(settings.scopes),
            admin_approved_only=settings.admin_approved_only,
            profiles=tuple(settings.profiles),
            permission_sets=tuple(settings.permission_sets),
            require_secret=settings.require_secret,
            require_pkce=settings.require_pkce,
            refresh_token_days=settings.refresh_token_days,
            rotate_refresh_tokens=settings.rotate_refresh_tokens,
            token_format=settings.token_format,
        )

    def _user_id(self, username: str) -> str | None:
        found = self.org.system_session().find("User", Username=username)
        return str(found[0]["Id"]) if found else None


CLI = ConnectedApp(
    CLI_CLIENT_ID,
    name="Salesforce CLI",
    callback_urls=("http://localhost:1717/OauthRedirect",),
    any_loopback_port=True,
    scopes=("refresh_token", "api", "web"),
    require_secret=False,
)


def default_app(run_as_user_id: str) -> ConnectedApp:
    """A new app with new secrets, approved by every user; they live as long as the process."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return ConnectedApp(
        client_id="3MVG9" + secrets.token_hex(38),
        client_secret=secrets.token_hex(32).upper(),
        public_key=public.decode(),
        private_key=private.decode(),
        run_as_user_id=run_as_user_id,
        callback_urls=("http://localhost:1717/OauthRedirect",),
        any_loopback_port=True,
        everybody_approved=True,
        introspects_all=True,
    )


def _no_port(uri: str) -> tuple[str, str, str] | None:
    """Scheme, path and query of a URL on this machine; None for any other."""
    try:
        parts = urlsplit(uri)
        usable = parts.port is None or parts.port > 0
    except ValueError:
        return None
    strange = parts.username is not None or parts.fragment or "\\" in uri or any(c <= " " for c in uri)
    if parts.hostname not in LOOPBACK or parts.scheme != "http" or strange or not usable:
        return None
    return parts.hostname, parts.path, parts.query
