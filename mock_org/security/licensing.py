"""What a user licence does not allow, whatever profile and permission sets say."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from mock_org.security.arithmetic import ObjectPermission, Permissions
from mock_org.security.licenses import License

# Salesforce gives no external licence these (Salesforce help, "Experience Cloud User Licenses"; confidence C).
NEVER_EXTERNAL = frozenset(
    {"AuthorApex", "CustomizeApplication", "ManageInternalUsers", "ManageUsers", "ModifyAllData", "ViewAllData"}
)
# Guest users lost the rest with Winter '21 and Spring '21 (Salesforce help, "Guest User Policies"; confidence A).
GUEST_ACTIONS = ("read", "create")
WORDS: Mapping[str, str] = MappingProxyType(
    {
        "create": "Create",
        "read": "Read",
        "edit": "Edit",
        "delete": "Delete",
        "view_all": "View All",
        "modify_all": "Modify All",
        "view_all_fields": "View All Fields",
    }
)
_ALL_RECORDS = ("view_all", "modify_all")


def never(kind: License) -> frozenset[str]:
    """The user permissions that no user of a licence can have."""
    return frozenset() if kind.user_type == "Standard" else NEVER_EXTERNAL | kind.closed_permissions


def allowed(kind: License, given: Permissions, *, view_all: bool) -> Permissions:
    """What of these permissions works for a user with that licence.

    view_all: whether external users may have View All and Modify All of an object.
    """
    if kind.user_type == "Standard":
        return given
    objects, closed = given.objects, kind.closed_objects
    if kind.user_type == "Guest" or not view_all or not closed.isdisjoint(objects):
        objects = MappingProxyType(
            {key: _cut(kind, each, view_all=view_all) for key, each in objects.items() if key not in closed}
        )
    return Permissions(given.user - never(kind), objects, given.fields)


def refusals(kind: License | None, given: Permissions, *, view_all: bool) -> Iterator[tuple[str, str]]:
    """What of these permissions the licence does not allow: (user permission, "") or (action, lower-case sObject).

    kind: None where users of any licence may have them.
    """
    if kind is None or kind.user_type == "Standard":
        return
    for name in sorted(given.user & never(kind)):
        yield name, ""
    for key, flags in sorted(given.objects.items()):
        left = ObjectPermission() if key in kind.closed_objects else _cut(kind, flags, view_all=view_all)
        yield from ((name, key) for name in WORDS if getattr(flags, name) and not getattr(left, name))


def _cut(kind: License, flags: ObjectPermission, *, view_all: bool) -> ObjectPermission:
    if kind.user_type == "Guest":
        return ObjectPermission(**{name: getattr(flags, name) for name in GUEST_ACTIONS})
    return flags if view_all else replace(flags, **dict.fromkeys(_ALL_RECORDS, False))
