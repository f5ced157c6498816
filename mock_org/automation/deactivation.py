"""Deactivating users by a scheduled job: each for itself, so that one who cannot be does not keep the others active."""

from typing import Any

from mock_org.errors import SalesforceError
from mock_org.org import Org


def deactivate(org: Org, user: dict[str, Any]) -> str | None:
    """Clear IsActive of a user; why not, where the org refuses it (then nothing of it is done)."""
    try:
        with org.database.transaction():
            org.system_session().records().update("User", user["Id"], {"IsActive": False})
    except SalesforceError as refusal:
        return refusal.message
    return None


def deactivate_all(org: Org, users: list[dict[str, Any]]) -> str:
    """Deactivate each of these users; a sentence about what was done."""
    refusals = {str(user["Username"]): deactivate(org, user) for user in users}
    gone = sorted(name for name, why in refusals.items() if why is None)
    kept = [f"{name} could not be: {why}" for name, why in sorted(refusals.items()) if why is not None]
    return "; ".join([_counted(gone), *kept])


def _counted(names: list[str]) -> str:
    if not names:
        return "no user deactivated"
    return f"{len(names)} user{'s' if len(names) > 1 else ''} deactivated: {', '.join(names)}"
