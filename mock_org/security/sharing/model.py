"""Where a deploy finds the words of sharing rules and sets."""

from mock_org.security.model import (
    AccountLevels,
    Principal,
    SetMapping,
    SharingModel,
    SharingRule,
    SharingSet,
)

__all__ = ["AccountLevels", "Principal", "SetMapping", "SharingModel", "SharingRule", "SharingSet"]
