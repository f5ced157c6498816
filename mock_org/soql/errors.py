"""Refusals of a statement, in Salesforce's form: the line, a caret, the row and column, the text."""

from collections.abc import Iterator
from contextlib import contextmanager

from mock_org.errors import SalesforceError
from mock_org.soql.ast import NOWHERE

# So many characters are shown on either side of the fault, and the words they fall in. It fits every answer quoted
# in public that was found (OpenStax recording, column 258; "unexpected token" answers in logs; confidence B).
WINDOW = 30
# No word is that long, but a statement may be written without blanks.
_LONGEST = 255
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


def unexpected(token: str, at: int) -> Refusal:
    """A token that may not stand there. Salesforce points to the character before it (recorded)."""
    return malformed(f"unexpected token: '{token}'", max(at - 1, 0))


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


def place(text: str, at: int, window: int = WINDOW) -> str:
    """Newline, a part of the faulty line, the caret under the fault, row and column, newline."""
    if text[at : at + 1] == "\n" and at + 1 < len(text):
        at += 1
    line_start = text.rfind("\n", 0, at) + 1
    line_end = text.find("\n", at)
    line_end = len(text) if line_end < 0 else line_end
    start, end = max(at - window, line_start), min(at + window, line_end)
    while start > max(line_start, at - _LONGEST) and text[start - 1] not in _SEPARATORS:
        start -= 1
    while end < min(line_end, at + _LONGEST) and text[end] not in _SEPARATORS:
        end += 1
    row, column = text.count("\n", 0, at) + 1, at - line_start + 1
    return f"\n{text[start:end]}\n{' ' * (at - start)}^\nERROR at Row:{row}:Column:{column}\n"
