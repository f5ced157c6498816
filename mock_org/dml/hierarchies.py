"""Lookups of an object to itself: no record is its own parent, and nobody stands above himself in a hierarchy."""

from collections.abc import Mapping
from typing import Any

from mock_org.dml.context import SaveContext
from mock_org.dml.rows import Rows
from mock_org.errors import SalesforceError
from mock_org.schema import SObject

Values = dict[str, Any]
# Where a circle through other records is refused, too: accounts (sfdcdevelopers.com, "Account Parent-Child Circular
# Relationship"; confidence B), users (Salesforce help, "Object Relationships Overview", hierarchical: "does not
# directly or indirectly refer to itself"; A) and campaigns (C). Other lookups refuse the record itself only (C).
HIERARCHIES = frozenset({("Account", "ParentId"), ("Campaign", "ParentId"), ("User", "ManagerId")})
# github.com/SalesforceFoundation/EDA, issue 849: the platform's words for a custom lookup to the record itself
# (confidence B); the code is one of the API's status codes (confidence C).
REFUSAL = ("CIRCULAR_DEPENDENCY", "attempt to violate hierarchy constraints")


def check_hierarchies(ctx: SaveContext, sobject: SObject, new: Values, old: Mapping[str, Any] | None) -> None:
    """Refuse a changed lookup that makes a record its own parent, or part of a circle of a hierarchy.

    Raises SalesforceError CIRCULAR_DEPENDENCY.
    """
    if old is None:
        return
    for field in sobject.lookups.values():
        parent = new.get(field.name)
        if parent is None or parent == old.get(field.name) or sobject.name not in field.reference_to:
            continue
        if old["Id"] in _line(ctx, sobject, field.name, parent):
            raise SalesforceError(*REFUSAL, [field.name])


def _line(ctx: SaveContext, sobject: SObject, field_name: str, start: str) -> set[str]:
    """The record that a lookup names and, in a hierarchy, those above it."""
    line: set[str] = set()
    rows, each = Rows(ctx.database, sobject), start
    while each and each not in line:
        line.add(each)
        if (sobject.name, field_name) not in HIERARCHIES:
            break
        each = (rows.get(each) or {}).get(field_name) or ""
    return line
