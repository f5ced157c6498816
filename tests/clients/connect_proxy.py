"""A CONNECT proxy that leads every host to one org: how clients that only know login.salesforce.com reach a mock."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit


@contextmanager
def proxy_to(url: str) -> Iterator[str]:
    """The URL of a proxy on this machine which tunnels to the host and port of this URL, whatever it is asked for."""
    target = urlsplit(url)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=_accept, args=(listener, target.hostname, target.port), daemon=True).start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


def _accept(listener: socket.socket, host: str, port: int) -> None:
    while True:
        try:
            client, _ = listener.accept()
        except OSError:
            return  # the listener is closed: the test is over
        threading.Thread(target=_tunnel, args=(client, host, port), daemon=True).start()


def _tunnel(client: socket.socket, host: str, port: int) -> None:
    with client, socket.create_connection((host, port)) as server:
        _read_head(client)
        client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
        back = threading.Thread(target=_pump, args=(server, client), daemon=True)
        back.start()
        _pump(client, server)
        back.join()


def _read_head(client: socket.socket) -> None:
    head = b""
    while b"\r\n\r\n" not in head:
        head += client.recv(1)


def _pump(source: socket.socket, sink: socket.socket) -> None:
    try:
        while data := source.recv(65536):
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)
    except OSError:
        return  # either side hung up
