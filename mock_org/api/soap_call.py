"""One SOAP call on its way, and what its answer is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias
from xml.etree.ElementTree import Element

from mock_org.api.soap_envelope import made
from mock_org.api.soap_headers import CallOptions
from mock_org.api.soap_sobjects import record_element
from mock_org.dml import SaveResult
from mock_org.dml.duplicates import DuplicatesDetected
from mock_org.errors import SalesforceError

# The `result` of an answer: an element, its children, one for each record, or none at all.
Result: TypeAlias = Element | Mapping[str, Any] | list[Any] | None
MOST_RECORDS = 200


@dataclass(frozen=True, slots=True)
class Call:
    """The element below Body, what the headers ask for, and the API version of the URL."""

    body: Element
    options: CallOptions
    version: float


def check_number(number: int, most: int = MOST_RECORDS) -> None:
    """Refuse a call with too many records (text reported by clients, as of collections).

    Raises EXCEEDED_ID_LIMIT.
    """
    if number > most:
        message = f"record limit reached. cannot submit more than {most} records into this call"
        raise SalesforceError("EXCEEDED_ID_LIMIT", message)


def saved(result: SaveResult, *, with_created: bool = False) -> dict[str, Any]:
    """A SaveResult, DeleteResult, UndeleteResult or UpsertResult, children in the order of the WSDL."""
    told: dict[str, Any] = {"created": bool(result.created)} if with_created else {}
    return told | {"errors": errors_of(result.errors), "id": result.id, "success": result.success}


def errors_of(errors: Sequence[SalesforceError]) -> list[Any]:
    """Error elements; one of a duplicate rule tells what it found."""
    return [_error(each) for each in errors]


def _error(error: SalesforceError) -> Any:
    told = {"fields": list(error.fields or []), "message": error.message, "statusCode": error.code}
    if not isinstance(error, DuplicatesDetected):
        return told
    # SOAP API Developer Guide, "DuplicateError": what the type adds to Error stands behind it (confidence A).
    return made("errors", told | {"duplicateResult": _duplicate(error.result)}, "DuplicateError")


def _duplicate(value: Any) -> Any:
    """A DuplicateResult as REST tells it; the records in it are sObjects."""
    if isinstance(value, list):
        return [_duplicate(each) for each in value]
    if not isinstance(value, Mapping):
        return value
    return {
        name: record_element(name, each) if name == "record" else _duplicate(each)
        for name, each in sorted(value.items())
    }
