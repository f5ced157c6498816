"""What a request of a case makes: written into the journal before it is asked, and found again in the answer."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from factories import OrgClient
from factories.journal import Entry, identifying

_SOBJECT = re.compile(r"/sobjects/(\w+)/?$")


@contextmanager
def on_record(org: OrgClient, method: str, path: str, body: Any, prefixes: Mapping[str, str]) -> Iterator[list[Any]]:
    """Write down what the request will make; whoever asks appends the answer's body, or nothing if it is refused.

    prefixes: first three letters of an id → sObject.
    """
    planned = [Entry("insert", name, _key(org, name, row)) for name, row in _rows(method, path, body)]
    org.journal.intend(*planned)
    answers: list[Any] = []
    yield answers
    for record_id in [found for answer in answers for found in ids_in(answer)]:
        sobject = prefixes.get(record_id[:3])
        if sobject is None or org.journal.entry_of(record_id):
            continue
        entry = next((each for each in planned if each.sobject == sobject and not each.id), None)
        if entry is None:
            entry = Entry("insert", sobject)
            org.journal.intend(entry)
        org.journal.confirm(entry, record_id)
    for entry in planned:
        if not entry.id:
            org.journal.finish(entry, "refused")


def ids_in(body: Any) -> Iterator[str]:
    """Ids that the answer to a write gives, wherever they lie; parents first."""
    if isinstance(body, dict):
        if isinstance(body.get("id"), str) and len(body["id"]) == 18:
            yield body["id"]
        for each in body.values():
            yield from ids_in(each)
    elif isinstance(body, list):
        for each in body:
            yield from ids_in(each)


def _rows(method: str, path: str, body: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The sObject and the values of each record that a request would make, subrequests too."""
    named = _SOBJECT.search(path)
    if method == "POST" and named and isinstance(body, dict):
        yield named[1], body
    elif isinstance(body, dict):
        if isinstance(body.get("attributes"), dict) and method == "POST":
            yield str(body["attributes"].get("type")), body
        if isinstance(body.get("url"), str):
            yield from _rows(str(body.get("method")), body["url"], body.get("body"))
        else:
            for each in body.values():
                yield from _rows(method, "", each)
    elif isinstance(body, list):
        for each in body:
            yield from _rows(method, "", each)


def _key(org: OrgClient, sobject: str, values: Mapping[str, Any]) -> dict[str, str]:
    """By what the record is found if its answer never comes; nothing where the values say nothing."""
    tagged = any(isinstance(each, str) and org.data.run in each for each in values.values())
    return identifying(sobject, values, org.data.run) if org.data.run and tagged else {}
