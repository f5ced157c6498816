"""The one place where refusals become answers: JSON list, OAuth error, SOAP fault."""

import json
import logging
from dataclasses import replace
from typing import Any

from flask import Flask, Response, current_app, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound

from mock_org.api.caller import org
from mock_org.api.nearest import nearest
from mock_org.auth import IdentityError, OAuthError
from mock_org.errors import SalesforceError
from mock_org.org import Unmatched

_LOG = logging.getLogger("mock_org")
UNMATCHED_KEPT = 1000
NEAREST = "X-Mock-Org-Nearest"
NO_STORE = "no-cache,must-revalidate,max-age=0,no-store,private"


def json_answer(body: Any, status: int = 200, **headers: str) -> Response:
    """A JSON answer with Salesforce's content type."""
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    answer = Response(text.encode("utf-8", "replace"), status, content_type="application/json;charset=UTF-8")
    for name, value in headers.items():
        answer.headers.add(name.replace("_", "-"), value)
    return answer


def error_entry(error: SalesforceError) -> dict[str, Any]:
    """One entry of the error list; `fields` only where Salesforce sends the key."""
    entry: dict[str, Any] = {**error.extra, "message": error.message, "errorCode": error.code}
    return entry if error.fields is None else entry | {"fields": error.fields}


def register_errors(app: Flask) -> None:
    """Give every refusal its shape."""
    app.register_error_handler(SalesforceError, _salesforce)
    app.register_error_handler(OAuthError, _oauth)
    app.register_error_handler(IdentityError, _identity)
    app.register_error_handler(MethodNotAllowed, _method)
    app.register_error_handler(NotFound, _not_found)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(RecursionError, _too_deep)
    app.register_error_handler(Exception, _unexpected)


def _salesforce(error: SalesforceError) -> Response:
    if error.code in ("NOT_IMPLEMENTED", "MALFORMED_QUERY", "MALFORMED_SEARCH"):
        remember_unmatched(f"{error.code}: {error.message.strip().splitlines()[-1]}")
    return json_answer([error_entry(each) for each in (error, *error.also)], error.status)


def _oauth(error: OAuthError) -> Response:
    body = {"error": error.error, "error_description": error.description}
    return json_answer(body, error.status, Cache_Control=NO_STORE)


def _identity(error: IdentityError) -> Response:
    return Response(error.word, error.status, content_type="text/plain;charset=UTF-8")


def _method(error: MethodNotAllowed) -> Response:
    allowed = ", ".join(sorted(m for m in error.valid_methods or () if m not in ("HEAD", "OPTIONS")))
    message = f"HTTP Method '{request.method}' not allowed. Allowed are {allowed}"
    return json_answer([{"errorCode": "METHOD_NOT_ALLOWED", "message": message}], 405, Allow=allowed)


def _not_found(error: NotFound) -> Response:
    """An endpoint that there is not; the header names the one of ours that is most like it."""
    like = nearest(current_app.url_map, request.method, request.path)
    remember_unmatched("no such endpoint", like)
    answer = json_answer([{"errorCode": "NOT_FOUND", "message": "The requested resource does not exist"}], 404)
    if like:
        answer.headers[NEAREST] = like
    return answer


def _http(error: HTTPException) -> Response:
    code = {413: "REQUEST_LIMIT_EXCEEDED", 414: "URI_TOO_LONG", 415: "UNSUPPORTED_MEDIA_TYPE"}.get(error.code or 400)
    return json_answer([{"errorCode": code or "INVALID_REQUEST", "message": error.description}], error.code or 400)


def _too_deep(_error: RecursionError) -> Response:
    """A body that the parser took, nested deeper than what reads it can follow."""
    message = "The request body is nested too deeply at [line:1, column:1]"
    return json_answer([{"errorCode": "JSON_PARSER_ERROR", "message": message}], 400)


def _unexpected(error: Exception) -> Response:
    """A fault of the mock itself: the traceback goes to the log, never to the client."""
    _LOG.error("unexpected fault at %s %s", request.method, request.path, exc_info=error)
    message = "An unexpected error occurred in Mock Org. Its log holds the traceback; please report it."
    return json_answer([{"errorCode": "UNKNOWN_EXCEPTION", "message": message}], 500)


def remember_unmatched(why: str, like: str | None = None) -> None:
    """Keep what the mock could not do, for GET /_mock/unmatched: once, with the number of times."""
    kept = org().unmatched
    new = Unmatched(request.method, request.path, why, like)
    place = next((n for n, each in enumerate(kept) if each.asked == new.asked), None)
    if place is not None:
        new = replace(new, count=kept.pop(place).count + 1)
    kept.append(new)
    del kept[:-UNMATCHED_KEPT]
