"""External client apps: who may ask for tokens."""

import secrets
from dataclasses import dataclass

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

# The client id of the Salesforce CLI, known in every org.
CLI_CLIENT_ID = "PlatformCLI"


@dataclass(frozen=True)
class ConnectedApp:
    """The default app: it pre-authorises every user and runs client credentials as one of them.

    public_key, private_key: PEM; the second goes into a file for who signs JWTs.
    """

    client_id: str
    client_secret: str
    public_key: str
    private_key: str
    run_as_user_id: str
    redirect_uri: str = "http://localhost:1717/OauthRedirect"

    def knows(self, client_id: str) -> bool:
        """Whether this client id is one of the org's."""
        return client_id in (self.client_id, CLI_CLIENT_ID)

    def __repr__(self) -> str:
        return f"ConnectedApp(client_id={self.client_id!r})"


def default_app(run_as_user_id: str) -> ConnectedApp:
    """A new app with new secrets; they live as long as the process."""
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
    )
