"""What takes access away again: private opportunities."""

from sqlalchemy import ColumnElement, and_

from mock_org.security.sharing.grant import Asked, Grant


def restricted(asked: Asked, grant: Grant) -> ColumnElement[bool]:
    """The rows of a grant that are left. Only the owner, those above and administrators see a private opportunity
    (Object Reference, Opportunity.IsPrivate; confidence A).
    """
    private = asked.table.c.get("IsPrivate") if asked.sobject.name == "Opportunity" else None
    if private is None or grant.by_ownership:
        return grant.where
    return and_(grant.where, private.is_not(True))


def has_restrictions(asked: Asked) -> bool:
    """Whether access to every record can still mean not every record."""
    return asked.sobject.name == "Opportunity" and "IsPrivate" in asked.table.c
