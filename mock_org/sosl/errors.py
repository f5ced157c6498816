"""Refusals of a search, in Salesforce's words."""

from collections.abc import Iterator
from contextlib import contextmanager

from mock_org.errors import SalesforceError
from mock_org.soql.ast import NOWHERE
from mock_org.soql.errors import Refusal, place

# Recorded (v26.0); the CLI's own tests expect it too.
NO_BRACES = "No search term found. The search term must be enclosed in braces."

# More of the line is shown than in SOQL: the answers quoted in public show up to 38 characters behind the fault.
_WINDOW = 40


def malformed(message: str, at: int = NOWHERE) -> Refusal:
    """A statement that breaks the rules of the language."""
    return Refusal("MALFORMED_SEARCH", message, at)


def unexpected(token: str, at: int) -> Refusal:
    """A token that may not stand there; the place is the character before it, as in SOQL."""
    return malformed(f"unexpected token: '{token}'", max(at - 1, 0))


def malformed_token(token: str, at: int) -> Refusal:
    """A word of the IN clause that is none (quoted in public: FIND {name} IN ALL TYPE, v51.0)."""
    return malformed(f"Malformed search token: {token}", max(at - 1, 0))


def unescaped(text: str, at: int) -> Refusal:
    """A reserved character without its backslash, or no closing brace (quoted in public, v42.0)."""
    shown = text[at : at + 1] or "<EOF>"
    line_start = text.rfind("\n", 0, at) + 1
    row, column = text.count("\n", 0, at) + 1, at - line_start
    return malformed(f"line {row}:{column} mismatched character '{shown}' expecting '}}'", max(at - 1, 0))


def too_short(text: str) -> SalesforceError:
    """A search for less than two characters (text quoted in public; the code is the one of the WSDL)."""
    return SalesforceError("INVALID_SEARCH", f"search term must be longer than one character: {text}")


def unsupported(what: str, at: int = NOWHERE) -> Refusal:
    """A part of the language that the mock org does not speak: said by name, never skipped."""
    return malformed(f"{what} is not supported by this mock org", at)


@contextmanager
def shown_in(text: str) -> Iterator[None]:
    """Turn a refusal into Salesforce's error, with the place in the statement's text if it has one."""
    try:
        yield
    except Refusal as refusal:
        code = "MALFORMED_SEARCH" if refusal.code == "MALFORMED_QUERY" else refusal.code
        message = place(text, refusal.at, _WINDOW) + refusal.message if text and refusal.at >= 0 else refusal.message
        raise SalesforceError(code, message) from None
