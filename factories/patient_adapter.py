"""Requests that are sent again: where that is safe, because they only read, or because nothing was done."""

import logging
import time
from collections.abc import Callable, Mapping
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from requests.exceptions import ChunkedEncodingError, ConnectionError, SSLError

_LOG = logging.getLogger(__name__)
READS = frozenset({"GET", "HEAD"})
FIRST_WAIT = 0.2
"""Seconds; each further wait is twice as long (REST API Developer Guide, "Status Codes": ask again later)."""
UNDONE = frozenset({"UNABLE_TO_LOCK_ROW"})
"""Codes of refusals after which nothing is saved, so that a write may be sent again (confidence A)."""
ROLLED_BACK = "ALL_OR_NONE_OPERATION_ROLLED_BACK"
"""What the other records of a collection say of it, where all or none are saved (SOAP API, StatusCode; A)."""
COLLECTION = "/composite/sobjects"
TRY_AGAIN = ("unknown_error", "retry your request")
"""What a token endpoint says that is busy (seen in clients' logs; confidence B)."""
CONCURRENT = "Concurrent"
"""In the message of REQUEST_LIMIT_EXCEEDED: too many requests at a time; without it, too many today."""


class PatientAdapter(HTTPAdapter):
    """Sends a request up to so many times.

    Args:
        tries: how often at most.
        sleep: waits for so many seconds.
    """

    def __init__(self, tries: int, sleep: Callable[[float], None] = time.sleep) -> None:
        self._tries, self._sleep = tries, sleep
        super().__init__()

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        """The first answer that is no passing trouble, or the last one."""
        wait = FIRST_WAIT
        for _ in range(self._tries - 1):
            why = self._passing(request, args, kwargs)
            if isinstance(why, requests.Response):
                return why
            # The path without its query, which may hold names.
            _LOG.info("%s %s: %s; sent again", request.method, request.path_url.partition("?")[0], why)
            self._sleep(wait)
            wait *= 2
        return super().send(request, *args, **kwargs)

    def _passing(
        self, request: requests.PreparedRequest, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> requests.Response | str:
        """The answer, or why there is to be another one. Raises for trouble in which something may have been done."""
        reads = request.method in READS
        try:
            answer = super().send(request, *args, **kwargs)
            _ = answer.content  # here and now, where a connection that breaks can still be mended
        except (ConnectionError, ChunkedEncodingError) as broken:
            if not reads or isinstance(broken, SSLError):
                raise
            return type(broken).__name__
        if answer.status_code == requests.codes.service_unavailable and reads:
            return "service unavailable"
        return _undone(answer) or answer


def _undone(answer: requests.Response) -> str:
    """The code of a refusal after which the same may be asked again; "" of any other answer."""
    collection = answer.request.method not in READS and COLLECTION in answer.request.path_url
    if answer.status_code not in (requests.codes.bad_request, requests.codes.forbidden) and not collection:
        return ""
    try:
        told = answer.json()
        return _of_token(told) if isinstance(told, dict) else _of_records(told) if answer.ok else _of_call(told)
    except (ValueError, TypeError, KeyError, IndexError):
        return ""


def _of_call(told: Any) -> str:
    [error] = told
    code, message = str(error["errorCode"]), str(error["message"])
    if code == "REQUEST_LIMIT_EXCEEDED" and CONCURRENT in message:
        return code
    return code if code in UNDONE else ""


def _of_records(told: Any) -> str:
    """Of a collection, if none of its records was saved and each could have been."""
    codes = {str(error["statusCode"]) for each in told for error in (each["errors"] or [{"statusCode": ""}])}
    return min(codes & UNDONE) if codes & UNDONE and codes <= UNDONE | {ROLLED_BACK} else ""


def _of_token(told: Mapping[str, Any]) -> str:
    return "unknown_error" if (told["error"], told["error_description"]) == TRY_AGAIN else ""
