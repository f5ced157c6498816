"""How the org of a run answers: quietly, and many requests by one connection.

Werkzeug's own handler ends every connection and starts a thread for the next one, which costs more than most answers.
"""

from collections.abc import Callable
from http import HTTPStatus
from io import BytesIO
from typing import Any

from werkzeug.serving import WSGIRequestHandler

# Larger bodies are left to werkzeug, which hands them on as they come.
_MOST_BYTES = 64 * 1024 * 1024
_WITHOUT_LENGTH = (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED)


class Handler(WSGIRequestHandler):
    """Speaks HTTP/1.1 with one client."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = 64 * 1024
    timeout = 300  # seconds that a client may think

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Nothing: a failing test shows its requests."""

    def run_wsgi(self) -> None:
        """Answer one request; the connection stays for the next where the body of this one has been read."""
        length = self.headers.get("Content-Length", "0")
        if "Transfer-Encoding" in self.headers or not length.isdecimal() or int(length) > _MOST_BYTES:
            super().run_wsgi()
            self.close_connection = True
            return
        if self.headers.get("Expect", "").strip().lower() == "100-continue":
            self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            self.wfile.flush()
        environ = self.make_environ() | {"wsgi.input": BytesIO(self.rfile.read(int(length)))}
        self._send(*self._answer(environ))

    def _answer(self, environ: dict[str, Any]) -> tuple[str, list[tuple[str, str]], bytes]:
        told: list[Any] = []

        def start_response(*args: Any) -> Callable[[bytes], None]:
            told[:] = args[:2]
            return _unwritten

        parts = self.server.app(environ, start_response)
        try:
            body = b"".join(parts)
        finally:
            if hasattr(parts, "close"):
                parts.close()
        return told[0], told[1], body

    def _send(self, status: str, headers: list[tuple[str, str]], body: bytes) -> None:
        code, _, reason = status.partition(" ")
        self.send_response(int(code), reason)
        for name, value in headers:
            self.send_header(name, value)
        if int(code) not in _WITHOUT_LENGTH and not any(name.lower() == "content-length" for name, _ in headers):
            self.send_header("Content-Length", str(len(body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()


def _unwritten(_data: bytes) -> None:
    raise NotImplementedError("the app answers by what it returns")
