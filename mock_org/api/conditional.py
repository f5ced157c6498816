"""Conditional requests: the caller's copy is new enough (304), or too old to write over (412).

REST API Developer Guide, "Conditional Request Headers". Last-Modified is SystemModstamp (recorded).
"""

import hashlib
import zlib
from base64 import b64encode
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from flask import Response, request
from werkzeug.http import http_date, parse_date

from mock_org.api.errors import json_answer
from mock_org.errors import SalesforceError
from mock_org.org import Session

# "This header is supported by sObject Rows (Account records only)"
TAGGED = frozenset({"Account"})
STAMP = "SystemModstamp"
_DATES = ("If-Modified-Since", "If-Unmodified-Since")
_TAGS = ("If-Match", "If-None-Match")
_IN_ENVIRON = frozenset(f"HTTP_{name.upper().replace('-', '_')}" for name in (*_DATES, *_TAGS))  # how WSGI names them


def conditional_answer(record: Mapping[str, Any], session: Session) -> Response:
    """The record, or 304 when the caller has it already, or 412 when it is not the one that was asked for."""
    kind = record["attributes"]["type"]
    asked = _is_conditional()
    changed = _stamp_of(record, session) if asked else _instant(record.get(STAMP))
    answer = json_answer(record)
    tag = _tag_of(answer) if kind in TAGGED else None
    if asked:
        _require(changed, tag)
        if _is_known(changed, tag):
            return not_modified(changed, tag)
    _describe_copy(answer, changed, tag)
    return answer


def since_answer(body: Mapping[str, Any], changed: datetime) -> Response:
    """A describe, or 304 when nothing has changed since the moment that the caller names; its tag is recorded."""
    answer = json_answer(body)
    tag = f"{zlib.crc32(answer.get_data()):08x}"
    _require(changed, tag)
    if _is_known(changed, tag):
        return not_modified(changed, tag)
    _describe_copy(answer, changed, tag)
    return answer


def check_before_write(session: Session, sobject: str, record_id: str) -> None:
    """Refuse to write over a record that is not the one that the caller knows.

    Raises a 412 without body, 400 for a header that is no date.
    """
    if not _is_conditional():
        return
    record = session.retrieve(sobject, record_id)
    changed, tag = _stamp_of(record, session), _tag_of(json_answer(record))
    for name in _DATES:
        if name in request.headers and parse_date(request.headers[name]) is None:
            raise SalesforceError("INVALID_HEADER_VALUE", f"{name}: {request.headers[name]} is no date of HTTP")
    known = tag if record["attributes"]["type"] in TAGGED else None
    _require(changed, known)
    if _is_known(changed, known):
        raise precondition_failed()


def not_modified(changed: datetime | None, tag: str | None = None) -> Response:
    """304, with nothing in it."""
    answer = Response(status=304)
    del answer.headers["Content-Type"]
    _describe_copy(answer, changed, tag)
    return answer


def precondition_failed() -> SalesforceError:
    """412 (its code and text are not known, confidence D)."""
    return SalesforceError("PRECONDITION_FAILED", "The record is not as the request's condition says", status=412)


def _require(changed: datetime | None, tag: str | None) -> None:
    """If-Match and If-Unmodified-Since."""
    wanted = request.headers.get("If-Match")
    if tag is not None and wanted is not None and not _names(wanted, tag):
        raise precondition_failed()
    since = parse_date(request.headers.get("If-Unmodified-Since"))
    if since is not None and changed is not None and changed > since:
        raise precondition_failed()


def _is_known(changed: datetime | None, tag: str | None) -> bool:
    """If-None-Match and If-Modified-Since; where both stand, the tag decides (RFC 9110, section 13.2.2)."""
    known = request.headers.get("If-None-Match")
    if tag is not None and known is not None:
        return _names(known, tag)
    since = parse_date(request.headers.get("If-Modified-Since"))
    return since is not None and changed is not None and changed <= since


def _names(header: str, tag: str) -> bool:
    """Whether a list of tags names this one, compressed or not; * names any."""
    given = {
        each.strip().removeprefix("W/").strip('"').removesuffix("-gzip").removesuffix("-") for each in header.split(",")
    }
    return "*" in given or tag in given


def _is_conditional() -> bool:
    return not _IN_ENVIRON.isdisjoint(request.environ)


def _tag_of(answer: Response) -> str:
    return b64encode(hashlib.sha256(answer.get_data()).digest()).decode("ascii")


def _stamp_of(record: Mapping[str, Any], session: Session) -> datetime | None:
    if STAMP in record:
        return _instant(record[STAMP])
    kind, record_id = record["attributes"]["type"], record["attributes"]["url"].rpartition("/")[2]
    if session.sobject(kind).field(STAMP) is None:
        return None
    return _instant(session.retrieve(kind, record_id, [STAMP])[STAMP])


def _instant(stamp: str | None) -> datetime | None:
    """Whole seconds, as HTTP writes them."""
    if not stamp:
        return None
    return datetime.fromisoformat(stamp).astimezone(UTC).replace(microsecond=0)


@lru_cache(maxsize=1024)
def _http_date(instant: datetime) -> str:
    return http_date(instant)


def _describe_copy(answer: Response, changed: datetime | None, tag: str | None) -> None:
    if changed is not None:
        answer.headers.add("Last-Modified", _http_date(changed))
    if tag is not None:
        answer.headers.add("ETag", f'"{tag}"')
