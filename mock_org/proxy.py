"""A CONNECT proxy with a private CA: clients that know Salesforce's host names only, and https only, reach one org."""

import asyncio
import re
import signal
import ssl
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import trustme

from mock_org.errors import SetupError

LOOPBACK = "127.0.0.1"
LOGIN_HOSTS = frozenset({"login.salesforce.com", "test.salesforce.com"})
ORG_DOMAINS = (".my.salesforce.com", ".my.site.com")
# Where the org is after a log-in at login.salesforce.com: a My Domain, since some clients take no other address.
MY_DOMAIN = "https://mock-org.my.salesforce.com"
LARGEST_HEAD = 4 * 1024 * 1024
KEPT_CERTIFICATES = 64
_BLOCK = 65536
_NAME = re.compile(r"[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?|[0-9a-f:]+")
# Of one connection only, or what nobody but this proxy may say.
_NOT_PASSED_ON = frozenset(
    {
        "connection", "keep-alive", "proxy-connection", "proxy-authorization", "upgrade",
        "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-mock-org-instance",
    }
)  # fmt: skip


class Address(NamedTuple):
    """Where a client wants to go."""

    scheme: str
    host: str
    port: int

    @property
    def netloc(self) -> str:
        """As a Host header names it."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == _port_of(self.scheme) else f"{name}:{self.port}"


class Head(NamedTuple):
    """A request up to its body."""

    method: str
    target: str
    version: str
    fields: list[str]


class Refusal(Exception):
    """The proxy answers by itself, with this status and sentence."""

    def __init__(self, status: str, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


@dataclass(frozen=True)
class Proxy:
    """The proxy of one org.

    org_url: where it answers. allowed: other hosts that are let through untouched.
    org_ca: a file with the CA of an org that is served over TLS.
    """

    org_url: str
    allowed: Collection[str] = ()
    org_ca: Path | None = None
    ca: trustme.CA = field(default_factory=trustme.CA, repr=False)

    def __post_init__(self) -> None:
        parts = urlsplit(self.org_url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise SetupError(f"{self.org_url}: not the URL of an org, as http://127.0.0.1:8080 is")

    async def serve(self, port: int, when_ready: Callable[[], None], until: asyncio.Event) -> None:
        """Answer clients of this machine at this port until the event.

        when_ready: called once, when clients can connect.
        """
        session = _Exchange(self, _address(self.org_url), lru_cache(KEPT_CERTIFICATES)(self._server_side))
        server = await asyncio.start_server(session.meet, LOOPBACK, port, limit=LARGEST_HEAD)
        when_ready()
        await until.wait()
        server.close()

    def run(self, port: int, when_ready: Callable[[], None]) -> None:
        """As `serve`, until SIGINT or SIGTERM."""

        async def until_signal() -> None:
            ended = asyncio.Event()
            for number in (signal.SIGINT, signal.SIGTERM):
                asyncio.get_running_loop().add_signal_handler(number, ended.set)
            await self.serve(port, when_ready, ended)

        asyncio.run(until_signal())

    def client_side(self) -> ssl.SSLContext | None:
        """How to speak to the org, where it is served over TLS."""
        if urlsplit(self.org_url).scheme == "http":
            return None
        return ssl.create_default_context(cafile=self.org_ca)

    def _server_side(self, host: str) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.ca.issue_cert(host).configure_cert(context)
        return context


@dataclass(frozen=True)
class _Exchange:
    """What clients and org say to each other."""

    proxy: Proxy
    org: Address
    certificate: Callable[[str], ssl.SSLContext]

    async def meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection of a client."""
        try:
            await self._answer(reader, writer)
        except Refusal as refusal:
            writer.write(_told(refusal))
        except (OSError, EOFError, asyncio.LimitOverrunError):
            return  # the client went away or does not speak HTTP
        except asyncio.CancelledError:
            return  # the proxy ends; nobody waits for this task, and asyncio 3.11 would print its cancellation
        finally:
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await _read_head(reader)
        if head.method != "CONNECT":
            address = _address(head.target)
            await (self._to_org if self._is_org(address) else self._onwards)(address, head, reader, writer)
            return
        address = _address(f"//{head.target}")
        is_org = self._is_org(address)
        if not is_org:
            await self._through(address, reader, writer)
            return
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        if address.scheme == "https":
            await writer.start_tls(self.certificate(address.host))
        await self._to_org(address, await _read_head(reader), reader, writer)

    def _is_org(self, address: Address) -> bool:
        """Whether the org answers there; raises Refusal for a host that is neither the org's nor let through."""
        if address.host in LOGIN_HOSTS or address.host.endswith(ORG_DOMAINS) or address[1:] == self.org[1:]:
            return True
        if address.host in self.proxy.allowed:
            return False
        raise Refusal(
            "403 Forbidden",
            f"Mock Org's proxy leads to hosts of Salesforce orgs only, and {address.host} is none; "
            f"--allow {address.host} lets it through.",
        )

    async def _to_org(
        self, address: Address, head: Head, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Pass a request to the org, which is told the host that the client asked for; one request a connection."""
        told = [f"X-Forwarded-Proto: {address.scheme}", f"X-Forwarded-Host: {address.netloc}"]
        told.append(f"X-Mock-Org-Instance: {MY_DOMAIN}")
        await self._request(self.org, self.proxy.client_side(), head, told, reader, writer)

    async def _onwards(
        self, address: Address, head: Head, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        await self._request(address, None, head, (), reader, writer)

    async def _through(self, address: Address, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there = await _connect(address, None)
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        await _pump_both((reader, writer), there)

    async def _request(
        self,
        address: Address,
        context: ssl.SSLContext | None,
        head: Head,
        told: Iterable[str],
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        there = await _connect(address, context)
        kept = [line for line in head.fields if line.partition(":")[0].strip().lower() not in _NOT_PASSED_ON]
        lines = [f"{head.method} {_path(head.target)} {head.version}", *kept, *told, "Connection: close", "", ""]
        there[1].write("\r\n".join(lines).encode("latin-1"))
        await _pump_both((reader, writer), there)


async def _read_head(reader: asyncio.StreamReader) -> Head:
    text = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *fields = text.removesuffix("\r\n\r\n").split("\r\n")
    match first.split(" "):
        case [method, target, version] if method and target and version.startswith("HTTP/1."):
            return Head(method, target, version, fields)
    raise Refusal("400 Bad Request", "Mock Org's proxy did not understand the request.")


def _port_of(scheme: str) -> int:
    return 80 if scheme == "http" else 443


def _path(target: str) -> str:
    """A target as an origin server wants it."""
    if target.startswith("/"):
        return target
    parts = urlsplit(target)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _address(url: str) -> Address:
    """The address in a URL, or in //host:port; raises Refusal."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        host, port = "", None
    if not _NAME.fullmatch(host) or port == 0 or parts.scheme not in ("", "http", "https"):
        raise Refusal("400 Bad Request", "Mock Org's proxy needs CONNECT host:port or an absolute http URL.")
    scheme = parts.scheme or ("http" if port == _port_of("http") else "https")
    return Address(scheme, host, port or _port_of(scheme))


async def _connect(
    address: Address, context: ssl.SSLContext | None
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    try:
        return await asyncio.open_connection(address.host, address.port, ssl=context)
    except OSError as fault:
        why = fault.strerror or str(fault)
        raise Refusal("502 Bad Gateway", f"Mock Org's proxy cannot reach {address.netloc}: {why}") from fault


async def _pump_both(
    here: tuple[asyncio.StreamReader, asyncio.StreamWriter], there: tuple[asyncio.StreamReader, asyncio.StreamWriter]
) -> None:
    """Carry bytes both ways until the far side is done."""
    onwards = asyncio.create_task(_pump(here[0], there[1]))
    try:
        await _pump(there[0], here[1])
    finally:
        onwards.cancel()
        there[1].close()


async def _pump(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    try:
        while data := await source.read(_BLOCK):
            sink.write(data)
            await sink.drain()
        if sink.can_write_eof():
            sink.write_eof()
    except OSError:
        return  # either side hung up


def _told(refusal: Refusal) -> bytes:
    sentence = f"{refusal}\n".encode()
    head = (
        f"HTTP/1.1 {refusal.status}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {len(sentence)}\r\n"
    )
    return head.encode() + b"Connection: close\r\n\r\n" + sentence
