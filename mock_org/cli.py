"""The command line: mock-org serve, mock-org proxy."""

import asyncio
import json
import os
import socket
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping
from pathlib import Path

import click
import trustme
from rich.console import Console
from rich.table import Table

from mock_org import __version__
from mock_org.apexrest import load_apex_rest
from mock_org.app import STARTER, Built, create_app, create_org, ready
from mock_org.errors import SetupError
from mock_org.proxy import LOOPBACK, Proxy
from mock_org.server import Certificates, certificates, serve_forever
from mock_org.settings import load_settings

_PORT = click.IntRange(0, 65535)
_FILE = click.Path(dir_okay=False, path_type=Path)


class Refused(click.ClickException):
    """A refusal: one line a fault, exit status 2."""

    exit_code = 2

    def show(self, file: object = None) -> None:
        for line in self.message.splitlines():
            click.echo(f"mock-org: {line}", err=True)


@click.group()
@click.version_option(__version__, prog_name="mock-org")
def main() -> None:
    """A mock Salesforce org with real SOQL, real users and real record sharing."""


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", default=8080, show_default=True, type=_PORT, help="Port; 0 takes a free one.")
@click.option(
    "--database", default="sqlite://", help="Where to keep the data: sqlite:///file.db; in memory by default."
)
@click.option(
    "--project",
    "projects",
    multiple=True,
    default=(STARTER,),
    show_default=True,
    help="SFDX folder to read instead of the starter org; may be given several times, read in order.",
)
@click.option(
    "--settings",
    "settings_file",
    type=_FILE,
    help="Settings file; by default mock-org.toml beside the last project that has one.",
)
@click.option("--tls", is_flag=True, help="Serve https with a certificate of its own; the ready file names its CA.")
@click.option("--proxy", "with_proxy", is_flag=True, help="With a proxy on a free port, as `mock-org proxy` is one.")
@click.option("--public-url", help="Scheme and host of every URL in an answer, e.g. https://acme.my.salesforce.com.")
@click.option("--as-sandbox", is_flag=True, help="Without the control doors under /_mock.")
@click.option("--apexrest", help="Python handlers of the project's Apex REST paths, as package.module:object.")
@click.option(
    "--control-token", envvar="MOCK_ORG_CONTROL_TOKEN", help="Opens the control doors to callers from elsewhere."
)
@click.option(
    "--ready-file",
    type=_FILE,
    help="Written when the org answers: URLs and log-ins as JSON. It holds secrets.",
)
def serve(
    host: str,
    port: int,
    database: str,
    projects: tuple[str, ...],
    settings_file: Path | None,
    tls: bool,
    with_proxy: bool,
    public_url: str | None,
    as_sandbox: bool,
    apexrest: str | None,
    control_token: str | None,
    ready_file: Path | None,
) -> None:
    """Serve one org until ctrl-C."""
    try:
        port = _free_port(host, port)
        with tempfile.TemporaryDirectory(prefix="mock-org-") as folder:
            built = create_org(load_settings(settings_file) if settings_file else None, projects, database)
            own_url = f"{'https' if tls else 'http'}://{_url_host(host)}:{port}"
            base_url = (public_url or own_url).rstrip("/")
            built.org.base_url = base_url
            certs = certificates(Path(folder), host) if tls else None
            told = _ready_data(built, base_url, Path(folder), certs, control=not as_sandbox)
            start_proxy = _proxy_beside(own_url, told, Path(folder), certs) if with_proxy else None
            app = create_app(
                built,
                as_sandbox=as_sandbox,
                control_token=control_token,
                public_url=public_url,
                apex_rest=load_apex_rest(apexrest) if apexrest else None,
            )
            _report(built, told)
            serve_forever(app, built.org, host, port, certs, lambda: _get_ready(start_proxy, ready_file, told))
    except SetupError as refusal:
        raise Refused("\n".join(refusal.faults)) from refusal
    finally:
        if ready_file is not None:
            ready_file.unlink(missing_ok=True)


@main.command()
@click.option("--org", "org_url", required=True, help="URL of a running mock org, e.g. http://127.0.0.1:8080.")
@click.option("--org-ca", type=_FILE, help="CA of an org served with --tls: the ca_file of its ready file.")
@click.option("--port", default=8081, show_default=True, type=_PORT, help="Port; 0 takes a free one.")
@click.option("--allow", "allowed", multiple=True, help="Another host to let through untouched; may be given again.")
@click.option("--ready-file", type=_FILE, help="Written when clients can connect: proxy_url, ca_file, org_url as JSON.")
def proxy(org_url: str, org_ca: Path | None, port: int, allowed: tuple[str, ...], ready_file: Path | None) -> None:
    """Lead Salesforce's host names to a mock org until ctrl-C."""
    try:
        port = _free_port(LOOPBACK, port)
        with tempfile.TemporaryDirectory(prefix="mock-org-") as folder:
            leading = Proxy(org_url, frozenset(map(str.lower, allowed)), org_ca)
            ca_file = Path(folder) / "ca.pem"
            leading.ca.cert_pem.write_to_path(ca_file)
            told = {"proxy_url": f"http://{LOOPBACK}:{port}", "ca_file": str(ca_file), "org_url": leading.org_url}
            click.echo(_exports(told))
            leading.run(port, lambda: _write_ready(ready_file, told))
    except SetupError as refusal:
        raise Refused("\n".join(refusal.faults)) from refusal
    finally:
        if ready_file is not None:
            ready_file.unlink(missing_ok=True)


def _exports(told: Mapping[str, object]) -> str:
    """What a shell sets so that clients of any kind take this proxy and trust its CA."""
    proxies = [f"export {name}={told['proxy_url']}" for name in ("HTTPS_PROXY", "https_proxy")]
    trust = ("REQUESTS_CA_BUNDLE", "SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS")
    return "\n".join([*proxies, *(f"export {name}={told['ca_file']}" for name in trust)])


def _proxy_beside(
    own_url: str, told: dict[str, object], folder: Path, certs: Certificates | None
) -> Callable[[Callable[[], None]], None]:
    """Tell of a proxy in front of this org; return what starts it, and then calls back."""
    port = _free_port(LOOPBACK, 0)
    leading = Proxy(own_url, org_ca=certs.ca_file if certs else None, ca=certs.ca if certs else trustme.CA())
    ca_file = folder / "ca.pem"
    leading.ca.cert_pem.write_to_path(ca_file)
    told.update(ca_file=str(ca_file), proxy_url=f"http://{LOOPBACK}:{port}")

    def start(when_ready: Callable[[], None]) -> None:
        async def serve_proxy() -> None:
            await leading.serve(port, when_ready, asyncio.Event())

        threading.Thread(target=asyncio.run, args=(serve_proxy(),), daemon=True).start()

    return start


def _get_ready(
    start_proxy: Callable[[Callable[[], None]], None] | None, ready_file: Path | None, told: dict[str, object]
) -> None:
    """The org answers: now its proxy may, and then whoever waits is told."""
    if start_proxy is None:
        _write_ready(ready_file, told)
    else:
        start_proxy(lambda: _write_ready(ready_file, told))


def _free_port(host: str, port: int) -> int:
    """The port to listen at.

    Raises SetupError when it is taken or the address is not this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as fault:
            why = fault.strerror or str(fault)
            raise SetupError(f"cannot listen at {host}:{port}: {why}; --port 0 takes a free port") from fault
        return int(probe.getsockname()[1])


def _url_host(host: str) -> str:
    """How a URL names this host; an address that means all of them is reached as localhost."""
    if host in ("0.0.0.0", "::"):
        return "localhost"
    return f"[{host}]" if ":" in host else host


def _ready_data(
    built: Built, base_url: str, folder: Path, certs: Certificates | None, *, control: bool
) -> dict[str, object]:
    key = folder / "jwt.key"
    key.touch(mode=0o600)
    key.write_text(built.connected_app.private_key, encoding="ascii")
    return ready(
        built, base_url, private_key_file=str(key), ca_file=str(certs.ca_file) if certs else None, control=control
    )


def _write_ready(file: Path | None, told: Mapping[str, object]) -> None:
    """Write the ready file at once: whoever waits for it never sees half of it. Only the owner may read it."""
    if file is None:
        return
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=file.name)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        json.dump(told, out, indent=2)
    Path(name).replace(file)


def _report(built: Built, told: dict[str, object]) -> None:
    """Say where the org is and who may come in; passwords only to a terminal."""
    console = Console(stderr=True, soft_wrap=True)
    table = Table.grid(padding=(0, 2))
    table.add_row("org", str(told["instance_url"]))
    table.add_row("portal", str(told["site_url"] or "no Live site"))
    if told["proxy_url"]:
        table.add_row("proxy", str(told["proxy_url"]))
    if told["control_url"]:
        table.add_row("control", str(told["control_url"]))
    shown = built.admin.password if sys.stderr.isatty() else "(in the ready file)"
    table.add_row("log in as", f"{built.admin.username}  {shown}")
    console.print("[bold]Mock Org is ready.[/bold] ctrl-C ends it.")
    console.print(table)
    missed = built.report.not_understood
    if missed:
        console.print(f"{len(missed)} files or elements of the project were not understood; see /_mock/deploy-report")
