"""Multi-factor authentication: which log-ins at the org's own page need a second factor.

Here nobody can bring one: nobody has a passkey or an authenticator. Who may log in gets in by OAuth and single access,
to which this does not apply (whether it does in every org is not documented: confidence D).
"""

from mock_org.auth.attempts import Attempt
from mock_org.org import Org

# Whoever has one of these needs a factor that resists phishing: a passkey (Salesforce help 005321563; confidence A).
PRIVILEGES = ("ModifyAllData", "ViewAllData", "CustomizeApplication", "AuthorApex")
_ADMINISTRATOR = "System Administrator"


def is_privileged(org: Org, user_id: str) -> bool:
    """Whether a user may do what only a passkey, or what resists phishing likewise, opens."""
    user = org.running_user(user_id)
    return user.profile_name == _ADMINISTRATOR or user.has(*PRIVILEGES)


def needs_factor(org: Org, user_id: str, attempt: Attempt) -> bool:
    """Whether a log-in by password has to stop; external users and sites are exempt (same page; confidence A)."""
    who = org.settings.mfa
    if who == "none" or attempt.kind != "UI" or org.running_user(user_id).external:
        return False
    return who == "internal" or is_privileged(org, user_id)
