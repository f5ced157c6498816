"""Which rows hold the words of a search: terms to SQL over the text fields that the reader may read."""

import re
from collections.abc import Sequence

from sqlalchemy import ColumnElement, FromClause, and_, case, false, func, not_, null, or_

from mock_org.schema import Field, SObject
from mock_org.soql import Scope, joined
from mock_org.sosl.ast import TITLE, All, AndNot, Any, Condition, Term

# Text fields of these types are searched (SOSL Reference, "IN SearchGroup": all text fields, no numbers; that
# picklists are not among them is confidence C).
_SEARCHED = frozenset({"string", "textarea", "email", "phone", "url", "combobox"})
# Beside the name field (SOSL Reference, "IN SearchGroup", NAME FIELDS, confidence A).
NAME_FIELDS = {
    "account": ("Website", "Site"),
    "case": ("SuppliedName", "SuppliedCompany", "Subject"),
    "contact": ("FirstName", "LastName", "AssistantName"),
    "event": ("Subject",),
    "lead": ("FirstName", "LastName", "Company"),
    "permissionset": ("Label",),
    "task": ("Subject",),
    "user": ("FirstName", "LastName", "CommunityNickname"),
}
_LETTER = r"[^\W_]"
_GAP = r"[\W_]+"
_DIGITS = re.compile(r"\d+")
_AT_ONCE = 90


class Matching:
    """The search of one sObject's rows by one reader."""

    def __init__(self, sobject: SObject, group: str, scope: Scope) -> None:
        self.sobject, self.scope = sobject, scope
        self.fields = [f for f in searched_fields(sobject, group) if scope.readable(sobject, f)]
        self.phones = [f for f in self.fields if f.type == "phone"]

    def predicate(self, condition: Condition, table: FromClause) -> ColumnElement[bool]:
        """The rows for which a condition holds."""
        if not self.fields:
            return false()
        if isinstance(condition, Any):
            return joined(or_, self._alternatives(condition, table))
        if isinstance(condition, All):
            held = [self.predicate(term, table) for term in dict.fromkeys(condition.terms)]
            return joined(and_, held) if held else false()
        if isinstance(condition, AndNot):
            return and_(self.predicate(condition.wanted, table), not_(self.predicate(condition.unwanted, table)))
        return self._holds(condition, table)

    def _alternatives(self, condition: Any, table: FromClause) -> list[ColumnElement[bool]]:
        """Many words are looked for in one go; what else there is, each for itself."""
        words = [term for term in condition.terms if isinstance(term, Term) and not self._is_number(term)]
        found = [_asked("has_words", pattern(*words), self._columns(self.fields, table))] if words else []
        others = (term for term in condition.terms if not isinstance(term, Term) or self._is_number(term))
        return [false(), *found, *(self.predicate(term, table) for term in others)]

    def _is_number(self, term: Term) -> bool:
        return bool(self.phones) and _DIGITS.fullmatch("".join(term.words)) is not None

    def _holds(self, term: Term, table: FromClause) -> ColumnElement[bool]:
        words = _asked("has_words", pattern(term), self._columns(self.fields, table))
        if not self._is_number(term):
            return words
        # 4155551212 finds (415) 555-1212, and so does its end (Salesforce Help, "Search for Phone Numbers").
        return or_(words, _asked("has_digits", "".join(term.words), self._columns(self.phones, table)))

    def _columns(self, fields: Sequence[Field], table: FromClause) -> list[ColumnElement[str]]:
        """What a row hides from the reader is not found (Object Reference, User, "Special Access Rules"; A)."""
        found = [(table.c[field.name], self.scope.hidden(self.sobject, field, table)) for field in fields]
        return [column if hidden is None else case((hidden, null()), else_=column) for column, hidden in found]


def searched_fields(sobject: SObject, group: str = "ALL") -> list[Field]:
    """The fields that IN ... FIELDS means."""
    fields = [f for f in sobject.fields.values() if f.has_column and (f.type in _SEARCHED or f.name_field)]
    if group in ("EMAIL", "PHONE"):
        return [f for f in fields if f.type == group.lower()]
    if group == TITLE:
        return [f for f in fields if f.name_field]
    if group == "NAME":
        others = {name.lower() for name in NAME_FIELDS.get(sobject.name.lower(), ())}
        return [f for f in fields if f.name_field or f.name.lower() in others]
    return fields


def pattern(*terms: Term) -> str:
    """The pattern that finds any of some terms: whole words, one after the other within one field."""
    found = dict.fromkeys(_GAP.join(map(_word, term.words)) for term in terms)
    return rf"(?<!{_LETTER})(?:{'|'.join(found)})(?!{_LETTER})"


def _word(word: str) -> str:
    """A word with its wildcards. The groups never give back what they took, so no text takes long to look through."""
    *heads, last = [_letters(part) for part in re.split(r"\*+", word)]
    if not heads:
        return last
    first, middle = heads[0], heads[1:]
    found = first + "".join(rf"(?>{_LETTER}*?{part})" for part in middle)
    return found + (rf"{_LETTER}*{last}" if last else rf"{_LETTER}*")


def _letters(part: str) -> str:
    return "".join(_LETTER if char == "?" else re.escape(char) for char in part)


def _asked(function: str, what: str, columns: Sequence[ColumnElement[str]]) -> ColumnElement[bool]:
    """A function of the database over some columns; it takes only so many at once."""
    chunks = (columns[index : index + _AT_ONCE] for index in range(0, len(columns), _AT_ONCE))
    return or_(*(getattr(func, function)(what, *chunk) == 1 for chunk in chunks))
