"""The web server: granian with one worker, so that there is one org."""

import gc
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import trustme
from flask import Flask
from granian.constants import Interfaces
from granian.http import HTTP1Settings
from granian.server.mp import MPServer

from mock_org.mail.delivery import Postman
from mock_org.org import Org

THREADS = 16
# A request line of megabytes is read, so that it gets Salesforce's answer and not a closed connection.
LARGEST_HEAD = 4 * 1024 * 1024
# What clients call an org: by a proxy, those that only know Salesforce's hosts reach this one too.
NAMES = (
    "localhost", "127.0.0.1", "::1", "login.salesforce.com", "test.salesforce.com",
    "*.my.salesforce.com", "*.sandbox.my.salesforce.com", "*.my.site.com", "*.sandbox.my.site.com",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Certificates:
    """A CA, and files in PEM: its certificate, which clients trust, the server's certificate chain and its key."""

    ca: trustme.CA = field(repr=False)
    ca_file: Path
    cert_file: Path
    key_file: Path


def certificates(folder: Path, host: str) -> Certificates:
    """A new CA and a server certificate for this host, in a folder."""
    ca = trustme.CA()
    cert = ca.issue_cert(*NAMES, *({host} - {*NAMES, "0.0.0.0", "::"}))
    files = Certificates(ca, folder / "ca.pem", folder / "server.pem", folder / "server.key")
    ca.cert_pem.write_to_path(files.ca_file)
    for pem in cert.cert_chain_pems:
        pem.write_to_path(files.cert_file, append=True)
    cert.private_key_pem.write_to_path(files.key_file)
    return files


def serve_forever(
    app: Flask,
    org: Org,
    host: str,
    port: int,
    certs: Certificates | None,
    when_ready: Callable[[], None],
    postman: Postman | None = None,
) -> None:
    """Serve until SIGINT or SIGTERM, then end with all children.

    when_ready: called once, when requests are answered. postman: delivers the org's mails meanwhile.
    """

    def load(*_: object) -> Flask:
        """In the worker: the database is opened there, since SQLite's connections do not survive a fork."""
        org.reopen()
        if postman is not None:
            postman.start()
        gc.freeze()  # what is there now stays: looking through it for garbage would hold up requests again and again
        # granian listens only after this returns.
        threading.Thread(target=_when_listening, args=(host, port, when_ready), daemon=True).start()
        return app

    server = MPServer(
        "mock_org",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        backlog=1024,
        log_enabled=False,
        http1_settings=HTTP1Settings(max_buffer_size=LARGEST_HEAD),
        ssl_cert=certs.cert_file if certs else None,
        ssl_key=certs.key_file if certs else None,
        workers_kill_timeout=5,
    )
    org.database.park()
    server.serve(target_loader=load, wrap_loader=False)


def _when_listening(host: str, port: int, then: Callable[[], None]) -> None:
    address = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    while True:
        try:
            socket.create_connection((address, port), timeout=1).close()
        except OSError:
            time.sleep(0.01)
        else:
            return then()
