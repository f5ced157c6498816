"""The subrequests of /composite and /composite/graph: read, carried out one after another, told in the answer.

Texts without another source: REST API Developer Guide, "Composite Request Body" and "Composite Subrequest Result".
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mock_org.api.composite_dispatch import Subresponse, all_or_nothing, dispatch
from mock_org.api.composite_input import malformed, only, required
from mock_org.api.composite_references import ILLEGAL_NAME, References
from mock_org.errors import SalesforceError

_KEYS = ("method", "url", "referenceId", "body", "httpHeaders")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_]*")
_COLLECTION = re.compile(r"/services/data/v\d\d\.0/(?:tooling/)?composite/sobjects\b")
METHODS = ("POST", "PUT", "PATCH", "GET", "DELETE")
INHERITED_HEADERS = ("accept", "authorization", "content-type")
STRICT_NAMES_SINCE = 52.0
# Recorded with both kinds of composite request.
ROLLED_BACK = Subresponse.error(
    "PROCESSING_HALTED", "The transaction was rolled back since another operation in the same transaction failed."
)


@dataclass(frozen=True)
class Subrequest:
    """One subrequest as it was sent, references and all."""

    reference_id: str
    method: str
    url: str
    body: Any
    headers: Mapping[str, str]


# Refuses a subrequest that its composite resource does not support: the URL is the one asked, references replaced.
Check = Callable[[str, str], None]


def read(given: Any, version: float) -> Subrequest:
    """A subrequest of the body.

    Raises JSON_PARSER_ERROR for what is missing, unknown or of the wrong kind: the whole request fails.
    """
    given = only(given, _KEYS, "CompositeSubrequest")
    method, name = required(given, "method", str), required(given, "referenceId", str)
    if method not in METHODS:
        malformed(f"Invalid HTTP method '{method}': one of {', '.join(METHODS)} is needed")
    if version >= STRICT_NAMES_SINCE and not _NAME.fullmatch(name):
        malformed(ILLEGAL_NAME.format(name))
    headers = given.get("httpHeaders") or {}
    if not isinstance(headers, dict) or not all(isinstance(value, str) for value in headers.values()):
        malformed("Cannot deserialize the value of 'httpHeaders' at [line:1, column:1]")
    for header in headers:
        if header.lower() in INHERITED_HEADERS:
            malformed(f"The header '{header}' cannot be set in a subrequest: it is the one of the composite request")
    return Subrequest(name, method, required(given, "url", str), given.get("body"), headers)


def read_all(given: Sequence[Any], version: float) -> list[Subrequest]:
    """All subrequests of a body, under names that differ."""
    subrequests = [read(each, version) for each in given]
    names = [each.reference_id for each in subrequests]
    for name in names:
        if names.count(name) > 1:
            malformed(f"Duplicate referenceId '{name}' provided in the request.")
    return subrequests


def carry_out(
    subrequests: Sequence[Subrequest], version: float, check: Check, *, all_or_none: bool
) -> list[Subresponse]:
    """Answer the subrequests in their order; with all_or_none, the first refusal undoes all of them.

    collateSubrequests changes nothing here: bulkified or not, records come in the order of the request.
    """
    answers: list[Subresponse] = []
    references = References(version)
    try:
        with all_or_nothing():
            for each in subrequests:
                answers.append(_answer(each, references, check))
                references.add(each.reference_id, each.url, answers[-1])
                if all_or_none and _failed(each, answers[-1]):
                    raise _FailedError
    except _FailedError:
        others = len(subrequests) - len(answers)
        return [*[ROLLED_BACK] * (len(answers) - 1), answers[-1], *[ROLLED_BACK] * others]
    return answers


def told(subrequest: Subrequest, answer: Subresponse) -> dict[str, Any]:
    """The entry of compositeResponse (recorded order of keys)."""
    return {
        "body": answer.body,
        "httpHeaders": dict(answer.headers),
        "httpStatusCode": answer.status,
        "referenceId": subrequest.reference_id,
    }


class _FailedError(Exception):
    """Ends the transaction of an all-or-none request in which a subrequest was refused."""


def _answer(subrequest: Subrequest, references: References, check: Check) -> Subresponse:
    try:
        url = references.in_url(subrequest.url)
        body, headers = references.in_value(subrequest.body), references.in_value(subrequest.headers)
        check(subrequest.method, url)
    except SalesforceError as refusal:
        return Subresponse.error(refusal.code, refusal.message)
    return dispatch(subrequest.method, url, body, {name: str(value) for name, value in headers.items()})


def _failed(subrequest: Subrequest, answer: Subresponse) -> bool:
    """A collection of records answers 200 even where records were refused; all-or-none reaches into it.

    REST API Developer Guide, "allOrNone Parameters in Composite and Collections Requests".
    """
    if answer.refused or subrequest.method == "GET" or not _COLLECTION.match(subrequest.url):
        return answer.refused
    results = answer.body if isinstance(answer.body, list) else []
    return any(isinstance(each, dict) and each.get("success") is False for each in results)
