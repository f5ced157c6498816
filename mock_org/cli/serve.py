"""mock-org serve: one org, until ctrl-C."""

import asyncio
import os
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

import click
import trustme
from rich.console import Console
from rich.table import Table

from mock_org.apexrest import load_apex_rest
from mock_org.app import STARTER, Built, create_app, create_org, ready
from mock_org.audit.mutation import VARIABLE as MUTANT_VARIABLE
from mock_org.cli.env_file import is_somebodys, write_env
from mock_org.cli.ports import PORT, free_port
from mock_org.cli.ready_file import write_ready
from mock_org.cli.refusal import Refused
from mock_org.errors import SetupError
from mock_org.mail.delivery import Postman, smtp_address
from mock_org.proxy import LOOPBACK, Proxy
from mock_org.server import Certificates, certificates, serve_forever
from mock_org.settings import load_settings

MOST_TOLD = 5
"""How many things that were not understood are told when the org is ready."""
_FILE = click.Path(dir_okay=False, path_type=Path)


def _smtp(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """HOST:PORT, refused before the org is built."""
    if value:
        try:
            smtp_address(value)
        except SetupError as refusal:
            raise click.BadParameter("; ".join(refusal.faults)) from refusal
    return value


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", default=8080, show_default=True, type=PORT, help="Port; 0 takes a free one.")
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
@click.option("--as-sandbox", is_flag=True, help="As strict as a new sandbox, and without what only a mock has.")
@click.option(
    "--env-file", type=_FILE, help="With --as-sandbox: written like --ready-file, as settings of --target sandbox."
)
@click.option("--apexrest", help="Python handlers of the project's Apex REST paths, as package.module:object.")
@click.option(
    "--smtp", callback=_smtp, help="HOST:PORT of a mail server that gets every mail the org sends; else [mail] smtp."
)
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
    env_file: Path | None,
    apexrest: str | None,
    smtp: str | None,
    control_token: str | None,
    ready_file: Path | None,
) -> None:
    """Serve one org until ctrl-C."""
    files = _Files(ready_file, env_file, as_sandbox=as_sandbox)
    try:
        port = free_port(host, port)
        with tempfile.TemporaryDirectory(prefix="mock-org-") as folder:
            built = _built(settings_file, projects, database, as_sandbox=as_sandbox)
            own_url = f"{'https' if tls else 'http'}://{_url_host(host)}:{port}"
            base_url = built.org.base_url = (public_url or own_url).rstrip("/")
            certs = certificates(Path(folder), host) if tls else None
            told = _ready_data(built, base_url, Path(folder), certs, control=not as_sandbox)
            start_proxy = _proxy_beside(own_url, told, Path(folder), certs) if with_proxy else None
            apex_rest = load_apex_rest(apexrest) if apexrest else None
            app = create_app(
                built, as_sandbox=as_sandbox, control_token=control_token, public_url=public_url, apex_rest=apex_rest
            )
            _report(built, told)
            postman = _postman(built, smtp)
            serve_forever(app, built.org, host, port, certs, lambda: _get_ready(start_proxy, files, told), postman)
    except SetupError as refusal:
        raise Refused("\n".join(refusal.faults)) from refusal
    finally:
        files.remove()


class _Files:
    """The files that tell whoever waits for the org; there as long as it answers."""

    def __init__(self, ready_file: Path | None, env_file: Path | None, *, as_sandbox: bool) -> None:
        if env_file and not as_sandbox:
            raise click.UsageError("--env-file tells of a stand-in: it goes with --as-sandbox")
        if env_file and is_somebodys(env_file):
            raise click.UsageError(
                f"--env-file {env_file}: the file is there, and a stand-in's goes when it ends; name another"
            )
        self._ready, self._env = ready_file, env_file

    def write(self, told: dict[str, object]) -> None:
        """Write them, the ready file last."""
        if self._env is not None:
            write_env(self._env, told)
        write_ready(self._ready, told)

    def remove(self) -> None:
        """Take them away."""
        for file in (self._ready, self._env):
            if file is not None:
                file.unlink(missing_ok=True)


def _built(settings_file: Path | None, projects: tuple[str, ...], database: str, *, as_sandbox: bool) -> Built:
    built = create_org(load_settings(settings_file) if settings_file else None, projects, database)
    return built.as_sandbox() if as_sandbox else built


def _postman(built: Built, smtp: str | None) -> Postman | None:
    """Who delivers the org's mails; nobody where no mail server is named."""
    address = smtp or built.org.settings.mail.smtp
    return Postman(built.org.database, address) if address else None


def _proxy_beside(
    own_url: str, told: dict[str, object], folder: Path, certs: Certificates | None
) -> Callable[[Callable[[], None]], None]:
    """Tell of a proxy in front of this org; return what starts it, and then calls back."""
    port = free_port(LOOPBACK, 0)
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
    start_proxy: Callable[[Callable[[], None]], None] | None, files: _Files, told: dict[str, object]
) -> None:
    """The org answers: now its proxy may, and then whoever waits is told."""
    if start_proxy is None:
        files.write(told)
    else:
        start_proxy(lambda: files.write(told))


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
    if mutant := os.environ.get(MUTANT_VARIABLE):
        console.print(f"This org is a mutant ({MUTANT_VARIABLE}): {mutant}", markup=False)
    missed = built.report.not_understood
    if missed and told["control_url"]:
        console.print(f"Not understood in the project: {len(missed)} (GET /_mock/deploy-report tells all)")
        for fault in missed[:MOST_TOLD]:
            console.print(f"  {fault}", markup=False, highlight=False)
