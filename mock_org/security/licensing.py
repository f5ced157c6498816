"""What a user licence does not allow, whatever profile and permission sets say."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from mock_org.security.arithmetic import ObjectPermission, Permissions

# Salesforce gives no external licence these (Salesforce help, "Experience Cloud User Licenses"; confidence C).
NEVER_EXTERNAL = frozenset(
    {"AuthorApex", "CustomizeApplication", "ManageInternalUsers", "ManageUsers", "ModifyAllData", "ViewAllData"}
)
# Guest users lost the rest with Winter '21 and Spring '21 (Salesforce help, "Guest User Policies"; confidence A).
GUEST_ACTIONS = ("read", "create")
# Only the partner licences open these (Salesforce help, object access by license; A for the principle, C for the list).
_SALES = frozenset({"lead", "opportunity", "campaign"})
CLOSED_OBJECTS: Mapping[str, frozenset[str]] = MappingProxyType(
    {"PowerCustomerSuccess": _SALES, "CustomerSuccess": _SALES, "CspLitePortal": _SALES}
)
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


def is_external(user_type: str | None) -> bool:
    """Whether users of this type have an external licence."""
    return user_type not in (None, "Standard")


def allowed(user_type: str, given: Permissions, *, view_all: bool) -> Permissions:
    """What of these permissions works for a user of that type.

    view_all: whether external users may have View All and Modify All of an object.
    """
    if not is_external(user_type):
        return given
    objects = given.objects
    if user_type == "Guest" or not view_all:
        objects = MappingProxyType({key: _cut(user_type, each, view_all=view_all) for key, each in objects.items()})
    return Permissions(given.user - NEVER_EXTERNAL, objects, given.fields)


def refusals(user_type: str | None, given: Permissions, *, view_all: bool) -> Iterator[tuple[str, str]]:
    """What of these permissions the licence does not allow: (user permission, "") or (action, lower-case sObject)."""
    if not is_external(user_type):
        return
    for name in sorted(given.user & NEVER_EXTERNAL):
        yield name, ""
    closed = CLOSED_OBJECTS.get(str(user_type), frozenset())
    for key, flags in sorted(given.objects.items()):
        left = ObjectPermission() if key in closed else _cut(str(user_type), flags, view_all=view_all)
        yield from ((name, key) for name in WORDS if getattr(flags, name) and not getattr(left, name))


def _cut(user_type: str, flags: ObjectPermission, *, view_all: bool) -> ObjectPermission:
    if user_type == "Guest":
        return ObjectPermission(**{name: getattr(flags, name) for name in GUEST_ACTIONS})
    return flags if view_all else replace(flags, **dict.fromkeys(_ALL_RECORDS, False))
