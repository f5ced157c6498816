"""Answers that a request gets instead of being done: a service that is not there, a row that is locked, a connection
that breaks. Whoever tries again loses nothing, since nothing was done.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

Start = Callable[..., Any]
API = "/services/data/"
_READS = ("GET", "HEAD")
# Seen of GET requests in clients' logs: the code (confidence A), the text (B).
UNAVAILABLE = ("503 Service Unavailable", "SERVER_UNAVAILABLE", "Server too busy")
# Seen in clients' logs (confidence A). Nothing is saved then (Apex Developer Guide, "Locking Statements"; A).
LOCKED = ("400 Bad Request", "UNABLE_TO_LOCK_ROW", "unable to obtain exclusive access to this record")


@dataclass(frozen=True, slots=True)
class Fault:
    """One answer. length: what its head says of the body; a body that is shorter breaks the connection."""

    status: str
    body: bytes
    content_type: str = "application/json;charset=UTF-8"
    length: int | None = None

    def __call__(self, start_response: Start) -> Iterable[bytes]:
        """Answer by WSGI."""
        length = len(self.body) if self.length is None else self.length
        start_response(self.status, [("Content-Type", self.content_type), ("Content-Length", str(length))])
        return iter([self.body])  # of a list, the server would count the length itself


def fault_for(method: str, path: str, draw: float) -> Fault | None:
    """What fits a request; None for what nobody could safely send again.

    draw: from 0 up to 1; which of several.
    """
    if not path.startswith(API):
        return None
    if method in _READS:
        return _refusal(*UNAVAILABLE) if draw < 0.5 else Fault("200 OK", b"[", length=4096)
    return _refusal(*LOCKED, fields=[]) if "/sobjects/" in path and "/composite/" not in path else None


def page_fault() -> Fault:
    """A page that is not there for the moment."""
    text = "<!DOCTYPE html><html lang='en'><title>Service Not Available</title><h1>Service Not Available</h1></html>"
    return Fault("503 Service Unavailable", text.encode(), "text/html; charset=utf-8")


def _refusal(status: str, code: str, message: str, **more: object) -> Fault:
    entry = {"message": message, "errorCode": code, **more}
    return Fault(status, json.dumps([entry]).encode())


def too_many_long_requests() -> Fault:
    """What is answered while as many long requests run as may (Salesforce help 000389067; confidence A)."""
    message = "ConcurrentRequests (Concurrent API Requests) Limit exceeded."
    return _refusal("403 Forbidden", "REQUEST_LIMIT_EXCEEDED", message)
