"""Refusals of a statement, in Salesforce's form: the line, a caret, the row and column, the text."""

from collections.abc import Iterator
from contextlib import contextmanager

from mock_org.errors import SalesforceError
from mock_org.soql.ast import NOWHERE

# How much of a line is shown on either side of the fault, cut at a blank or comma. Fitted to recorded answers
# (confidence B: OpenStax contact query v51.0, column 258; field lists quoted in public logs).
WINDOW = 50
_SEPARATORS = " \t\f,"


class Refusal(Exception):
    """What is wrong with a statement, and where in its text (-1: nowhere, or it was not parsed from text)."""

    def __init__(self, code: str, message: str, at: int = NOWHERE) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.at = at


def malformed(message: str, at: int = NOWHERE) -> Refusal:
    """A statement that breaks the rules of the language."""
    return Refusal("MALFORMED_QUERY", message, at)


def unsupported(what: str, at: int = NOWHERE) -> Refusal:
    """A part of the language that the mock org does not speak: said by name, never skipped."""
    return Refusal("MALFORMED_QUERY", f"{what} is not supported by this mock org", at)


def no_such_column(name: str, entity: str, at: int) -> Refusal:
    """An unknown field, or one the running user may not read (recorded text)."""
    return Refusal(
        "INVALID_FIELD",
        f"No such column '{name}' on entity '{entity}'. If you are attempting to use a custom field, be sure to append "
        "the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate "
        "names.",
        at,
    )


def no_such_object(name: str, at: int) -> Refusal:
    """An unknown sObject, or one the running user may not read (recorded text)."""
    return Refusal(
        "INVALID_TYPE",
        f"sObject type '{name}' is not supported. If you are attempting to use a custom object, be sure to append the "
        "'__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.",
        at,
    )


def no_such_relationship(name: str, where: str, at: int) -> Refusal:
    """An unknown parent or child relationship; `where` is "field path" or "FROM part of query call"."""
    return Refusal(
        "INVALID_FIELD" if where == "field path" else "INVALID_TYPE",
        f"Didn't understand relationship '{name}' in {where}. If you are attempting to use a custom relationship, be "
        "sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call "
        "for the appropriate names.",
        at,
    )


@contextmanager
def shown_in(text: str) -> Iterator[None]:
    """Turn a refusal into Salesforce's error, with the place in the text if it has one."""
    try:
        yield
    except Refusal as refusal:
        message = place(text, refusal.at) + refusal.message if text and refusal.at >= 0 else refusal.message
        raise SalesforceError(refusal.code, message) from None


def place(text: str, at: int) -> str:
    """Newline, a part of the faulty line, the caret under the fault, row and column, newline."""
    line_start = text.rfind("\n", 0, at) + 1
    line_end = text.find("\n", at)
    line_end = len(text) if line_end < 0 else line_end
    start, end = _from(text, line_start, at), _to(text, line_end, at)
    row, column = text.count("\n", 0, at) + 1, at - line_start + 1
    return f"\n{text[start:end]}\n{' ' * (at - start)}^\nERROR at Row:{row}:Column:{column}\n"


def _from(text: str, line_start: int, at: int) -> int:
    """Where the shown part begins: at a word no further than WINDOW before the fault."""
    start = at - WINDOW
    if start <= line_start:
        return line_start
    while start < at and text[start - 1] not in _SEPARATORS:
        start += 1
    while start < at and text[start] in _SEPARATORS:
        start += 1
    return start if start < at else at - WINDOW // 2 if text[at - 1] not in _SEPARATORS else at


def _to(text: str, line_end: int, at: int) -> int:
    """Where the shown part ends: after a word no further than WINDOW behind the fault."""
    end = at + WINDOW
    if end >= line_end:
        return line_end
    while end > at and text[end] not in _SEPARATORS:
        end -= 1
    while end > at and text[end - 1] in _SEPARATORS:
        end -= 1
    return end if end > at else at + WINDOW
