"""Where an org is, and by which app one logs in to it."""

from dataclasses import dataclass, field


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
