"""The running user: profile, permission sets, role, account and licence, read once and passed around."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from sqlalchemy import RowMapping, select

from mock_org.errors import SalesforceError
from mock_org.schema import make_id
from mock_org.security.context import SecurityContext

# The user that the platform itself acts as where no other is named.
AUTOMATED_PROCESS = make_id("005", 0)
PARTNER_TYPES = frozenset({"PowerPartner"})
CUSTOMER_TYPES = frozenset({"PowerCustomerSuccess", "CustomerSuccess", "CspLitePortal"})
PREFIX = "Permissions"


@dataclass(frozen=True, slots=True)
class ObjectPermission:
    """What profile and permission sets together allow on one sObject."""

    create: bool = False
    read: bool = False
    edit: bool = False
    delete: bool = False
    view_all: bool = False
    modify_all: bool = False

    def __or__(self, other: "ObjectPermission") -> "ObjectPermission":
        return ObjectPermission(
            self.create or other.create,
            self.read or other.read,
            self.edit or other.edit,
            self.delete or other.delete,
            self.view_all or other.view_all,
            self.modify_all or other.modify_all,
        )


@dataclass(frozen=True)
class RunningUser:
    """Everything that the access engine knows of a user. `system` asks no permission and no sharing."""

    id: str
    name: str = ""
    username: str = ""
    user_type: str = "Standard"
    profile_id: str | None = None
    profile_name: str = ""
    permission_set_ids: tuple[str, ...] = ()
    role_id: str | None = None
    role_name: str | None = None
    account_id: str | None = None
    contact_id: str | None = None
    time_zone: str = "America/Los_Angeles"
    locale: str = "en_US"
    object_permissions: Mapping[str, ObjectPermission] = field(default_factory=lambda: MappingProxyType({}))
    field_permissions: Mapping[tuple[str, str], tuple[bool, bool]] = field(default_factory=lambda: MappingProxyType({}))
    permissions: frozenset[str] = frozenset()
    is_super_user: bool = False
    is_active: bool = True
    system: bool = False

    @property
    def external(self) -> bool:
        """Whether the external org-wide defaults apply (Salesforce help, "External Organization-Wide Defaults")."""
        return self.user_type != "Standard"

    @property
    def is_partner(self) -> bool:
        """Whether the user is a partner user."""
        return self.user_type in PARTNER_TYPES

    @property
    def is_customer(self) -> bool:
        """Whether the user is a customer portal user."""
        return self.user_type in CUSTOMER_TYPES

    def has(self, *permissions: str) -> bool:
        """Whether the user has one of these user permissions ("ManageUsers"); in system mode always."""
        return self.system or not self.permissions.isdisjoint(permissions)


def SYSTEM_USER(user_id: str | None = None) -> RunningUser:
    """The org itself at work on behalf of a user: everything is allowed, audit fields name the user."""
    return RunningUser(id=user_id or AUTOMATED_PROCESS, name="Automated Process", system=True)


@dataclass(frozen=True, slots=True)
class Permissions:
    """What a profile and permission sets give together."""

    user: frozenset[str]
    objects: Mapping[str, ObjectPermission]
    fields: Mapping[tuple[str, str], tuple[bool, bool]]


def load_permissions(context: SecurityContext, profile_id: str | None, set_ids: tuple[str, ...]) -> Permissions:
    """Read what a profile and these permission sets give."""
    sets = context.database.find(context.database.tables.get("PermissionSet"), {"Id": set_ids})
    return Permissions(
        _user_permissions(_record(context, "Profile", profile_id), *sets),
        MappingProxyType(_object_permissions(context, set_ids)),
        MappingProxyType(_field_permissions(context, set_ids)),
    )


def load_user(
    context: SecurityContext,
    user_id: str,
    permissions: Callable[[SecurityContext, str | None, tuple[str, ...]], Permissions] = load_permissions,
) -> RunningUser:
    """Read a user with everything that profile and permission sets give.

    permissions: where to read those from, for a caller who keeps them.
    Raises NOT_FOUND when there is no such user.
    """
    found = _record(context, "User", user_id)
    if not found:
        raise SalesforceError("NOT_FOUND", "The requested resource does not exist")
    ids = _permission_sets(context, user_id, found["ProfileId"])
    held = permissions(context, found["ProfileId"], ids)
    profile = _record(context, "Profile", found["ProfileId"])
    role = _record(context, "UserRole", found["UserRoleId"])
    return RunningUser(
        id=found["Id"],
        name=found["Name"] or found["LastName"] or "",
        username=found["Username"] or "",
        user_type=found["UserType"] or profile.get("UserType") or "Standard",
        profile_id=found["ProfileId"],
        profile_name=profile.get("Name") or "",
        permission_set_ids=ids,
        role_id=role.get("Id"),
        role_name=role.get("Name"),
        account_id=found["AccountId"],
        contact_id=found["ContactId"],
        time_zone=found["TimeZoneSidKey"] or context.settings.time_zone,
        locale=found["LocaleSidKey"] or "en_US",
        object_permissions=held.objects,
        field_permissions=held.fields,
        permissions=held.user,
        is_super_user=bool(found.get("IsPrmSuperUser")),
        is_active=bool(found["IsActive"]),
    )


def _record(context: SecurityContext, name: str, record_id: str | None) -> Mapping[str, Any]:
    """A row by id; without one, nothing."""
    found = context.database.find(context.database.tables.get(name), {"Id": record_id}) if record_id else []
    return found[0] if found else {}


def _permission_sets(context: SecurityContext, user_id: str, profile_id: str | None) -> tuple[str, ...]:
    """The profile's own permission set and those assigned, unless expired or inactive (Object Reference,
    PermissionSetAssignment: ExpirationDate, IsActive; confidence A).
    """
    database = context.database
    own = {"ProfileId": profile_id, "IsOwnedByProfile": True}
    ids = [row["Id"] for row in database.find(database.tables.get("PermissionSet"), own)] if profile_id else []
    now = context.clock.now().strftime("%Y-%m-%dT%H:%M:%S.000+0000")
    for row in database.find(database.tables.get("PermissionSetAssignment"), {"AssigneeId": user_id}):
        expires = row.get("ExpirationDate")
        if row.get("IsActive") is not False and (expires is None or expires > now) and row["PermissionSetId"]:
            ids.append(row["PermissionSetId"])
    return tuple(sorted(ids))


def _user_permissions(*holders: Mapping[Any, Any]) -> frozenset[str]:
    return frozenset(
        name.removeprefix(PREFIX)
        for holder in holders
        for name, value in holder.items()
        if name.startswith(PREFIX) and value is True
    )


def _object_permissions(context: SecurityContext, set_ids: Sequence[str]) -> dict[str, ObjectPermission]:
    """The union of all sets; what one permission implies is read, however it was stored (Object Reference,
    ObjectPermissions: Create needs Read, Edit needs Read, Delete needs Read and Edit, and so on; confidence A).
    """
    table = context.database.tables.get("ObjectPermissions")
    merged: dict[str, ObjectPermission] = {}
    for row in context.database.rows(select(table).where(table.c.ParentId.in_(set_ids))):
        key = str(row["SobjectType"]).lower()
        merged[key] = merged.get(key, ObjectPermission()) | _implied(row)
    return merged


def _implied(row: RowMapping) -> ObjectPermission:
    modify_all = bool(row["PermissionsModifyAllRecords"])
    delete = bool(row["PermissionsDelete"]) or modify_all
    edit = bool(row["PermissionsEdit"]) or delete
    create = bool(row["PermissionsCreate"])
    view_all = bool(row["PermissionsViewAllRecords"]) or modify_all
    read = bool(row["PermissionsRead"]) or edit or create or view_all
    return ObjectPermission(create, read, edit, delete, view_all, modify_all)


def _field_permissions(context: SecurityContext, set_ids: Sequence[str]) -> dict[tuple[str, str], tuple[bool, bool]]:
    """The union of all sets; Edit implies Read (Object Reference, FieldPermissions; confidence A).

    FieldPermissions.Field reads "Lead.Tier__c".
    """
    table = context.database.tables.get("FieldPermissions")
    merged: dict[tuple[str, str], tuple[bool, bool]] = {}
    for row in context.database.rows(select(table).where(table.c.ParentId.in_(set_ids))):
        key = (str(row["SobjectType"]).lower(), str(row["Field"]).rsplit(".", 1)[-1].lower())
        was_read, was_edit = merged.get(key, (False, False))
        edit = bool(row["PermissionsEdit"])
        merged[key] = (was_read or edit or bool(row["PermissionsRead"]), was_edit or edit)
    return merged
