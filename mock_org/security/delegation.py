"""Whose users a user may manage: by the permission for their kind, or as the administrator of an account from outside.

Object Reference, User, "Special Access Rules", and DelegatedAccount; Salesforce help, "Delegate Site Administration to
an External User" (confidence A).
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from mock_org.security.user import RunningUser

ADMINISTRATOR = "DelegatedPortalUserAdmin"
# Which permission it takes to manage users of a type.
_INTERNAL = ("ManageInternalUsers", "ManageUsers")
_CUSTOMERS = ("ManageCssUsers",)
_BY_TYPE: Mapping[str, tuple[str, ...]] = MappingProxyType({"Standard": _INTERNAL, "PowerPartner": ("ManagePartners",)})

Find = Callable[..., Sequence[Mapping[str, Any]]]


def managing_permissions(user_type: str | None) -> tuple[str, ...]:
    """The permissions of which one lets an internal user manage users of that type."""
    return _BY_TYPE.get(user_type or "Standard", _CUSTOMERS)


def managed_accounts(user: RunningUser, find: Find) -> frozenset[str]:
    """The accounts whose users an external user administers: the own one, and those delegated to him.

    find: the rows of an sObject by field values, past sharing.
    """
    if not (user.external and user.account_id and ADMINISTRATOR in user.permissions):
        return frozenset()
    delegated = find("DelegatedAccount", ManagedById=user.id, AccessManageUsers=True)
    return frozenset({user.account_id, *(str(row["TargetId"]) for row in delegated)})


def may_manage(user: RunningUser, target: Mapping[str, Any], find: Find) -> bool:
    """Whether a user may change another user, or set a password: `target` has UserType and AccountId.

    find: as for managed_accounts.
    """
    if user.has(*managing_permissions(target.get("UserType"))):
        return not user.external
    return target.get("UserType") != "Standard" and target.get("AccountId") in managed_accounts(user, find)
