"""The running user: profile, permission sets, role, account and licence, read once and passed around."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from sqlalchemy import RowMapping, Select, and_, bindparam, or_, select

from mock_org.errors import SalesforceError
from mock_org.schema import make_id
from mock_org.security import licensing
from mock_org.security.arithmetic import ObjectPermission, Permissions, added
from mock_org.security.context import SecurityContext
from mock_org.security.lateness import waits
from mock_org.security.licenses import License, license_named
from mock_org.storage import Database

# The user that the platform itself acts as where no other is named.
AUTOMATED_PROCESS = make_id("005", 0)
PARTNER_TYPES = frozenset({"PowerPartner"})
_COMPONENT = "PermissionSetGroupComponent"
CUSTOMER_TYPES = frozenset({"PowerCustomerSuccess", "CustomerSuccess", "CspLitePortal"})


@dataclass(frozen=True)
class RunningUser:
    """Everything that the access engine knows of a user. `system` asks no permission and no sharing.

    joining: groups and the role hierarchy do not reach him yet (lateness.py).
    """

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
    joining: bool = False
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


def load_permissions(context: SecurityContext, profile_id: str | None, set_ids: tuple[str, ...]) -> Permissions:
    """Read what a profile and these permission sets give."""
    sets = context.database.find(context.database.tables.get("PermissionSet"), {"Id": set_ids})
    objects, fields = (_below(context, name, set_ids) for name in ("ObjectPermissions", "FieldPermissions"))
    found = added([_record(context, "Profile", profile_id), *sets], objects, fields)
    return Permissions(found.user, MappingProxyType(found.objects), MappingProxyType(found.fields))


def _below(context: SecurityContext, name: str, set_ids: tuple[str, ...]) -> Sequence[RowMapping]:
    table = context.database.tables.get(name)
    return context.database.rows(select(table).where(table.c.ParentId.in_(set_ids)))


def held_sets(context: SecurityContext, user: RunningUser) -> frozenset[str]:
    """The lower-case API names of the permission sets that a user has, by themselves or in a group."""
    tables = context.database.tables
    held, group, part = (tables.get(name).alias() for name in ("PermissionSet", "PermissionSet", _COMPONENT))
    inside = (
        select(part.c.PermissionSetId)
        .join_from(part, group, group.c.PermissionSetGroupId == part.c.PermissionSetGroupId)
        .where(group.c.Id.in_(user.permission_set_ids), part.c.IsDeleted.is_not(True))
    )
    mine = or_(held.c.Id.in_(user.permission_set_ids), held.c.Id.in_(inside))
    assigned = and_(mine, held.c.IsOwnedByProfile.is_not(True), held.c.HasActivationRequired.is_not(True))
    return frozenset(str(row["Name"]).lower() for row in context.database.rows(select(held.c.Name).where(assigned)))


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
    profile = _record(context, "Profile", found["ProfileId"])
    user_type = found["UserType"] or profile.get("UserType") or "Standard"
    held = _allowed(context, profile, user_type, permissions(context, found["ProfileId"], ids))
    role = _record(context, "UserRole", found["UserRoleId"])
    return RunningUser(
        id=found["Id"],
        name=found["Name"] or found["LastName"] or "",
        username=found["Username"] or "",
        user_type=user_type,
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
        joining=waits(context, "member", found["Id"]),
    )


def _record(context: SecurityContext, name: str, record_id: str | None) -> Mapping[str, Any]:
    """A row by id; without one, nothing."""
    found = context.database.find(context.database.tables.get(name), {"Id": record_id}) if record_id else []
    return found[0] if found else {}


def _allowed(context: SecurityContext, profile: Mapping[str, Any], user_type: str, held: Permissions) -> Permissions:
    """What the user's licence leaves of it."""
    kind = _license(context, profile, user_type)
    return licensing.allowed(kind, held, view_all=context.settings.external_view_all)


def _license(context: SecurityContext, profile: Mapping[str, Any], user_type: str) -> License:
    if user_type == "Standard":
        return license_named(None, user_type)
    return license_named(_record(context, "UserLicense", profile.get("UserLicenseId")).get("Name"), user_type)


def _permission_sets(context: SecurityContext, user_id: str, profile_id: str | None) -> tuple[str, ...]:
    """The profile's own permission set and those assigned, of a group the one that adds up its permissions; unless the
    assignment is expired, inactive or revoked (Object Reference, PermissionSetAssignment; confidence A).

    A set that wants an activated session gives nothing, as there are no activations (PermissionSet,
    HasActivationRequired; confidence A).
    """
    database = context.database
    known = database.tables.get("PermissionSet").info  # made ready once, as it is asked of every user
    read = known["held"] if "held" in known else known.setdefault("held", database.prepare(_held(database)))
    now = context.clock.now().strftime("%Y-%m-%dT%H:%M:%S.000+0000")
    return tuple(sorted(found for (found,) in database.read(read, user=user_id, profile=profile_id or "", now=now)))


def _held(database: Database) -> Select[tuple[str]]:
    """The ids of the permission sets of a `user` with a `profile`, at the instant `now`."""
    held, given = database.tables.get("PermissionSet"), database.tables.get("PermissionSetAssignment")
    valid = and_(
        given.c.AssigneeId == bindparam("user"),
        given.c.IsActive.is_not(False),
        given.c.IsRevoked.is_not(True),
        or_(given.c.ExpirationDate.is_(None), given.c.ExpirationDate > bindparam("now")),
    )
    assigned = select(given.c.PermissionSetId).where(valid)
    groups = select(given.c.PermissionSetGroupId).where(valid, given.c.PermissionSetGroupId.is_not(None))
    of_group = and_(held.c.Type == "Group", held.c.PermissionSetGroupId.in_(groups))
    given_to = and_(held.c.HasActivationRequired.is_not(True), or_(held.c.Id.in_(assigned), of_group))
    own = and_(held.c.ProfileId == bindparam("profile"), held.c.IsOwnedByProfile.is_(True))
    return select(held.c.Id).where(or_(given_to, own))
