"""Manager groups: whom User.ManagerId puts above and below a user. Only internal users are in them.

Salesforce help, "Sharing Records with Manager Groups" (confidence A). That they do not reach superiors in the role
hierarchy, whom the page wants to leave out, is assumed (confidence D).
"""

from collections.abc import Callable

from sqlalchemy import FromClause, Select, select

Ids = Select[tuple[str]]
Table = Callable[[str], FromClause]
MANAGERS, SUBORDINATES = "Manager", "ManagerAndSubordinatesInternal"


def managers_of(table: Table, users: Ids) -> Ids:
    """The direct and indirect managers of these users; UNION ends at a cycle."""
    user, above = table("User"), table("User")
    start = select(user.c.ManagerId.label("id")).where(user.c.Id.in_(users), user.c.ManagerId.is_not(None))
    chain = start.cte(recursive=True)
    further = select(above.c.ManagerId).where(above.c.Id == chain.c.id, above.c.ManagerId.is_not(None))
    return select(chain.union(further).c.id)


def managed_by(table: Table, users: Ids) -> Ids:
    """Whom these users manage, directly and indirectly."""
    user, below = table("User"), table("User")
    team = select(user.c.Id.label("id")).where(user.c.ManagerId.in_(users)).cte(recursive=True)
    return select(team.union(select(below.c.Id).where(below.c.ManagerId == team.c.id)).c.id)
