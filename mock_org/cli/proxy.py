"""mock-org proxy: Salesforce's host names lead to a mock org."""

import tempfile
from collections.abc import Mapping
from pathlib import Path

import click

from mock_org.cli.ports import PORT, free_port
from mock_org.cli.ready_file import write_ready
from mock_org.cli.refusal import Refused
from mock_org.errors import SetupError
from mock_org.proxy import LOOPBACK, Proxy

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.option("--org", "org_url", required=True, help="URL of a running mock org, e.g. http://127.0.0.1:8080.")
@click.option("--org-ca", type=_FILE, help="CA of an org served with --tls: the ca_file of its ready file.")
@click.option("--port", default=8081, show_default=True, type=PORT, help="Port; 0 takes a free one.")
@click.option("--allow", "allowed", multiple=True, help="Another host to let through untouched; may be given again.")
@click.option("--ready-file", type=_FILE, help="Written when clients can connect: proxy_url, ca_file, org_url as JSON.")
def proxy(org_url: str, org_ca: Path | None, port: int, allowed: tuple[str, ...], ready_file: Path | None) -> None:
    """Lead Salesforce's host names to a mock org until ctrl-C."""
    try:
        port = free_port(LOOPBACK, port)
        with tempfile.TemporaryDirectory(prefix="mock-org-") as folder:
            leading = Proxy(org_url, frozenset(map(str.lower, allowed)), org_ca)
            ca_file = Path(folder) / "ca.pem"
            leading.ca.cert_pem.write_to_path(ca_file)
            told = {"proxy_url": f"http://{LOOPBACK}:{port}", "ca_file": str(ca_file), "org_url": leading.org_url}
            click.echo(_exports(told))
            leading.run(port, lambda: write_ready(ready_file, told))
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
