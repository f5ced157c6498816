"""Reading the body of a composite resource: which keys it may have, its lists and its switches."""

from collections.abc import Collection, Mapping
from typing import Any, NoReturn

from mock_org.api.caller import session
from mock_org.errors import SalesforceError
from mock_org.org.view import not_found

# Recorded for the 26th subrequest of a composite request, typographic apostrophe and all.
TOO_MANY = "The request can\u2019t contain more than {} {}."


def available_since(version: float) -> None:
    """Refuse a resource that an older API version does not have.

    Raises NOT_FOUND.
    """
    if session().api_version < version:
        raise not_found()


def only(given: Any, known: Collection[str], what: str) -> Mapping[str, Any]:
    """A JSON object with no key but the known ones.

    Raises JSON_PARSER_ERROR.
    """
    if not isinstance(given, dict):
        malformed(f"Cannot deserialize instance of {what} at [line:1, column:1]")
    for key in given:
        if key not in known:
            malformed(f'Unrecognized field "{key}" at [line:1, column:1]')
    return given


def required(given: Mapping[str, Any], name: str, kind: type) -> Any:
    """A value that must be there and be of that kind; an empty one is not there.

    Raises JSON_PARSER_ERROR (the text for a missing one is Salesforce's, "Handle Errors with Composite Resources").
    """
    value = given.get(name)
    if value is None or value in ("", []):
        malformed(f"'{name}' is a required field.")
    if not isinstance(value, kind):
        malformed(f"Cannot deserialize the value of '{name}' at [line:1, column:1]")
    return value


def switch(given: Mapping[str, Any], name: str) -> bool:
    """A true or false that may be left out, which means false.

    Raises JSON_PARSER_ERROR.
    """
    value = given.get(name)
    if isinstance(value, str) and value.lower() in ("true", "false"):
        return value.lower() == "true"
    if value is not None and not isinstance(value, bool):
        malformed(f"Cannot deserialize the value of '{name}' at [line:1, column:1]")
    return bool(value)


def check_number(number: int, most: int, things: str) -> None:
    """Refuse a request with too many of something.

    Raises LIMIT_EXCEEDED.
    """
    if number > most:
        raise SalesforceError("LIMIT_EXCEEDED", TOO_MANY.format(most, things))


def refuse_twice(sobject: str, record: Mapping[str, Any]) -> None:
    """Refuse a record that gives a field twice, under names that differ by case (confidence D).

    Raises JSON_PARSER_ERROR.
    """
    names = [name.lower() for name in record]
    for name in record:
        if names.count(name.lower()) > 1:
            malformed(f"Duplicate field: {sobject}.{name} at [line:1, column:1]")


def malformed(message: str) -> NoReturn:
    """Refuse the whole request: 400, and nothing is done."""
    raise SalesforceError("JSON_PARSER_ERROR", message)
