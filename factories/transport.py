"""How requests reach an org on this machine: plain http on the loopback address, whatever scheme a client writes."""

import ipaddress
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests

from factories.addresses import origin
from factories.patient_adapter import PatientAdapter

TIME_OUT = (15, 180)
"""Seconds to connect, and until an answer comes: an org that hangs must not hold a run for ever."""
READS = frozenset({"GET", "HEAD"})


class Astray(requests.RequestException):
    """An org has sent a request on to where it must not go."""


class AtHome(requests.Session):
    """Stays at the host that it was sent to, since every request carries a session or more.

    A write to the API that is redirected is not done: what follows a redirect may only read, and look like success.
    """

    def get_redirect_target(self, resp: requests.Response) -> str | None:
        """Where a redirect leads. Raises Astray."""
        target = super().get_redirect_target(resp)
        if target is None:
            return None
        here, there = origin(resp.url), origin(urljoin(resp.url, target))
        if not here or here != there:
            raise Astray(f"{here} answers with a redirect to {there or 'no plain address'}, which is not followed")
        if resp.request.method not in READS and "/services/" in urlsplit(resp.url).path:
            raise Astray(f"{here} answers {resp.request.method} with a redirect, which is not followed")
        return target

    def resolve_redirects(self, *args: Any, **kwargs: Any) -> Any:
        """Follow; who has not asked for it is not told what would come next."""
        return iter(()) if kwargs.get("yield_requests") else super().resolve_redirects(*args, **kwargs)

    def merge_environment_settings(self, *args: Any, **kwargs: Any) -> Any:
        """What the environment says, but for REQUESTS_CA_BUNDLE where an authority of the org's own is named."""
        found = super().merge_environment_settings(*args, **kwargs)
        return {**found, "verify": self.verify} if isinstance(self.verify, str) else found

    def send(self, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:
        """Send it; nobody waits for ever."""
        kwargs["timeout"] = kwargs.get("timeout") or TIME_OUT
        return super().send(request, **kwargs)


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
    session = AtHome()
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
