"""Who is asked about the users of a partner company: whom its account names, or its delegated administrator."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from mock_org.automation.partner_account import PARTNER_TYPE
from mock_org.org import Org

Row = dict[str, Any]


def active_users(org: Org) -> dict[str, list[Row]]:
    """The active partner users of each account, by last and first name."""
    found: dict[str, list[Row]] = {}
    for user in org.system_session().find("User", IsActive=True, UserType=PARTNER_TYPE):
        if user["AccountId"]:
            found.setdefault(user["AccountId"], []).append(user)
    return {account: sorted(users, key=_by_name) for account, users in found.items()}


def reviewer_of(org: Org, account: Row, users: Sequence[Row]) -> Row | None:
    """The user of the company who is asked, as the settings say in which order; None if there is none.

    users: the company's active ones; nobody else is asked about them.
    """
    for way in org.settings.access_review.reviewers:
        found = _WAYS[way](org, account, users)
        if found is not None:
            return found
    return None


def _designated(org: Org, account: Row, users: Sequence[Row]) -> Row | None:
    chosen = account.get(org.settings.access_review.reviewer_field)
    return next((user for user in users if user["Id"] == chosen), None)


def _delegated(org: Org, account: Row, users: Sequence[Row]) -> Row | None:
    """Delegated External User Administrator is the permission DelegatedPortalUserAdmin (Salesforce help; A)."""
    return next((user for user in users if org.running_user(user["Id"]).has("DelegatedPortalUserAdmin")), None)


def _by_name(user: Row) -> tuple[str, str, str]:
    return str(user["LastName"]).lower(), str(user.get("FirstName") or "").lower(), str(user["Username"])


_WAYS: Mapping[str, Callable[[Org, Row, Sequence[Row]], Row | None]] = MappingProxyType(
    {"designated": _designated, "delegated": _delegated}
)
