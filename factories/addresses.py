"""Addresses of orgs, read strictly: what two programs could read differently is no address."""

import re

ADDRESS = re.compile(
    r"(?P<scheme>https?)://(?P<host>[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::(?P<port>\d{1,5}))?(?:[/?#].*)?",
    re.IGNORECASE | re.DOTALL,
)
USUAL_PORTS = {"http": "80", "https": "443"}


def origin(url: str) -> str:
    """Scheme, host and port of a URL in lower case; "" for what is no plain address of the web.

    Names and passwords in it, backslashes and the like are no address: urllib and the program that connects would take
    different hosts from them.
    """
    found = ADDRESS.fullmatch(url)
    if found is None:
        return ""
    scheme, host = found["scheme"].lower(), found["host"].lower()
    return f"{scheme}://{host}:{found['port'] or USUAL_PORTS[scheme]}"
