"""Answers that a request gets instead of being done: a service that is not there, a row that is locked, a connection
that breaks. Whoever tries again loses nothing, since nothing was done.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

Start = Callable[..., Any]
# Of the org, and below the address of a site.
SERVICE = re.compile(r"(?:/[^/]+)?(/services/.*)")
API = "/services/data/"
TOKEN = "/services/oauth2/token"
SOAP = "/services/Soap/"
_COLLECTION = re.compile(r"/services/data/v[\d.]+/composite/sobjects/?")
_RECORD = re.compile(r"/services/data/v[\d.]+/sobjects/\w+.*")
_READS = ("GET", "HEAD")
# Seen of GET requests in clients' logs: the code (confidence A), the text (B).
UNAVAILABLE = ("503 Service Unavailable", "SERVER_UNAVAILABLE", "Server too busy")
# Seen in clients' logs (confidence A). Nothing is saved then (Apex Developer Guide, "Locking Statements"; A).
LOCKED = "unable to obtain exclusive access to this record"
# SOAP API Developer Guide, StatusCode; the text is seen in clients' logs (confidence A).
ROLLED_BACK = "Record rolled back because not all records were valid and the request was using AllOrNone header"
# Salesforce help 000389067, "Concurrent API Requests" (confidence A).
CONCURRENT = "ConcurrentRequests (Concurrent API Requests) Limit exceeded."
_ENVELOPE = (
    '<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope '
    'xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:sf="urn:fault.partner.soap.sforce.com">'
    "<soapenv:Body><soapenv:Fault><faultcode>sf:REQUEST_LIMIT_EXCEEDED</faultcode>"
    f"<faultstring>REQUEST_LIMIT_EXCEEDED: {CONCURRENT}</faultstring></soapenv:Fault></soapenv:Body></soapenv:Envelope>"
)


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


@dataclass(frozen=True, slots=True)
class Asked:
    """A request. body: reads what was sent."""

    method: str
    path: str
    query: str
    body: Callable[[], bytes]


def fault_for(asked: Asked, draw: float) -> Fault | None:
    """What fits a request; None for what nobody could safely send again.

    draw: from 0 up to 1; which of several.
    """
    found = SERVICE.fullmatch(asked.path)
    if found is None:
        return None
    path, reads = found[1], asked.method in _READS
    if path == TOKEN and not reads:
        return _try_again()
    if path.startswith(SOAP):
        return Fault("500 Internal Server Error", _ENVELOPE.encode(), "text/xml;charset=UTF-8")
    if not path.startswith(API):
        return None
    if reads:
        return _refusal(*UNAVAILABLE) if draw < 0.5 else Fault("200 OK", b"[", length=4096)
    return (_locked(asked, path) if draw < 0.5 else None) or too_many_long_requests()


def page_fault() -> Fault:
    """A page that is not there for the moment."""
    text = "<!DOCTYPE html><html lang='en'><title>Service Not Available</title><h1>Service Not Available</h1></html>"
    return Fault("503 Service Unavailable", text.encode(), "text/html; charset=utf-8")


def not_here() -> Fault:
    """What is answered at a host that the address does not belong to."""
    return _refusal("404 Not Found", "NOT_FOUND", "The requested resource does not exist")


def too_many_long_requests() -> Fault:
    """What is answered while as many long requests run as may."""
    return _refusal("403 Forbidden", "REQUEST_LIMIT_EXCEEDED", CONCURRENT)


def _try_again() -> Fault:
    """What the token endpoint says at times, and half a second later does not (seen in clients' logs; confidence B)."""
    told = {"error": "unknown_error", "error_description": "retry your request"}
    return Fault("400 Bad Request", json.dumps(told).encode())


def _locked(asked: Asked, path: str) -> Fault | None:
    """A row that somebody else writes just now: of a single record a refusal, of a collection one a record."""
    if _RECORD.fullmatch(path):
        return _refusal("400 Bad Request", "UNABLE_TO_LOCK_ROW", LOCKED, fields=[])
    if not _COLLECTION.fullmatch(path):
        return None
    number, together = _collection(asked)
    codes = ["UNABLE_TO_LOCK_ROW"] * number
    if together:
        codes[1:] = ["ALL_OR_NONE_OPERATION_ROLLED_BACK"] * (number - 1)
    texts = {"UNABLE_TO_LOCK_ROW": LOCKED, "ALL_OR_NONE_OPERATION_ROLLED_BACK": ROLLED_BACK}
    results = [
        {"success": False, "errors": [{"statusCode": code, "message": texts[code], "fields": []}]} for code in codes
    ]
    return Fault("200 OK", json.dumps(results).encode()) if results else None


def _collection(asked: Asked) -> tuple[int, bool]:
    """How many records a collection has, and whether all or none are to be saved; none of what is no collection."""
    if asked.method == "DELETE":
        told = parse_qs(asked.query)
        return len(told.get("ids", [""])[0].split(",")), told.get("allOrNone", [""])[0].lower() == "true"
    try:
        said = json.loads(asked.body())
    except ValueError:
        return 0, False
    records = said.get("records") if isinstance(said, Mapping) else None
    return (len(records), said.get("allOrNone") is True) if isinstance(records, list) else (0, False)


def _refusal(status: str, code: str, message: str, **more: object) -> Fault:
    entry = {"message": message, "errorCode": code, **more}
    return Fault(status, json.dumps([entry]).encode())
