"""AuthSession.IsCurrent: the sessions of the caller's own family are marked whenever somebody asks for sessions."""

from mock_org.org.view import View

_NAME = "AuthSession"


def mark_current(view: View, asked: str) -> None:
    """Mark the caller's sessions, if the text of a query or the name of an sObject speaks of sessions.

    A family is a session and those that came of it (Object Reference, AuthSession.IsCurrent; confidence A).
    """
    if _NAME.lower() not in asked.lower() or view.user.system:
        return
    records = view.system().records()
    own = records.get(_NAME, view.auth_session) if view.auth_session else None
    family = {row["Id"] for row in records.find(_NAME, ParentId=own["ParentId"])} if own else set()
    marked = {row["Id"] for row in records.find(_NAME, IsCurrent=True)}
    if family != marked:
        records.write(_NAME, sorted(marked - family), {"IsCurrent": False})
        records.write(_NAME, sorted(family - marked), {"IsCurrent": True})
