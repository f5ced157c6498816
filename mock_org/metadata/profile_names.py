"""Profiles that files name otherwise than Setup does."""

from collections.abc import Mapping
from types import MappingProxyType

ADMINISTRATOR = "System Administrator"
# Metadata API, Profile: standard profiles have a fixed API name (observed in retrieved projects). Confidence B.
STANDARD: Mapping[str, str] = MappingProxyType(
    {
        "admin": ADMINISTRATOR,
        "standard": "Standard User",
        "standardaul": "Standard Platform User",
        "readonly": "Read Only",
        "solutionmanager": "Solution Manager",
        "marketingprofile": "Marketing User",
        "contractmanager": "Contract Manager",
        "minimumaccess": "Minimum Access - Salesforce",
        "partnercommunity": "Partner Community User",
    }
)


def profile_name(file_name: str) -> str:
    """The Profile.Name behind a file's or an element's name of it: Admin is System Administrator."""
    return STANDARD.get(file_name.lower(), file_name)
