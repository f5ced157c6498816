"""What a user may do: object permissions, field-level security, record sharing, and the reasons."""

from mock_org.security.arithmetic import ObjectPermission, Permissions
from mock_org.security.context import SecurityContext
from mock_org.security.fields import editable, readable
from mock_org.security.model import (
    AccountLevels,
    SetMapping,
    SharingModel,
    SharingRule,
    SharingSet,
)
from mock_org.security.permissions import Action, may
from mock_org.security.principal import Principal
from mock_org.security.record_access import virtual_tables
from mock_org.security.scope import UserScope
from mock_org.security.sharing import (
    GRANT_RULES,
    Explanation,
    Grant,
    Level,
    Reason,
    Source,
    access_level,
    editable_ids,
    explain,
    visible,
)
from mock_org.security.sharing.share_rows import shows_share
from mock_org.security.user import SYSTEM_USER, RunningUser, held_sets, load_permissions, load_user

__all__ = [
    "GRANT_RULES",
    "SYSTEM_USER",
    "AccountLevels",
    "Action",
    "Explanation",
    "Grant",
    "Level",
    "ObjectPermission",
    "Permissions",
    "Principal",
    "Reason",
    "RunningUser",
    "SecurityContext",
    "SetMapping",
    "SharingModel",
    "SharingRule",
    "SharingSet",
    "Source",
    "UserScope",
    "access_level",
    "editable",
    "editable_ids",
    "explain",
    "held_sets",
    "load_permissions",
    "load_user",
    "may",
    "readable",
    "shows_share",
    "virtual_tables",
    "visible",
]
