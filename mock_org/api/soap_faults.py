"""SOAP faults: Salesforce's code and text in the typed detail that the partner WSDL names."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from xml.etree.ElementTree import Element

from flask import Response

from mock_org.api.soap_envelope import ClientFault, answer, made, not_of_type
from mock_org.dml.values import WrongKind
from mock_org.errors import SalesforceError

# Exception code → type of the detail (SOAP API Developer Guide, "API Fault Element"; confidence A, of ids B).
FAULTS: Mapping[str, str] = MappingProxyType(
    {
        "INVALID_CROSS_REFERENCE_KEY": "InvalidIdFault",
        "INVALID_FIELD": "InvalidFieldFault",
        "INVALID_LOGIN": "LoginFault",
        "INVALID_NEW_PASSWORD": "InvalidNewPasswordFault",
        "INVALID_QUERY_LOCATOR": "InvalidQueryLocatorFault",
        "INVALID_TYPE": "InvalidSObjectFault",
        "MALFORMED_ID": "InvalidIdFault",
        "MALFORMED_QUERY": "MalformedQueryFault",
        "MALFORMED_SEARCH": "MalformedSearchFault",
    }
)
OTHER = "UnexpectedErrorFault"
# Those that extend ApiQueryFault tell a place; where there is none, -1 (same page; recorded in clients' logs).
_PLACED = frozenset({"InvalidFieldFault", "InvalidSObjectFault", "MalformedQueryFault", "MalformedSearchFault"})
_PLACE = re.compile(r"ERROR at Row:(\d+):Column:(\d+)")
_NO_COLUMN = re.compile(r"No such column '(.*)' on sobject of type (\w+)", re.DOTALL)
_TYPES = {"int": "int", "date": "date", "datetime": "dateTime", "time": "time", "base64": "base64Binary"}
_DOUBLES = ("double", "currency", "percent")
# Codes without the prefix (recorded of a log-in).
_UNPREFIXED = frozenset({"INVALID_LOGIN"})


def fault(error: SalesforceError) -> Response:
    """A SOAP fault; status 500, as recorded, or 413 for a body that is too large."""
    error = _in_soap_words(error)
    if isinstance(error, ClientFault):
        return _envelope({"faultcode": error.code, "faultstring": error.message})
    code = error.code if error.code in _UNPREFIXED else f"sf:{error.code}"
    text, status = f"{error.code}: {error.message}", 413 if error.status == 413 else 500
    return _envelope({"faultcode": code, "faultstring": text, "detail": _detail(error)}, status)


def no_such_type(name: str) -> SalesforceError:
    """The refusal of an sObject that there is not, or that the caller does not see (recorded for create)."""
    return SalesforceError(
        "INVALID_TYPE",
        f"sObject type '{name}' is not supported. If you are attempting to use a custom object, be sure to append the "
        "'__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.",
    )


def is_unknown_field(error: SalesforceError) -> bool:
    """Whether a record was refused for a field that there is not: SOAP refuses the call (clients' logs; B)."""
    return error.code == "INVALID_FIELD" and _NO_COLUMN.fullmatch(error.message) is not None


def _in_soap_words(error: SalesforceError) -> SalesforceError:
    """What REST says in words of its own."""
    if isinstance(error, WrongKind):
        kind = "double" if error.field.type in _DOUBLES else _TYPES.get(error.field.type, error.field.type)
        shown = "" if isinstance(error.value, dict | list) else str(error.value)
        return not_of_type(shown, kind if kind in (*_TYPES.values(), "boolean", "double") else "string")
    found = _NO_COLUMN.fullmatch(error.message) if error.code == "INVALID_FIELD" else None
    if found is None:
        return error
    message = (
        f"No such column '{found[1]}' on entity '{found[2]}'. If you are attempting to use a custom field, be sure to "
        "append the '__c' after the custom field name. Please reference your WSDL or the describe call for the "
        "appropriate names."
    )
    return SalesforceError(error.code, message)


def _detail(error: SalesforceError) -> Element:
    kind = FAULTS.get(error.code, OTHER)
    said: dict[str, object] = {"sf:exceptionCode": error.code, "sf:exceptionMessage": error.message}
    if kind in _PLACED:
        place = _PLACE.search(error.message)
        said |= {"sf:row": place[1] if place else -1, "sf:column": place[2] if place else -1}
    return made("detail", {f"sf:{kind}": made(f"sf:{kind}", said, f"sf:{kind}")})


def _envelope(said: Mapping[str, object], status: int = 500) -> Response:
    return answer(made("soapenv:Fault", said), status=status, fault=True)
