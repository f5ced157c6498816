"""Which rows are part of other records: what is done to them is done to these."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

# sObject → the fields that name what a row is part of (Object Reference, each object; confidence A).
PARTS: Mapping[str, Sequence[str]] = {
    "AccountTeamMember": ("AccountId",),
    "Attachment": ("ParentId",),
    "AuthSession": ("UsersId",),
    "CaseComment": ("ParentId",),
    "ContentDocumentLink": ("LinkedEntityId",),
    "ContentVersion": ("ContentDocumentId", "FirstPublishLocationId"),
    "DelegatedAccount": ("AccountId",),
    "Event": ("WhatId", "WhoId"),
    "FeedComment": ("FeedItemId",),
    "FeedItem": ("ParentId",),
    "FieldPermissions": ("ParentId",),
    "GroupMember": ("GroupId", "UserOrGroupId"),
    "NetworkMember": ("MemberId",),
    "NetworkMemberGroup": ("NetworkId", "ParentId"),
    "NetworkSelfRegistration": ("NetworkId",),
    "Note": ("ParentId",),
    "ObjectPermissions": ("ParentId",),
    "OpportunityContactRole": ("OpportunityId",),
    "OpportunityTeamMember": ("OpportunityId",),
    "PermissionSet": ("ProfileId",),
    "PermissionSetAssignment": ("AssigneeId",),
    "PermissionSetGroupComponent": ("PermissionSetGroupId",),
    "QueueSobject": ("QueueId",),
    "SetupEntityAccess": ("ParentId",),
    "Task": ("WhatId", "WhoId"),
    "User": ("ContactId", "AccountId"),
    "UserLogin": ("UserId",),
    "UserRole": ("PortalAccountId",),
}
_BY_NAME = {name.lower(): fields for name, fields in PARTS.items()}
EITHER = frozenset({"groupmember", "networkmembergroup"})
"""Rows that let one into the other and change neither: one of the two may be anybody's."""


def wholes(sobject: str, values: Mapping[str, Any]) -> list[str]:
    """The ids of what a row is part of; none for a record of its own. Names are in any case, as the org takes them.

    A record may be named by another key of it, as {"Assignee": {"Username": …}}: then that is told.
    """
    fields = {name.lower() for name in _fields(sobject)}
    fields |= {name.removesuffix("id") for name in fields}
    return [str(value) for name, value in values.items() if name.lower() in fields and value]


def is_part_of(sobject: str, values: Mapping[str, Any], ours: Callable[[str], bool]) -> bool:
    """Whether a row that is there belongs to one of ours."""
    return any(map(ours, wholes(sobject, values)))


def is_put_on(sobject: str, values: Mapping[str, Any], ours: Callable[[str], bool]) -> bool:
    """Whether a new row would change a record that is not ours: its access, its files, its history."""
    parts = wholes(sobject, values)
    if sobject.lower() in EITHER:
        return bool(parts) and not any(map(ours, parts))
    return not all(map(ours, parts))


def _fields(sobject: str) -> Sequence[str]:
    if sobject.lower().endswith("share"):  # LeadShare.LeadId, Deal__Share.ParentId
        return ("ParentId", sobject[: -len("Share")] + "Id")
    return _BY_NAME.get(sobject.lower(), ())
