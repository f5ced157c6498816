"""How requests reach an org on this machine: plain http on the loopback address, whatever scheme a client writes."""

import ipaddress
from typing import Any
from urllib.parse import urlsplit

import requests

from factories.patient_adapter import PatientAdapter


class LoopbackAdapter(PatientAdapter):
    """Sends what is addressed to https as http; simple-salesforce builds every URL with https."""

    def __init__(self, tries: int = 1) -> None:
        super().__init__(tries)

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        """Send the request with the scheme of the server that listens."""
        if request.url and request.url.startswith("https://"):
            request.url = "http://" + request.url.removeprefix("https://")
        return super().send(request, *args, **kwargs)


def is_loopback(host: str | None) -> bool:
    """Whether a host can only be this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False


def http_session(instance_url: str, ca_file: str | None = None, tries: int = 1) -> requests.Session:
    """A requests session that reaches the org at this URL.

    Args:
        instance_url: the org; http only on a loopback address, since every request carries a session id.
        ca_file: the certificate authority of an org with its own TLS certificate.
        tries: how often a request is sent at most, where that is safe.
    """
    url = urlsplit(instance_url)
    session = requests.Session()
    if is_loopback(url.hostname):
        session.trust_env = False
    if tries > 1:
        session.mount("https://", PatientAdapter(tries))
    if url.scheme == "http":
        if not is_loopback(url.hostname):
            raise ValueError(f"{instance_url}: an org that is not on this machine must be reached by https")
        session.mount(f"https://{url.netloc}/", LoopbackAdapter(tries))
    if ca_file:
        session.verify = ca_file
    return session
