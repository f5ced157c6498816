"""Record sharing: every source of access is one file with one function, listed in GRANT_RULES."""

from mock_org.security.sharing.engine import GRANT_RULES, access_level, editable_ids, levels, visible
from mock_org.security.sharing.explanation import Explanation, Reason, explain
from mock_org.security.sharing.grant import Grant, Level, Source

__all__ = [
    "GRANT_RULES",
    "Explanation",
    "Grant",
    "Level",
    "Reason",
    "Source",
    "access_level",
    "editable_ids",
    "explain",
    "levels",
    "visible",
]
