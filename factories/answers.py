"""What an org answers that is no success, as the harness's one exception."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import requests
from simple_salesforce.exceptions import SalesforceError

from factories.refused import Refused
from factories.trouble import sentence_of


class Unreachable(requests.RequestException):
    """No answer has come; a report that shows this shows nothing of the request, as its cause would."""


@contextmanager
def refusals() -> Iterator[None]:
    """Raise Refused for what simple-salesforce raises, Unreachable where there is no answer."""
    try:
        yield
    except SalesforceError as error:
        raise refusal(error.status, error.content) from error
    except requests.RequestException as fault:
        raise Unreachable(sentence_of(fault)) from None


def refusal(status: int, content: Any) -> Refused:
    """The first of the errors that an answer lists."""
    first = content[0] if isinstance(content, list) and content else content
    if not isinstance(first, dict):
        return Refused(str(content)[:500], status=status)
    fields = tuple(first.get("fields") or ())
    return Refused(str(first.get("message", "")), str(first.get("errorCode", "")), fields, status)


def oauth_refusal(answer: requests.Response) -> Refused:
    """What an OAuth endpoint says."""
    try:
        content = answer.json()
    except ValueError:
        content = {}
    if isinstance(content, list):
        return refusal(answer.status_code, content)
    text = str(content.get("error_description") or answer.text[:500])
    return Refused(text, str(content.get("error", "")), status=answer.status_code)


def fault_refusal(fault: Mapping[str, Any]) -> Refused:
    """One error of the collections resource."""
    return Refused(fault["message"], fault["statusCode"], tuple(fault.get("fields") or ()), 400)


def first_fault(results: Sequence[Mapping[str, Any]]) -> Refused | None:
    """Why a collection was rolled back: its first error that is not the rollback itself."""
    faults = [error for result in results if not result["success"] for error in result["errors"]]
    causes = [fault for fault in faults if fault["statusCode"] != "ALL_OR_NONE_OPERATION_ROLLED_BACK"]
    for fault in causes or faults:
        return fault_refusal(fault)
    return None
