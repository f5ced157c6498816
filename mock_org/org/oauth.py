"""What an org remembers of OAuth beside its records: codes, refresh tokens, devices, approvals, one-time log-ins."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Grantee:
    """Who was let in, for which app, with which scopes; network_id: at which site."""

    user_id: str
    client_id: str
    scopes: tuple[str, ...]
    network_id: str | None = None


@dataclass(frozen=True, slots=True)
class AuthorizationCode:
    """A code of the web-server flow, to be traded once.

    challenge, method: of PKCE, if the client uses it. family: of the tokens that it was traded for.
    """

    grantee: Grantee
    redirect_uri: str
    created: datetime
    challenge: str | None = field(default=None, repr=False)
    method: str = "S256"
    nonce: str | None = None
    family: str | None = field(default=None, repr=False)
    used: bool = False


@dataclass(frozen=True, slots=True)
class RefreshToken:
    """A refresh token. Those that replaced each other are a family; only the last one of it is live."""

    grantee: Grantee
    family: str = field(repr=False)
    created: datetime
    live: bool = True


@dataclass(frozen=True, slots=True)
class Device:
    """A device that waits for its user. grantee: once somebody has answered; denied: when the answer was no."""

    client_id: str
    scopes: tuple[str, ...]
    user_code: str = field(repr=False)
    created: datetime
    polled: datetime | None = None
    grantee: Grantee | None = None
    denied: bool = False


@dataclass(frozen=True, slots=True)
class Bridge:
    """A one-time way from a token into a browser session (/services/oauth2/singleaccess)."""

    user_id: str
    network_id: str | None
    path: str
    created: datetime


@dataclass(frozen=True, slots=True)
class OAuthImage:
    """What an image of the org keeps of OAuth."""

    codes: Mapping[str, AuthorizationCode]
    refresh_tokens: Mapping[str, RefreshToken]
    devices: Mapping[str, Device]
    bridges: Mapping[str, Bridge]
    approvals: Mapping[tuple[str, str], frozenset[str]]

    def __repr__(self) -> str:
        return f"OAuthImage({len(self.refresh_tokens)} refresh tokens)"


class OAuthState:
    """The live state, by code, token, device code and one-time password; approvals by user and client id.

    signing_key: PEM, made when the first JWT is signed; it stays as long as the process.
    """

    def __init__(self) -> None:
        self.codes: dict[str, AuthorizationCode] = {}
        self.refresh_tokens: dict[str, RefreshToken] = {}
        self.devices: dict[str, Device] = {}
        self.bridges: dict[str, Bridge] = {}
        self.approvals: dict[tuple[str, str], frozenset[str]] = {}
        self.signing_key: str | None = None

    def image(self) -> OAuthImage:
        """What restore() needs."""
        return OAuthImage(
            dict(self.codes), dict(self.refresh_tokens), dict(self.devices), dict(self.bridges), dict(self.approvals)
        )

    def restore(self, image: OAuthImage) -> None:
        """Bring back a kept state."""
        self.codes = dict(image.codes)
        self.refresh_tokens = dict(image.refresh_tokens)
        self.devices = dict(image.devices)
        self.bridges = dict(image.bridges)
        self.approvals = dict(image.approvals)
