"""In front of an org: its own host and that of its sites, which Salesforce keeps apart. A session of one is none of the
other, so who goes from one to the other is handed over.

`{my domain}.my.salesforce.com` has the org, `{my domain}.my.site.com` its sites (Salesforce help, "My Domain URL
Formats"; confidence A). On this machine they are two names of the loopback address, 127.0.0.1 and localhost: no
resolver has to be told of them, and browsers keep cookies by host.
"""

import gzip
import re
from collections.abc import Callable, Iterable
from http.cookies import SimpleCookie
from typing import Any, Protocol, runtime_checkable
from urllib.parse import quote, urlsplit

from werkzeug.datastructures import Headers

from mock_org.org import Org
from mock_org.org.branding import SERVLETS
from mock_org.standin.faults import SERVICE, Start, not_here
from mock_org.web.guard import SID

Wsgi = Callable[[dict[str, Any], Start], Iterable[bytes]]
_OTHER_NAME = {"127.0.0.1": "localhost", "localhost": "127.0.0.1", "::1": "localhost"}
_MY_DOMAIN = re.compile(r"(.+)\.my\.salesforce\.com")
_TOLD = ("application/json", "application/xml", "text/xml")
# What only the org's own host has; of scripts, styles and pictures both have their own.
_OF_THE_ORG = frozenset({"services", "lightning", "servlet", "setup", "secur", ""})


@runtime_checkable
class Closing(Protocol):
    """A body that has to be closed."""

    def close(self) -> None:
        """Let go of what it holds."""


def site_base(base_url: str) -> str:
    """Scheme and host of an org's sites; the org's own where its address has no counterpart."""
    parts = urlsplit(base_url)
    host = parts.hostname or ""
    mine = _MY_DOMAIN.fullmatch(host)
    other = f"{mine[1]}.my.site.com" if mine else _OTHER_NAME.get(host, "")
    if not other:
        return base_url
    return parts._replace(netloc=other if parts.port is None else f"{other}:{parts.port}").geturl()


class Hosts:
    """WSGI in front of the app, which answers to any host."""

    def __init__(self, app: Wsgi, org: Org) -> None:
        self._app, self._org = app, org

    def __call__(self, environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
        """Have the request answered by the host that it belongs to."""
        org, sites = self._org.base_url, site_base(self._org.base_url)
        here = f"{environ['wsgi.url_scheme']}://{environ.get('HTTP_HOST', '')}"
        if org == sites or here not in (org, sites):
            return self._app(environ, start_response)
        split = _Split(org, sites, self._prefixes())
        there = split.base_of(environ["PATH_INFO"], here)
        if there != here:
            return _elsewhere(environ, there, start_response)
        return _Answer(split, here, start_response).of(self._app, environ)

    def _prefixes(self) -> frozenset[str]:
        if "Network" not in self._org.schema:
            return frozenset()
        with self._org.database.lock:
            rows = self._org.system_session().find("Network")
        own = {(row["UrlPathPrefix"] or "").lower().removesuffix(SERVLETS) for row in rows}
        return frozenset(own | {f"{each}{SERVLETS}" for each in own if each})


class _Split:
    """Which address is whose. org, sites: scheme and host of each."""

    def __init__(self, org: str, sites: str, prefixes: frozenset[str]) -> None:
        self.org, self.sites, self._prefixes = org, sites, prefixes
        named = "|".join(map(re.escape, sorted(prefixes - {""}, key=len, reverse=True))) or "(?!)"
        both = f"{re.escape(org)}|{re.escape(sites)}".encode()
        self._addresses = re.compile(rb"(?:%b)(/(?:%b)(?![\w-]))?" % (both, named.encode()), re.IGNORECASE)

    def base_of(self, path: str, otherwise: str) -> str:
        """The host of an address; `otherwise` where both have it, or a site without a path may."""
        first = path.lstrip("/").partition("/")[0].lower()
        if first and first in self._prefixes:
            return self.sites
        return self.org if first in _OF_THE_ORG and "" not in self._prefixes else otherwise

    def leads_to(self, path: str, here: str) -> str:
        """The host that a redirection means: what is no site's is the org's, such as a record's page."""
        return self.base_of(path, here if "" in self._prefixes else self.org)

    def put_right(self, told: bytes) -> bytes:
        """An answer in which the address of each site has the sites' host, any other one the org's."""
        org, sites = self.org.encode(), self.sites.encode()
        if org not in told and sites not in told:
            return told
        return self._addresses.sub(lambda found: sites + found[1] if found[1] else org, told)


class _Answer:
    """What the app answers at one host, with addresses put right."""

    def __init__(self, split: _Split, here: str, start_response: Start) -> None:
        self._split, self._here, self._start = split, here, start_response
        self._status, self._headers = "", Headers()

    def of(self, app: Wsgi, environ: dict[str, Any]) -> Iterable[bytes]:
        """Answer with it."""
        body = app(environ, self._keep)
        if "Location" in self._headers:
            self._lead(self._headers["Location"])
        if self._headers.get("Content-Type", "").startswith(_TOLD):
            body = self._put_right(body)
        self._start(self._status, list(self._headers))
        return body

    def _keep(self, status: str, headers: list[tuple[str, str]], _fault: object = None) -> None:
        self._status, self._headers = status, Headers(headers)

    def _put_right(self, body: Iterable[bytes]) -> Iterable[bytes]:
        try:
            told = b"".join(body)
        finally:
            if isinstance(body, Closing):
                body.close()
        packed = self._headers.get("Content-Encoding") == "gzip"
        plain = gzip.decompress(told) if packed else told
        right = self._split.put_right(plain)
        if right != plain:
            told = gzip.compress(right, 1, mtime=0) if packed else right
            self._headers["Content-Length"] = str(len(told))
        return [told]

    def _lead(self, where: str) -> None:
        """To the other host the session goes along, while this host keeps what it has.

        A site takes the session by its own frontdoor.jsp; the org has it already, for it is that of an administrator
        who had logged in as somebody else.
        """
        parts = urlsplit(where)
        there = self._here if parts.netloc else self._split.leads_to(parts.path, self._here)
        if there == self._here:
            return
        brought, others = _session_in(self._headers.getlist("Set-Cookie"))
        self._headers.setlist("Set-Cookie", others)
        if brought and there == self._split.sites:
            prefix = parts.path.split("/")[1]
            where = f"/{prefix}/secur/frontdoor.jsp?sid={quote(brought, safe='')}&retURL={quote(where, safe='')}"
        elif brought:
            self._headers.add("Set-Cookie", f"{SID}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax")
        self._headers["Location"] = there + where


def _session_in(cookies: list[str]) -> tuple[str, list[str]]:
    """The session that is set by these, and the other ones."""
    found = SimpleCookie()
    for each in cookies:
        if each.startswith(f"{SID}="):
            found.load(each)
    return found[SID].value if SID in found else "", [each for each in cookies if not each.startswith(f"{SID}=")]


def _elsewhere(environ: dict[str, Any], there: str, start_response: Start) -> Iterable[bytes]:
    """The page is at the other host, where a browser is sent; programs, and what is sent by forms, are not answered."""
    path, query = quote(environ["PATH_INFO"]), environ.get("QUERY_STRING", "")
    if environ["REQUEST_METHOD"] in ("GET", "HEAD") and not SERVICE.fullmatch(environ["PATH_INFO"]):
        where = f"{there}{path}?{query}" if query else f"{there}{path}"
        start_response("302 Found", [("Location", where), ("Content-Length", "0")])
        return []
    return not_here()(start_response)
