"""Which records a request to the REST API would touch, as far as it is one of the requests that the harness makes."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from factories.refused import Unsafe

RECORD = re.compile(r"sobjects/(?P<sobject>\w+)/(?P<id>[0-9A-Za-z]{15}(?:[0-9A-Za-z]{3})?)(?:/password)?")
CREATE = re.compile(r"sobjects/(?P<sobject>\w+)")
COLLECTION = "composite/sobjects"
ANY = "record"
"""The sObject of a record of which only the id is told."""
OVERRIDE = "_httpmethod"
"""A parameter that makes another method of POST (REST API Developer Guide, "Using HTTP PATCH"; confidence A)."""

Body = Mapping[str, Any] | None


def changed(method: str, path: str, body: Body, params: Body = None) -> Iterator[tuple[str, str]]:
    """sObject and id of each record that a request changes or deletes; none where it makes new ones.

    Raises Unsafe for a request of which that is not known.
    """
    if any(name.lower() == OVERRIDE for name in params or {}):
        raise _not_known(method, path)
    record = RECORD.fullmatch(path)
    if record:
        yield record["sobject"], record["id"]
    elif method == "PATCH" and path == COLLECTION:
        for row in _rows(body):
            yield _sobject(row), _only_id(method, path, row)
    elif method == "DELETE" and path == COLLECTION and not body:
        for record_id in str((params or {}).get("ids", "")).split(","):
            yield ANY, record_id.strip()
    elif method != "POST" or (path != COLLECTION and not CREATE.fullmatch(path)):
        raise _not_known(method, path)


def made(method: str, path: str, body: Body) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """sObject and values of each record that a request makes."""
    one = CREATE.fullmatch(path)
    if method == "POST" and one:
        yield one["sobject"], body or {}
    elif method == "POST" and path == COLLECTION:
        yield from ((_sobject(row), row) for row in _rows(body))


def _rows(body: Body) -> list[Mapping[str, Any]]:
    return [each for name, rows in (body or {}).items() if name.lower() == "records" for each in rows]


def _sobject(row: Mapping[str, Any]) -> str:
    return str((row.get("attributes") or {}).get("type", ANY))


def _only_id(method: str, path: str, row: Mapping[str, Any]) -> str:
    """Names of fields are taken in any case: a row that has two ids would be another one than was looked at."""
    ids = [str(value) for name, value in row.items() if name.lower() == "id"]
    if len(ids) != 1:
        raise _not_known(method, path)
    return ids[0]


def _not_known(method: str, path: str) -> Unsafe:
    return Unsafe(f"{method} {path}: it is not known which records this changes, so it is not sent (@needs-reset)")
