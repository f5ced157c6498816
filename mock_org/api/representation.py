"""How an answer is told: as JSON or XML, indented or not, compressed or not."""

import gzip
import json
import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from flask import Flask, Response, request
from werkzeug.http import parse_accept_header

from mock_org.api.xml_answer import has_xml, xml_answer

JSON, XML = "application/json", "application/xml"
SUFFIXES = {".json": JSON, ".xml": XML}
# The value of an external id may end like a format; every other segment may not.
_SUFFIXED = re.compile(r"(/services/data(?:/v[^/]+(?:/[^/]+){1,3})?)(\.json|\.xml)/?")
_ENDS = tuple(suffix + slash for suffix in SUFFIXES for slash in ("", "/"))
_BELOW_A_RECORD = re.compile(r"/services/data/v[^/]+/sobjects/[^/]+/[^/]+/.+")
FORMAT = "mock_org.format"
LEAST_COMPRESSED = 1024
# Accept headers of most clients; every resource answers them in JSON.
_ANYTHING = frozenset({None, "", "*/*", JSON})
_COMPRESSED_TYPES = frozenset({JSON, XML, "text/csv", "text/xml"})


class FormatSuffix:
    """A WSGI app that takes .json or .xml off the end of a resource and remembers it."""

    def __init__(self, app: Callable[..., Iterable[bytes]]) -> None:
        self._app = app

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Hand the request on."""
        path = environ.get("PATH_INFO", "")
        found = _SUFFIXED.fullmatch(path) if path.endswith(_ENDS) else None
        if found:
            environ["PATH_INFO"] = found[1]
            environ[FORMAT] = SUFFIXES[found[2]]
        return self._app(environ, start_response)


def register_representation(app: Flask) -> None:
    """Tell every answer of the API as its request wants it."""
    app.wsgi_app = FormatSuffix(app.wsgi_app)  # type: ignore[method-assign]
    app.before_request(_refuse_unacceptable)
    app.after_request(_told_as_asked)


def _refuse_unacceptable() -> Response | None:
    """Refuse a format that the resource does not have before anything is done.

    406 without a body is what clients reported of real orgs (confidence B).
    """
    if not request.path.startswith("/services/data") or request.endpoint is None or wanted() is not None:
        return None
    answer = Response(status=406)
    answer.headers["X-Mock-Org-Reason"] = f"this resource has {'JSON and XML' if has_xml(request.path) else 'JSON'}"
    del answer.headers["Content-Type"]
    return answer


def wanted() -> str | None:
    """The format of the answer by suffix or Accept, JSON where both do; None: one that the resource does not have."""
    environ = request.environ
    asked = environ.get(FORMAT)
    if asked is None and environ.get("HTTP_ACCEPT") in _ANYTHING:
        return JSON
    xml = has_xml(request.path)
    if asked is not None:
        return str(asked) if xml or asked == JSON else None
    accept = request.accept_mimetypes
    if not accept.provided:
        return JSON
    if not xml:
        return None if set(accept.values()) <= {XML, "text/xml"} else JSON
    # What lies below a record may be a file of any type.
    return accept.best_match((JSON, XML)) or (JSON if _BELOW_A_RECORD.fullmatch(request.path) else None)


def _told_as_asked(answer: Response) -> Response:
    path = request.path
    if not path.startswith("/services/") or answer.direct_passthrough or answer.is_streamed:
        return answer
    if answer.mimetype == JSON and answer.data:
        if path.startswith("/services/data") and wanted() == XML:
            answer.data = xml_answer(json.loads(answer.data), path, answer.status_code)
            answer.content_type = f"{XML};charset=UTF-8"
        elif request.headers.get("X-PrettyPrint") == "1":
            answer.data = json.dumps(json.loads(answer.data), ensure_ascii=False, indent=2).encode("utf-8", "replace")
    return _compressed(answer)


def _compressed(answer: Response) -> Response:
    """Compressed where the client takes gzip (REST API Developer Guide, "Use Compression"; confidence A)."""
    if answer.mimetype not in _COMPRESSED_TYPES or not _takes_gzip(request.environ.get("HTTP_ACCEPT_ENCODING", "")):
        return answer
    if "Content-Encoding" not in answer.headers and len(answer.data) >= LEAST_COMPRESSED:
        answer.data = gzip.compress(answer.data, compresslevel=1, mtime=0)
        answer.headers["Content-Encoding"] = "gzip"
    if "Vary" in answer.headers:
        answer.vary.add("Accept-Encoding")
    else:
        answer.headers.add("Vary", "Accept-Encoding")
    return answer


@lru_cache(maxsize=128)
def _takes_gzip(accept_encoding: str) -> bool:
    return bool(parse_accept_header(accept_encoding)["gzip"])
