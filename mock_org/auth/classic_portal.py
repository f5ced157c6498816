"""The partner portal of Salesforce Classic: who may log in there, and its end.

The portal has no record that the API shows. Its log-in page is /secur/login_portal.jsp with orgId and portalId (seen in
links to real portals; confidence B).
"""

from typing import Any

from mock_org.auth.tokens import end
from mock_org.org import Org
from mock_org.schema import make_id
from mock_org.security.licenses import catalogue
from mock_org.storage.migration import keep, kept

# The key prefix of portals, as links to them show it (confidence B).
PORTAL_ID = make_id("060", 1)
KIND = "Portal"
_OFF = "classic portal is off"


def is_open(org: Org) -> bool:
    """Whether the org has the portal and nobody has switched it off."""
    return org.settings.classic_partner_portal and not kept(org.database, _OFF)


def refusal(org: Org, user: dict[str, Any]) -> str | None:
    """Why the portal lets a user not in, or None: it is for users of the licences that were sold for it."""
    if not is_open(org):
        return "portal_disabled"
    return None if has_legacy_license(org, user["ProfileId"]) else "no_portal_access"


def has_legacy_license(org: Org, profile_id: str | None) -> bool:
    """Whether a profile has a licence of the partner portal."""
    system = org.system_session().records()
    profile = system.get("Profile", profile_id) or {}
    kind = catalogue().get(str((system.get("UserLicense", profile.get("UserLicenseId")) or {}).get("Name")))
    return kind is not None and kind.legacy and kind.portal == "Partner"


def switch_off(org: Org) -> int:
    """Let nobody in any more; how many sessions ended with it."""
    keep(org.database, _OFF, True)
    inside = [token.session_id for token in org.tokens.values() if token.kind == KIND]
    return sum(end(org, session_id) for session_id in inside)
