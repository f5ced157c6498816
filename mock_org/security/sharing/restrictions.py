"""What takes access away again: private opportunities, and restriction rules."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, and_, select

from mock_org.schema import SObject
from mock_org.security.groups import Viewer
from mock_org.security.sharing import restriction_rules
from mock_org.security.sharing.grant import Asked, Grant


def restricted(asked: Asked, grant: Grant) -> ColumnElement[bool]:
    """The rows of a grant that are left. Only the owner, those above and administrators see a private opportunity
    (Object Reference, Opportunity.IsPrivate; confidence A).
    """
    parts = [grant.where]
    private = asked.table.c.get("IsPrivate") if asked.sobject.name == "Opportunity" else None
    if private is not None and not grant.by_ownership:
        parts.append(private.is_not(True))
    if asked.by_rules:
        parts += restriction_rules.left(asked.viewer, asked.sobject, asked.table)
    return and_(*parts) if len(parts) > 1 else grant.where


def has_restrictions(asked: Asked) -> bool:
    """Whether access to every record can still mean not every record."""
    private = asked.sobject.name == "Opportunity" and "IsPrivate" in asked.table.c
    return private or restriction_rules.any_of(asked.viewer, asked.sobject)


def hiding(viewer: Viewer, sobject: SObject, record_id: str) -> Iterator[str]:
    """What hides a record from a user to whom something else opens it, in sentences.

    Users with View All see it nevertheless; do not ask for them.
    """
    table = viewer.table(sobject.name)
    asked = select(*(w.label(f"r{n}") for n, w in enumerate(restriction_rules.left(viewer, sobject, table))))
    rules = viewer.context.sharing.restrictions_of(sobject.name, "Restrict")
    row = viewer.context.database.row(asked.where(table.c.Id == record_id)) if rules else None
    for number, rule in enumerate(rules):
        if row is not None and not row[f"r{number}"]:
            yield (
                f'restriction rule "{rule.label}" leaves {viewer.user.name} only those {sobject.label_plural.lower()} '
                f"whose {restriction_rules.told(rule.records)}"
            )
