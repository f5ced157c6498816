"""What a user may do: object permissions, field-level security, record sharing, and the reasons."""

from mock_org.security.context import SecurityContext
from mock_org.security.model import (
    AccountLevels,
    Principal,
    SetMapping,
    SharingModel,
    SharingRule,
    SharingSet,
)
from mock_org.security.user import SYSTEM_USER, ObjectPermission, RunningUser, load_user

__all__ = [
    "SYSTEM_USER",
    "AccountLevels",
    "ObjectPermission",
    "Principal",
    "RunningUser",
    "SecurityContext",
    "SetMapping",
    "SharingModel",
    "SharingRule",
    "SharingSet",
    "load_user",
]
